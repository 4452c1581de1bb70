"""May we change it: findings -> edits, and refusals with reasons. Nothing is dropped in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ungarble.model import Edit, Finding, Fix, Piece, RawEdit, Refusal, Segment, Span, apply_edits
from ungarble.outcome import Accepted, Judgement

LookAgain = Callable[[Segment], Sequence[Finding]]
"""What is found in a repaired segment."""

_DERIVED = frozenset({"order", "grammar", "learned", "senses"})
"""Kinds whose wording is made by a program, not written by a person: they own no number, name or placeholder."""

_NUMBER = re.compile(r"\d+")
_PLACEHOLDER = re.compile(r"[{}%<>$\\]")


def judge(findings: Iterable[Finding], from_confidence: float, ask: bool, look_again: LookAgain) -> Judgement:
    """Decide on the first fix of every finding that has one, surest first.

    `from_confidence`: a fix less sure is refused. `ask`: whether rules that must ask count as answered.
    The order is confidence, then place, then rule name: never a rule's own priority.
    """
    refusals: list[Refusal] = []
    taken: list[Accepted] = []
    used: dict[str, list[Span]] = {}
    for finding in sorted((f for f in findings if f.fixes), key=_rank):
        fix = finding.fixes[0]
        edits, reason = raw_edits(finding.segment, fix)
        here = used.setdefault(finding.segment.id, [])
        if fix.confidence < from_confidence:
            reason = f"confidence {fix.confidence:.2f} is below {from_confidence:.2f}"
        elif finding.rule.ask and not ask:
            reason = "this rule always asks"
        elif not reason:
            reason = _harm(finding, fix)
        if not reason and any(e.span.overlaps(s) for e in fix.edits for s in here):
            reason = "overlaps a surer fix"
        if reason:
            refusals.append(Refusal(finding, reason))
        else:
            here.extend(e.span for e in fix.edits)
            taken.append(Accepted(finding, edits))
    accepted, again = _holding(taken, look_again)
    return Judgement(accepted, (*refusals, *again))


def _rank(finding: Finding) -> tuple[float, int, int, str]:
    at = finding.segment.cover(finding.span)
    return (-finding.fixes[0].confidence, at.start, -at.end, finding.rule.id)


def raw_edits(segment: Segment, fix: Fix) -> tuple[tuple[RawEdit, ...], str]:
    """The fix as edits of the decoded file, and the reason why it cannot be one (empty if it can).

    A fix that empties the segment takes its `removal` with it: a deleted paragraph leaves no hole.
    """
    if any(e.span.overlaps(p) and not _beside(e.span, p) for e in fix.edits for p in segment.protected):
        if not _empties(segment, fix):
            return (), "touches protected text"
    if segment.removal is not None and _empties(segment, fix):
        return (RawEdit(segment.removal, ""),), ""
    found = []
    for edit in fix.edits:
        for part in _within_pieces(segment, edit):
            at = segment.locate(part.span)
            if at is None:
                return (), "crosses markup"
            found.append(RawEdit(at, part.text))
    return tuple(found), ""


def _beside(span: Span, protected: Span) -> bool:
    """An insertion at the edge of protected text does not touch it."""
    return len(span) == 0 and span.start in (protected.start, protected.end)


def _empties(segment: Segment, fix: Fix) -> bool:
    return not apply_edits(segment.text, fix.edits).strip()


def _within_pieces(segment: Segment, edit: Edit) -> list[Edit]:
    """The edit in smaller ones, word by word, where markup lies inside it and they keep clear of it."""
    if segment.locate(edit.span) is not None:
        return [edit]
    from rapidfuzz.distance import Indel

    old, new = _words(edit.span.of(segment.text)), _words(edit.text)
    starts = [edit.span.start]
    for word in old:
        starts.append(starts[-1] + len(word))
    parts = []
    for op in Indel.opcodes(old, new).as_list():
        if op.tag != "equal":
            span = Span(starts[op.src_start], starts[op.src_end])
            parts.append(Edit(span, "".join(new[op.dest_start : op.dest_end])))
    if any(_empties_piece(piece, part) for part in parts for piece in segment.origin):
        return [edit]
    return _joined(parts)


def _empties_piece(piece: Piece, part: Edit) -> bool:
    """Deleting all that stands between two marks leaves marks around nothing."""
    return not part.text and part.span.start <= piece.start and piece.end <= part.span.end


def _joined(parts: list[Edit]) -> list[Edit]:
    """A deletion and an insertion at the same place are one replacement."""
    out: list[Edit] = []
    for part in parts:
        if out and out[-1].span.end == part.span.start:
            out[-1] = Edit(Span(out[-1].span.start, part.span.end), out[-1].text + part.text)
        else:
            out.append(part)
    return out


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)


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


def _holding(taken: Sequence[Accepted], look_again: LookAgain) -> tuple[tuple[Accepted, ...], list[Refusal]]:
    """Those of the accepted fixes whose finding is gone from the repaired segment."""
    kept: list[Accepted] = []
    refused: list[Refusal] = []
    by_segment: dict[str, list[Accepted]] = {}
    for one in taken:
        by_segment.setdefault(one.finding.segment.id, []).append(one)
    for group in by_segment.values():
        repaired, places = _repaired(group)
        again = look_again(repaired) if repaired.text.strip() else ()
        for one, place in zip(group, places, strict=True):
            back = [f for f in again if f.rule.id == one.finding.rule.id and f.fixes and f.span.overlaps(place)]
            if back and not any(len(f.span) == 0 for f in back):
                refused.append(Refusal(one.finding, "is found again in the repaired text"))
            else:
                kept.append(one)
    return tuple(kept), refused


def _repaired(group: Sequence[Accepted]) -> tuple[Segment, list[Span]]:
    """The segment with the fixes of `group` applied, and where each stands in it."""
    segment = group[0].finding.segment
    edits = sorted((e for one in group for e in one.finding.fixes[0].edits), key=lambda e: e.span)
    text = apply_edits(segment.text, tuple(edits))

    def moved(offset: int) -> int:
        return offset + sum(len(e.text) - len(e.span) for e in edits if e.span.end <= offset and e.span.start < offset)

    places = []
    for one in group:
        own = one.finding.fixes[0].edits
        start = moved(own[0].span.start)
        places.append(Span(start, max(start, moved(own[-1].span.end))))
    protected = tuple(
        Span(moved(p.start), moved(p.end)) for p in segment.protected if moved(p.start) <= moved(p.end) <= len(text)
    )
    return replace(segment, text=text, origin=(Piece(0, len(text), 0),), protected=protected), places
