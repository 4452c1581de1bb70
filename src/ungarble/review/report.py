"""What a team's answers say about the rules: for `review --report` and `[tool.ungarble.confidence]`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ungarble.decisions import ACCEPT, EDIT, REJECT, Decision, Line, live, wanted

ENOUGH = 8
"""Answers by a person from which on the share of accepted ones says something about a rule."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A rule's answers by people; `sure`: how sure it was of the findings, on average."""

    rule: str
    accepted: int
    rejected: int
    edited: int
    sure: float

    @property
    def total(self) -> int:
        """All answers."""
        return self.accepted + self.rejected + self.edited

    @property
    def share(self) -> float:
        """How often its fix was accepted as it stood; one answer of each sort is added, so that few prove little."""
        return (self.accepted + 1) / (self.total + 2)


def counted(lines: Iterable[Line]) -> list[Counted]:
    """The rules with answers, those with most first. What was accepted unasked (`batch` 0) says nothing."""
    lines = list(lines)
    answers: dict[str, list[Decision]] = {}
    held = [*live(lines).values(), *(d for d in wanted(lines))]
    for decision in {id(d): d for d in held}.values():
        if decision.batch and decision.answer in (ACCEPT, EDIT, REJECT):
            answers.setdefault(decision.rule, []).append(decision)
    found = []
    for rule, own in answers.items():
        n = Counter(d.answer for d in own)
        found.append(Counted(rule, n[ACCEPT], n[REJECT], n[EDIT], sum(d.confidence for d in own) / len(own)))
    return sorted(found, key=lambda c: (-c.total, c.rule))


def table(rules: Iterable[Counted]) -> str:
    """The table, and settings for the rules whose answers say that they are surer or less sure than they think."""
    rules = list(rules)
    if not rules:
        return "no answers yet\n"
    names = max(len("rule"), *(len(r.rule) for r in rules))
    out = [f"{'rule':<{names}}  accepted  rejected  edited  share"]
    out += [
        f"{r.rule:<{names}}  {r.accepted:>8}  {r.rejected:>8}  {r.edited:>6}  {r.accepted / r.total:>5.2f}"
        for r in rules
    ]
    told = [r for r in rules if r.total >= ENOUGH and abs(r.share - r.sure) > 0.1]
    if told:
        out += ["", "[tool.ungarble.confidence]", *(f'"{r.rule}" = {r.share:.2f}' for r in told)]
    return "\n".join(out) + "\n"
