"""Makes src/ungarble/english/data/associations.bin: what tells the words of a senses rule apart.

python -m training.senses              # some ten minutes on one core of a busy machine, 3 GiB
python -m training.senses --keep       # keep or reuse the places in training/work/senses.pkl

The pairs are those of rules/from-*/senses.yaml. Learned from: nine tenths of the lines of lm/corpus.txt.xz without its
copies of the clean files. Thresholds ("bars") from English that is unseen: the last tenth of the corpus and
training/work/clean-train.txt. The held-out clean tenth is in neither.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.cleanset import SHARED, WORK, clean_documents
from training.counts import SENTENCE_WORDS, corpus_lines, heldout_sentences
from training.senses_bars import raised
from ungarble.english.associations import AROUND, MAGIC, PATH, Associations, Bar, Key, features, fits, shape_of
from ungarble.english.inflection import forms, inflect
from ungarble.english.words import BOUNDARY, QUOTE, cased_tokens
from ungarble.rulepack import read_file, shipped_rules

CAP = 10000
"""Places of one word that are learned from at most."""
EVAL_CAP = 12000
"""Places of one word that its bars are set on at most."""
LEAST = 40
"""Fewer places of either word teach nothing."""
SELECTED = 1800
"""Features a pair may have, those that differ most."""
DECAY = 4.0
STEPS = 150
SEED = 9
PASSES, LEAST_ODDS = 0.01, 1.0
"""In damaged text: the share of unseen right places that may pass, and the log-odds that are asked for at least."""
PASSES_ALONE, BEYOND, LEAST_ALONE = 0.0003, 1.2, 3.5
"""In any other: likewise, and so much more, because a sample of 12,000 places says little about its last ones."""

Word = tuple[str, str]
"""Part of speech and word."""
Floats = NDArray[np.float64]
NOT_FORMS = frozenset({"left", "leaves", "saw", "found", "felt"})
"""Forms that are mostly another word."""
TAGS = {"NOUN": ("NN", "NNS"), "VERB": ("VB", "VBZ", "VBD", "VBN", "VBG"), "ADJ": ("JJ",)}


@dataclass(slots=True)
class Places:
    """Places of one word: the hashes of each one's features, a fair sample of all that were `seen`."""

    found: list[array[int]] = field(default_factory=list)
    seen: int = 0

    def offer(self, cap: int, chance: random.Random, made: Callable[[], Sequence[int]]) -> None:
        """One place more; of more than `cap` each is as likely kept as any other (reservoir sampling)."""
        self.seen += 1
        if len(self.found) < cap:
            self.found.append(array("I", made()))
        elif (number := chance.randrange(self.seen)) < cap:
            self.found[number] = array("I", made())

    def rows(self) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """(hashes, number of the place each belongs to)"""
        sizes = [len(one) for one in self.found]
        hashes = np.frombuffer(b"".join(one.tobytes() for one in self.found), dtype=np.uint32)
        return hashes, np.repeat(np.arange(len(sizes)), sizes)


def directions_of_rules() -> list[Key]:
    """(part of speech, what stands there, what may be meant) of all senses rules, each once, in order."""
    found = set()
    for path in sorted(shipped_rules().glob("from-*/senses.yaml")):
        for rule in read_file(path, shipped_rules()):
            for word, meant in rule.match["swap"].items():
                found |= {
                    (rule.match.get("as", "NOUN"), word, o) for o in ([meant] if isinstance(meant, str) else meant)
                }
    return sorted(found)


def forms_of(words: Iterable[Word]) -> dict[Word, tuple[str, ...]]:
    """For each word its forms but those that are another of the words, of which two share one, or that are mostly
    something else. A noun's plural comes second."""
    listed = set(words)
    bases = {word for _, word in listed}
    found: dict[Word, tuple[str, ...]] = {}
    for upos, word in sorted(listed):
        made = [form for tag in TAGS[upos] if (form := inflect(word, tag))]
        if upos == "NOUN" and made == [word, word]:
            made += [form for form in forms(word) if form.endswith("s")]  # "share" also has no plural, in a dictionary
        kept = (form for form in made if form == word or form not in bases | NOT_FORMS)
        found[upos, word] = tuple(dict.fromkeys((word, *kept)))
    owners = Counter((upos, form) for (upos, _), made in found.items() for form in made)
    return {(u, w): tuple(f for f in made if f == w or owners[u, f] == 1) for (u, w), made in found.items()}


def paragraphs_to_learn(data: Path) -> Iterator[str]:
    lines = corpus_lines(data)
    yield from (text for source, text in lines[: len(lines) * 9 // 10] if not source.startswith("clean_"))


def paragraphs_to_judge(data: Path) -> Iterator[str]:
    lines = corpus_lines(data)
    yield from (text for source, text in lines[len(lines) * 9 // 10 :] if not source.startswith("clean_"))
    for document in clean_documents("train", data):
        yield from document.paragraphs


def places(
    texts: Iterable[str], made: Mapping[Word, Sequence[str]], cap: int, left_out: set[Any]
) -> dict[Word, Places]:
    """The places of every word in `texts`, some `cap` of each at most, by chance."""
    chances = {word: random.Random(f"{SEED} {word}") for word in made}  # apart, so that a new rule changes no old pair
    owners: dict[str, list[Word]] = defaultdict(list)
    for word, found in made.items():
        for form in found:
            owners[form].append(word)
    kept = {word: Places() for word in made}
    for text in texts:
        sentences: list[list[str]] = [[]]
        for token in cased_tokens(text):
            if token == BOUNDARY:
                sentences.append([])
            elif token != QUOTE:
                sentences[-1].append(token)
        sentences = [s for s in sentences if s]
        for n, sentence in enumerate(sentences):
            wanted = [i for i, token in enumerate(sentence) if token in owners]
            if not wanted or (len(sentence) >= SENTENCE_WORDS and tuple(sentence) in left_out):
                continue
            low = [w.lower() for w in sentence]
            earlier = [w.lower() for s in sentences[max(0, n - 5) : n] for w in s]
            later = [w.lower() for s in sentences[n + 1 : n + 6] for w in s]
            around = [*earlier[-AROUND // 2 :], *later[: AROUND // 2]]
            for i in wanted:
                for word in owners[low[i]]:
                    if fits(word[0], low[i - 1] if i else ""):
                        shape = shape_of(word[1], low[i])
                        kept[word].offer(cap, chances[word], partial(features, low[:i], low[i + 1 :], around, shape))
    return kept


@dataclass(slots=True)
class Model:
    """One pair's regression: log-odds of `second`."""

    keys: NDArray[np.uint32]
    weights: Floats
    bias: float

    def odds(self, places: Places) -> Floats:
        """Log-odds of each place."""
        hashes, rows = places.rows()
        at = np.searchsorted(self.keys, hashes)
        at[at == len(self.keys)] = 0
        hit = self.keys[at] == hashes
        return self.bias + np.bincount(rows[hit], weights=self.weights[at[hit]], minlength=len(places.found))


Models = dict[Key, tuple[Model, Bar, Bar]]
"""Each pair with the bars of its first and of its second word."""


def learn(first: Places, second: Places) -> Model:
    """Logistic regression with weight decay on the features that differ most, both words counted as equally common."""
    (a, a_rows), (b, b_rows) = first.rows(), second.rows()
    n_a, n_b = len(first.found), len(second.found)
    keys, inverse = np.unique(np.concatenate((a, b)), return_inverse=True)
    in_a = np.bincount(inverse[: len(a)], minlength=len(keys))
    in_b = np.bincount(inverse[len(a) :], minlength=len(keys))
    share_a, share_b = (in_a + 0.5) / (n_a + 1), (in_b + 0.5) / (n_b + 1)
    spread = np.sqrt(share_a * (1 - share_a) / n_a + share_b * (1 - share_b) / n_b)
    differ = np.abs(share_a - share_b) / spread
    differ[in_a + in_b < 4] = 0
    chosen = np.sort(np.argsort(-differ, kind="stable")[:SELECTED])
    chosen = chosen[differ[chosen] > 1.5]
    number = np.full(len(keys), -1)
    number[chosen] = np.arange(len(chosen))
    columns = number[inverse]
    rows = np.concatenate((a_rows, b_rows + n_a))[columns >= 0]
    columns = columns[columns >= 0]
    target = np.concatenate((np.zeros(n_a), np.ones(n_b)))
    weigh = np.concatenate((np.full(n_a, (n_a + n_b) / 2 / n_a), np.full(n_b, (n_a + n_b) / 2 / n_b)))
    w, bias = np.zeros(len(chosen)), 0.0
    m, v = np.zeros(len(chosen) + 1), np.zeros(len(chosen) + 1)
    for step in range(1, STEPS + 1):
        z = bias + np.bincount(rows, weights=w[columns], minlength=n_a + n_b)
        error = weigh * (1 / (1 + np.exp(-z)) - target)
        gradient = np.append(np.bincount(columns, weights=error[rows], minlength=len(w)) + DECAY * w, error.sum())
        m = 0.9 * m + 0.1 * gradient
        v = 0.98 * v + 0.02 * gradient**2
        rate = 0.12 * min(1.0, 3 * (1 - step / (STEPS + 1)))
        move = rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.98**step)) + 1e-6)
        w, bias = w - move[:-1], bias - float(move[-1])
    strong = np.abs(w) > 0.08
    return Model(keys[chosen][strong], w[strong], bias)


def bar(odds: Floats) -> Bar:
    """The bars of a word whose unseen places have these log-odds for the other word, though it is right there."""
    low, high = np.quantile(odds, [1 - PASSES, 1 - PASSES_ALONE]) if len(odds) else (0.0, 0.0)
    return round(max(LEAST_ODDS, float(low)), 2), round(max(LEAST_ALONE, float(high) + BEYOND), 2)


def write(models: Models, made: Mapping[Word, Sequence[str]], path: Path) -> int:
    """Write the file; its size in bytes."""
    pairs, blob = [], []
    used = {(upos, word) for upos, *both in models for word in both}
    for (upos, first, second), (model, bar, other) in sorted(models.items()):
        scale = float(np.abs(model.weights).max()) / 127
        pairs.append([upos, first, second, bar, other, round(model.bias, 4), round(scale, 6), len(model.keys)])
        blob += [model.keys.astype("<u4").tobytes(), np.rint(model.weights / scale).astype("i1").tobytes()]
    listed = {upos: {w: list(f) for (u, w), f in sorted(made.items()) if u == upos and (u, w) in used} for upos in TAGS}
    head = json.dumps({"forms": listed, "pairs": pairs}, separators=(",", ":")).encode()
    whole = MAGIC + len(head).to_bytes(4, "little") + head + b"".join(blob)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(whole)
    fresh.replace(path)
    return len(whole)


def with_bars(models: Models, raised: Mapping[Key, float]) -> Models:
    """The models with lower bars that are not below those of `raised` (of a word and the one that may be meant)."""

    def at_least(bar: Bar, value: float) -> Bar:
        return max(bar[0], value), max(bar[1], value)

    return {
        (upos, a, b): (
            model,
            at_least(bar, raised.get((upos, a, b), 0.0)),
            at_least(other, raised.get((upos, b, a), 0.0)),
        )
        for (upos, a, b), (model, bar, other) in models.items()
    }


def main() -> None:
    options = argparse.ArgumentParser(description="Make associations.bin")
    options.add_argument("--data", type=Path, default=SHARED)
    options.add_argument("--out", type=Path, default=PATH)
    options.add_argument("--keep", action="store_true", help="keep or reuse the places in training/work/senses.pkl")
    chosen = options.parse_args()
    directions = directions_of_rules()
    pairs = sorted({(upos, min(both), max(both)) for upos, *both in directions})
    made = forms_of({(upos, word) for upos, *both in pairs for word in both})
    kept = WORK / "senses.pkl"
    if chosen.keep and kept.exists() and (held := pickle.loads(kept.read_bytes()))[0] == made:
        _, learned, judged = held
    else:
        left_out = set(heldout_sentences(chosen.data))
        learned = places(paragraphs_to_learn(chosen.data), made, CAP, left_out)
        judged = places(paragraphs_to_judge(chosen.data), made, EVAL_CAP, left_out)
        if chosen.keep:
            kept.write_bytes(pickle.dumps((made, learned, judged), protocol=5))
    models: Models = {}
    right = []
    for upos, first, second in pairs:
        a, b = learned[upos, first], learned[upos, second]
        if min(len(a.found), len(b.found)) < LEAST:
            print(f"too rare: {upos} {first} ({a.seen}), {second} ({b.seen})")
            continue
        model = learn(a, b)
        odds = model.odds(judged[upos, first]), -model.odds(judged[upos, second])
        models[upos, first, second] = model, bar(odds[0]), bar(odds[1])
        right += [float((one < 0).mean()) for one in odds if len(one)]
    write(models, made, chosen.out)
    models = with_bars(models, raised(Associations(chosen.out), directions))
    size = write(models, made, chosen.out)
    print(f"{len(models)} pairs, {size:,} bytes; unseen places told right {np.mean(right):.3f}")


if __name__ == "__main__":
    main()
