"""The article model: `python -m training.articles` writes src/ungarble/english/data/articles.npz.

Clean English only (nine tenths of data/lm and data/clean): for each noun phrase its article is hidden, and a logistic
regression over hashed features (Weinberger et al. 2009) learns to guess it; AdaGrad, three passes.
"""

from __future__ import annotations

import argparse
import random
from typing import Any

import numpy as np

from training.cleanset import SHARED
from training.counts import training_texts
from ungarble.detectors.articles.slots import PATH, ROWS, features, slots
from ungarble.detectors.order.sentence import Sentence
from ungarble.english.sentences import sentences

BATCH = 4096
CLASS = {"": 0, "the": 1, "a": 2, "an": 2}


def main() -> None:
    """Collect, train, measure on what was held out, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=8_000_000)
    parser.add_argument("--passes", type=int, default=3)
    options = parser.parse_args()
    rows, labels = collect(options.words)
    print(f"{len(labels)} noun phrases: {np.bincount(labels) / len(labels)}", flush=True)
    held = len(labels) // 50
    weights = train(rows[held:], labels[held:], options.passes)
    report(weights, rows[:held], labels[:held])
    scale = float(np.abs(weights).max()) / 127
    small = np.round(weights / scale).astype(np.int8)
    report(small * np.float32(scale), rows[:held], labels[:held])
    np.savez_compressed(PATH, weights=small, scale=np.float32(scale))
    print(f"{PATH}: {PATH.stat().st_size / 1e6:.2f} MB")


def collect(wanted: int) -> tuple[Any, Any]:
    """Rows of features and classes of noun phrases from about so many words, paragraphs taken at random."""
    rng = random.Random(7)
    texts = [t for t in training_texts(SHARED) if 15 < len(t.split()) < 400]
    rng.shuffle(texts)
    rows: list[list[int]] = []
    labels: list[int] = []
    words = 0
    for text in texts:
        words += text.count(" ")
        if words > wanted:
            break
        seen: set[str] = set()
        for span in sentences(text):
            sentence = Sentence(span.of(text))
            for slot in slots(sentence):
                head = sentence.low(slot.head)
                rows.append(features(sentence, slot, head in seen))
                labels.append(CLASS["" if slot.article is None else sentence.low(slot.article)])
                seen.add(head)
    order = np.random.default_rng(7).permutation(len(labels))
    return np.asarray(rows, dtype=np.int32)[order], np.asarray(labels, dtype=np.int64)[order]


def train(rows: Any, labels: Any, passes: int) -> Any:
    """The weights, ROWS by classes."""
    rng = np.random.default_rng(11)
    weights = np.zeros((ROWS, 3), dtype=np.float32)
    squares = np.full((ROWS, 3), 1e-4, dtype=np.float32)
    for number in range(passes):
        order = rng.permutation(len(labels))
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            index = rows[batch]
            wrong = probabilities(weights[index].sum(axis=1))
            wrong[np.arange(len(batch)), labels[batch]] -= 1
            gradient = np.zeros_like(weights)
            flat = index.reshape(-1)
            for c in range(3):
                gradient[:, c] = np.bincount(flat, np.repeat(wrong[:, c], index.shape[1]), ROWS)
            gradient += 1e-3 * weights * (gradient != 0)
            squares += gradient * gradient
            weights -= 0.12 * gradient / np.sqrt(squares)
        print(f"pass {number + 1}", flush=True)
    return weights


def probabilities(sums: Any) -> Any:
    """Softmax of each row."""
    sums = np.exp(sums - sums.max(axis=1, keepdims=True))
    return sums / sums.sum(axis=1, keepdims=True)


def report(weights: Any, rows: Any, labels: Any) -> None:
    """How often the likeliest class is right, and how often "the" stood where none seemed so much likelier."""
    sure = probabilities(weights[rows].sum(axis=1))
    print(f"right: {(sure.argmax(axis=1) == labels).mean():.3f}", end="; ")
    for least in (2, 3, 4, 5, 6):
        odd = np.log(sure[:, 0] / sure[:, 1]) > least
        print(f"'the' where none is e^{least} likelier: {(labels[odd] == 1).mean():.4f} of {odd.mean():.3f}", end="; ")
    print(flush=True)


if __name__ == "__main__":
    main()
