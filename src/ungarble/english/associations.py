"""Which of two words a sentence asks for: "paper" or "role", told by the words around the place.

`data/associations.bin` is made by training/senses.py: for each pair of words that one foreign word can mean, a logistic
regression on the places where English has the one or the other. It sees the two words to either side, alone and in
twos, the content words near by, of the sentence and of the rest of the paragraph. Features are 32-bit hashes (CRC-32),
weights are bytes; the file holds no text. Nothing of it is read before a rule asks, weights of a pair not before a text
has one of its words.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final
from zlib import crc32

from ungarble.english.words import BOUNDARY, tokens

PATH: Final = Path(__file__).with_name("data") / "associations.bin"
MAGIC: Final = b"UNGARBLE-SENSES1"
REACH: Final = 25
"""Tokens of the sentence to either side that are looked at."""
NEAR: Final = 4
"""Tokens to either side in which a content word counts once more."""
AROUND: Final = 120
"""Tokens of the rest of the paragraph that are looked at, half of them before the sentence."""
_EMPTY_WORDS: Final = """
    the and for that with was were are this but not have has had from they their them his her she you your our
    its who whom which what when where there here then than also been being will would can could may might must
    shall should did does done very more most some any all each both other others such into onto out about over
    under after before between because while until though although however only just even still too own same one
    two these those through during against upon within without per via yet ever never let lot many much few less
    least
"""
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())
"""Words that are no company: they tell nothing of the topic, and machine translation misplaces them."""


Key = tuple[str, str, str]
"""Part of speech (NOUN, VERB, ADJ) and two words, in alphabetical order."""

Bar = tuple[float, float]
"""Log-odds that a place must have to be told of: in a text that looks machine translated, and in any other. Set on
unseen English in which the word is right: it hardly ever passes the one, and next to never the other."""

_VERBS_FOLLOW: Final = """
    to will would can could may might must shall should not n't i you we they he she who 'll 'd please let
"""
_NOUNS_FOLLOW: Final = """
    the a an this these those my your his her its our their 's no every each some any another
"""
_BEFORE_VERBS: Final = frozenset(_VERBS_FOLLOW.split())
_BEFORE_NOUNS: Final = frozenset(_NOUNS_FOLLOW.split())


class AssociationsError(Exception):
    """The file of associations is missing or is not what the builder wrote; the message names the file."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One comparison, `first` and `second` in the order of the file.

    `bars`: for a place that has `first`, and for one that has `second`, the log-odds from which on it asks for the
    other word; see `Bar`.
    """

    first: str
    second: str
    bars: tuple[Bar, Bar]
    bias: float
    scale: float
    start: int
    size: int


class Associations:
    """The table, open. Make it with `associations()`, which keeps it."""

    def __init__(self, path: Path = PATH) -> None:
        """Read the list of pairs. Raises AssociationsError."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise AssociationsError(f"cannot read the associations {path}: {error}") from error
        if data[: len(MAGIC)] != MAGIC or sys.byteorder != "little":
            raise AssociationsError(f"the associations {path} are damaged or of another version: make them anew")
        size = int.from_bytes(data[len(MAGIC) : len(MAGIC) + 4], "little")
        at = len(MAGIC) + 4
        head = json.loads(data[at : at + size])
        self._data = memoryview(data)[at + size :]
        self._forms: dict[tuple[str, str], tuple[str, ...]] = {
            (upos, word): tuple(found) for upos, words in head["forms"].items() for word, found in words.items()
        }
        self._pairs: dict[Key, Pair] = {}
        start = 0
        for upos, first, second, bar, other_bar, bias, scale, size in head["pairs"]:
            bars = (bar[0], bar[1]), (other_bar[0], other_bar[1])
            self._pairs[upos, first, second] = Pair(first, second, bars, bias, scale, start, size)
            start += 5 * size
        if start != len(self._data):
            raise AssociationsError(f"the associations {path} are cut short: make them anew")
        self._weights: dict[Key, dict[int, int]] = {}

    def forms(self, upos: str, word: str) -> tuple[str, ...]:
        """The forms in which `word` was learned as this part of speech, itself first; empty for a word in no pair."""
        return self._forms.get((upos, word), ())

    def bars(self, upos: str, word: str, other: str) -> Bar | None:
        """What a place that has `word` must reach to ask for `other`; None where the two were never compared."""
        if (pair := self._pairs.get((upos, word, other))) is not None:
            return pair.bars[0]
        pair = self._pairs.get((upos, other, word))
        return pair.bars[1] if pair else None

    def odds(self, upos: str, word: str, other: str, features: Sequence[int]) -> float:
        """Log-odds that a place with these `features` has `other` rather than `word`, both thought equally common.

        Raises KeyError for a pair that was not learned.
        """
        key = (upos, word, other)
        if key not in self._pairs:
            key = (upos, other, word)
        pair = self._pairs[key]
        weights = self._weights.get(key)
        if weights is None:
            weights = self._weights[key] = self._read(pair)
        known = weights.get
        total = pair.bias + pair.scale * sum([known(feature, 0) for feature in features])
        return total if pair.first == word else -total

    def _read(self, pair: Pair) -> dict[int, int]:
        middle = pair.start + 4 * pair.size
        keys = array("I", bytes(self._data[pair.start : middle]))
        values = array("b", bytes(self._data[middle : middle + pair.size]))
        return dict(zip(keys, values, strict=True))


@cache
def associations() -> Associations:
    """The table that ships with the package, read once. Raises AssociationsError."""
    return Associations()


def fits(upos: str, before: str) -> bool:
    """Whether a word after the word `before` (a token; empty at the start) can be this part of speech: no noun after
    "you", no verb after "the". A glance, no parse."""
    return before not in (_BEFORE_VERBS if upos == "NOUN" else _BEFORE_NOUNS if upos == "VERB" else ())


@lru_cache(maxsize=64)
def around(earlier: str, later: str) -> tuple[str, ...]:
    """What `features` is to look at of the paragraph's text before and after the sentence."""
    return (*tokens(earlier)[-AROUND // 2 :], *tokens(later)[: AROUND // 2])


def features(left: Sequence[str], right: Sequence[str], rest: Sequence[str], shape: str) -> tuple[int, ...]:
    """The hashes of what stands around a place; the arguments are tokens of `words.tokens` in their order."""
    left = [w for w in left[-REACH:] if w != BOUNDARY]
    right = [w for w in right[:REACH] if w != BOUNDARY]
    first = left[-1] if left else BOUNDARY
    last = right[0] if right else BOUNDARY
    second = left[-2] if len(left) > 1 else BOUNDARY
    third = right[1] if len(right) > 1 else BOUNDARY
    found = [
        _hash("f", shape),
        _hash("l", first),
        _hash("r", last),
        _hash("ll", second),
        _hash("rr", third),
        crc32(f"ll+l {second} {first}".encode()),
        crc32(f"r+rr {last} {third}".encode()),
        crc32(f"l+r {first} {last}".encode()),
    ]
    found += dict.fromkeys(_hash("s", stem) for word in (*left, *right) if (stem := _stem(word)))
    found += dict.fromkeys(_hash("n", stem) for word in (*left[-NEAR:], *right[:NEAR]) if (stem := _stem(word)))
    found += _paragraph(tuple(rest)) if rest else ()
    return tuple(found)


def shape_of(word: str, form: str) -> str:
    """Which form of `word` stands there: "" for itself, "s", "ing", or "ed" for any other."""
    if form == word:
        return ""
    return "s" if form.endswith("s") else "ing" if form.endswith("ing") else "ed"


@lru_cache(maxsize=64)
def _paragraph(rest: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(_hash("p", stem) for word in rest if (stem := _stem(word))))


@lru_cache(maxsize=100_000)
def _hash(kind: str, word: str) -> int:
    return crc32(f"{kind} {word}".encode())


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """A content word without its plural s; empty for others."""
    if len(word) < 3 or not word.isalpha() or word in _EMPTY:
        return ""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
