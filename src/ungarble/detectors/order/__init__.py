"""Words in the wrong order: a noun before its adjective, a verb before its subject, an adverb before the object.

Each rule names its mechanism under `match: {mechanism: ...}`. The words of a sentence are judged by their classes
(`english.wordclasses`) and n-gram counts; what passes that is parsed, and the parse may object.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from ungarble.detectors import Detect
from ungarble.detectors.mechanisms import findings, named
from ungarble.detectors.order import adverbs, brackets, clauses, doubtful, inversions, nouns, objects
from ungarble.detectors.order.sentence import Sentence
from ungarble.english.sentences import sentences
from ungarble.model import Document, Finding, Rule, Segment

MECHANISMS = MappingProxyType(
    {
        "adjective-after-noun": nouns.adjective_after_noun,
        "adjective-chain": nouns.adjective_chain,
        "name-after-noun": nouns.name_after_noun,
        "quoted-modifier": nouns.quoted_modifier,
        "participle-after-noun": nouns.participle_after_noun,
        "ordinal-time": nouns.ordinal_time,
        "verb-before-speaker": clauses.verb_before_speaker,
        "verb-first": clauses.verb_first,
        "verb-after-time": clauses.verb_after_time,
        "passive-before-subject": clauses.passive_before_subject,
        "dummy-it": clauses.dummy_it,
        "time-before-object": clauses.time_before_object,
        "adverb-before-object": adverbs.adverb_before_object,
        "manner-before-object": adverbs.manner_before_object,
        "doubtful-adjective": doubtful.doubtful_adjective,
        "ingredient-state": doubtful.ingredient_state,
        "verb-opens": inversions.verb_opens,
        "verb-after-fronted": inversions.verb_after_fronted,
        "receiver-before-passive": inversions.receiver_before_passive,
        "auxiliary-after-fronted": inversions.auxiliary_after_fronted,
        "pronoun-before-subject": inversions.pronoun_before_subject,
        "participle-last": brackets.participle_last,
        "infinitive-last": brackets.infinitive_last,
        "be-last": brackets.be_last,
        "verb-last": brackets.verb_last,
        "reciprocal-before-verb": brackets.reciprocal_before_verb,
        "adverb-before-be": brackets.adverb_before_be,
        "adverb-behind-verb": objects.adverb_behind_verb,
        "place-before-object": objects.place_before_object,
        "receiver-before-object": objects.receiver_before_object,
        "state-before-object": objects.state_before_object,
        "number-behind": objects.number_behind,
        "about-behind": objects.about_behind,
        "other-before-number": objects.other_before_number,
        "hour-of-day": objects.hour_of_day,
    }
)
"""What `match: {mechanism: ...}` may name."""


STRETCH: Final = 500
"""Words of a document in which one other plain case counts in full."""


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all order rules. Raises PatternError for a mechanism there is none of."""
    mechanisms = named(rules, MECHANISMS)

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        def support(itself: bool) -> float:
            plain, words = _plain_cases(tuple(s.text for s in document.segments))
            return max(0, plain - itself) / max(1.0, words / STRETCH)

        for span in sentences(segment.text):
            yield from findings(mechanisms, segment, span, Sentence(span.of(segment.text), support))

    return find


@lru_cache(maxsize=8)
def _plain_cases(texts: tuple[str, ...]) -> tuple[int, int]:
    """How many plain pairs of noun and adjective the texts of a document have, and how many words."""
    all_sentences = [Sentence(span.of(text)) for text in texts for span in sentences(text)]
    return sum(map(nouns.plain_cases, all_sentences)), sum(len(s.words) for s in all_sentences)
