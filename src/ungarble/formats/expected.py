"""What the prose of a document must read like after edits of the file, worked out without reading the new file."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from ungarble.model import Document, Edit, Piece, RawEdit, Segment, Span, apply_edits


def expected_texts(document: Document, edits: Sequence[RawEdit]) -> list[str]:
    """The text of each segment of `document` after `edits`; empty where the segment is removed."""
    placed = sorted((p.at, n) for n, s in enumerate(document.segments) for p in s.origin)
    starts = [at for at, _ in placed]
    touched: dict[int, list[RawEdit]] = defaultdict(list)
    for edit in edits:
        last = bisect_right(starts, edit.span.end)
        first = max(bisect_right(starts, edit.span.start) - 1, 0)
        for number in {n for _, n in placed[max(first - 2, 0) : last]}:
            if _reach(document.segments[number], edit):
                touched[number].append(edit)
    return [_after(s, touched[n], document.text) if n in touched else s.text for n, s in enumerate(document.segments)]


def _reach(segment: Segment, edit: RawEdit) -> bool:
    first, last = segment.origin[0], segment.origin[-1]
    return first.at <= edit.span.end and edit.span.start <= last.at + last.end - last.start


def _after(segment: Segment, edits: Sequence[RawEdit], text: str) -> str:
    if segment.removal is not None and any(e.span.covers(segment.removal) for e in edits):
        return ""
    return apply_edits(segment.text, [own for e in edits if (own := _in_segment(segment, e, text)) is not None])


def _in_segment(segment: Segment, edit: RawEdit, text: str) -> Edit | None:
    """An edit of the file as one of the segment, the markup that it carries along left out; None if outside it."""
    for piece in segment.origin:
        end = piece.at + piece.end - piece.start
        if piece.at <= edit.span.start and edit.span.end <= end:
            return Edit(edit.span.shifted(piece.start - piece.at), edit.text)
    inside = [p for p in segment.origin if p.at < edit.span.end and edit.span.start < p.at + p.end - p.start]
    if not inside:
        return None
    start = inside[0].start + max(edit.span.start - inside[0].at, 0)
    end = min(inside[-1].start + edit.span.end - inside[-1].at, inside[-1].end)
    new = edit.text
    for gap in sorted(_gaps(inside, edit.span, text), key=len, reverse=True):
        new = new.replace(gap, "", 1)
    return Edit(Span(start, end), new)


def _gaps(inside: Sequence[Piece], span: Span, text: str) -> list[str]:
    """What stands in the file under `span` beside the pieces."""
    found = []
    at = span.start
    for piece in inside:
        found.append(text[at : piece.at])
        at = piece.at + piece.end - piece.start
    found.append(text[at : span.end])
    return [gap for gap in found if gap]
