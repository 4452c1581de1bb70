"""Forms that do not go together: "this boys", "eighteen day", "without insure", "must to go" (kind `agreement`).

Each rule names its mechanism under `match: {mechanism: ...}`. Nothing is parsed: word classes say what could be wrong,
and the n-gram counts have to know the right form and not the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

from ungarble.detectors import Detect
from ungarble.detectors.agreement import clauses, comparing, numbers, quantities, subjects, tenses, verbs
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
        "counted-behind-modifiers": numbers.counted_behind_modifiers,
        "plural-measure": numbers.plural_measure,
        "several-of-one": numbers.several_of_one,
        "much-for-many": quantities.much_for_many,
        "others-before-noun": quantities.others_before_noun,
        "plural-adjective": quantities.plural_adjective,
        "there-is-many": quantities.there_is_many,
        "pronoun-verb": verbs.pronoun_verb,
        "which-for-whose": subjects.which_for_whose,
        "because-noun": clauses.because_noun,
        "noun-word-before-clause": clauses.noun_word_before_clause,
        "of-before-gerund": clauses.of_before_gerund,
        "doubled-negation": clauses.doubled_negation,
        "present-since": tenses.present_since,
        "perfect-in-past": tenses.perfect_in_past,
        "future-in-clause": tenses.future_in_clause,
        "lost-after-conjunction": subjects.lost_after_conjunction,
        "lost-behind-comma": subjects.lost_behind_comma,
        "plural-reflexive": verbs.plural_reflexive,
        "lost-at-start": subjects.lost_at_start,
        "named-twice": subjects.named_twice,
        "run-on-it": subjects.run_on_it,
        "object-twice": subjects.object_twice,
        "it-for-person": subjects.it_for_person,
        "more-for-er": comparing.more_for_er,
        "that-for-than": comparing.that_for_than,
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
