"""Train the tagger on training/work/learned/data.npz; writes training/work/learned/base/.

    OPENBLAS_NUM_THREADS=2 python -m training.learned.train --minutes 25

The weights are written every few minutes, so that a run can be ended when time is up. The rate falls with the time
used, not with the epochs: the machine decides how many of those there are.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np

from training.learned.data import OUT
from training.learned.net import TABLES, Adam, fresh, step
from ungarble.detectors.learned_model import Tagger, tagger
from ungarble.detectors.learned_text import STRANGERS

BASE = OUT / "base"
ROWS = 3000
"""Rows in a batch."""
RATE = 2e-3
WEIGHT = {0: 1.0, 1: 1.0, 2: 1.5}
"""What a row counts by its kind: round trip, clean, real post-edit."""
CHECK = 1500
"""Sentences kept for measuring."""


def save(w: dict[str, Any], folder: Path) -> None:
    """Embeddings of words as bytes with a scale for each row, all else as half floats."""
    stored: dict[str, Any] = {}
    for name, array in w.items():
        if name in TABLES[:2]:
            scale = np.abs(array).max(axis=1, keepdims=True) / 127 + 1e-9
            stored[name] = np.round(array / scale).astype(np.int8)
            stored[f"{name}/scale"] = scale.astype(np.float16)
        else:
            stored[name] = array.astype(np.float16)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "weights.npz", **stored)
    for name in ("vocabulary.txt", "labels.json"):
        shutil.copyfile(OUT / name, folder / name)


def measured(w: dict[str, Any], data: Any, sentences: Any) -> str:
    """How many of the edits asked for are proposed at probability 0.5, and how many of those proposed are right."""
    tagger = Tagger(w, {}, (), (), {})
    said = right = asked = 0
    clean_said = clean_rows = 0
    for n in sentences:
        a, b = data["starts"][n], data["starts"][n + 1]
        for probabilities, gold in zip(
            tagger._forward(data["numbers"][a:b]), (data["edits"], data["inserts"]), strict=True
        ):
            best, top = probabilities.argmax(axis=1), probabilities.max(axis=1)
            known = gold[a:b]
            other = 2 if gold is data["edits"] else 1
            act = (best != 0) & (best != other) & (top > 0.5)
            if data["kinds"][n] == 1:
                clean_said += int(act.sum())
                clean_rows += b - a
                continue
            said += int(act.sum())
            right += int((act & (best == known)).sum())
            asked += int(((known != 0) & (known != other)).sum())
    return (
        f"precision {right / max(1, said):.3f} recall {right / max(1, asked):.3f} ({said} said, {asked} asked); "
        f"clean: {1000 * clean_said / max(1, clean_rows):.2f} a 1,000"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("--minutes", type=float, default=25)
    options.add_argument("--out", type=Path, default=BASE)
    options.add_argument("--onwards", type=Path, help="weights to go on from, of the same labels")
    options.add_argument("--rate", type=float, default=RATE)
    given = options.parse_args()
    with np.load(OUT / "data.npz") as stored:
        data = {name: stored[name] for name in stored.files}
    facts = json.loads((OUT / "labels.json").read_text(encoding="utf-8"))
    words = (OUT / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    if given.onwards:
        w = {name: array.copy() for name, array in tagger(given.onwards).weights.items()}
    else:
        w = fresh(len(words), len(facts["edits"]), len(facts["inserts"]))
    adam = Adam(w)
    rng = np.random.default_rng(2)
    many = len(data["kinds"])
    learn, check = np.arange(many - CHECK), np.arange(many - CHECK, many)
    weights = np.asarray([WEIGHT[k] for k in range(3)], np.float32)[data["kinds"]]
    began = shown = kept = time.monotonic()
    end = given.minutes * 60
    losses: list[float] = []
    seen = epoch = 0
    while time.monotonic() - began < end:
        epoch += 1
        order = rng.permutation(learn)
        sizes = np.cumsum(data["starts"][order + 1] - data["starts"][order])
        for batch in np.split(order, np.searchsorted(sizes, np.arange(ROWS, sizes[-1], ROWS))):
            rows = np.concatenate([np.arange(data["starts"][n], data["starts"][n + 1]) for n in batch])
            weight = np.repeat(weights[batch], data["starts"][batch + 1] - data["starts"][batch])
            numbers = data["numbers"][rows].astype(np.int64)
            # Words of the vocabulary are sometimes taken for strangers, so that the strangers' rows are learned too.
            strange = rng.random(len(rows)) < 0.04
            numbers[strange, 0] = numbers[strange, 0] * 2654435761 % STRANGERS
            used = (time.monotonic() - began) / end
            rate = given.rate * min(1.0, adam.steps / 200 + 0.02) * max(0.02, 1 - used)
            loss, grad = step(
                w, numbers, data["edits"][rows].astype(np.int64), data["inserts"][rows].astype(np.int64), weight, rng
            )
            adam.apply(w, grad, numbers, rate)
            losses.append(loss / float(weight.sum()))
            seen += len(rows)
            now = time.monotonic()
            if now - shown > 60:
                shown = now
                print(
                    f"{now - began:5.0f} s, {seen:,} rows, epoch {epoch}, loss {np.mean(losses[-200:]):.3f}", flush=True
                )
            if now - kept > 240:
                kept = now
                save(w, given.out)
                print(measured(w, data, check), flush=True)
            if now - began > end:
                break
    save(w, given.out)
    print(measured(w, data, check), flush=True)


if __name__ == "__main__":
    main()
