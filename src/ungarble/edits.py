"""May we change it: findings -> edits, and refusals with reasons. Nothing is dropped in silence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from ungarble.english.sentences import sentence_at
from ungarble.grammar import Match
from ungarble.model import Finding, Fix, Piece, Refusal, Segment, Span, apply_edits
from ungarble.outcome import Accepted, Judgement
from ungarble.rawedits import raw_edits

LookAgain = Callable[[Segment], Sequence[Finding]]
"""What is found in a repaired segment."""

Proofread = Callable[[Sequence[str]], Sequence[Sequence[Match]]]
"""What a grammar engine says of each of several texts."""

_DERIVED = frozenset({"order", "grammar", "learned", "senses"})
"""Kinds whose wording is made by a program, not written by a person: they own no number, name or placeholder."""

_NUMBER = re.compile(r"\d+")
_PLACEHOLDER = re.compile(r"[{}%<>$\\]")


class Places:
    """Stretches of one segment that are taken, apart from each other; asked by bisection, however many there are."""

    def __init__(self) -> None:
        self._taken: list[Span] = []

    def free(self, span: Span) -> bool:
        """Whether `span` overlaps none of those taken."""
        at = bisect_left(self._taken, span)
        return not any(span.overlaps(s) for s in self._taken[max(at - 2, 0) : at + 2])

    def take(self, span: Span) -> None:
        """Take a stretch that is free."""
        insort(self._taken, span)


def judge(
    findings: Iterable[Finding],
    text: str,
    from_confidence: float,
    ask: bool,
    look_again: LookAgain,
    proofread: Proofread | None = None,
) -> Judgement:
    """Decide on the first fix of every finding that has one, surest first.

    `text`: the decoded file in which the segments stand. `from_confidence`: a fix less sure is refused. `ask`:
    whether rules that must ask count as answered. `proofread`: a fix after which it has more to say of a sentence
    than before is refused.
    The order is confidence, then place, then rule name: never a rule's own priority.
    """
    refusals: list[Refusal] = []
    taken: list[Accepted] = []
    used: dict[str, Places] = {}
    whole = Places()
    for finding in sorted((f for f in findings if f.fixes), key=_rank):
        fix = finding.fixes[0]
        edits, reason = raw_edits(finding.segment, fix, text)
        here = used.setdefault(finding.segment.id, Places())
        if fix.confidence < from_confidence:
            reason = f"confidence {fix.confidence:.2f} is below {from_confidence:.2f}"
        elif finding.rule.ask and not ask:
            reason = "this rule always asks"
        elif not reason:
            reason = _harm(finding, fix)
        # A block removal spans several segments: what it takes must be free in the file as well as in its segment.
        if not reason and not (all(here.free(e.span) for e in fix.edits) and all(whole.free(e.span) for e in edits)):
            reason = "overlaps a surer fix"
        if reason:
            refusals.append(Refusal(finding, reason))
        else:
            for edit in fix.edits:
                here.take(edit.span)
            for raw in edits:
                whole.take(raw.span)
            taken.append(Accepted(finding, edits))
    accepted, again = _holding(taken, look_again, proofread)
    return Judgement(accepted, (*refusals, *again))


def _rank(finding: Finding) -> tuple[float, int, int, str]:
    at = finding.segment.cover(finding.span)
    return (-finding.fixes[0].confidence, at.start, -at.end, finding.rule.id)


def _harm(finding: Finding, fix: Fix) -> str:
    """Why a program-made wording would lose what it does not own; empty if it does not."""
    for edit in fix.edits:
        old, new = edit.span.of(finding.segment.text), edit.text
        if finding.rule.kind in _DERIVED:
            if Counter(_NUMBER.findall(old)) != Counter(_NUMBER.findall(new)):
                return "would change a number"
            if Counter(_PLACEHOLDER.findall(old)) != Counter(_PLACEHOLDER.findall(new)):
                return "would change a placeholder"
            lost = _names(old) - _names(new)
            if lost:
                return f"would change the name {sorted(lost)[0]!r}"
    return ""


def _names(text: str) -> set[str]:
    """Capitalised words after the first, in small letters so that a word moved to the front counts as kept."""
    return {w.lower() for w in re.findall(r"(?<=\W)[A-ZÀ-ÖØ-Þ]\w+", text)}


def _holding(
    taken: Sequence[Accepted], look_again: LookAgain, proofread: Proofread | None
) -> tuple[tuple[Accepted, ...], list[Refusal]]:
    """Those of the accepted fixes whose finding is gone from the repaired segment, and which made nothing worse."""
    kept: list[Accepted] = []
    refused: list[Refusal] = []
    by_segment: dict[str, list[Accepted]] = {}
    for one in taken:
        by_segment.setdefault(one.finding.segment.id, []).append(one)
    groups = [(group, *_repaired(group)) for group in by_segment.values()]
    worse = _made_worse(groups, proofread) if proofread else {}
    for group, repaired, places in groups:
        again: dict[str, list[Finding]] = {}
        for finding in look_again(repaired) if repaired.text.strip() else ():
            if finding.fixes:
                again.setdefault(finding.rule.id, []).append(finding)
        for one, place in zip(group, places, strict=True):
            back = [f for f in again.get(one.finding.rule.id, ()) if f.span.overlaps(place)]
            if back and not any(len(f.span) == 0 for f in back):
                refused.append(Refusal(one.finding, "is found again in the repaired text"))
            elif id(one) in worse:
                refused.append(Refusal(one.finding, worse[id(one)]))
            else:
                kept.append(one)
    return tuple(kept), refused


def _made_worse(
    groups: Sequence[tuple[Sequence[Accepted], Segment, Sequence[Span]]], proofread: Proofread
) -> dict[int, str]:
    """`id` of each fix whose sentence has more matches of some rule than before -> the reason to refuse it.

    Where several fixes share the sentence, those that a new match touches are to blame, or all if it touches none.
    """
    reasons: dict[int, str] = {}
    said = proofread([text for group, after, _ in groups for text in (group[0].finding.segment.text, after.text)])
    for n, (group, after, places) in enumerate(groups):
        old, new = said[2 * n], said[2 * n + 1]
        before = group[0].finding.segment.text
        for one, place in zip(group, places, strict=True):
            then, now = sentence_at(before, one.finding.span), sentence_at(after.text, place)
            had = Counter(m.rule for m in old if m.span.overlaps(then))
            has = Counter(m.rule for m in new if m.span.overlaps(now))
            fresh = [m for m in new if m.span.overlaps(now) and has[m.rule] > had[m.rule]]
            touching = [m for m in fresh if m.span.overlaps(place)]
            near = [p for p in places if p.overlaps(now)]
            alone = not any(m.span.overlaps(p) for m in fresh for p in near)
            if touching or (fresh and alone):
                match = (touching or fresh)[0]
                reasons[id(one)] = f"{match.engine} finds “{match.span.of(after.text)}” in the repaired sentence"
    return reasons


def _repaired(group: Sequence[Accepted]) -> tuple[Segment, list[Span]]:
    """The segment with the fixes of `group` applied, and where each stands in it."""
    segment = group[0].finding.segment
    edits = sorted((e for one in group for e in one.finding.fixes[0].edits), key=lambda e: e.span)
    text = apply_edits(segment.text, tuple(edits))

    ends = [e.span.end for e in edits]
    shifts = [0, *accumulate(len(e.text) - len(e.span) for e in edits)]

    def moved(offset: int) -> int:
        n = bisect_right(ends, offset)
        if n and edits[n - 1].span == Span(offset, offset):  # what is inserted here stands after it
            n -= 1
        return offset + shifts[n]

    places = []
    for one in group:
        own = one.finding.fixes[0].edits
        start = moved(own[0].span.start)
        places.append(Span(start, max(start, moved(own[-1].span.end))))
    protected = tuple(
        Span(moved(p.start), moved(p.end)) for p in segment.protected if moved(p.start) <= moved(p.end) <= len(text)
    )
    return replace(segment, text=text, origin=(Piece(0, len(text), 0),), protected=protected), places
