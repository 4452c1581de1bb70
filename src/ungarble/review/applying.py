"""Decisions without the person: a journal or a plan put into files elsewhere, and taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ungarble.decisions import Anchor, Application, Decision, Line, digest, now, wanted
from ungarble.model import Document, Edit, RawEdit, Span, apply_edits
from ungarble.review.writing import application, holding

_SHORT = 12
"""Code points beside the words that must be there when not all forty are."""


@dataclass(frozen=True, slots=True)
class Stale:
    """What could not be done: where it was to be done, the words, and why not."""

    path: str
    rule: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: its new bytes (None: as it was), the record, how many changes were made or were there."""

    path: str
    raw: bytes | None
    record: Application | None
    made: int
    already: int
    stale: tuple[Stale, ...]


def apply(lines: Sequence[Line], read: Callable[[str], Document]) -> Iterator[Outcome]:
    """What the decisions make of each file. `read` gives the document for a path; its errors are the caller's."""
    by_path: dict[str, list[Decision]] = defaultdict(list)
    for one in wanted(lines):
        by_path[one.path].append(one)
    written = {(a.path, a.after): a for own in applications(lines).values() for a in own}
    for path, decisions in by_path.items():
        document = read(path)
        yield _applied(document, path, decisions, written.get((path, digest(document.raw))))


def _applied(document: Document, path: str, decisions: Sequence[Decision], done: Application | None) -> Outcome:
    if done is not None:  # nobody has touched the file since these were written into it
        whole = len(decisions)
        decisions = [d for d in decisions if d.key not in done.keys]
        if not decisions:
            return Outcome(path, None, None, 0, whole, ())
    stale: list[Stale] = []
    placed: list[Decision] = []
    edits: list[tuple[RawEdit, ...]] = []
    taken: set[int] = set()
    already = 0 if done is None else whole - len(decisions)
    for one in sorted(decisions, key=lambda d: d.at.start):
        start = locate(document.text, one.at, taken)
        if start is not None:
            taken.add(start)
            placed.append(one)
            edits.append(tuple(RawEdit(e.span.shifted(start), e.text) for e in one.edits))
        elif locate(document.text, _fulfilled(one), set()) is not None:
            already += 1
        else:
            stale.append(Stale(path, one.rule, one.at.text, "is not there any more"))
    after, reasons = holding(document, edits)
    stale += [Stale(path, placed[n].rule, placed[n].at.text, why) for n, why in sorted(reasons.items())]
    made = [(d, e) for n, (d, e) in enumerate(zip(placed, edits, strict=True)) if n not in reasons and e]
    if not made or after.raw == document.raw:
        return Outcome(path, None, None, 0, already, tuple(stale))
    record = application(document, after, path, made)
    return Outcome(path, after.raw, record, len(made), already, tuple(stale))


def _fulfilled(decision: Decision) -> Anchor:
    """The anchor of the words after the change: where they stand, there is nothing left to do."""
    at = decision.at
    return Anchor(at.start, at.before, decision.replacement, at.after)


def locate(text: str, at: Anchor, taken: set[int]) -> int | None:
    """Where the words of an anchor start in `text`: those with all that stood beside them, nearest to their old place.

    Else those with a little of what stood beside them, where they stand so only once. None: they are gone.
    """
    if at.start not in taken and _stands(text, at, at.start, 40):
        return at.start
    if found := [s for s in _all(text, at, 40) if s not in taken]:
        return min(found, key=lambda s: abs(s - at.start))
    found = [s for s in _all(text, at, _SHORT) if s not in taken]
    return found[0] if len(found) == 1 else None


def _stands(text: str, at: Anchor, start: int, beside: int) -> bool:
    before, after = at.before[-beside:], at.after[:beside]
    begin = start - len(before)
    return begin >= 0 and text.startswith(before + at.text + after, begin)


def _all(text: str, at: Anchor, beside: int) -> Iterator[int]:
    before, after = at.before[-beside:], at.after[:beside]
    whole = before + at.text + after
    here = text.find(whole) if whole else -1
    while here >= 0:
        yield here + len(before)
        here = text.find(whole, here + 1)


def applications(lines: Iterable[Line]) -> dict[str, list[Application]]:
    """For each path what was written into it and not taken back, first to last."""
    held: dict[str, list[Application]] = defaultdict(list)
    for line in lines:
        if isinstance(line, Application):
            if not line.undone:
                held[line.path].append(line)
            elif held[line.path]:
                held[line.path].pop()
    return {path: done for path, done in held.items() if done}


def undo(document: Document, path: str, done: Application) -> Outcome:
    """The file before `done`: byte for byte where it was not touched since, else each change that is still there."""
    text = document.text
    stale: list[Stale] = []
    edits: list[RawEdit] = []
    if digest(document.raw) == done.before:
        return Outcome(path, None, _record(done, document.raw, document.raw), 0, len(done.changes), ())
    untouched = digest(document.raw) == done.after
    taken: set[int] = set()
    made = 0
    for at, back in done.changes:
        start = at.start if untouched else locate(text, at, taken)
        here = _shifted(back, start) if start is not None else []
        if start is None or any(e.span.overlaps(o.span) and e.span != o.span for e in here for o in edits):
            stale.append(Stale(path, "", at.text, "is not there any more"))
            continue
        taken.add(start)
        edits += here
        made += 1
    try:
        raw = document.bom + apply_edits(text, edits).encode(document.encoding)
    except ValueError as error:
        return Outcome(path, None, None, 0, 0, (Stale(path, "", "", str(error)),))
    return Outcome(path, raw, _record(done, document.raw, raw), made, 0, tuple(stale))


def _shifted(back: Sequence[Edit], start: int) -> list[RawEdit]:
    return [RawEdit(Span(e.span.start + start, e.span.end + start), e.text) for e in back]


def _record(done: Application, before: bytes, after: bytes) -> Application:
    return Application(done.path, digest(before), digest(after), done.keys, (), now(), undone=True)
