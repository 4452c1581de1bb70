"""The table of the document prior: which pairs of words damaged text has more often than its own repair.

    python -m training.learned.prior           # writes src/ungarble/english/data/learned/prior.txt

Damaged and clean are two sides of the same sentences, so that subject matter does not count, only damage. Round trips
and the training post-edits of real MT; the latter count several times.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter

from training.cleanset import SHARED
from training.learned.data import REAL_TIMES, american, real_pairs
from training.roundtrip import FOLDER as ROUNDTRIP
from ungarble.detectors.damage import prior_words
from ungarble.detectors.learned_model import FOLDER

LEAST = 12
"""Times a pair is seen on both sides together."""
WEIGHT = 0.5
"""Pairs overlap and go together in a sentence: their evidence counts by half."""
KEPT = 12_000
SMOOTH = 4.0


def main() -> None:
    damaged: Counter[tuple[str, str]] = Counter()
    clean: Counter[tuple[str, str]] = Counter()

    def add(garbled: str, right: str, times: int) -> None:
        for text, counts in ((garbled, damaged), (right, clean)):
            words = prior_words(text)
            for pair in itertools.pairwise(words):
                if pair[0]:
                    counts[pair] += times

    for path in sorted(ROUNDTRIP.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            garbled, _, right = line.partition("\t")
            add(garbled, right, 1)
    for garbled, right in real_pairs(SHARED):
        add(garbled, right, REAL_TIMES)
    ratio = sum(damaged.values()) / sum(clean.values())
    odds = {}
    for pair in damaged.keys() | clean.keys():
        d, c = damaged[pair], clean[pair]
        if d + c >= LEAST and not any((w and not w.replace("'", "").isalpha()) or american(w) != w for w in pair):
            odds[pair] = WEIGHT * math.log((d + SMOOTH) / (c * ratio + SMOOTH))
    telling = sorted(odds, key=lambda p: -abs(odds[p]) * math.sqrt(damaged[p] + clean[p]))[:KEPT]
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = (f"{a}\t{b}\t{odds[a, b]:.2f}" for a, b in sorted(telling))
    (FOLDER / "prior.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(telling):,} pairs of {len(odds):,}")


if __name__ == "__main__":
    main()
