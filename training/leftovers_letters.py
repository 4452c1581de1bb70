"""Make src/ungarble/english/data/letters.npz: which language an unknown word is of, by its letters.

    .venv/bin/pip install wordfreq
    .venv/bin/python -m training.leftovers_letters

A softmax over hashed runs of two to five letters. The languages' words are wordfreq's that English does not have; the
English ones are those that English text has seldom (../shared/data/lm) and wordfreq's rare English words: slips of the
pen and terms, which a leftover must be told from. Every eleventh word is kept back and judged at the end.
"""

from __future__ import annotations

import lzma
import random
import re
from collections import Counter

import numpy as np
from wordfreq import get_frequency_dict

from training.leftovers import LANGS, ROOT, zipf
from ungarble.detectors.leftovers_letters import BUCKETS, LANGUAGES, PATH, places
from ungarble.english.foreign import is_listed
from ungarble.english.ngrams import ngrams

CORPUS = ROOT.parent / "shared" / "data" / "lm" / "corpus.txt.xz"
LEAST, MOST_WORDS = 1.6, 30_000
EPOCHS, RATE, WIDTH, BATCH = 6, 0.5, 64, 256
_WORD = re.compile(r"(?<![\w’'-])[^\W\d_]{5,24}(?![\w’'-])")


def main() -> None:
    random.seed(7)
    words = [(w, 0) for w in english_words()]
    english = get_frequency_dict("en", "best")
    for lang in LANGS:
        own = get_frequency_dict(lang, "best")
        good = [
            w
            for w in own
            if w.isalpha() and len(w) >= 5 and zipf(own, w) >= LEAST and zipf(english, w) < 1 and not ngrams().count(w)
        ]
        random.shuffle(good)
        words += [(w, LANGUAGES.index(lang)) for w in good[:MOST_WORDS]]
    random.shuffle(words)
    held, train = words[::11], [w for n, w in enumerate(words) if n % 11]
    weights = fitted(train)
    scale = float(np.abs(weights).max()) / 127
    small = np.round(weights / scale).astype(np.int8)
    np.savez_compressed(PATH, weights=small, scale=np.float32(scale))
    judged(held, small * scale)


def english_words() -> list[str]:
    counts: Counter[str] = Counter()
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(w for w in _WORD.findall(line) if w.islower())
    rare = {w for w, n in counts.items() if n < 60}
    listed = {
        w for w in get_frequency_dict("en", "best") if w.isalpha() and w.isascii() and len(w) >= 5 and is_listed(w)
    }
    found = sorted(rare | listed)
    random.shuffle(found)
    return found[: 3 * MOST_WORDS]


def matrix(words: list[str]) -> np.ndarray:
    out = np.full((len(words), WIDTH), BUCKETS, dtype=np.int64)
    for row, word in enumerate(words):
        at = places(word)[:WIDTH]
        out[row, : len(at)] = at
    return out


def fitted(train: list[tuple[str, int]]) -> np.ndarray:
    """AdaGrad on the cross-entropy, with the last row for padding kept at nought."""
    features, labels = matrix([w for w, _ in train]), np.array([label for _, label in train])
    weights = np.zeros((BUCKETS + 1, len(LANGUAGES)), dtype=np.float32)
    squares = np.full_like(weights, 1e-2)
    order = np.random.default_rng(7)
    for _ in range(EPOCHS):
        for start in np.array_split(order.permutation(len(labels)), len(labels) // BATCH):
            rows = features[start]
            logits = weights[rows].sum(axis=1)
            chance = np.exp(logits - logits.max(axis=1, keepdims=True))
            chance /= chance.sum(axis=1, keepdims=True)
            chance[np.arange(len(start)), labels[start]] -= 1
            flat = rows.ravel()
            used, inverse = np.unique(flat, return_inverse=True)
            slope = np.zeros((len(used), len(LANGUAGES)), dtype=np.float32)
            np.add.at(slope, inverse, np.repeat(chance, WIDTH, axis=0))
            slope = slope / len(start) + 1e-6 * weights[used]
            squares[used] += slope**2
            weights[used] -= RATE / 10 * slope / np.sqrt(squares[used])
            weights[BUCKETS] = 0
    return weights[:BUCKETS]


def judged(held: list[tuple[str, int]], weights: np.ndarray) -> None:
    padded = np.vstack([weights, np.zeros((1, weights.shape[1]))])
    logits = padded[matrix([w for w, _ in held])].sum(axis=1)
    chance = np.exp(logits - logits.max(axis=1, keepdims=True))
    chance /= chance.sum(axis=1, keepdims=True)
    labels = np.array([label for _, label in held])
    best, sure = chance.argmax(axis=1), chance.max(axis=1)
    print("right:", round(float((best == labels).mean()), 3), "of", len(held))
    for bar in (0.8, 0.9, 0.95, 0.98, 0.99):
        foreign = labels > 0
        print(
            bar,
            "found",
            round(float(((best == labels) & (sure >= bar))[foreign].mean()), 3),
            "English taken for foreign",
            round(float(((best > 0) & (sure >= bar))[~foreign].mean()), 4),
        )


if __name__ == "__main__":
    main()
