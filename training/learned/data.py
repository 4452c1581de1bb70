"""Aligned pairs -> numbered rows for the trainer: training/work/learned/{data.npz, labels.json, vocabulary.txt}.

    python -m training.learned.data

What is learned from: the round-trip damage (`training.roundtrip`), clean sentences that stay as they are, and the
training post-edits of real MT (eamt11 and accept train), which count several times.
"""

from __future__ import annotations

import json
import os
import pickle
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from training.cleanset import SHARED, WORK
from training.learned.align import DROP, KEEP, OTHER, SMALL, labels
from training.learned.noise import garbled
from training.roundtrip import FOLDER as ROUNDTRIP
from ungarble.detectors import learned_text
from ungarble.detectors.learned_text import read, word_key

OUT = WORK / "learned"
ALIKE = 0.45
"""Share of tokens in common below which a round trip has come back as another sentence."""
CLEAN_SHARE = 0.25
REAL_TIMES = 4
WORDS = 24_000
DOUBLE_BLANKS = 0.01
"""Share of gaps in clean sentences that are doubled, so that typists' double blanks are known as harmless."""

LABELS_KEPT = bool(os.environ.get("LABELS_KEPT"))

Row = tuple[list[tuple[str, int]], list[str], list[str], int]


def aligned(damaged: str, clean: str, kind: int) -> Row | None:
    """(tokens, edits, inserts, kind) or None where the two have too little in common."""
    old, new = read(damaged), read(clean)
    if not 3 <= len(old) <= 70 or not 3 <= len(new) <= 70:
        return None
    a, b = [t.text for t in old], [t.text for t in new]
    if SequenceMatcher(None, [t.lower() for t in a], [t.lower() for t in b], autojunk=False).ratio() < ALIKE:
        return None
    edits, inserts = labels(a, b)
    return [(t.text, t.gap) for t in old], edits, inserts, kind


def real_pairs(data: Path) -> Iterator[tuple[str, str]]:
    """(mt, the post-edit nearest to it) of the training post-edits, but for the third that confidences are measured
    on (training.learned.calibrate)."""
    for name in ("eamt11-fr-en.train", "accept-fr-en.train"):
        for n, line in enumerate((data / "mt" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()):
            if n % 3 == 0:
                continue
            row = json.loads(line)
            edits = row["pe"] if isinstance(row["pe"], list) else [row["pe"]]
            best = max(edits, key=lambda e: SequenceMatcher(None, row["mt"].split(), e.split(), autojunk=False).ratio())
            yield row["mt"], best


def route_rows(path: Path) -> list[Row]:
    """The aligned pairs of one round trip (kind 0), and every fourth clean sentence as it is (kind 1); kept beside
    the other work, since aligning takes minutes."""
    stored = OUT / f"{path.stem}.pickle"
    if stored.exists() and stored.stat().st_mtime > path.stat().st_mtime:
        found: list[Row] = pickle.loads(stored.read_bytes())
        return found
    rng = random.Random(3)
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        damaged, _, clean = line.partition("\t")
        row = aligned(damaged, clean, 0)
        if row:
            found.append(row)
            if rng.random() < CLEAN_SHARE:
                tokens = [(t.text, 2 if t.gap and rng.random() < DOUBLE_BLANKS else t.gap) for t in read(clean)]
                found.append((tokens, [KEEP] * len(tokens), [""] * (len(tokens) + 1), 1))
    stored.write_bytes(pickle.dumps(found))
    return found


def rows(data: Path) -> Iterator[Row]:
    """Everything to learn from, in no order. Kind 0 is round trip, 1 clean, 2 real."""
    rng = random.Random(11)
    for path in sorted(ROUNDTRIP.glob("*.tsv")):
        for row in route_rows(path):
            yield garbled(row, rng) if row[3] == 0 else row
    for mt, pe in real_pairs(data):
        row = aligned(mt, pe, 2)
        if row:
            yield row


_BRITISH = (
    (re.compile(r"is(?=(?:e|ed|es|ing|ers?|ations?|ational)$)"), "iz"),
    (re.compile(r"(?<=..)our"), "or"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=..[aei])ll(?=(?:ed|ing|ers?)$)"), "l"),
    (re.compile(r"(?<=fulfi)l(?=s?$|ment)"), "ll"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"(?<=[ef]en)ce(?=s?$)"), "se"),
    (re.compile(r"ys(?=(?:e|ed|es|ing)$)"), "yz"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"ae"), "e"),
)


def american(word: str) -> str:
    """`word` with its British spellings evened out: the engine writes them, most of the corpus does not, and neither
    is damage."""
    for pattern, plain in _BRITISH:
        word = pattern.sub(plain, word)
    return word


def inventory(found: list[Row]) -> tuple[list[str], list[str], dict[str, list[str]]]:
    """The closed inventory: edit labels, insert labels, and for each word those that may replace it.

    A replacement must be what becomes of the word in one case of 12 (1 of 150 for words seen 3,000 times and more,
    1 of 2,500 among function words), eight times at least: what is rarer is paraphrase.
    """
    seen: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    edits: Counter[str] = Counter()
    inserts: Counter[str] = Counter()
    for tokens, changes, added, kind in found:
        times = REAL_TIMES if kind == 2 else 1
        if kind != 1:
            for (text, _), change in zip(tokens, changes, strict=True):
                word = word_key(text)
                seen[word] += times
                if change.startswith("="):
                    pairs[word, change[1:]] += times
                else:
                    edits[change] += times
            for words in added:
                inserts[words] += times
    allowed: dict[str, list[str]] = {}
    replacing: Counter[str] = Counter()
    for (old, new), times in pairs.items():
        least = 0.08 if seen[old] < 3000 else 0.0066
        if old in SMALL and new in SMALL:
            least = 0.0004
        if (
            times >= 8
            and times >= least * seen[old]
            and american(old) != american(new)
            and new.isascii()
            and (old.isalpha() or not new.isalnum())
        ):
            allowed.setdefault(old, []).append(new)
            replacing[f"={new}"] += times
    kept = [KEEP, DROP, OTHER] + [e for e, n in edits.most_common() if n >= 60 and e not in (KEEP, DROP, OTHER)]
    kept += [e for e, n in replacing.most_common(1200) if n >= 15]
    known = set(kept)
    allowed = {o: sorted(n for n in new if f"={n}" in known) for o, new in sorted(allowed.items())}
    put = ["", OTHER] + [
        i for i, n in inserts.most_common(160) if i and n >= 80 and all(w.islower() or w in ",.;:" for w in i.split())
    ]
    return kept, put, {o: n for o, n in allowed.items() if n}


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    if sys.argv[1:]:
        route_rows(ROUNDTRIP / f"{sys.argv[1]}.tsv")
        return
    found = list(rows(SHARED))
    random.Random(5).shuffle(found)
    edits, inserts, allowed = inventory(found)
    if LABELS_KEPT:
        facts = json.loads((OUT / "labels.json").read_text(encoding="utf-8"))
        edits, inserts = facts["edits"], facts["inserts"]
        allowed = {
            o: sorted({n for n in allowed.get(o, ()) if f"={n}" in edits} | set(facts["allowed"].get(o, ())))
            for o in sorted({*allowed, *facts["allowed"]})
        }
    words: Counter[str] = Counter()
    for tokens, *_ in found:
        words.update(word_key(t) for t, _ in tokens)
    listed = (
        (OUT / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
        if LABELS_KEPT
        else [learned_text.START, *(w for w, n in words.most_common(WORDS) if n >= 3)]
    )
    vocabulary = {word: learned_text.STRANGERS + n for n, word in enumerate(listed)}
    edit_row = {label: n for n, label in enumerate(edits)}
    insert_row = {label: n for n, label in enumerate(inserts)}
    numbers: list[tuple[int, int, int]] = []
    left: list[int] = []
    put: list[int] = []
    starts: list[int] = []
    kinds: list[int] = []
    for tokens, changes, added, kind in found:
        starts.append(len(numbers))
        kinds.append(kind)
        numbers += learned_text.numbers(tokens, vocabulary)
        numbers.append((vocabulary[learned_text.START], 0, 46))
        left.append(0)
        put.append(0)
        for (text, _), change in zip(tokens, changes, strict=True):
            fits = not change.startswith("=") or change[1:] in allowed.get(word_key(text), ())
            left.append(edit_row.get(change, 2) if fits else 2)
        left.append(0)
        put += (insert_row.get(words, 1) for words in added)
    starts.append(len(numbers))
    np.savez(
        OUT / "data.npz",
        numbers=np.asarray(numbers, dtype=np.int32),
        edits=np.asarray(left, dtype=np.int16),
        inserts=np.asarray(put, dtype=np.int16),
        starts=np.asarray(starts, dtype=np.int64),
        kinds=np.asarray(kinds, dtype=np.int8),
    )
    (OUT / "vocabulary.txt").write_text("\n".join(listed), encoding="utf-8")
    facts = {"edits": edits, "inserts": inserts, "allowed": allowed}
    (OUT / "labels.json").write_text(json.dumps(facts, ensure_ascii=False, indent=0), encoding="utf-8")
    print(
        f"{len(found):,} sentences, {len(numbers):,} rows, {len(edits)} edits, {len(inserts)} inserts, "
        f"{len(listed):,} words, {sum(map(len, allowed.values())):,} replacements"
    )


if __name__ == "__main__":
    main()
