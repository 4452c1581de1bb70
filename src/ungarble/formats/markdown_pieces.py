"""Stretches of a block's joined text: what is left without the marks, and where it stands in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ungarble.model import Piece, Span


def complement(within: Span, cut: list[Span]) -> list[Span]:
    """What is left of `within` without `cut`."""
    left = []
    start = within.start
    for span in sorted(cut):
        if span.start > start:
            left.append(Span(start, min(span.start, within.end)))
        start = max(start, span.end)
    if start < within.end:
        left.append(Span(start, within.end))
    return [s for s in left if len(s)]


def stripped(joined: str, left: list[Span]) -> list[Span]:
    """The spans without white space at the start of the first and the end of the last."""
    while left and not left[0].of(joined).strip():
        left = left[1:]
    while left and not left[-1].of(joined).strip():
        left = left[:-1]
    if left:
        first = left[0].of(joined)
        left = [Span(left[0].end - len(first.lstrip()), left[0].end), *left[1:]]
        last = left[-1].of(joined)
        left = [*left[:-1], Span(left[-1].start, left[-1].start + len(last.rstrip()))]
    return left


def pieces(left: Sequence[Span], ranges: Sequence[tuple[int, int]], starts: Sequence[int]) -> Iterator[Piece]:
    """Where what is `left` of a joined text stands in the file; `starts`: offsets at which its ranges begin."""
    done = 0
    for span in left:
        at = span.start
        while at < span.end:
            n = bisect_right(starts, at) - 1
            end = min(span.end, starts[n + 1])
            yield Piece(done, done + end - at, ranges[n][0] + at - starts[n])
            done += end - at
            at = end


def in_file(at: int, ranges: Sequence[tuple[int, int]], starts: Sequence[int]) -> int:
    """The offset in the file of offset `at` of the joined text."""
    n = min(bisect_right(starts, at) - 1, len(ranges) - 1)
    return ranges[n][0] + at - starts[n]


def moved(kept: Sequence[Span], left: Sequence[Span]) -> list[Span]:
    """Spans of the joined text as spans of what is left of it."""
    ends = []
    done = 0
    for span in left:
        ends.append((span.start, span.end, done))
        done += len(span)
    firsts = [e[1] for e in ends]

    def to(offset: int) -> int:
        n = bisect_right(firsts, offset)
        if n == len(ends):
            return done
        start, _, base = ends[n]
        return base + max(offset - start, 0)

    spans = [(to(s.start), to(s.end)) for s in kept]
    return [Span(a, b) for a, b in spans if a < b]
