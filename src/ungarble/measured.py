"""From the confidence an author gave a rule to the one that was measured: how often its fixes were right.

`rules/measured.tsv` (made by `make calibrate`) has for each rule how many of its fixes a post-editor or a marked
document agreed with and how many not. The stated confidence is the mean of a Beta prior worth `STRENGTH` fixes, moved
first by what the rules of the same pack did together: a rule that was seen twice is hardly moved, one seen fifty times
says itself what it is worth.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ungarble.model import Finding, Fix, Rule
from ungarble.rulepack import shipped_rules

STRENGTH: Final = 8.0
"""Fixes that an author's word counts for."""
GROUP_STRENGTH: Final = 30.0
"""Fixes that the authors of a pack together count for."""
SAFE: Final = 0.95
UNPROVEN: Final = 0.94
"""What a shipped rule of a source language is worth at most until `PROOF` fix of it was right and none wrong: being
sure is what authors are too often, and safe is what nobody looks at again. (The table lists those rules even where
nothing was counted; a user's own rules are not in it and keep their word.)"""
PROOF: Final = 1
SHOWN: Final = 0.5
OWN: Final = frozenset({"order", "learned", "articles"})
"""Kinds whose findings bring a confidence of their own, measured with the model that made it (bench/order.md): one
number for the whole rule would spoil it."""
_LIMIT: Final = 2.0
"""Log-odds by which a confidence is moved at most."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted for one rule: fixes that were right and wrong, and the mean of the confidences they had."""

    right: int
    wrong: int
    stated: float


@cache
def table() -> Mapping[str, Measured]:
    """The shipped counts, rule by rule; empty where the file is missing. Raises ValueError for a broken line."""
    path = shipped_rules() / "measured.tsv"
    if not path.is_file():
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {name: Measured(int(right), int(wrong), float(stated)) for name, right, wrong, stated in rows}


def group_of(name: str) -> str:
    """The pack of a rule: "from-fr" of "from-fr/calques/tenant-of-office"."""
    return name.partition("/")[0]


def shifts(counted: Mapping[str, Measured]) -> Mapping[str, float]:
    """For each rule, and for each pack as a whole (its name alone), the log-odds to add to a stated confidence."""
    groups: dict[str, list[Measured]] = {}
    for name, one in counted.items():
        groups.setdefault(group_of(name), []).append(one)
    packs = {name: members for name, members in groups.items() if name != "any"}  # `any` is of many authors and kinds.
    moved = {name: _shift(_sum(members), GROUP_STRENGTH) for name, members in packs.items()}
    for name, one in counted.items():
        group = moved.get(group_of(name), 0.0)
        rule = _shift(replace(one, stated=_sigmoid(_logit(one.stated) + group)), STRENGTH)
        least = 0.0 if one.right and not one.wrong else -_LIMIT  # What was never wrong does not pay for its pack.
        moved[name] = max(least, min(_LIMIT, group + rule))
    return moved


def weighed(finding: Finding, moved: Mapping[str, float], counted: Mapping[str, Measured]) -> Finding:
    """The finding with its confidences moved as was measured."""
    rule = finding.rule
    if rule.kind in OWN:
        return finding
    shift = moved.get(rule.id, moved.get(group_of(rule.id), 0.0))
    most = UNPROVEN if rule.source_langs and not _proven(rule, counted) else 1.0
    if not shift and all(f.confidence <= most for f in finding.fixes):
        return finding
    one = counted.get(rule.id)
    least = SHOWN if one is not None and one.right > one.wrong else 0.0
    fixes = tuple(Fix(f.edits, _moved(f.confidence, shift, least, most)) for f in finding.fixes)
    return replace(finding, confidence=_moved(finding.confidence, shift, least, most), fixes=fixes)


def _proven(rule: Rule, counted: Mapping[str, Measured]) -> bool:
    one = counted.get(rule.id)
    return one is None or (one.right >= PROOF and not one.wrong)


def _moved(confidence: float, shift: float, least: float, most: float) -> float:
    """Nothing becomes safe by being moved: what the author did not call safe may change the meaning. What was shown and
    belongs to a rule that is right more often than wrong stays shown (`least`)."""
    if not 0 < confidence < 1:
        return confidence
    made = _sigmoid(_logit(confidence) + shift)
    made = max(made, min(confidence, least))
    return min(made, most, 1.0 if confidence >= SAFE else max(confidence, UNPROVEN))


def _sum(members: Iterable[Measured]) -> Measured:
    ones = list(members)
    right, wrong = sum(o.right for o in ones), sum(o.wrong for o in ones)
    stated = sum(o.stated * (o.right + o.wrong) for o in ones) / max(1, right + wrong)
    return Measured(right, wrong, stated)


def _shift(one: Measured, strength: float) -> float:
    if not one.right + one.wrong:
        return 0.0
    mean = (strength * one.stated + one.right) / (strength + one.right + one.wrong)
    return _logit(mean) - _logit(one.stated)


def _logit(chance: float) -> float:
    chance = min(max(chance, 0.001), 0.999)
    return math.log(chance / (1 - chance))


def _sigmoid(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))
