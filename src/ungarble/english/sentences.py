"""Sentence ends by pattern: cheap enough for every text, good enough to bound a rule's context.

The parser has its own idea of sentences; this one is for the screens that run before it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ungarble.model import Span

_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "sr",
        "jr",
        "gen",
        "col",
        "lt",
        "capt",
        "sgt",
        "rev",
        "hon",
        "gov",
        "sen",
        "rep",
        "pres",
        "messrs",
        "mme",
        "mlle",
        "no",
        "vs",
        "etc",
        "al",
        "e.g",
        "i.e",
        "cf",
        "ca",
        "approx",
        "fig",
        "eq",
        "ch",
        "vol",
        "pp",
        "p",
        "ed",
        "eds",
        "inc",
        "ltd",
        "co",
        "corp",
        "dept",
        "est",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
        "u.n",
        "d.c",
    ]
)
_END = re.compile(r"""[.!?…。！？]+["'”’»)\]]*(?=\s)|\n(?=\s*\n)""")
_LAST_WORD = re.compile(r"[\w.]*\w\Z")
_OPENING = re.compile(r"""\s+["'“‘«(\[—–-]*(\w)""")


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of `text`, in order, white space between them left out."""
    found = []
    start = 0
    for end in _END.finditer(text):
        if _goes_on(text, end):
            continue
        found.append(Span(start, end.end()))
        start = end.end()
    found.append(Span(start, len(text)))
    return tuple(_stripped(text, span) for span in found if span.of(text).strip())


def sentence_at(text: str, place: Span) -> Span:
    """The stretch from the start of the sentence where `place` begins to the end of the one where it ends."""
    spans = sentences(text)
    first = next((s for s in reversed(spans) if s.start <= place.start), None)
    last = next((s for s in spans if place.end <= s.end), None)
    start = min(first.start if first else 0, place.start)
    end = max(last.end if last else len(text), place.end)
    return Span(start, end)


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """A full stop after an abbreviation or an initial, or before a small letter, ends no sentence."""
    following = _OPENING.match(text, end.end())
    if following and following[1].islower() and end[0][0] != "\n":
        # “Really?” she asked. / “Stop!” said the guard. / He left at 5 p.m. on Monday.
        return True
    if end[0] != ".":
        return False
    word = _LAST_WORD.search(text, max(0, end.start() - 24), end.start())
    if word is None:
        return False
    last = word[0]
    return last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper())


def _stripped(text: str, span: Span) -> Span:
    inside = span.of(text)
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, max(start, span.start + len(inside.rstrip())))
