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
from ungarble.detectors.mechanisms import findings, named
from ungarble.detectors.order.sentence import Sentence
from ungarble.english.sentences import sentences
from ungarble.model import Document, Finding, Rule, Segment

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
    mechanisms = named(rules, MECHANISMS)
    damage_of = damage_by_segment()

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        if not damage_of(segment, document).damaged:
            return
        for span in sentences(segment.text):
            yield from findings(mechanisms, segment, span, Sentence(span.of(segment.text)))

    return find
