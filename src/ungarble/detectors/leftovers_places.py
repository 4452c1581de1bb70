"""Places and people left in the source language's spelling: "from Pekín", "in the Cina", "the Danubio".

The table (from-*/data/places.txt) has the English name with "the" where English wants it. A name that stands in a
longer one ("Radio Londres", "Forza Italia"), in quotation marks or behind a foreign small word is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from ungarble.english.foreign import is_english_function_word
from ungarble.model import Segment, Span
from ungarble.rulepack import shipped_rules

_NAME: Final = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LONGEST: Final = 4
"""Words of the longest name in the tables that is looked for."""
_SMALL: Final = (
    "de di del della dei da do dos das du des la le les el los las il lo von van der den y e et und san são saint"
)
_FOREIGN: Final = frozenset(_SMALL.split())


@cache
def places(table: str) -> Mapping[str, str]:
    """The table below the rules folder: foreign name -> English name. Raises OSError where it is missing."""
    lines = (shipped_rules() / table).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line)


def left_places(segment: Segment, table: str) -> Iterator[tuple[Span, str]]:
    """Each name left standing, with the article before it where that changes, and what English says."""
    known = places(table)
    words = list(_NAME.finditer(segment.text))
    at = 0
    while at < len(words):
        length = _longest(words, at, segment.text, known)
        if length and _alone(words, at, length, segment.text):
            yield _with_article(words, at, length, segment.text, known)
        at += max(1, length)


def _longest(words: list[re.Match[str]], at: int, text: str, known: Mapping[str, str]) -> int:
    if not words[at][0][0].isupper():
        return 0
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        if text[words[at].start() : words[at + length - 1].end()] in known:
            return length
    return 0


def _alone(words: list[re.Match[str]], at: int, length: int, text: str) -> bool:
    """Whether no other name, no foreign word and no quotation mark is beside it."""
    start, end = words[at].start(), words[at + length - 1].end()
    if text[max(0, start - 1) : start] in ("“", '"', "«", "‘", "'", "@", "#", "/", "_", "-") or text[end : end + 1] in (
        "”",
        '"',
        "»",
        "@",
        "/",
        "_",
        "-",
    ):
        return False
    if at and text[words[at - 1].end() : start] == " ":
        before = words[at - 1][0]
        if before in _FOREIGN or (before[0].isupper() and not is_english_function_word(before.lower())):
            return False
    if at + length < len(words) and text[end : words[at + length].start()] in (" ", " & "):
        after = words[at + length][0]
        if after[0].isupper() or after in _FOREIGN:
            return False
    return True


def _with_article(
    words: list[re.Match[str]], at: int, length: int, text: str, known: Mapping[str, str]
) -> tuple[Span, str]:
    start, end = words[at].start(), words[at + length - 1].end()
    english = known[text[start:end]]
    before = words[at - 1] if at and text[words[at - 1].end() : start] == " " else None
    if before is None or before[0].lower() != "the":
        opens = not text[:start].strip() or text[:start].rstrip().endswith((".", "!", "?"))
        return Span(start, end), english[0].upper() + english[1:] if opens else english
    if english.startswith("the "):
        return Span(start, end), english.removeprefix("the ")
    return Span(before.start(), end), english
