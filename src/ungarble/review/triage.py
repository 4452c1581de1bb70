"""The table of rules and words: the fast way through hundreds of findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ungarble.review.items import Item
from ungarble.review.modes import Row

SORTS = ("count", "confidence", "rule")
"""Orders of the table: most places first, surest first, by name."""


def rows(items: Iterable[Item], sort: str = "count") -> list[Row]:
    """One row for each rule, wording and repair."""
    groups: dict[tuple[str, str, str | None], list[Item]] = defaultdict(list)
    for item in items:
        groups[item.rule, item.words, proposal(item)].append(item)
    made = [Row(rule, term, own, new) for (rule, term, new), own in groups.items()]
    if sort == "confidence":
        made.sort(key=lambda r: (-confidence(r), r.rule, r.term))
    elif sort == "rule":
        made.sort(key=lambda r: (r.rule, -len(r.items), r.term))
    else:
        made.sort(key=lambda r: (-len(r.items), -confidence(r), r.rule, r.term))
    return made


def proposal(item: Item) -> str | None:
    """The wording that the first fix puts in place of the words found; None where there is no fix."""
    return item.wording() if item.finding.fixes else None


def confidence(row: Row) -> float:
    """The least sure of the row: what a whole row is accepted at."""
    return min(i.finding.confidence for i in row.items)


def state(items: Sequence[Item]) -> str:
    """The answer that all items have, `open` where none has one, else `mixed`."""
    answers = {i.decision.answer if i.decision else "open" for i in items}
    return answers.pop() if len(answers) == 1 else "mixed"
