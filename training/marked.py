"""Marked documents: text with its garbles and their repairs marked as `[[wrong=>right||also right @category/tier]]`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MARK = re.compile(r"\[\[(?P<wrong>.*?)=>(?P<right>.*?) @(?P<category>[a-z-]+)/(?P<tier>must|flag|bonus)\]\]", re.S)
CHOICES = 200
"""Ways of repairing neighbouring marks that are tried at most."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`[start, end)` of the text should read as one of `right`."""

    start: int
    end: int
    right: tuple[str, ...]
    category: str
    tier: str


def parse(marked: str) -> tuple[str, list[Mark]]:
    """The text without its marks, and the marks with their places in it."""
    text, last = "", 0
    marks = []
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        start = len(text)
        text += match["wrong"]
        marks.append(Mark(start, len(text), tuple(match["right"].split("||")), match["category"], match["tier"]))
        last = match.end()
    return text + marked[last:], marks


def touched(start: int, end: int, marks: Sequence[Mark]) -> list[Mark]:
    """The marks that the stretch `[start, end)` overlaps; an empty stretch or mark may touch at its edge."""
    return [
        mark
        for mark in marks
        if (start < mark.end and mark.start < end)
        or ((start == end or mark.start == mark.end) and start <= mark.end and mark.start <= end)
    ]


def repaired(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    """The text with all of `marks` repaired, in every way they allow."""
    for choice in itertools.islice(itertools.product(*(mark.right for mark in marks)), CHOICES):
        new = text
        for mark, right in sorted(zip(marks, choice, strict=True), key=lambda pair: -pair[0].start):
            new = new[: mark.start] + right + new[mark.end :]
        yield new
