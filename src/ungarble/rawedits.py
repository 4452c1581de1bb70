"""A fix as edits of the file: marks kept around their words, lines kept as they are wrapped."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from ungarble.model import Edit, Fix, Piece, RawEdit, Segment, Span, apply_edits

_MARKS = re.compile(r"([*_~]+)\0\1|\[\0\](?:\([^()\s]*\)|\[[^\[\]]*\])?|<(\w+)(?:\s[^<>]*)?>\0</\2>")
"""What opens and closes around a NUL that stands for the words between."""


def raw_edits(segment: Segment, fix: Fix, text: str) -> tuple[tuple[RawEdit, ...], str]:
    """The fix as edits of the decoded file `text`, and the reason why it cannot be one (empty if it can).

    A fix that empties the segment takes its `removal` with it: a deleted paragraph leaves no hole.
    """
    empties = 2 * sum(len(e.span) for e in fix.edits) > len(segment.text) and _empties(segment, fix)
    touched = any(e.span.overlaps(p) and not _beside(e.span, p) for e in fix.edits for p in segment.protected)
    if touched and not empties:
        return (), "touches protected text"
    if empties and segment.removal is not None:
        return (RawEdit(segment.removal, ""),), ""
    found: list[RawEdit] = []
    parts: list[Edit] = []
    for edit in fix.edits:
        moved = None if segment.locate(edit.span) else moved_with_marks(segment, edit, text)
        if moved is not None:
            found.append(moved)
        else:
            parts += _within_pieces(segment, edit)
    for part in parts:
        at = segment.locate(part.span)
        if at is None:
            return (), "crosses markup"
        found.append(RawEdit(at, part.text))
    if any(_tears(piece, segment, parts) for part in parts for piece in _under(segment, part.span)):
        return (), "crosses markup"
    return tuple(sorted(found, key=lambda e: e.span)), ""


def _empties(segment: Segment, fix: Fix) -> bool:
    return not apply_edits(segment.text, fix.edits).strip()


def _under(segment: Segment, span: Span) -> list[Piece]:
    """The pieces that share a character with `span`."""
    first = bisect_right(segment.origin, span.start, key=lambda p: p.end)
    last = bisect_left(segment.origin, span.end, key=lambda p: p.start)
    return [p for p in segment.origin[first:last] if p.start < p.end]


def _beside(span: Span, protected: Span) -> bool:
    """An insertion at the edge of protected text does not touch it."""
    return len(span) == 0 and span.start in (protected.start, protected.end)


def moved_with_marks(segment: Segment, edit: Edit, text: str) -> RawEdit | None:
    """The edit as one of the file, words that fill their marks taken along with them: `a message *soothing*`
    becomes `a *soothing* message`.

    None where the edit's stretch holds other markup than pairs of marks around words that its text has once.
    """
    inside = _under(segment, edit.span)
    marked = {p: m for p in inside if edit.span.covers(Span(p.start, p.end)) and (m := _marks_of(segment, p, text))}
    plain = [p for p in inside if p not in marked]
    if not marked or any(left.end == right.start for left, right in pairwise(plain)):
        return None
    cover = segment.cover(edit.span)
    start, end = cover.start, cover.end
    marks: list[Edit] = []
    for piece, (before, after) in marked.items():
        words = segment.text[piece.start : piece.end]
        places = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", edit.text))
        if len(places) != 1:
            return None
        marks.append(Edit(Span(*places[0].span()), before + words + after))
        start = min(start, piece.at - len(before))
        end = max(end, piece.at + len(words) + len(after))
    if any(a.span.overlaps(b.span) for a, b in combinations(marks, 2)):
        return None
    return RawEdit(Span(start, end), apply_edits(edit.text, marks))


def _marks_of(segment: Segment, piece: Piece, text: str) -> tuple[str, str] | None:
    """The marks of which `piece` is all that they enclose: `*` and `*`, `[` and `](place)`; None where there are none.

    `*a* b *c*`: the marks around ` b ` enclose nothing, since no mark opens before a blank.
    """
    n = bisect_left(segment.origin, piece.end, key=lambda p: p.end)
    words = segment.text[piece.start : piece.end]
    if not 0 < n < len(segment.origin) - 1 or not words or words != words.strip():
        return None
    left, right = segment.origin[n - 1], segment.origin[n + 1]
    before = text[left.at + left.end - left.start : piece.at]
    after = text[piece.at + len(words) : right.at]
    inside_word = segment.text[max(0, piece.start - 1) : piece.start].isalnum()
    return (before, after) if not inside_word and _MARKS.fullmatch(f"{before}\0{after}") else None


def _tears(piece: Piece, segment: Segment, parts: Sequence[Edit]) -> bool:
    """Whether the edits would put a blank beside a mark that has none on this side, or take a line end that leads
    on to the `> ` of the next line. Edits of a segment in one piece tear nothing.
    """
    own = [e.span for e in parts if piece.start <= e.span.start and e.span.end <= piece.end and len(e.span)]
    if len(segment.origin) < 2 or not own:
        return False
    old = segment.text[piece.start : piece.end]
    edits = [e for e in parts if e.span in own]
    new = apply_edits(old, [Edit(e.span.shifted(-piece.start), e.text) for e in edits])
    if not new:
        return True
    opens = not old[0].isspace() and new[0].isspace()
    closes = not old[-1].isspace() and new[-1].isspace()
    line = old.endswith(("\n", "\r")) and not new.endswith(("\n", "\r"))
    return opens or closes or line


def _within_pieces(segment: Segment, edit: Edit) -> list[Edit]:
    """The edit in smaller ones, word by word, where markup or a line end lies inside it.

    A blank counts as equal to a line end: lines stay wrapped as they were, and keep the `> ` at their start.
    """
    if segment.locate(edit.span) is not None and not re.search(r"[\r\n]", edit.span.of(segment.text)):
        return [edit]
    old, new = _words(edit.span.of(segment.text)), _words(edit.text)
    starts = [edit.span.start]
    for word in old:
        starts.append(starts[-1] + len(word))
    changes = list(_changes(old, new))
    lost = {w for a, b, _, _ in changes for w in old[a:b] if w.isalnum()}
    if _crosses_marks(segment, edit.span) and any(w in lost for _, _, c, d in changes for w in new[c:d]):
        return [edit]  # a word would leave its marks, or get into another's
    return _joined([Edit(Span(starts[a], starts[b]), "".join(new[c:d])) for a, b, c, d in changes])


def _crosses_marks(segment: Segment, span: Span) -> bool:
    """Whether there is other markup under `span` than what starts the lines of a quotation or a list item."""
    return any(not segment.text[p.start : p.end].endswith(("\n", "\r")) for p in _under(segment, span)[:-1])


def _changes(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches `old[a:b]` that become `new[c:d]`: word for word where the blanks match, else by longest match."""
    from rapidfuzz.distance import Indel

    left = [" " if w.isspace() else w for w in old]
    right = [" " if w.isspace() else w for w in new]
    if [w == " " for w in left] == [w == " " for w in right]:
        yield from ((n, n + 1, n, n + 1) for n, (a, b) in enumerate(zip(left, right, strict=True)) if a != b)
        return
    for op in Indel.opcodes(left, right):
        if op.tag != "equal":
            yield op.src_start, op.src_end, op.dest_start, op.dest_end


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
