"""How damaged a text looks before anything is parsed: pairs of words that machine translation makes too often.

`prior.txt` holds pairs of words with the logarithm of how much oftener damaged text has them than its repair
(training/learned/prior.py): "of the" and "that has" in front of others, and any word before a second blank. A block of
some 2,000 words is judged as a whole, so that one bad article in a long file of good ones gets its help and the good
ones stay untouched, and no single odd sentence makes a block damaged.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from ungarble.detectors.learned_model import FOLDER
from ungarble.model import Document, Segment

BLOCK: Final = 2000
"""Words judged together; a segment is never divided."""
LEAST_RATE: Final = 0.03
"""Log-odds for each word below which a block counts as clean English. Measured: blocks of clean text -0.01 at most."""
SHORT: Final = 150
"""Words of clean English that every block is thought to have beside its own: short texts say little."""


_LAYOUT = re.compile(r"\s*\n\s*| {3,}")


@dataclass(frozen=True, slots=True)
class Damage:
    """Log-odds of damaged against clean, summed over `words`; those of doubled blanks by themselves."""

    odds: float
    blanks: float
    words: int

    def __add__(self, other: Damage) -> Damage:
        return Damage(self.odds + other.odds, self.blanks + other.blanks, self.words + other.words)

    @property
    def rate(self) -> float:
        """For each word. Doubled blanks count as much as the words say, no more: people type them, too."""
        return (self.odds + min(self.blanks, max(self.odds, 0.0))) / (self.words + SHORT)

    @property
    def damaged(self) -> bool:
        """Whether learned repairs are worth looking for here at all."""
        return self.rate >= LEAST_RATE


NOTHING: Final = Damage(0.0, 0.0, 0)


@cache
def _pairs() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for line in (FOLDER / "prior.txt").read_text(encoding="utf-8").splitlines():
        first, second, odds = line.split("\t")
        table.setdefault(first, {})[second] = float(odds)
    return table


def prior_words(text: str) -> list[str]:
    """The words as the table has them: split at single blanks, so that a doubled one leaves an empty word. Longer
    runs of blanks and those at line ends lay a text out and leave none."""
    return _LAYOUT.sub(" ", text.lower()).split(" ")


@lru_cache(maxsize=4096)
def damage(text: str) -> Damage:
    """The evidence of one segment."""
    words = prior_words(text)
    table = _pairs()
    odds = blanks = 0.0
    known = table.get
    for first, second in itertools.pairwise(words):
        row = known(first)
        if row is not None and second in row:
            if second:
                odds += row[second]
            else:
                blanks += row[second]
    return Damage(odds, blanks, len(words))


def blocks(document: Document) -> dict[str, Damage]:
    """For each segment's id the damage of the block it stands in."""
    found: dict[str, Damage] = {}
    for ids, whole in _gathered((s.id, damage(s.text)) for s in document.segments):
        for one in ids:
            found[one] = whole
    return found


def damaged(document: Document) -> frozenset[str]:
    """Ids of the segments that stand in a damaged block."""
    return frozenset(name for name, one in blocks(document).items() if one.damaged)


def damage_by_segment() -> Callable[[Segment, Document], Damage]:
    """A function that gives the damage of the block a segment stands in, reckoned once for the document at hand."""
    last: tuple[Document | None, dict[str, Damage]] = (None, {})

    def damage_of(segment: Segment, document: Document) -> Damage:
        nonlocal last
        known = last
        if known[0] is not document:
            last = known = (document, blocks(document))
        return known[1].get(segment.id, NOTHING)

    return damage_of


def _gathered(segments: Iterable[tuple[str, Damage]]) -> Iterator[tuple[list[str], Damage]]:
    ids: list[str] = []
    whole = NOTHING
    for name, one in segments:
        ids.append(name)
        whole += one
        if whole.words >= BLOCK:
            yield ids, whole
            ids, whole = [], NOTHING
    if ids:
        yield ids, whole
