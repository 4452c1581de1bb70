"""The other family of model: candidates by operation, told apart by a hashed linear scorer.

    python -m training.learned.linear --minutes 6      # trains on data.npz and reports; nothing of it is shipped

For each token the candidates are keep and the operations that training data has for that word; a candidate's log-odds
are the sum of weights for (operation, word around it) and (operation, pair of words around it). Trained by
AdaGrad on the same rows as the tagger and measured on the same held-out sentences.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from training.learned.data import OUT
from training.learned.train import CHECK, WEIGHT

BITS = 21
CANDIDATES = 8
ROWS = 4000
_STEPS = np.asarray([0, -1, 1, -2, 2], dtype=np.int64)
_PAIRS = ((0, 1), (0, 2), (1, 2), (1, 3), (2, 4))
"""Pairs of the words above, by their place in _STEPS."""


@dataclass(slots=True)
class Linear:
    """Weights of one label set (edits or inserts), and each word's candidate labels (-1: none)."""

    candidates: Any
    weights: Any
    squares: Any
    salt: int

    def scores(self, words: Any, forms: Any, at: Any) -> tuple[Any, Any, Any]:
        """(labels, log-odds, feature places) of the candidates at rows `at`."""
        around = words[np.clip(at[:, None] + _STEPS, 0, len(words) - 1)]
        keys = [around[:, n] * 31 + n for n in range(5)] + [forms[at] + 977 * around[:, 0], forms[at] + 13]
        keys += [around[:, a] * 100_003 + around[:, b] * 7 + 50 + n for n, (a, b) in enumerate(_PAIRS)]
        labels = self.candidates[words[at]]
        mixed = np.stack(keys, axis=1)[:, None, :] * 0x9E3779B1 + (labels[:, :, None] + 1) * 0x85EBCA77 + self.salt
        places = (mixed ^ mixed >> 15) * 0x2C1B3C6D >> 7 & (1 << BITS) - 1
        z = self.weights[places].sum(axis=2)
        z[labels < 0] = -30
        return labels, z, places

    def learn(self, words: Any, forms: Any, at: Any, gold: Any, importance: Any) -> None:
        labels, z, places = self.scores(words, forms, at)
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        slope = (p - (labels == gold[:, None])) * importance[:, None]
        slope[labels < 0] = 0
        slope[~(labels == gold[:, None]).any(axis=1)] = 0
        flat = places.ravel()
        each = np.repeat(slope.ravel(), places.shape[2])
        grad = np.bincount(flat, weights=each, minlength=1 << BITS).astype(np.float32)
        self.squares += grad * grad
        self.weights -= 0.1 * grad / np.sqrt(self.squares + 1e-3)


def made(words: Any, gold: Any, salt: int) -> Linear:
    """Candidates of each word: keep (0) and what is done with it most."""
    seen: defaultdict[int, Counter[int]] = defaultdict(Counter)
    changed = np.flatnonzero(gold)
    for word, label in zip(words[changed].tolist(), gold[changed].tolist(), strict=True):
        seen[word][label] += 1
    table = np.full((int(words.max()) + 1, CANDIDATES), -1, dtype=np.int64)
    table[:, 0] = 0
    for word, labels in seen.items():
        for n, (label, times) in enumerate(labels.most_common(CANDIDATES - 1)):
            if times >= 2:
                table[word, n + 1] = label
    return Linear(table, np.zeros(1 << BITS, np.float32), np.zeros(1 << BITS, np.float32), salt)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("--minutes", type=float, default=6)
    given = options.parse_args()
    with np.load(OUT / "data.npz") as stored:
        data = {name: stored[name] for name in stored.files}
    words, forms = data["numbers"][:, 0].astype(np.int64), data["numbers"][:, 2].astype(np.int64)
    cut = int(data["starts"][len(data["kinds"]) - CHECK])
    kinds = np.repeat(data["kinds"], np.diff(data["starts"]))
    importance = np.asarray([WEIGHT[k] for k in range(3)], np.float32)[kinds]
    gold = {"edits": data["edits"].astype(np.int64), "inserts": data["inserts"].astype(np.int64)}
    models = {name: made(words[:cut], gold[name][:cut], 12345 * n) for n, name in enumerate(gold)}
    rng = np.random.default_rng(4)
    began = time.monotonic()
    seen = 0
    while time.monotonic() - began < given.minutes * 60:
        at = rng.integers(0, cut, ROWS)
        for name, model in models.items():
            model.learn(words, forms, at, gold[name][at], importance[at])
        seen += ROWS
    rows = np.arange(cut, len(words))
    said = right = asked = quiet = 0
    for name, model in models.items():
        other = 2 if name == "edits" else 1
        labels, z, _ = model.scores(words, forms, rows)
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        best = labels[np.arange(len(rows)), p.argmax(axis=1)]
        act = (best != 0) & (best != other) & (p.max(axis=1) > 0.5)
        dirty = kinds[rows] != 1
        known = gold[name][rows]
        said += int((act & dirty).sum())
        right += int((act & dirty & (best == known)).sum())
        asked += int((dirty & (known != 0) & (known != other)).sum())
        quiet += int((act & ~dirty).sum())
    print(
        f"{seen:,} rows; precision {right / max(1, said):.3f} recall {right / max(1, asked):.3f} ({said} said, "
        f"{asked} asked); clean: {1000 * quiet / max(1, int((kinds[rows] == 1).sum())):.2f} a 1,000"
    )


if __name__ == "__main__":
    main()
