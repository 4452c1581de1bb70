"""From a proposal's features to how often a post-editor agreed: a logistic regression fitted on real post-edits.

`confidence.json` is written by training/learned/calibrate.py: a weight for each feature, and for each group of
operations the most that was measured for it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from ungarble.detectors.learned_edits import Proposal, operations, proposals
from ungarble.detectors.learned_model import FOLDER, Tagger, tagger
from ungarble.detectors.learned_text import read
from ungarble.model import Span

FITTED_RATE: Final = 0.06
"""`Damage.rate` of the least damaged block of post-edited text that the regression was fitted on."""


@cache
def _measured() -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "confidence.json").read_text(encoding="utf-8"))
    return found


def proposed(text: str, spans: Sequence[Span], net: Tagger) -> Iterator[tuple[int, Proposal]]:
    """Every proposal for the sentences `spans` of `text`, with the offset of its sentence."""
    sentences = [read(span.of(text)) for span in spans]
    kept = [(span, tokens) for span, tokens in zip(spans, sentences, strict=True) if len(tokens) > 2]
    if not kept:
        return
    tagged = net.probabilities([[(t.text, t.gap) for t in tokens] for _, tokens in kept])
    for (span, tokens), (edits, inserts) in zip(kept, tagged, strict=True):
        found = operations(tokens, edits, inserts, net)
        if found:
            for proposal in proposals(span.of(text), tokens, found, edits, inserts):
                yield span.start, proposal


def judged(text: str, spans: Sequence[Span], rate: float) -> Iterator[tuple[int, Proposal, float]]:
    """Every proposal with the offset of its sentence and its confidence in a text so damaged (`Damage.rate`)."""
    for start, proposal in proposed(text, spans, tagger()):
        yield start, proposal, confidence(proposal, rate)


def confidence(proposal: Proposal, rate: float) -> float:
    """How often an editor moved the same way, 0 to 1."""
    measured = _measured()
    sure = 1 / (1 + math.exp(-log_odds(measured["weights"], proposal.features, rate)))
    return float(min(sure, measured["most"].get(proposal.group, 0.9)))


def log_odds(weights: Mapping[str, float], features: Mapping[str, float], rate: float) -> float:
    """The regression's sum; less where the text is less damaged than the texts it was fitted on, since then fewer of
    its words are damaged, too."""
    fewer = math.log(min(1.0, max(rate, 0.001) / FITTED_RATE))
    return math.fsum(weights.get(name, 0.0) * value for name, value in features.items()) + weights["one"] + fewer
