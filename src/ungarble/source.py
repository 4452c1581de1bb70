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
    """The source languages the user named; for `auto` the one whose rules find the most, weighed by confidence.

    A finding of a rule of several languages speaks for each. Where the first are level because all that speaks for
    one speaks for the others too, they are all told: Spanish or Portuguese. Level by different findings: none is.
    """
    if "auto" not in wanted:
        return SourceGuess(tuple(wanted), given=True)
    votes: dict[str, dict[tuple[str, str], float]] = {}
    for finding in findings:
        if finding.rule.kind not in _SHARED:
            for lang in finding.rule.source_langs:
                # One rule that fires on every line of a text says no more than one that fires once.
                votes.setdefault(lang, {}).setdefault((finding.rule.id, finding.text), finding.confidence)
    ranked = sorted(((lang, sum(of.values())) for lang, of in votes.items()), key=lambda item: (-item[1], item[0]))
    first = tuple(lang for lang, _ in ranked if votes[lang].keys() == votes[ranked[0][0]].keys())
    clear = ranked and ranked[0][1] >= _ENOUGH and all(w < ranked[0][1] for lang, w in ranked if lang not in first)
    return SourceGuess(first if clear else (), given=False, weights=tuple(ranked))


def held_to_source(findings: Sequence[Finding], source: SourceGuess) -> list[Finding]:
    """The findings that fit the source language.

    Where the user named it, packs of other languages are silent. Where it was inferred they must be surer. Where
    nothing tells, a pack's own confidence stands.
    """
    if not source.langs:
        return [_at_most(f, _HINT) if f.rule.kind in _SHARED else f for f in findings]
    kept = []
    for finding in findings:
        langs = finding.rule.source_langs
        if not langs or not set(source.langs).isdisjoint(langs):
            kept.append(finding)
        elif not source.given and finding.confidence >= FOREIGN_BAR:
            kept.append(_doubted(finding))
    return kept


def _doubted(finding: Finding) -> Finding:
    """A finding of another language's pack: shown, but never sure enough to be applied unasked."""
    lang = " or ".join(finding.rule.source_langs)
    return replace(_at_most(finding, _DOUBTED), evidence={**finding.evidence, "other source language": lang})


def _at_most(finding: Finding, most: float) -> Finding:
    fixes = tuple(Fix(f.edits, min(f.confidence, most)) for f in finding.fixes)
    return replace(finding, confidence=min(finding.confidence, most), fixes=fixes)
