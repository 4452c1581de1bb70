"""Text to counts: the corpus as one array of word numbers, and the n-grams in it. Used by ngrams.py.

Everything is held in numpy arrays of integers (25 million tokens: about 2 GiB at the peak, two minutes on one core).
"""

from __future__ import annotations

import lzma
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.cleanset import clean_documents
from ungarble.english.words import BOUNDARY, QUOTE, cased_tokens

SENTENCE_WORDS = 6
"""A held-out sentence of so many tokens or more is looked for in the corpus and left out there."""
WORD_BITS = 21
FOUR_GRAM_WORDS = 1 << 16
"""4-grams are counted over so many of the most frequent words: four numbers then fit 64 bits."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counts:
    """`words[i]` is the word numbered i, most frequent first; `grams[n]` are (packed, counts) of order n."""

    words: list[str]
    totals: Ints
    capital: Ints
    judged: Ints
    grams: dict[int, tuple[Ints, Ints]]


def corpus_lines(data: Path) -> list[tuple[str, str]]:
    """(source, paragraph) of lm/corpus.txt.xz, in its order."""
    with lzma.open(data / "lm" / "corpus.txt.xz", "rt", encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").partition("\t") for line in lines)
        return [(source, paragraph) for source, _, paragraph in pairs]


def training_texts(data: Path) -> Iterator[str]:
    """Nine tenths of the corpus and of the clean files. The corpus' own copies of the clean files are passed over:
    they hold the tenth that is kept for measuring."""
    lines = corpus_lines(data)
    for source, paragraph in lines[: len(lines) * 9 // 10]:
        if not source.startswith("clean_"):
            yield paragraph
    for document in clean_documents("train", data):
        yield from document.paragraphs


def heldout_sentences(data: Path) -> set[tuple[str, ...]]:
    """The held-out clean sentences that are long enough to be recognised, as tokens."""
    found: set[tuple[str, ...]] = set()
    for document in clean_documents("heldout", data):
        for paragraph in document.paragraphs:
            found.update(s for s in sentences(paragraph) if len(s) >= SENTENCE_WORDS)
    return found


def sentences(text: str) -> Iterator[tuple[str, ...]]:
    """The sentences of `text` as cased tokens without their boundaries."""
    held: list[str] = []
    for token in cased_tokens(text):
        if token != BOUNDARY:
            held.append(token)
        elif held:
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def encode(data: Path) -> tuple[list[str], NDArray[np.int32]]:
    """(cased words, text as numbers of those words); every sentence starts with the number of BOUNDARY, 0."""
    numbers = {BOUNDARY: 0, QUOTE: 1}
    text = array("i")
    left_out = heldout_sentences(data)
    for paragraph in training_texts(data):
        for sentence in sentences(paragraph):
            if len(sentence) >= SENTENCE_WORDS and sentence in left_out:
                continue
            text.append(0)
            text.extend([numbers.setdefault(token, len(numbers)) for token in sentence])
    text.append(0)
    return list(numbers), np.frombuffer(text, dtype=np.int32)


def count(data: Path) -> Counts:
    """Count the training texts; see `Counts`."""
    cased, text = encode(data)
    lower: dict[str, int] = {}
    folded = np.array([lower.setdefault(word.lower(), len(lower)) for word in cased], dtype=np.int64)
    capital, judged = _capitals(cased, text, folded, len(lower))
    plain = folded[text[text != 1]]
    totals = np.bincount(plain, minlength=len(lower))
    order = np.argsort(-totals, kind="stable")
    rank = np.empty(len(lower), dtype=np.int64)
    rank[order] = np.arange(len(lower))
    names = list(lower)
    plain = rank[plain]
    boundary = int(rank[0])
    grams = {n: _grams(plain, n, boundary) for n in (2, 3, 4)}
    return Counts([names[i] for i in order], totals[order], capital[order], judged[order], grams)


def _capitals(cased: list[str], text: NDArray[np.int32], folded: Ints, size: int) -> tuple[Ints, Ints]:
    """(occurrences with a capital, occurrences that count), by lower-cased word.

    An occurrence counts inside a sentence, right after a word in lower case or a comma, so that neither the first
    word of a sentence or a quotation nor a headline in capitals says anything; a name after a name ("White House")
    says nothing about "house".
    """
    is_capital = np.array([word[:1].isupper() for word in cased])
    lower_or_comma = np.array([word[:1].islower() or word in (",", "'s") for word in cased])
    before, here = text[:-1], text[1:]
    fair = lower_or_comma[before] & (here > 1)
    kept = here[fair]
    judged = np.bincount(folded[kept], minlength=size)
    capital = np.bincount(folded[kept[is_capital[kept]]], minlength=size)
    return capital, judged


def _grams(text: Ints, n: int, boundary: int) -> tuple[Ints, Ints]:
    """The n-grams of one sentence (a boundary at either end, none inside), packed, with their counts."""
    parts = [text[i : len(text) - n + 1 + i] for i in range(n)]
    fair = np.ones(len(parts[0]), dtype=bool)
    for part in parts[1:-1]:
        fair &= part != boundary
    if n == 4:
        for part in parts:
            fair &= part < FOUR_GRAM_WORDS
    bits = 16 if n == 4 else WORD_BITS
    packed = np.zeros(int(fair.sum()), dtype=np.uint64)
    for part in parts:
        packed = (packed << np.uint64(bits)) | part[fair].astype(np.uint64)
    packed.sort()
    starts = np.flatnonzero(np.concatenate(([True], packed[1:] != packed[:-1])))
    times = np.diff(np.concatenate((starts, [len(packed)])))
    return packed[starts].view(np.int64), times.astype(np.int64)
