"""Which indefinite article a word takes: what the n-gram table has seen, and by sound where it has not."""

from __future__ import annotations

import re
from typing import Final, Literal

from ungarble.english.ngrams import ngrams
from ungarble.english.words import tokens

_SURE: Final = 3
"""So many times as often as the other article, and so often at least, for the counts to decide."""
_VOWEL_LETTERS: Final = frozenset("AEFHILMNORSX")
"""Letters whose names begin with a vowel: an FBI agent, an X-ray."""
_CONSONANT_SOUND = re.compile(r"(?:eu|ew|one(?![a-z])|once|ou(?:i|a)|u(?:[bcfhjkqrst][aeiou]|ni(?!n|m)|sab)|uu)")
"""you- and w-sounds behind a vowel letter: a European, a unit, a one-off; but an uninvited, an umbrella."""
_SILENT_H = re.compile(r"h(?:our|onest|onou?r|eir)")


def indefinite_article(word: str) -> Literal["a", "an"]:
    """ "a" or "an" before `word`, of which the first word counts: an hour, a university, an FBI, a one-off, an 8-year.

    Numbers go by how they are read. Capitals only are spelt out unless the counts know better (a NATO) or they read
    as a word. Raises ValueError where there is no letter or digit.
    """
    start = re.search(r"[^\W_]+(?:['’][^\W_]+)*(?:[.,]\d+)*", word)
    if start is None:
        raise ValueError(f"no word in {word!r}")
    first = start[0]
    if first[0].isdigit():
        return _before_number(first)
    joined = word[start.end() :].startswith("-")
    capitals = first.isupper() and len(first) > 1
    if seen := _seen(first, joined):
        return seen
    if len(first) == 1 or (capitals and _spelt_out(first)) or word[start.end() : start.end() + 1] == ".":
        return "an" if first[0].upper() in _VOWEL_LETTERS else "a"
    lowered = first.lower()
    if lowered[0] in "aeiou":
        return "a" if _CONSONANT_SOUND.match(lowered) else "an"
    return "an" if _SILENT_H.match(lowered) else "a"


def _seen(first: str, joined: bool) -> Literal["a", "an"] | None:
    """What the counts say; of a word before a hyphen its trigram with the hyphen, because "an one" is no "an one-"."""
    folded = tokens(first)[:1]
    if not folded or len(first) == 1:
        return None
    after = ("-",) if joined else ()
    plain = ngrams().count("a", folded[0], *after)
    vowel = ngrams().count("an", folded[0], *after)
    if plain >= _SURE and plain >= _SURE * vowel:
        return "a"
    if vowel >= _SURE and vowel >= _SURE * plain:
        return "an"
    return None


def _before_number(digits: str) -> Literal["a", "an"]:
    """8, 80, 8,000: eight; 11, 18, 18,000 and the years 1100 and 1800: eleven, eighteen."""
    whole = re.match(r"[\d,]*", digits)
    plain = whole[0].replace(",", "") if whole else ""
    leading = plain[: len(plain) % 3 or 3]
    is_year = len(plain) == 4 and "," not in digits and plain[:2] in ("11", "18")
    return "an" if plain.startswith("8") or leading in ("11", "18") or is_year else "a"


def _spelt_out(capitals: str) -> bool:
    """Whether capitals are read letter by letter: three or fewer, or no vowel among the second and third."""
    return len(capitals) <= 3 or not re.search(r"[AEIOUY]", capitals[1:3])
