"""Text as the learned tagger reads it: tokens with their places, and three numbers for each of them.

Word by word the same for training (training/learned) and for the detector: what differs here would be learned wrongly.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ungarble.model import Span

STRANGERS: Final = 4096
"""Rows that words outside the vocabulary share, by hash; they come before the vocabulary's own rows."""
SUFFIXES: Final = 4096
FORMS: Final = 48
START: Final = "<start>"
"""Stands before the first token of a sentence, so that an insertion there has a place and the net sees the edge."""

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*\w*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark at `span`; `gap`: blanks before it: 0 none, 1 one, 2 more."""

    text: str
    span: Span
    gap: int


def read(text: str) -> list[Token]:
    """The tokens of one sentence."""
    found: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        blanks = text[end : match.start()]
        gap = 0 if not found or not blanks else 1 if blanks in (" ", "\n") else 2
        found.append(Token(match[0], Span(match.start(), match.end()), gap))
        end = match.end()
    return found


def word_form(token: str, gap: int, first: bool) -> int:
    """The look of a token as a number below FORMS: its capitals, digits, the blanks before it, whether it is first."""
    if token.islower():
        look = 0
    elif token.isupper():
        look = 1 if len(token) == 1 else 2
    elif token[:1].isupper():
        look = 3
    elif token[:1].isdigit():
        look = 4 if len(token) != 4 else 5
    else:
        look = 6 if token[:1].isalpha() else 7
    return look * 6 + gap * 2 + first


def word_key(token: str) -> str:
    """What the vocabulary calls a token: lower case, digits as one "0" (years "0000")."""
    if token[:1].isdigit():
        return "0000" if len(token) == 4 and token.isdigit() else "0" + token.lstrip("0123456789.,:")
    return token.lower().replace("’", "'")


def numbers(tokens: Sequence[tuple[str, int]], vocabulary: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """(word row, suffix row, form) of START and of each (text, gap) of a sentence."""
    rows = [(vocabulary[START], 0, 47)]
    for place, (text, gap) in enumerate(tokens):
        key = word_key(text)
        row = vocabulary.get(key)
        if row is None:
            row = zlib.crc32(key.encode()) % STRANGERS
        rows.append((row, zlib.crc32(key[-3:].encode()) % (SUFFIXES - 1) + 1, word_form(text, gap, not place)))
    return rows
