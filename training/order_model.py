"""Makes src/ungarble/english/data/order.json: the weights of `ungarble.detectors.order.pairs`.

PYTHONPATH=src:. python training/order_model.py

Clean text (training/work/clean-train.txt) gives both sides. Against: every pair that passes the cheap screen as it
stands. For: adjective and noun of a sentence turned round, where the result passes the screen. The n-gram table has
counted this text, so each sentence is judged by the counts less its own n-grams. Logistic regression with an L2
penalty, by Newton's method.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator

import numpy as np

from training.cleanset import WORK
from ungarble.detectors.order.pairs import WEIGHTS, features
from ungarble.detectors.order.screen import candidate, counted
from ungarble.detectors.order.sentence import FUNCTION, Sentence
from ungarble.english.ngrams import Ngrams, ngrams
from ungarble.english.sentences import sentences
from ungarble.english.words import tokens

PENALTY = 1.0
WORDS = 1_400_000


own: Counter[tuple[str, ...]] = Counter()
"""The n-grams of the sentence that is being judged."""
_look_up = Ngrams._look_up


def _others(self: Ngrams, folded: tuple[str, ...]) -> int:
    return max(0, _look_up(self, folded) - own[folded])


def _forget(text: str) -> None:
    """Take the n-grams of `text` from the counts."""
    own.clear()
    ngrams()._seen.clear()
    folded = tokens(text)
    for size in (2, 3):
        own.update(tuple(folded[i : i + size]) for i in range(len(folded) - size + 1))


def spoilt(sentence: Sentence, chance: random.Random) -> tuple[Sentence, int] | None:
    """The sentence with one adjective put behind its noun, and where."""
    places = [i for i in range(len(sentence.words) - 1) if _attributive(sentence, i)]
    if not places:
        return None
    at = chance.choice(places)
    adjective, noun = sentence.words[at], sentence.words[at + 1]
    first, second = noun.text, adjective.text
    if not at and not adjective.text.isupper():
        first, second = first[:1].upper() + first[1:], second[:1].lower() + second[1:]
    text = f"{sentence.text[: adjective.start]}{first} {second}{sentence.text[noun.end :]}"
    return Sentence(text), at


def _attributive(sentence: Sentence, at: int) -> bool:
    adjective, noun = sentence.words[at], sentence.words[at + 1]
    if not sentence.joined(at + 1) or {adjective.low, noun.low} & FUNCTION:
        return False
    if sentence.joined(at + 2) and sentence.low(at + 2) not in FUNCTION and not sentence.words[at + 2].kind.verb > 0.5:
        return False
    first, second = adjective.kind, noun.kind
    return first.adjective + first.participle * 0.5 > 0.5 and second.noun > 0.6 and first.described > 0.3


def examples() -> Iterator[tuple[dict[str, float], int]]:
    """(features, 1 for a pair that was turned round by us, 0 for one that stands in clean text)"""
    chance = random.Random(1)
    seen = 0
    for line in (WORK / "clean-train.txt").read_text(encoding="utf-8").splitlines():
        for span in sentences(line):
            sentence = Sentence(span.of(line))
            seen += len(sentence.words)
            _forget(sentence.text)
            if sentence.shouted:
                continue
            for at in range(len(sentence.words) - 1):
                if candidate(sentence, at):
                    yield features(sentence, at), 0
            if (made := spoilt(sentence, chance)) and candidate(*made):
                known = counted(made[0].low(made[1]), made[0].low(made[1] + 1)).turned
                # What translation garbles is rarer than what most sentences hold: mostly pairs not seen before.
                if chance.random() < (1.0 if not known else 0.3 if known < 3 else 0.1):
                    yield features(*made), 1
        if seen > WORDS:
            return


def fitted(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The weights."""
    weights = np.zeros(rows.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - labels) + PENALTY * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + PENALTY * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-5:
            break
    return weights


def main() -> None:
    """Write the weights, tell how well they part the examples."""
    Ngrams._look_up = _others  # type: ignore[method-assign]
    found = list(examples())
    names = sorted({name for row, _ in found for name in row})
    rows = np.array([[row.get(name, 0.0) for name in names] for row, _ in found])
    labels = np.array([label for _, label in found], float)
    weights = fitted(rows, labels)
    scores = rows @ weights
    print(len(labels), "pairs,", int(labels.sum()), "of them turned round")
    for cut in (0, 1, 2, 3, 4, 5, 6, 7, 8):
        print(cut, f"found {(scores[labels == 1] > cut).mean():.3f}, false {(scores[labels == 0] > cut).sum()}")
    table = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    WEIGHTS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
