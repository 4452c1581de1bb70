"""How far the learned proposals are to be believed: measured on post-edits of real MT, never on round trips.

A proposal counts as right if it alone brings the segment nearer to the nearest post-edit. Data: apertium.dev, the only
set whose blocks look damaged enough for the detector to look into them at all (`damage`). The last third of each
language stays unopened, and what the rest has of the same documents in other languages with it. A logistic regression
over the proposal's features gives the confidence; a group of operations is never believed beyond what its own
proposals came to, with a Beta prior for small numbers (`most`). training/learned/tune.py runs it.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein

from ungarble.detectors.damage import BLOCK, NOTHING, damage
from ungarble.detectors.learned_confidence import log_odds, proposed
from ungarble.detectors.learned_edits import Proposal
from ungarble.detectors.learned_groups import GROUPS
from ungarble.detectors.learned_model import Tagger
from ungarble.english.sentences import sentences

Row = dict[str, Any]
LEAST_SEEN = 5
SAFE = 0.95
PRIOR = (1.0, 1.0)
"""Beta prior of a group's proposals above SAFE being right."""


@dataclass(frozen=True, slots=True)
class Case:
    """One proposal for one segment, how many words it moved the segment (below 0: nearer)."""

    source: str
    proposal: Proposal
    rate: float
    moved: int
    text: str
    segment: str


def tokens(text: str) -> list[str]:
    """As shared/bench/score.py counts them."""
    text = text.translate(str.maketrans("“”„«»‘’", '"""""\'\''))
    return re.findall(r"\w+|[^\w\s]", text)


def segments(data: Path, part: str) -> list[tuple[str, list[Row]]]:
    """(language, rows) of apertium.dev; `part`: "learn" or "unseen"."""
    by_lang: dict[str, list[Row]] = defaultdict(list)
    for line in (data / "mt" / "apertium.dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_lang[row["lang"]].append(row)
    unseen = {lang: rows[len(rows) * 2 // 3 :] for lang, rows in by_lang.items()}
    if part == "unseen":
        return list(unseen.items())
    documents = {row["doc"] for rows in unseen.values() for row in rows}
    return [
        (lang, [r for r in rows[: len(rows) * 2 // 3] if r["doc"] not in documents]) for lang, rows in by_lang.items()
    ]


def editors(row: Any) -> list[str]:
    return row["pe"] if isinstance(row["pe"], list) else [row["pe"]]


def rates(texts: Sequence[str]) -> list[float]:
    """The damage of the block of each text, as the detector would reckon it for a file of them."""
    out: list[float] = []
    held, whole = 0, NOTHING
    for n, text in enumerate(texts):
        held, whole = held + 1, whole + damage(text)
        if whole.words >= BLOCK or n + 1 == len(texts):
            out += [whole.rate] * held
            held, whole = 0, NOTHING
    return out


def cases(parts: Sequence[tuple[str, list[Row]]], net_for: Callable[[Row], Tagger]) -> list[Case]:
    """Every proposal for every segment, made by the tagger that `net_for` gives for it."""
    found = []
    for name, rows in parts:
        for row, rate in zip(rows, rates([str(r["mt"]) for r in rows]), strict=True):
            mt = str(row["mt"])
            wanted = [tokens(e) for e in editors(row)]
            base = min(Levenshtein.distance(tokens(mt), w) for w in wanted)
            for start, one in proposed(mt, sentences(mt), net_for(row)):
                span = one.span.shifted(start)
                after = tokens(mt[: span.start] + one.wording + mt[span.end :])
                moved = min(Levenshtein.distance(after, w) for w in wanted) - base
                found.append(Case(name, one, rate, moved, span.of(mt), str(row["id"])))
    return found


def fit(learned: Sequence[Case]) -> dict[str, float]:
    """Weights of the features: ridge regression on the log-odds scale, by Newton's method. Operations on single words
    ("does ...") need to be seen a few times, and are held closer to nothing."""
    times = Counter(name for case in learned for name in case.proposal.features)
    rows = [{n: v for n, v in c.proposal.features.items() if times[n] >= LEAST_SEEN} | {"one": 1.0} for c in learned]
    names = sorted({name for row in rows for name in row})
    x = np.asarray([[row.get(name, 0.0) for name in names] for row in rows])
    y = np.asarray([float(c.moved < 0) for c in learned])
    w = np.zeros(len(names))
    ridge = np.asarray([0.05 if n in ("one", "least", "mean") else 4.0 if n.startswith("does") else 2.0 for n in names])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        w -= np.linalg.solve(curve, x.T @ (p - y) + ridge * w)
    return {name: round(float(v), 3) for name, v in zip(names, w, strict=True)}


def crossed(learned: Sequence[Case], folds: int = 5) -> list[tuple[float, Case]]:
    """Each case with its confidence by a regression that has not seen its segment."""
    out = []
    for n in range(folds):
        weights = fit([c for c in learned if zlib.crc32(c.segment.encode()) % folds != n])
        out += [(sure(weights, c), c) for c in learned if zlib.crc32(c.segment.encode()) % folds == n]
    return out


def sure(weights: Mapping[str, float], case: Case) -> float:
    """The confidence of a case before its group's limit."""
    return float(1 / (1 + np.exp(-log_odds(weights, case.proposal.features, case.rate))))


def limits(scored: Sequence[tuple[float, Case]]) -> dict[str, float]:
    """The most that a proposal of each group is believed: what those above SAFE came to, crossed over."""
    most = {}
    for group in GROUPS:
        top = [c for p, c in scored if c.proposal.group == group and p >= SAFE]
        right = sum(c.moved < 0 for c in top)
        most[group] = round(min(0.99, max(0.9, (right + PRIOR[0]) / (len(top) + sum(PRIOR)))), 3)
    return most


def table(title: str, scored: Sequence[tuple[float, Case]]) -> None:
    """How right the proposals are by confidence, then by group of those shown."""
    print(f"\n{title}")
    for low, high in pairwise((0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)):
        some = [(p, c) for p, c in scored if low <= p < high]
        if some:
            good, bad = sum(c.moved < 0 for _, c in some), sum(c.moved > 0 for _, c in some)
            print(
                f"  {low:.2f}-{high:.2f}: {len(some):5d}, nearer {good / len(some):.2f}, "
                f"farther {bad / len(some):.2f}, mean {np.mean([p for p, _ in some]):.2f}"
            )
    for group in GROUPS:
        some = [(p, c) for p, c in scored if c.proposal.group == group and p >= 0.5]
        if some:
            good, bad = sum(c.moved < 0 for _, c in some), sum(c.moved > 0 for _, c in some)
            top = [c for p, c in some if p >= SAFE]
            print(
                f"  {group:22s} {len(some):5d} shown, nearer {good / len(some):.2f}, farther {bad / len(some):.2f};"
                f" safe {sum(c.moved < 0 for c in top)}/{len(top)}"
            )
