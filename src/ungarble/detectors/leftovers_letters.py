"""Which language a word is of, by its letters alone: for words that no dictionary has.

`english/data/letters.npz` (made by `python -m training.leftovers_letters`) has a weight for each hashed run of two to
five letters and each language: a softmax over their sums.
"""

from __future__ import annotations

import math
import zlib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import ungarble.english

LANGUAGES: Final = ("en", "fr", "es", "it", "pt", "de", "pl", "tr")
BUCKETS: Final = 1 << 15
PATH: Final = Path(ungarble.english.__file__).with_name("data") / "letters.npz"
_LONGEST: Final = 5
_MOST_ENGLISH: Final = 0.15
_LEAST_OWN: Final = 0.35
"""How likely English may be, and how likely the language must be, Romance languages being much alike."""


def places(word: str) -> list[int]:
    """The buckets of the runs of letters of `word`, its ends marked."""
    marked = f"<{word}>"
    return [
        zlib.crc32(marked[at : at + size].encode("utf-8", "surrogatepass")) % BUCKETS
        for size in range(2, _LONGEST + 1)
        for at in range(len(marked) - size + 1)
    ]


@lru_cache(maxsize=4096)
def is_of(word: str, lang: str) -> bool:
    """Whether `word` (in small letters) is foreign by its letters, and `lang` as likely as any other to have it."""
    weights, scale = _weights()
    sums = weights[places(word)].sum(axis=0, dtype="int64") * scale
    parts = [math.exp(float(one) - float(sums.max())) for one in sums]
    own = parts[LANGUAGES.index(lang)] if lang in LANGUAGES else 0.0
    return parts[0] <= _MOST_ENGLISH * sum(parts) and own >= _LEAST_OWN * sum(parts)


@cache
def _weights() -> tuple[Any, float]:
    import numpy as np

    with np.load(PATH) as data:
        return data["weights"], float(data["scale"])
