"""What there is to ask: one item for each finding, in the order asked for, with the decision there is about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ungarble.decisions import Decision, Key, anchor
from ungarble.matching import keys, matched
from ungarble.model import Document, Edit, Finding, Fix, Span, apply_edits
from ungarble.outcome import Report
from ungarble.reports.place import Place, where

ORDERS = ("document", "rule", "confidence")


@dataclass(slots=True)
class File:
    """A document under review. `name` is its path as decisions write it; `gone` are decisions without a finding."""

    name: str
    report: Report
    gone: list[Decision] = field(default_factory=list)

    @property
    def document(self) -> Document:
        """The file as it was last read."""
        return self.report.document


@dataclass(slots=True, eq=False)
class Item:
    """One finding, where it stands, and what has been decided about it (None: nothing yet)."""

    file: File
    finding: Finding
    key: Key
    at: Place
    safe: bool
    decision: Decision | None = None
    _texts: dict[int, str] = field(default_factory=dict)
    """Wordings that were asked for before, by number (-1: the words as they stand): the table asks for all of them."""

    @property
    def open(self) -> bool:
        """Whether it is still to be asked. What was skipped was asked, and is open again the next time."""
        return self.decision is None

    @property
    def rule(self) -> str:
        """Name of the rule."""
        return self.finding.rule.id

    @property
    def term(self) -> str:
        """The words found, on one line."""
        return " ".join(self.finding.text.split())

    @property
    def cover(self) -> Span:
        """The stretch of the segment that the finding and all its fixes touch."""
        spans = [self.finding.span, *(e.span for fix in self.finding.fixes for e in fix.edits)]
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    @property
    def words(self) -> str:
        """What stands over `cover` now, on one line."""
        if -1 not in self._texts:
            self._texts[-1] = " ".join(self.cover.of(self.finding.segment.text).split())
        return self._texts[-1]

    def wording(self, number: int = 0) -> str:
        """What stands over `cover` after fix `number`, on one line."""
        if number not in self._texts:
            self._texts[number] = " ".join(self._after(self.finding.fixes[number].edits).split())
        return self._texts[number]

    def _after(self, edits: Sequence[Edit]) -> str:
        cover = self.cover
        own = [Edit(e.span.shifted(-cover.start), e.text) for e in edits]
        return apply_edits(cover.of(self.finding.segment.text), own)

    @property
    def prefill(self) -> str:
        """What is offered for editing: the best fix, or the words as they stand."""
        return self.wording() if self.finding.fixes else self.words

    def typed(self, text: str) -> Fix:
        """The fix that puts a person's own words over `cover`."""
        return Fix((Edit(self.cover, text),), 1.0)


def items_of(file: File, decisions: Mapping[Key, Decision]) -> list[Item]:
    """The items of one file in the order of its text, each with its decision; fills `file.gone`.

    An item keeps the key of a decision that was made when its sentence read otherwise.
    """
    findings = file.report.findings
    found, file.gone = matched(file.document, file.name, findings, decisions.values())
    found = {n: now for n, d in found.items() if (now := _as_it_stands(file, findings[n], d))}
    own = keys(file.name, findings)
    taken = {d.key for d in found.values()}
    safe = {id(one.finding) for one in file.report.accepted}
    made: list[Item] = []
    for number, finding in enumerate(findings):
        key = found[number].key if number in found else own[number]
        if number not in found:
            while key in taken:
                key = (key[0], key[1] + 1)
            taken.add(key)
        at = where(file.document, finding)
        made.append(Item(file, finding, key, at, id(finding) in safe, found.get(number)))
    return made


def _as_it_stands(file: File, finding: Finding, decision: Decision) -> Decision | None:
    """The decision with its words where they stand now; None (and one more that is gone) where they do not."""
    cover = finding.segment.cover(finding.span)
    text, words = file.document.text, decision.at.text
    first, last = max(0, cover.end - len(words)), cover.start + len(words)
    starts = [decision.at.start] if text.startswith(words, decision.at.start) else []
    starts += [text.find(words, first, last)]
    for start in starts:
        span = Span(max(start, 0), max(start, 0) + len(words))
        if start >= 0 and span.covers(cover):
            return replace(decision, at=anchor(text, span))
    file.gone.append(decision)
    return None


def ordered(items: Iterable[Item], order: str) -> list[Item]:
    """`document`: as they stand; `rule`: rule by rule; `confidence`: surest first. Ties as they stand."""
    if order == "rule":
        return sorted(items, key=lambda i: i.rule)
    if order == "confidence":
        return sorted(items, key=lambda i: -i.finding.confidence)
    return list(items)


def alike(items: Iterable[Item]) -> dict[tuple[str, str], list[Item]]:
    """The items by rule and words: what `a` and `A` answer together."""
    groups: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        groups[item.rule, item.term].append(item)
    return groups
