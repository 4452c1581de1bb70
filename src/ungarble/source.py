"""Which language a document was translated from, told by its findings; packs of other languages are held back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ungarble.model import Finding, Fix
from ungarble.outcome import SourceGuess

FOREIGN_BAR = 0.9
"""A finding of another language's pack is kept only from this confidence on, once the source language is known."""

_DOUBTED = 0.89
"""What such a finding is at most: shown, never safe, and behind the same finding of the source language's own pack."""

_SHARED = frozenset({"articles"})
"""Kinds whose findings are the same in the packs of many languages: they say nothing of which one it is."""

_HINT = 0.4
"""What a finding of a shared kind is at most where nothing tells the source language: not shown by default."""

_ENOUGH = 1.5
"""Sum of confidences from which on the findings of one pack name the source language."""


def guess_source(findings: Sequence[Finding], wanted: Sequence[str]) -> SourceGuess:
    """The source languages the user named; for `auto` the one whose packs find the most, weighed by confidence."""
    if "auto" not in wanted:
        return SourceGuess(tuple(wanted), given=True)
    weights: dict[str, float] = {}
    seen: set[tuple[str, str]] = set()
    for finding in findings:
        lang = finding.rule.source_lang
        # One rule that fires on every line of a text says no more than one that fires once.
        if lang and finding.rule.kind not in _SHARED and (finding.rule.id, finding.text) not in seen:
            seen.add((finding.rule.id, finding.text))
            weights[lang] = weights.get(lang, 0.0) + finding.confidence
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    clear = ranked and ranked[0][1] >= _ENOUGH and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return SourceGuess((ranked[0][0],) if clear else (), given=False, weights=tuple(ranked))


def held_to_source(findings: Sequence[Finding], source: SourceGuess) -> list[Finding]:
    """The findings that fit the source language.

    Where the user named it, packs of other languages are silent. Where it was inferred they must be surer. Where
    nothing tells, a pack's own confidence stands.
    """
    if not source.langs:
        return [_at_most(f, _HINT) if f.rule.kind in _SHARED else f for f in findings]
    kept = []
    for finding in findings:
        lang = finding.rule.source_lang
        if lang is None or lang in source.langs:
            kept.append(finding)
        elif not source.given and finding.confidence >= FOREIGN_BAR:
            kept.append(_doubted(finding, lang))
    return kept


def _doubted(finding: Finding, lang: str) -> Finding:
    """A finding of another language's pack: shown, but never sure enough to be applied unasked."""
    return replace(_at_most(finding, _DOUBTED), evidence={**finding.evidence, "other source language": lang})


def _at_most(finding: Finding, most: float) -> Finding:
    fixes = tuple(Fix(f.edits, min(f.confidence, most)) for f in finding.fixes)
    return replace(finding, confidence=min(finding.confidence, most), fixes=fixes)
