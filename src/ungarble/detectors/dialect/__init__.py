"""The dialect of rule-based translation engines: what they do so regularly that it can be undone (kind `dialect`).

Each rule names its mechanism under `match: {mechanism: ...}`. Most of these wordings are good English somewhere: they
are looked for only where the text around looks machine translated on the whole (`damage`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from ungarble.detectors import Detect
from ungarble.detectors.damage import damage_by_segment
from ungarble.detectors.dialect import blanks, compounds, openings, relatives
from ungarble.detectors.order.sentence import Mechanism, Sentence
from ungarble.detectors.phrases import PatternError
from ungarble.detectors.wording import rewording
from ungarble.english.sentences import sentences
from ungarble.model import Document, Finding, Rule, Segment, Span

MECHANISMS: Final = MappingProxyType(
    {
        "lost-passive": blanks.lost_passive,
        "compound": compounds.compound,
        "relative-that": relatives.relative_that,
        "his-for-its": relatives.his_for_its,
        "capital-after-opening": openings.capital_after_opening,
        "also-first": openings.also_first,
    }
)
"""What `match: {mechanism: ...}` may name."""


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all dialect rules. Raises PatternError for a mechanism there is none of."""
    mechanisms = [(rule, _mechanism(rule)) for rule in rules]
    damage_of = damage_by_segment()

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        if not damage_of(segment, document).damaged:
            return
        for span in sentences(segment.text):
            sentence = Sentence(span.of(segment.text))
            if len(sentence.words) < 3:
                continue
            for rule, mechanism in mechanisms:
                for hit in mechanism(sentence):
                    place = Span(span.start + hit.start, span.start + hit.end)
                    yield rewording(
                        rule, segment, place, [hit.wording], confidence=hit.confidence, evidence=hit.evidence
                    )

    return find


def _mechanism(rule: Rule) -> Mechanism:
    name = str(rule.match.get("mechanism"))
    if name not in MECHANISMS:
        raise PatternError(f"{rule.id}: no mechanism `{name}`; known: {', '.join(MECHANISMS)}")
    return MECHANISMS[name]
