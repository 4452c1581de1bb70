"""Pretraining of the shared tok2vec: hide words of the corpus, guess each from four words either side.

spaCy's own `pretrain` draws its loss from hidden words' vectors or letters; guessing the word itself, among the
`CLASSES` most frequent, teaches more syntax a minute: *of* and *for* are near as vectors and far apart in a tree.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc
from thinc.api import Adam, LayerNorm, Maxout, Softmax_v2, chain, fix_random_seed
from vectors import paragraphs

CLASSES = 4000
HIDDEN = 0.2
BATCH = 3000
MASK = "▁"
"""Stands for most hidden words; one in ten is another word instead, one in ten stays as it is (BERT's recipe)."""


def frequent(norms: Path) -> dict[str, int]:
    """The classes: the most frequent norms of the corpus."""
    with norms.open(encoding="utf-8") as lines:
        counts = Counter(word for _, line in zip(range(150_000), lines, strict=False) for word in line.split())
    return {word: number for number, (word, _) in enumerate(counts.most_common(CLASSES))}


def pretrain(nlp: Any, shared: Path, norms: Path, out: Path, *, words: int, seed: int) -> None:
    """Train the tok2vec of an initialised pipeline on `words` words and write its weights to `out`."""
    fix_random_seed(seed)
    rng = random.Random(seed)
    classes = frequent(norms)
    others = list(classes)
    tok2vec = nlp.get_pipe("tok2vec").model
    width = tok2vec.get_dim("nO")
    head = chain(Maxout(nO=2 * width, nI=width, nP=2), LayerNorm(nI=2 * width), Softmax_v2(len(classes), 2 * width))
    head.initialize()
    optimizer = Adam(0.001, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    done, started, losses = 0, time.time(), []
    for docs in _batches(nlp, shared, rng):
        hidden, places, answers, at = [], [], [], 0
        for doc in docs:
            forms = [token.text for token in doc]
            for number, token in enumerate(doc):
                answer = classes.get(token.norm_)
                if answer is not None and rng.random() < HIDDEN:
                    chance = rng.random()
                    forms[number] = MASK if chance < 0.8 else rng.choice(others) if chance < 0.9 else token.text
                    places.append(at + number)
                    answers.append(answer)
            at += len(doc)
            hidden.append(Doc(nlp.vocab, words=forms))
        seen, back_seen = tok2vec.begin_update(hidden)
        flat = np.concatenate(seen)
        guess, back_guess = head.begin_update(flat[places])
        rows = np.arange(len(answers))
        losses.append(float(-np.log(guess[rows, answers] + 1e-9).mean()))
        guess[rows, answers] -= 1.0
        gradient = np.zeros_like(flat)
        gradient[places] = back_guess(guess / len(answers))
        back_seen(np.split(gradient, np.cumsum([len(doc) for doc in docs])[:-1]))
        optimizer.learn_rate = 0.002 * max(0.05, 1 - done / words)
        for model in (tok2vec, head):
            model.finish_update(optimizer)
        optimizer.step_schedules()
        done += at
        if len(losses) % 50 == 0:
            print(
                f"{done:>10,} words  loss {np.mean(losses[-50:]):.3f}  {done / (time.time() - started):,.0f} words/s",
                flush=True,
            )
        if done >= words:
            break
    with tok2vec.use_params(optimizer.averages):
        out.write_bytes(tok2vec.to_bytes())


def _batches(nlp: Any, shared: Path, rng: random.Random) -> Iterator[list[Doc]]:
    """Batches of about `BATCH` words: every second paragraph or so."""
    docs: list[Doc] = []
    size = 0
    for text in paragraphs(shared):
        if rng.random() < 0.5:
            continue
        doc = nlp.make_doc(text[:1500])
        docs.append(doc)
        size += len(doc)
        if size >= BATCH:
            yield docs
            docs, size = [], 0
