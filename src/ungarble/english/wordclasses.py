"""What a word mostly is: a table of word classes, cheap enough to ask of every word of a text.

`data/wordclasses.txt` is made by training/wordclasses.py from the shipped tagger's reading of clean English. A word the
table lacks is judged by its ending; a compound with a hyphen by its last part ("anti-inflationary": "inflationary").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from ungarble.english.ngrams import ngrams

PATH: Final = Path(__file__).with_name("data") / "wordclasses.txt"
DEMONYMS: Final = PATH.with_name("demonyms.txt")
_ADJECTIVE_ENDINGS: Final = (
    "ical",
    "ial",
    "ic",
    "ous",
    "ive",
    "able",
    "ible",
    "ful",
    "less",
    "ary",
    "ional",
    "ish",
    "al",
)
_NOUN_ENDINGS: Final = ("tion", "sion", "ment", "ness", "ity", "ism", "ship", "ance", "ence", "hood", "ist", "logy")


@dataclass(frozen=True, slots=True)
class WordClass:
    """Shares, 0 to 1. `seen`: log2 of the times it was counted, 0 where the class is a guess.

    `described`: of the uses as adjective or participle, the share before a noun ("main": nearly all; "asleep": none).
    `modifier`: of the uses as noun, the share before another noun ("government": many).
    """

    seen: int
    noun: float
    name: float
    adjective: float
    verb: float
    ing: float
    participle: float
    adverb: float
    described: float
    modifier: float


_NOUN_LISTED: Final = 1
_ADJECTIVE_LISTED: Final = 4
_RARE: Final = 6
_FLOOR: Final = 0.6
"""An adjective of the dictionary that was counted fewer than 2**_RARE times counts as one at least so far."""
_GRADED: Final = 2
_UNKNOWN: Final = WordClass(0, 0.4, 0.2, 0.1, 0.1, 0.0, 0.0, 0.0, 0.5, 0.3)
_NAME: Final = WordClass(0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3)
_ADJECTIVE: Final = WordClass(0, 0.1, 0.0, 0.9, 0.0, 0.0, 0.0, 0.0, 0.6, 0.3)
_NOUN: Final = WordClass(0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.3)
_ADVERB: Final = WordClass(0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_ING: Final = WordClass(0, 0.2, 0.0, 0.1, 0.0, 0.7, 0.0, 0.0, 0.2, 0.3)
_PARTICIPLE: Final = WordClass(0, 0.0, 0.0, 0.1, 0.4, 0.0, 0.5, 0.0, 0.3, 0.0)


@cache
def _table() -> dict[str, str]:
    return dict(line.split(" ", 1) for line in PATH.read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=50_000)
def word_class(word: str) -> WordClass:
    """What `word` mostly is. Capitals count only for a word the table lacks: then it is a name."""
    low = word.lower().replace("’", "'")
    code = _table().get(low)
    if code is None and "-" in low:
        code = _table().get(low.rsplit("-", 1)[1])
    if code is None and low.endswith("'s"):
        code = _table().get(low[:-2])
    if code is None and low.endswith("s") and "-" not in low and low[:-1] in _table():
        return _NOUN
    if code is None:
        return _guessed(word, low)
    seen, *shares, listed = (int(digit, 16) for digit in code)
    noun, name, adjective, verb, ing, participle, adverb, described, modifier = (share / 15 for share in shares)
    if listed and not listed & _ADJECTIVE_LISTED:
        # The tagger took it for an adjective now and then; the dictionary knows it as something else.
        noun, adjective = noun + adjective * bool(listed & _NOUN_LISTED), 0.0
    elif listed & _ADJECTIVE_LISTED and not listed & _NOUN_LISTED:
        noun, adjective = 0.0, adjective + noun
    elif listed & _ADJECTIVE_LISTED and seen < _RARE and adjective < _FLOOR and word.islower() and _graded(low):
        noun, adjective, described = max(0.0, noun + adjective - _FLOOR), _FLOOR, max(0.5, described)
    if low in demonyms() and word[:1].isupper():
        name, adjective, described = 0.0, min(1.0, name + adjective), max(0.8, described)
    return WordClass(seen, noun, name, adjective, verb, ing, participle, adverb, described, modifier)


def looks_plural(word: str) -> bool:
    """Whether a noun in small letters ends as plurals do: "rivers"; not "glass", "census", "basis"."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _graded(word: str) -> bool:
    """Whether the n-gram table has the word after words of degree: "very tense", never "very tactic"."""
    return sum(ngrams().count(degree, word) for degree in ("very", "so", "too", "how", "more")) >= _GRADED


@cache
def demonyms() -> frozenset[str]:
    """Adjectives with a capital that come from a place, a people or a faith: "english", "catholic"."""
    return frozenset(DEMONYMS.read_text(encoding="utf-8").split())


def _guessed(word: str, low: str) -> WordClass:
    if not word[:1].islower():
        return _ADJECTIVE if low in demonyms() else _NAME
    if len(low) > 5:
        for endings, guess in ((("ly",), _ADVERB), (_ADJECTIVE_ENDINGS, _ADJECTIVE), (_NOUN_ENDINGS, _NOUN)):
            if low.endswith(endings):
                return guess
        if low.endswith(tuple(e + "s" for e in _NOUN_ENDINGS)):
            return _NOUN
        if low.endswith("ing"):
            return _ING
        if low.endswith("ed"):
            return _PARTICIPLE
    return _UNKNOWN
