"""What the n-gram table knows, measured on text it was not made from: the figures in ngrams-README.md.

    PYTHONPATH=src python training/ngrams_check.py [ngrams.bin]

Four tasks on the held-out clean tenth and on 4,000 paragraphs of the corpus' last tenth; in each the original
wording has to be preferred to a spoilt one in its place (`Ngrams.prefer` > 0):

* order: an adjective and the noun after it, the other way round (words that EWT tags so nine times in ten);
* swap: two neighbouring words, the other way round;
* article: "the", "a" or "an" left out;
* preposition: another of the common ones.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from cleanset import SHARED, clean_documents
from counts import corpus_lines, sentences

from ungarble.english.ngrams import PATH, Ngrams
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
    for i, (first, second) in enumerate(zip(words, words[1:], strict=False)):
        after = tags.get(words[i + 2]) if i + 2 < len(words) else None
        if tags.get(first) == "ADJ" and tags.get(second) == "NOUN" and after not in ("NOUN", "ADJ"):
            yield words[:i], [second, first], [first, second], words[i + 2 :]


def swap_cases(words: list[str], _: dict[str, str], chance: random.Random) -> Iterator[Case]:
    for i, (first, second) in enumerate(zip(words, words[1:], strict=False)):
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


TASKS: dict[str, Callable[[list[str], dict[str, str], random.Random], Iterator[Case]]] = {
    "order": order_cases,
    "swap": swap_cases,
    "article": article_cases,
    "preposition": preposition_cases,
}


def heldout_texts(data: Path) -> dict[str, list[str]]:
    """The two held-out texts, by paragraph."""
    lines = corpus_lines(data)
    last = [text for source, text in lines[len(lines) * 9 // 10 :] if not source.startswith("clean_")]
    clean = [paragraph for document in clean_documents("heldout", data) for paragraph in document.paragraphs]
    return {"clean": clean, "corpus": last[:4000]}


def measure(counts: Ngrams, texts: dict[str, list[str]], tags: dict[str, str]) -> Iterator[str]:
    """One line of figures for each text and task."""
    for name, paragraphs in texts.items():
        lines = [
            [BOUNDARY, *(token.lower() for token in sentence if token != QUOTE), BOUNDARY]
            for paragraph in paragraphs
            for sentence in sentences(paragraph)
        ]
        for task, make in TASKS.items():
            chance = random.Random(7)
            cases = [case for words in lines for case in make(words, tags, chance)]
            cases = chance.sample(cases, min(3000, len(cases)))
            odds = [counts.prefer(*case) for case in cases]
            right = sum(value > 0 for value in odds)
            wrong = [sum(value < -edge for value in odds) for edge in (0, 2, 3)]
            sure = sum(value > 2 for value in odds)
            yield (
                f"{name}\t{task}\t{len(cases)} cases\tright {right / len(cases):.3f}\tright by 2 {sure / len(cases):.3f}"
                f"\twrong {wrong[0] / len(cases):.4f}\twrong by 2 {wrong[1] / len(cases):.4f}"
                f"\twrong by 3 {wrong[2] / len(cases):.4f}"
            )
            if task == "order":
                pairs = [(counts.count(*new), counts.count(*old)) for _, old, new, _ in cases]
                total = len(pairs)
                yield (
                    f"{name}\torder, pair alone\tright {sum(a > b for a, b in pairs) / total:.3f}"
                    f"\tunseen {sum(not a and not b for a, b in pairs) / total:.3f}"
                    f"\twrong {sum(a < b for a, b in pairs) / total:.4f}"
                    f"\ttied {sum(a == b > 0 for a, b in pairs) / total:.4f}"
                )


def main() -> None:
    counts = Ngrams(Path(sys.argv[1]) if len(sys.argv) > 1 else PATH)
    for line in measure(counts, heldout_texts(SHARED), usual_tags(SHARED)):
        print(line)


if __name__ == "__main__":
    main()
