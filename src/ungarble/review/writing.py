"""What has been accepted, as new text: shown by `v`, written by `W` and at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ungarble import formats
from ungarble.decisions import EDIT, Anchor, Application, Decision, anchor, digest, now
from ungarble.edits import Places
from ungarble.model import Document, Edit, RawEdit, Span
from ungarble.review.items import File, Item


@dataclass(frozen=True, slots=True)
class Draft:
    """One file with the accepted changes: `after` is verified, `taken` are in it, `refused` are not, with reasons."""

    file: File
    after: Document
    taken: tuple[Item, ...]
    refused: tuple[tuple[Item, str], ...]

    @property
    def changed(self) -> bool:
        """Whether there is anything to write."""
        return self.after.raw != self.file.document.raw


def draft(file: File, items: Iterable[Item]) -> Draft:
    """`file` after the accepted ones of its `items`: a person's own words first, then the surest."""
    chosen = sorted((i for i in items if i.file is file and i.decision and i.decision.changes), key=_rank)
    edits = [raw(i.decision) for i in chosen if i.decision]
    after, reasons = holding(file.document, edits)
    taken = tuple(i for n, i in enumerate(chosen) if n not in reasons)
    return Draft(file, after, taken, tuple((chosen[n], why) for n, why in sorted(reasons.items())))


def _rank(item: Item) -> tuple[bool, float, int]:
    decision = item.decision
    return (decision is None or decision.answer != EDIT, -item.finding.confidence, item.at.span.start)


def holding(document: Document, wanted: Sequence[Sequence[RawEdit]]) -> tuple[Document, dict[int, str]]:
    """The document after all of `wanted` that it can take, and why it cannot take the others, by their number.

    Of two that overlap the first is taken. Those after which the file would not read back as it should are found by
    halving: one of them costs some ten readings, not one for each.
    """
    places = Places()
    reasons: dict[int, str] = {}
    for number, edits in enumerate(wanted):
        if all(places.free(e.span) for e in edits):
            for edit in edits:
                places.take(edit.span)
        else:
            reasons[number] = "overlaps another change"
    kept: list[int] = []
    after = document
    first = [n for n in range(len(wanted)) if n not in reasons]
    groups = [first] if first else []
    while groups:
        group = groups.pop()
        try:
            after = formats.rewrite(document, [e for n in (*kept, *group) for e in wanted[n]])
            kept += group
        except formats.UnstableError as error:
            if len(group) == 1:
                reasons[group[0]] = str(error)
            else:
                middle = len(group) // 2
                groups += [group[middle:], group[:middle]]
    return after, reasons


def raw(decision: Decision) -> tuple[RawEdit, ...]:
    """The decision's edits as edits of the decoded file."""
    return tuple(RawEdit(e.span.shifted(decision.at.start), e.text) for e in decision.edits)


def application(
    before: Document, after: Document, path: str, made: Sequence[tuple[Decision, tuple[RawEdit, ...]]]
) -> Application:
    """What `undo` needs to take back what was written into a file: decisions, with their edits of the old text."""
    everything = sorted((e for _, edits in made for e in edits), key=lambda e: e.span)
    changes = tuple(
        _back(before.text, after.text, sorted(edits, key=lambda e: e.span), everything) for _, edits in made
    )
    keys = tuple(d.key for d, _ in made)
    return Application(path, digest(before.raw), digest(after.raw), keys, changes, now())


def _back(old: str, new: str, own: Sequence[RawEdit], everything: Sequence[RawEdit]) -> tuple[Anchor, tuple[Edit, ...]]:
    starts = [moved(e.span.start, everything) for e in own]
    whole = Span(starts[0], starts[-1] + len(own[-1].text))
    back = [
        Edit(Span(at - whole.start, at - whole.start + len(e.text)), e.span.of(old))
        for at, e in zip(starts, own, strict=True)
    ]
    return anchor(new, whole), tuple(back)


def moved(offset: int, edits: Sequence[RawEdit], after: bool = False) -> int:
    """Where `offset` of the old text stands after `edits` (in order): before what is inserted there, or `after` it."""
    shift = 0
    for edit in edits:
        if edit.span.end > offset or (edit.span.end == offset and edit.span.start == offset and not after):
            break
        shift += len(edit.text) - len(edit.span)
    return offset + shift


def carried(done: Draft, left: Iterable[Decision]) -> list[Decision]:
    """Decisions about the file that were not written (`left`), with the words that stand beside them now."""
    edits = sorted((e for i in done.taken if i.decision for e in raw(i.decision)), key=lambda e: e.span)
    found = []
    for one in left:
        start = moved(one.at.start, edits, after=True)
        span = Span(start, start + len(one.at.text))
        if span.of(done.after.text) == one.at.text:
            found.append(replace(one, at=anchor(done.after.text, span)))
    return found
