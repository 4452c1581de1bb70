"""Repairs learned from damaged text with its repair beside it (kind `learned`).

A small tagger proposes operations (drop a word, swap a preposition, put in "is", move a verb ...), token by token; its
proposals are believed as far as real post-editors made them good (`confidence.json`). Text that does not look machine
translated on the whole (`damage`) is left alone before the tagger is even loaded.

A rule says which group of operations it speaks for (`match.group`) and how it is explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ungarble.detectors import Detect
from ungarble.detectors.damage import Damage, damage_by_segment
from ungarble.detectors.wording import rewording
from ungarble.english.sentences import sentences
from ungarble.model import Document, Finding, Rule, Segment, Span

SHOWN: Final = 0.65
"""Proposals less sure are not findings. Between 0.5 and this every third one takes the text farther from its post-edit
(bench/learned.md): too many for a reader who did not ask for a second opinion."""


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of the groups of operations that `rules` name. Raises OSError where the shipped model is missing."""
    by_group = {str(rule.match["group"]): rule for rule in rules}
    damage_of = damage_by_segment()

    def found(segment: Segment, document: Document) -> Iterator[Finding]:
        damage = damage_of(segment, document)
        if damage.damaged:
            yield from _findings(segment, damage, by_group)

    return found


def _findings(segment: Segment, damage: Damage, by_group: Mapping[str, Rule]) -> Iterator[Finding]:
    from ungarble.detectors.learned_confidence import judged

    spans = sentences(segment.text)
    for start, proposal, confidence in judged(segment.text, spans, damage.rate):
        rule = by_group.get(proposal.group)
        span = proposal.span.shifted(start)
        if rule is None or confidence < SHOWN or _touched(segment, span):
            continue
        evidence = {
            "tagger": f"{proposal.features['least']:+.1f}",
            "n-grams": f"{proposal.features['prefer']:+.1f}",
            "damage of the text": f"{damage.rate:.2f} a word",
        }
        yield rewording(rule, segment, span, [proposal.wording], confidence=confidence, evidence=evidence)


def _touched(segment: Segment, span: Span) -> bool:
    return any(span.overlaps(protected) for protected in segment.protected)
