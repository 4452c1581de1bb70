"""Pairs of quotation marks of another language, and whether they are there on purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ungarble.detectors.quotes_marks import NEIGHBOURHOOD, Mark
from ungarble.model import Document, Segment

_PAIRS: Final = frozenset(
    [
        ("„", "“"),
        ("„", "”"),
        ("„", "‟"),
        ("„", '"'),
        ("«", "»"),
        ("»", "«"),
        ("「", "」"),
        ("『", "』"),
        ("《", "》"),
        ("‹", "›"),
        ("&laquo;", "&raquo;"),
        ("&bdquo;", "&ldquo;"),
        ("&ldquo;", "&rdquo;"),
        ("&quot;", "&quot;"),
        ("＂", "＂"),
        ("``", "''"),
        ("``", '"'),
    ]
)
_TALK = re.compile(r"\b(?:quotation marks?|quote marks?|guillemets?|inverted commas|typograph\w+)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TERM_WORDS = 2
_RARE = 0.5
"""A word less frequent than this (occurrences per million) may well be another language's."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The two marks of a quotation."""

    opening: Mark
    closing: Mark

    def content(self, text: str) -> str:
        """What stands between them."""
        return text[self.opening.span.end : self.closing.span.start]

    def is_nested(self, row: Sequence[Mark]) -> bool:
        """Whether the pair stands inside another quotation: its English marks are single ones then."""
        before = [m for m in row if m.span.end <= self.opening.span.start and m.glyph in "“”"]
        return bool(before) and before[-1].glyph == "“"


def foreign_pairs(text: str, row: Sequence[Mark]) -> list[Pair]:
    """Neighbouring marks that are a pair of another language, or of an encoding of English ones."""
    found = []
    n = 0
    while n + 1 < len(row):
        left, right = row[n], row[n + 1]
        if (left.glyph, right.glyph) in _PAIRS and "\n\n" not in text[left.span.end : right.span.start]:
            found.append(Pair(left, right))
            n += 2
        else:
            n += 1
    return found


def is_english(content: str) -> bool:
    """Whether the words between the marks are English ones, so that English marks belong around them.

    A capitalised word that the corpus lacks is a name, and tells nothing.
    """
    from ungarble.english.ngrams import ngrams

    counts = ngrams()
    words = [w for w in _WORD.findall(content.replace("&nbsp;", " ")) if not w[0].isupper() or counts.known(w.lower())]
    if not words:
        # a name or a term, "Energiewende"
        return bool(content.strip()) and len(content.split()) <= _TERM_WORDS
    common = [w for w in words if w[0].isupper() or counts.frequency(w.lower()) >= _RARE]
    return len(common) >= 0.75 * len(words)


def talks_of_marks(segment: Segment, document: Document) -> bool:
    """Whether the text around is about quotation marks, and may show wrong ones on purpose."""
    first, last = segment.origin[0].at, segment.origin[-1].at
    start, end = max(0, first - NEIGHBOURHOOD), last + len(segment.text) + NEIGHBOURHOOD
    return _TALK.search(document.text, start, end) is not None
