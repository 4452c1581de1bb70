"""Capitalised names of a text, by pattern: cheap enough for every document.

A run is a stretch of capitalised words with the small words that names have inside them ("Juan de la Vega",
"Muhammad bin Salman", "Kim Jong-un", "al-Assad"). No dictionary is asked: what a run is the name of, and whether it is
one at all, is for the caller to find out from the rest of the document.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

UPPER: Final = "".join(chr(c) for c in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(c).isupper())
"""Capital letters of the Latin alphabets, for character classes (`re` has no class for them)."""

_PARTICLES: Final = (
    "de la|de las|de los|de le|de l|von der|von dem|von den|van der|van den|van de|in der"
    "|de|del|della|delle|dello|dei|degli|di|da|das|do|dos|du|des|la|le|les|el|los|las|il|lo|von|vom|zu|zum|zur"
    "|van|ter|ten|der|den|bin|bint|ibn|ben|abu|ould|y|e|i|af|av|al|ad|ul|un"
)
PARTICLES: Final = frozenset(re.findall(r"\w+", _PARTICLES))
"""Small words inside names."""

_LEADING: Final = (
    "de la|de las|de los|von der|van der|van den|van de|de|del|della|dello|di|da|dos|du|des|la|le|von|vom|zu|el|bin|ibn"
)
"""Those that may begin a name in running English, where no English word is spelled like them."""

_PIECE = rf"(?:(?:al|el|as|ad|an|ar|ash|at|az|d|l)[-’'])?[{UPPER}]\w*(?:[’'](?!s\b)\w+)*(?:-\w+)*"
_RUN = re.compile(
    rf"(?<![\w@#./’'-])(?:(?:{_LEADING}) )?{_PIECE}"
    rf"(?:(?:(?<=\b[{UPPER}])\.|(?<=\bMr)\.|(?<=\bMrs)\.|(?<=\bMs)\.|(?<=\bDr)\.|(?<=\bSt)\.|(?<=\bProf)\.)?"
    rf"[ \xa0](?:(?:{_PARTICLES})[ \xa0])?{_PIECE})*"
)
_SPLIT = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_WORDS = re.compile(r"[^\W\d_]+")
_START = re.compile(r"(?:\A|[.!?…:;\n]|[“\"«‘(\[•–—-])[\s\"“”‘’'»)(\[]*\Z")


class Run(NamedTuple):
    """One stretch of capitalised words. `words` are split at blanks and hyphens; `initial`: a sentence or a
    quotation begins here, so that the first capital proves nothing."""

    start: int
    end: int
    words: tuple[str, ...]
    initial: bool


@lru_cache(maxsize=4096)
def runs(text: str) -> tuple[Run, ...]:
    """The capitalised runs of `text`, in order. Offsets are code points."""
    return tuple(
        Run(m.start(), m.end(), tuple(_SPLIT.findall(m[0])), begins_sentence(text, m.start()))
        for m in _RUN.finditer(text)
    )


def begins_sentence(text: str, at: int) -> bool:
    """Whether what stands at `at` is the first word of a sentence, a quotation or a line."""
    before = text[max(0, at - 8) : at]
    if before.endswith(("Mr. ", "Mrs. ", "Ms. ", "Dr. ", "St. ", "Prof. ", "Sen. ", "Gen. ", "Rep. ", "Gov. ")):
        return False
    return at == 0 or _START.search(before) is not None


def words(text: str) -> frozenset[str]:
    """The different words of `text` as they are spelled, split at everything that is no letter."""
    return frozenset(_WORDS.findall(text))
