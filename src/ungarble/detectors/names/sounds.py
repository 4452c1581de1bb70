"""What a transliterated name sounds like, whoever transliterated it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Letters of the keys: S as in ship, C as in chip, J as in pleasure, H as in loch, Z as in cats, Y as in yes.
_READINGS: Final = (
    # English: Khrushchov, Zhuravsky, Tskhinvali
    (("shch", "SC"), ("tch|tsh|ch", "C"), ("sh", "S"), ("dzh|zh|j", "J"), ("kh|h", "H"), ("tz|ts", "Z"), ("oo", "u")),
    # French: Khrouchtchov, Jouravski, Iouchtchenko
    (("chtch", "SC"), ("tch", "C"), ("sh|ch", "S"), ("dj|j", "J"), ("kh|h", "H"), ("ts", "Z"), ("gu(?=[ei])", "g")),
    # German: Chruschtschow, Tschebotarjow, Gwosdikow
    (("schtsch", "SC"), ("tsch", "C"), ("sch", "S"), ("ch", "H"), ("z", "Z"), ("s(?=[aeioubdgvw])", "z"), ("j", "Y")),
    # German again, where sch stands for the sound in pleasure: Schurawski
    (("schtsch", "SC"), ("tsch", "C"), ("sch", "J"), ("ch", "H"), ("z", "Z"), ("s(?=[aeioubdgvw])", "z"), ("j", "Y")),
)
_ALL: Final = (
    ("ou", "u"),
    ("w", "v"),
    ("ph", "f"),
    ("ff?$", "v"),
    ("x", "ks"),
    ("q", "k"),
    ("ss", "s"),
    ("(?:iy|yy|iY|ii|yi|ey|ei|y)$", "i"),
    ("[yiY](?=[aeou])", "Y"),
    ("Y[oe](?=v)", "e"),
    ("Ye", "e"),
    ("y", "i"),
    ("[’'`]", ""),
)
_JAPANESE: Final = (("oh(?![aeiou])|ou|oo", "o"), ("uu", "u"), ("sy", "sh"), ("ti", "chi"), ("tu", "tsu"))


def _compiled(rules: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), by) for pattern, by in rules)


_SCHEMES: Final = tuple(_compiled((*reading, *_ALL)) for reading in _READINGS)
_LONG_VOWELS: Final = _compiled(_JAPANESE)


@lru_cache(maxsize=65536)
def sounds(word: str) -> frozenset[str]:
    """Keys of a folded name: names that share one can be one name. Cyrillic and Arabic as English, French and German
    write them, and Japanese long vowels (Ohno, Oono, Ono)."""
    keys = {_key(word, scheme) for scheme in _SCHEMES}
    return frozenset({*keys, "j:" + _key(word, _LONG_VOWELS)})


def _key(word: str, scheme: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, by in scheme:
        word = pattern.sub(by, word)
    return word
