"""The last lesson: a few hundred post-edited segments of real MT, and how far to believe what comes of it.

    python -m training.learned.tune            # writes src/ungarble/english/data/learned/
    python -m training.learned.tune --unseen   # reports on the unopened third, too: for the final figures only

Round trips teach what the engine's damage looks like, but also to paraphrase; the post-edits teach which of it an
editor minds. The tagger goes on from training/work/learned/base with half of each batch from apertium.dev ("learn").
Confidence is fitted on proposals of taggers that have not seen the document: one for each fold of documents.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from training.cleanset import SHARED
from training.learned.calibrate import SAFE, Case, Row, cases, crossed, editors, fit, limits, segments, sure, table
from training.learned.data import OUT, aligned
from training.learned.net import Adam, step
from training.learned.train import BASE, save
from ungarble.detectors import learned_text
from ungarble.detectors.learned_model import FOLDER, Tagger, tagger
from ungarble.detectors.learned_text import word_key

FOLDS = 4
STEPS = 110
ROWS = 1200
"""Rows of each of the two halves of a batch."""
RATE = 6e-4


def numbered(rows: Sequence[Row], net: Tagger) -> tuple[Any, Any, Any]:
    """(numbers, edits, inserts) of post-edited segments, one behind the other."""
    edit_row = {label: n for n, label in enumerate(net.edits)}
    insert_row = {label: n for n, label in enumerate(net.inserts)}
    numbers: list[tuple[int, int, int]] = []
    left: list[int] = []
    put: list[int] = []
    for row in rows:
        for wanted in editors(row)[-1:]:
            found = aligned(row["mt"], wanted, 2)
            if found is None:
                continue
            tokens, changes, added, _ = found
            numbers += [*learned_text.numbers(tokens, net.vocabulary), (net.vocabulary[learned_text.START], 0, 46)]
            left.append(0)
            for (text, _), change in zip(tokens, changes, strict=True):
                fits = not change.startswith("=") or change[1:] in net.allowed.get(word_key(text), ())
                left.append(edit_row.get(change, 2) if fits else 2)
            left.append(0)
            put.append(0)
            put += (insert_row.get(words, 1) for words in added)
    return np.asarray(numbers, np.int64), np.asarray(left, np.int64), np.asarray(put, np.int64)


def tuned(net: Tagger, rows: Sequence[Row], data: Any, steps: int = STEPS) -> Tagger:
    """`net` after some steps more, on `rows` and on what it has learned from before."""
    w = {name: array.copy() for name, array in net.weights.items()}
    adam = Adam(w)
    rng = np.random.default_rng(8)
    numbers, edits, inserts = numbered(rows, net)
    for n in range(steps):
        at = int(rng.integers(0, len(numbers)))
        mine = (np.arange(ROWS) + at) % len(numbers)
        start = int(rng.integers(0, len(data["numbers"]) - ROWS))
        other = np.arange(start, start + ROWS)
        batch = np.concatenate([numbers[mine], data["numbers"][other].astype(np.int64)])
        left = np.concatenate([edits[mine], data["edits"][other].astype(np.int64)])
        put = np.concatenate([inserts[mine], data["inserts"][other].astype(np.int64)])
        strange = rng.random(len(batch)) < 0.04
        batch[strange, 0] = batch[strange, 0] * 2654435761 % learned_text.STRANGERS
        rate = RATE * min(1.0, (n + 1) / 15) * max(0.05, 1 - n / steps)
        _, grad = step(w, batch, left, put, np.ones(len(batch), np.float32), rng, drop=0.25)
        adam.apply(w, grad, batch, rate)
    return Tagger(w, net.vocabulary, net.edits, net.inserts, net.allowed)


def fold(row: Row) -> int:
    """The fold of a segment: all of a document, in whatever language, is in one."""
    return zlib.crc32(str(row["doc"]).encode()) % FOLDS


def by_segment(scored: Sequence[tuple[float, Case]], least: float) -> str:
    """How many segments the proposals from `least` on bring nearer, and how many farther, one by one added up."""
    moved: Counter[str] = Counter()
    for p, c in scored:
        if p >= least:
            moved[c.segment] += c.moved
    better, worse = sum(m < 0 for m in moved.values()), sum(m > 0 for m in moved.values())
    return f"{better} segments better, {worse} worse, {-sum(moved.values())} words nearer"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("--unseen", action="store_true")
    options.add_argument("--steps", type=int, default=STEPS)
    options.add_argument("--show", action="store_true", help="print the proposals that would be shown")
    options.add_argument("--dry", action="store_true", help="write nothing")
    given = options.parse_args()
    base = tagger(BASE)
    with np.load(OUT / "data.npz") as stored:
        data = {name: stored[name] for name in stored.files}
    learn = segments(SHARED, "learn")
    rows = [row for _, some in learn for row in some]
    nets = {n: tuned(base, [r for r in rows if fold(r) != n], data, given.steps) for n in range(FOLDS)}
    found = cases(learn, lambda row: nets[fold(row)])
    weights = fit(found)
    scored = crossed(found)
    most = limits(scored)
    table("apertium, learned on, crossed over", scored)
    for least in (0.4, 0.5, 0.6, 0.7):
        print(f"  shown from {least}: {by_segment(scored, least)}")
    final = tuned(base, rows, data, given.steps)
    if not given.dry:
        save(final.weights, FOLDER)
        facts = {"weights": weights, "most": most}
        (FOLDER / "confidence.json").write_text(json.dumps(facts, indent=0, ensure_ascii=False), encoding="utf-8")
    if given.show:
        for p, c in sorted(scored, key=lambda one: -one[0]):
            if p >= 0.5:
                print(f"{p:.2f} {c.moved:+d} {c.proposal.group}: {c.text!r} -> {c.proposal.wording!r}")
    if given.unseen:
        unseen = cases(segments(SHARED, "unseen"), lambda row: final)
        unseen_scored = [(min(sure(weights, c), most[c.proposal.group]), c) for c in unseen]
        table("apertium, unseen", unseen_scored)
        for least in (0.4, 0.5, 0.6, 0.7):
            print(f"  shown from {least}: {by_segment(unseen_scored, least)}")
    print({group: limit for group, limit in most.items() if limit >= SAFE})


if __name__ == "__main__":
    main()
