"""What the n-gram table knows, measured on text it was not made from: the figures in ngrams-README.md.

    python -m training.ngrams_check [--fit] [ngrams.bin]

Five tasks on the held-out clean tenth and on 4,000 paragraphs of the corpus' last tenth; in each the original
wording has to be preferred to a spoilt one in its place (`Ngrams.prefer` > 0):

* order: an adjective and the noun after it, the other way round (words that EWT tags so nine times in ten);
* swap: two neighbouring words, the other way round;
* article: "the", "a" or "an" left out;
* inserted: "the" put in front of a word;
* preposition: another of the common ones.

`--fit` finds `LOG_ODDS`, `UNSEEN_ODDS` and `WORD_ODDS` on the 5,000 paragraphs after those.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from training.cleanset import SHARED, clean_documents
from training.counts import corpus_lines, sentences
from ungarble.english.ngrams import LOG_ODDS, PATH, UNSEEN_ODDS, WORD_ODDS, Ngrams
from ungarble.english.words import BOUNDARY, QUOTE

Case = tuple[list[str], list[str], list[str], list[str]]
"""left, spoilt, original, right"""
PREPOSITIONS = ("of", "in", "to", "for", "on", "with", "at", "by", "from", "about", "into", "against")


def usual_tags(data: Path) -> dict[str, str]:
    """The UPOS of the words that EWT (train) has three times or more and tags alike nine times in ten."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    with (data / "ud" / "ewt-train.conllu").open(encoding="utf-8") as lines:
        for line in lines:
            fields = line.split("\t")
            if len(fields) == 10 and fields[0].isdigit():
                seen[fields[1].lower()][fields[3]] += 1
    return {
        word: tag
        for word, tags in seen.items()
        for tag, times in tags.most_common(1)
        if sum(tags.values()) >= 3 and times >= 0.9 * sum(tags.values())
    }


def order_cases(words: list[str], tags: dict[str, str], _: random.Random) -> Iterator[Case]:
    for i, (first, second) in enumerate(pairwise(words)):
        after = tags.get(words[i + 2]) if i + 2 < len(words) else None
        if tags.get(first) == "ADJ" and tags.get(second) == "NOUN" and after not in ("NOUN", "ADJ"):
            yield words[:i], [second, first], [first, second], words[i + 2 :]


def swap_cases(words: list[str], _: dict[str, str], chance: random.Random) -> Iterator[Case]:
    for i, (first, second) in enumerate(pairwise(words)):
        if first.isalpha() and second.isalpha() and first != second and chance.random() < 0.1:
            yield words[:i], [second, first], [first, second], words[i + 2 :]


def article_cases(words: list[str], _: dict[str, str], chance: random.Random) -> Iterator[Case]:
    for i, word in enumerate(words):
        if word in ("the", "a", "an") and chance.random() < 0.3:
            yield words[:i], [], [word], words[i + 1 :]


def preposition_cases(words: list[str], _: dict[str, str], chance: random.Random) -> Iterator[Case]:
    for i, word in enumerate(words):
        if word in PREPOSITIONS and chance.random() < 0.3:
            yield words[:i], [chance.choice([p for p in PREPOSITIONS if p != word])], [word], words[i + 1 :]


def inserted_cases(words: list[str], _: dict[str, str], chance: random.Random) -> Iterator[Case]:
    for i in range(1, len(words) - 1):
        if words[i].isalpha() and words[i - 1] not in ("the", "a", "an") and chance.random() < 0.02:
            yield words[:i], ["the"], [], words[i:]


TASKS: dict[str, Callable[[list[str], dict[str, str], random.Random], Iterator[Case]]] = {
    "order": order_cases,
    "swap": swap_cases,
    "article": article_cases,
    "inserted": inserted_cases,
    "preposition": preposition_cases,
}


def heldout_texts(data: Path) -> dict[str, list[str]]:
    """The held-out texts, by paragraph; "fit" is the one to set weights on."""
    lines = corpus_lines(data)
    last = [text for source, text in lines[len(lines) * 9 // 10 :] if not source.startswith("clean_")]
    clean = [paragraph for document in clean_documents("heldout", data) for paragraph in document.paragraphs]
    return {"clean": clean, "corpus": last[:4000], "fit": last[4000:9000]}


def cases_of(paragraphs: list[str], tags: dict[str, str]) -> Iterator[tuple[str, list[Case]]]:
    """(task, at most 3,000 of its cases in the text)"""
    lines = [
        [BOUNDARY, *(token.lower() for token in sentence if token != QUOTE), BOUNDARY]
        for paragraph in paragraphs
        for sentence in sentences(paragraph)
    ]
    for task, make in TASKS.items():
        chance = random.Random(7)
        cases = [case for words in lines for case in make(words, tags, chance)]
        yield task, chance.sample(cases, min(3000, len(cases)))


def measure(counts: Ngrams, paragraphs: list[str], tags: dict[str, str]) -> Iterator[str]:
    """One line of figures for each task."""
    for task, cases in cases_of(paragraphs, tags):
        odds = np.array([counts.prefer(*case) for case in cases])
        figures = [f"{len(cases)} cases", f"right {(odds > 0).mean():.3f}"]
        for edge in (2, 3, 5):
            sure = odds[abs(odds) > edge]
            figures.append(f"beyond {edge}: {len(sure) / len(odds):.2f} of cases, right {(sure > 0).mean():.4f}")
        yield f"{task}\t" + "\t".join(figures)
        if task == "order":
            unseen = np.array([counts.weight(old, new) == UNSEEN_ODDS for _, old, new, _ in cases])
            yield f"order, pair unseen\t{unseen.sum()} cases\tright {(odds[unseen] > 0).mean():.3f}"
            yield f"order, pair seen\t{(~unseen).sum()} cases\tright {(odds[~unseen] > 0).mean():.3f}"
            pairs = np.array([(counts.count(*new), counts.count(*old)) for _, old, new, _ in cases])
            right, other = pairs.T
            yield (
                f"order, pair alone\tright {(right > other).mean():.3f}\twrong {(right < other).mean():.4f}"
                f"\tunseen {((right == 0) & (other == 0)).mean():.3f}"
            )


def fit(counts: Ngrams, paragraphs: list[str], tags: dict[str, str]) -> list[float]:
    """LOG_ODDS, UNSEEN_ODDS, WORD_ODDS: logistic regression without a constant, Newton's method."""
    rows = []
    for _, cases in cases_of(paragraphs, tags):
        for left, old, new, right in cases:
            words = len(new) - len(old)
            weight = counts.weight(old, new)
            gain = (counts.prefer(left, old, new, right) - WORD_ODDS * words) / weight
            rows.append((gain, 0.0, words) if weight == LOG_ODDS else (0.0, gain, words))
    x = np.array(rows, dtype=float)
    weights = np.zeros(3)
    for _ in range(80):
        chance = 1 / (1 + np.exp(-x @ weights))
        weights += np.linalg.solve((x * (chance * (1 - chance))[:, None]).T @ x, x.T @ (1 - chance))
    return [float(weight) for weight in weights]


def main() -> None:
    options = argparse.ArgumentParser(description="Measure ngrams.bin on held-out text")
    options.add_argument("--data", type=Path, default=SHARED)
    options.add_argument("--fit", action="store_true")
    options.add_argument("path", type=Path, nargs="?", default=PATH)
    chosen = options.parse_args()
    counts, texts, tags = Ngrams(chosen.path), heldout_texts(chosen.data), usual_tags(chosen.data)
    if chosen.fit:
        print("LOG_ODDS {:.3f}  UNSEEN_ODDS {:.3f}  WORD_ODDS {:.3f}".format(*fit(counts, texts["fit"], tags)))
        return
    for name in ("clean", "corpus"):
        for line in measure(counts, texts[name], tags):
            print(f"{name}\t{line}")


if __name__ == "__main__":
    main()
