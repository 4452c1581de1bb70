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
from ungarble.detectors.mechanisms import findings, named
from ungarble.detectors.order.sentence import Sentence
from ungarble.english.sentences import sentences
from ungarble.model import Document, Finding, Rule, Segment

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
    mechanisms = named(rules, MECHANISMS)

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        for span in sentences(segment.text):
            sentence = Sentence(span.of(segment.text))
            if not sentence.shouted:
                yield from findings(mechanisms, segment, span, sentence)

    return find
