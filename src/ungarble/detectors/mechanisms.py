"""Rules that name a function: `match: {mechanism: ...}`. What the kinds order, agreement and dialect share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.wording import rewording
from ungarble.model import Finding, Rule, Segment, Span

if TYPE_CHECKING:  # `order` itself imports this module.
    from ungarble.detectors.order.sentence import Mechanism, Sentence

SHORTEST = 3
"""Words of the shortest sentence that is looked at."""


def named(rules: Sequence[Rule], known: Mapping[str, Mechanism]) -> Sequence[tuple[Rule, Mechanism]]:
    """Each rule with the function it names. Raises PatternError for a mechanism there is none of."""
    for rule in rules:
        if rule.match.get("mechanism") not in known:
            raise PatternError(f"{rule.id}: no mechanism `{rule.match.get('mechanism')}`; known: {', '.join(known)}")
    return [(rule, known[rule.match["mechanism"]]) for rule in rules]


def findings(
    mechanisms: Sequence[tuple[Rule, Mechanism]], segment: Segment, span: Span, sentence: Sentence
) -> Iterator[Finding]:
    """What the mechanisms find in the sentence at `span` of the segment; nothing in one of a word or two."""
    if len(sentence.words) < SHORTEST:
        return
    for rule, mechanism in mechanisms:
        for hit in mechanism(sentence):
            place = Span(span.start + hit.start, span.start + hit.end)
            yield rewording(rule, segment, place, [hit.wording], confidence=hit.confidence, evidence=hit.evidence)
