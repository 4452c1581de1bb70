"""What a word mostly is: a table of word classes, cheap enough to ask of every word of a text.

`data/wordclasses.txt` is made by training/wordclasses.py from the shipped tagger's reading of clean English. A word the
table lacks is judged by its ending; a compound with a hyphen by its last part ("anti-inflationary": "inflationary").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

PATH: Final = Path(__file__).with_name("data") / "wordclasses.txt"
_ADJECTIVE_ENDINGS: Final = ("ical", "ial", "ic", "ous", "ive", "able", "ible", "ful", "less", "ary", "ional", "ish", "al")
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
    if code is None:
        return _guessed(word, low)
    digits = [int(digit, 16) for digit in code]
    return WordClass(digits[0], *(digit / 15 for digit in digits[1:]))


def _guessed(word: str, low: str) -> WordClass:
    if not word[:1].islower():
        return _NAME
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
