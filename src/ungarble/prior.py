"""How likely damage is at a place, told by what else is found near it: it moves every finding's confidence.

Machine-translated text has damage everywhere (some 290 edits per 1,000 words on post-edited rule-based MT, some 80 on
phrase-based); the detectors see at least a few of them in any thousand words. A finding that stands alone in a long
stretch of good English is therefore likelier to be a writer's slip, or ours, than its rule's confidence says; one in
the middle of text that no person would write so is likelier to be damage.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from ungarble.model import Document, Finding, Fix

REACH = 600
"""Words to either side in which other findings count."""

_LITTLE, _PLENTY = 150, 600
"""Words of text around a finding from which on silence says something, and from which on it says all it can."""

_SPARSE, _DENSE = 1.0, 3.0
"""Other findings per 1,000 words: up to the one, the full shift; from the other on, none."""

_SHIFT = 2.2
"""Largest shift downwards, in log-odds: 0.98 becomes 0.84, 0.9 becomes 0.5. Measured on 161k words of clean held-out
text: 0.14 flags per 1,000 words; with a shift of 1.5: 0.31, the difference being wrong but for two."""

_CERTAIN = 0.99
"""From this confidence on a finding keeps its own word: broken encoding needs no second sign."""

_LIFT = 1.0
"""Shift upwards, in log-odds, in text that looks machine translated on the whole: 0.88 becomes 0.95. Measured on
post-edited rule-based MT (apertium.dev, fixes of 0.88 and more): 170 nearer to the post-edit, 28 neither, 1 farther;
on the third of it that no rule was written after: 49, 9 and 0."""

_NOT_LIFTED = frozenset({"dialect", "learned", "articles", "senses", "leftovers"})
"""Kinds that were measured in such text to begin with, and those that are wrong as often there (leftovers: 26 nearer,
20 neither, 4 farther)."""

_COMPANY = 2.0
"""Summed confidences of different findings within reach from which on a place has company. Measured on clean text:
see `bench/CALIBRATION.md`."""

_COUNTED = 0.6
"""A finding counts as company from this confidence on: that from which it would be shown."""

_SELF_EVIDENT = frozenset({"names"})
"""Kinds that bring their own second cue from the document: a garbled name stands alone as a rule."""


def weighed(findings: Sequence[Finding], document: Document, damaged: Container[str] = ()) -> list[Finding]:
    """The findings with the confidence that their neighbourhood gives or leaves them.

    `damaged`: ids of the segments that stand in text that looks machine translated on the whole.
    """
    if not findings:
        return []
    before, total = _words_before(document)
    places = _places(findings, before)
    order = sorted(range(len(findings)), key=places.__getitem__)
    ranked = [places[n] for n in order]
    out = list(findings)
    for n, finding in enumerate(findings):
        if finding.rule.kind in _SELF_EVIDENT or finding.confidence >= _CERTAIN:
            continue
        low, high = max(0, places[n] - REACH), min(total, places[n] + REACH)
        near = [findings[m] for m in order[bisect_left(ranked, low) : bisect_right(ranked, high)] if m != n]
        # The same rule on the same words again is the writer's habit, not another sign.
        signs = {
            (f.rule.id, f.text): f.confidence
            for f in near
            if not f.rule.company and (f.rule.id, f.text) != (finding.rule.id, finding.text)
        }
        shift = _SHIFT * _scarcity(sum(signs.values()), high - low)
        if shift:
            out[n] = _shifted(finding, -shift, "little else is found near it")
        elif finding.segment.id in damaged and _lifted(finding):
            out[n] = _shifted(finding, _LIFT, "the text looks machine translated on the whole")
    return out


def _lifted(finding: Finding) -> bool:
    """Whether being in damaged text says anything new: not of a rule that is asked nowhere else."""
    rule = finding.rule
    return not (rule.ask or rule.company or rule.kind in _NOT_LIFTED or rule.match.get("damaged") == "true")


def crowded(findings: Sequence[Finding], document: Document) -> frozenset[str]:
    """Ids of the segments that stand within reach of so much other damage that weak signs may be believed, too."""
    counted = [f for f in findings if f.confidence >= _COUNTED]
    if not counted:
        return frozenset()
    before, total = _words_before(document)
    places = _places(counted, before)
    order = sorted(range(len(counted)), key=places.__getitem__)
    ranked = [places[n] for n in order]
    near = set()
    for (segment, start), end in zip(before.items(), [*list(before.values())[1:], total], strict=True):
        middle = (start + end) // 2
        reach = max(REACH, (end - start) // 2)
        here = order[bisect_left(ranked, middle - reach) : bisect_right(ranked, middle + reach)]
        signs = {(counted[n].rule.id, counted[n].text): counted[n].confidence for n in here}
        if sum(signs.values()) >= _COMPANY:
            near.add(segment)
    return frozenset(near)


def _words_before(document: Document) -> tuple[dict[str, int], int]:
    """How many words of the document stand before each segment, by id, and how many it has."""
    sums = list(accumulate((len(s.text.split()) for s in document.segments), initial=0))
    return dict(zip((s.id for s in document.segments), sums, strict=False)), sums[-1]


def _places(findings: Sequence[Finding], before: Mapping[str, int]) -> list[int]:
    """How many words stand before each finding in the document; each stretch of a segment is counted once."""
    places = [0] * len(findings)
    segment, at, words = "", 0, 0
    for n in sorted(range(len(findings)), key=lambda n: (before[findings[n].segment.id], findings[n].span.start)):
        finding = findings[n]
        if finding.segment.id != segment:
            segment, at, words = finding.segment.id, 0, before[finding.segment.id]
        words += finding.segment.text.count(" ", at, finding.span.start)
        at = finding.span.start
        places[n] = words
    return places


def _scarcity(weight: float, words: int) -> float:
    """From 0, a text full of damage or too short to tell, to 1, a long one in which nothing else is found."""
    enough = min(1.0, max(0.0, (words - _LITTLE) / (_PLENTY - _LITTLE)))
    density = 1000 * weight / max(1, words)
    return enough * min(1.0, max(0.0, (_DENSE - density) / (_DENSE - _SPARSE)))


def _shifted(finding: Finding, shift: float, why: str) -> Finding:
    def moved(confidence: float) -> float:
        if not 0 < confidence < 1:
            return confidence
        return 1 / (1 + math.exp(-shift - math.log(confidence / (1 - confidence))))

    fixes = tuple(Fix(f.edits, moved(f.confidence)) for f in finding.fixes)
    evidence = {**finding.evidence, "neighbourhood": why}
    return replace(finding, confidence=moved(finding.confidence), fixes=fixes, evidence=evidence)
