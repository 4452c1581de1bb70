"""Plain text: paragraphs, one a line or wrapped by hand; indented code is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ungarble.formats.protect import protected_spans
from ungarble.model import Piece, Segment, Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_CODE = re.compile(r"(?: {4}|\t)")
_ITEM = re.compile(r"\s*(?:[-*•★–—]|\(?\w{1,3}[.)])\s")
_MIN_WRAP, _MAX_WRAP = 50, 120
"""Widths, in code points, between which people and programs wrap paragraphs by hand."""


def segments(text: str) -> Iterator[Segment]:
    """One segment for each paragraph of `text`. White space at its ends belongs to none."""
    for number, (start, end) in enumerate(_paragraphs(text)):
        inside = text[start:end]
        begin = start + len(inside) - len(inside.lstrip())
        prose = inside.strip()
        if prose and not _CODE.match(inside):
            yield Segment(
                id=str(number),
                text=prose,
                origin=(Piece(0, len(prose), begin),),
                protected=protected_spans(prose),
                removal=Span(start, _after_blank_lines(text, end)),
            )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of whole lines: a line, or several where each was broken because the next word did not fit."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if m.end() > m.start()]
    block: list[tuple[int, int]] = []
    for line in [*lines, (len(text), len(text))]:
        if text[slice(*line)].strip():
            block.append(line)
            continue
        yield from _unwrapped(text, block)
        block = []


def _unwrapped(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if not block:
        return
    lengths = [len(text[a:b].rstrip()) for a, b in block]
    width = max(lengths)
    start = block[0][0]
    for i, (a, b) in enumerate(block):
        following = text[slice(*block[i + 1])] if i + 1 < len(block) else ""
        first_word = following.split(None, 1)[0] if following.strip() else ""
        wrapped = (
            bool(first_word)
            and _MIN_WRAP <= lengths[i] <= width <= _MAX_WRAP
            and lengths[i] + 1 + len(first_word) > width
            and not _ITEM.match(following)
            and bool(_CODE.match(text[a:b])) == bool(_CODE.match(following))
        )
        if not wrapped:
            yield start, b
            start = b


def _after_blank_lines(text: str, at: int) -> int:
    """Where the next line with something on it starts."""
    while match := re.compile(r"[ \t]*(?:\r\n|\r|\n)").match(text, at):
        at = match.end()
    return at
