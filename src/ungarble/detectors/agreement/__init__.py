"""Forms that do not go together: "this boys", "eighteen day", "without insure", "must to go" (kind `agreement`).

Each rule names its mechanism under `match: {mechanism: ...}`. Nothing is parsed: word classes say what could be wrong,
and the n-gram counts have to know the right form and not the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from ungarble.detectors import Detect
from ungarble.detectors.agreement import numbers, verbs
from ungarble.detectors.order.sentence import Mechanism, Sentence
from ungarble.detectors.phrases import PatternError
from ungarble.detectors.wording import rewording
from ungarble.english.sentences import sentences
from ungarble.model import Document, Finding, Rule, Segment, Span

MECHANISMS: Final = MappingProxyType(
    {
        "counted-singular": numbers.counted_singular,
        "this-with-plural": numbers.this_with_plural,
        "one-with-plural": numbers.one_with_plural,
        "subject-verb": verbs.subject_verb,
        "base-after-preposition": verbs.base_after_preposition,
        "after-modal": verbs.after_modal,
        "needless-reflexive": verbs.needless_reflexive,
    }
)
"""What `match: {mechanism: ...}` may name."""


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all agreement rules. Raises PatternError for a mechanism there is none of."""
    mechanisms = [(rule, _mechanism(rule)) for rule in rules]

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        for span in sentences(segment.text):
            sentence = Sentence(span.of(segment.text))
            if len(sentence.words) < 3 or sentence.shouted:
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
