"""Adverbs between a verb and its object, or behind a verb they belong before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.lists import words
from ungarble.detectors.order.phrases import TIMES
from ungarble.detectors.order.sentence import AUXILIARIES, BE, DETERMINERS, FUNCTION, PREPOSITIONS, Hit, Sentence
from ungarble.english.ngrams import ngrams

_FREQUENCY: Final = words("frequency")
_HAVE: Final = frozenset(["have", "has", "had"])
_AFTER_HAVE: Final = frozenset(["already", "also", "always", "never", "often", "still", "usually"])
_MANNER: Final = {
    "success": "successfully",
    "force": "forcefully",
    "precision": "precisely",
    "accuracy": "accurately",
    "firmness": "firmly",
    "insistence": "insistently",
    "rapidity": "rapidly",
    "enthusiasm": "enthusiastically",
    "patience": "patiently",
    "brilliance": "brilliantly",
}
_OBJECT: Final = DETERMINERS - {"that", "which", "what", "all", "both", "such", "most", "many", "few", "several", "no"}
_LOOSE: Final = words("loose")
"""Adverbs that belong to the noun phrase behind them (nearly a year), and words in -ly that are none."""
_NOUN: Final = {True: 0.7, False: 0.2}
"""Share of its uses as noun or adjective up to which a word before a manner adverb (any other adverb) is a verb."""
_NO_OBJECT: Final = words("no-object")


def adverb_before_object(sentence: Sentence) -> Iterator[Hit]:
    """ "damages unconsciously their hearing", "discovered also that", "you have already a phone"."""
    words = sentence.words
    for at in range(1, len(words) - 1):
        adverb = words[at]
        manner = adverb.low.endswith("ly") and adverb.low not in _LOOSE and adverb.kind.adverb > 0.7
        if not (manner or adverb.low in _FREQUENCY) or not sentence.joined(at) or not sentence.joined(at + 1):
            continue
        verb, following = words[at - 1], sentence.low(at + 1)
        if verb.low in AUXILIARIES and not (verb.low in _HAVE and adverb.low in _AFTER_HAVE):
            continue
        if verb.low in _NO_OBJECT or verb.low in FUNCTION - AUXILIARIES:
            continue
        kind = verb.kind
        if verb.low not in _HAVE and (
            kind.verb < 0.15 or kind.noun + kind.adjective + kind.name > _NOUN.get(manner, 0.2)
        ):
            continue
        if at > 1 and sentence.low(at - 2) in BE:
            continue
        clause = following == "that" and adverb.low in ("also", "never", "always", "often", "already")
        if not clause and (following not in _OBJECT or sentence.low(at + 2) in TIMES):
            continue
        if ngrams().count(verb.low, adverb.low) > ngrams().count(adverb.low, verb.low):
            continue
        yield Hit(verb.start, adverb.end, f"{adverb.low} {verb.text}", 0.75)


def manner_before_object(sentence: Sentence) -> Iterator[Hit]:
    """ "passes with success its test": successfully passes its test."""
    words = sentence.words
    for at in range(len(words) - 3):
        if sentence.low(at + 1) != "with" or sentence.low(at + 2) not in _MANNER:
            continue
        if not all(sentence.joined(at + i) for i in (1, 2, 3)) or sentence.low(at + 3) not in _OBJECT:
            continue
        # "repairs" is mostly a noun; after an article or an adjective it is one here too.
        before = words[at - 1] if at else None
        if before and (before.low in DETERMINERS | PREPOSITIONS or before.kind.adjective > 0.5):
            continue
        if words[at].low in FUNCTION:
            continue
        if words[at].low in ("meet", "meets", "met", "meeting") or sentence.low(at + 4) in ("time", *TIMES):
            continue
        first = words[at].text
        wording = f"{_MANNER[sentence.low(at + 2)]} {first}"
        yield Hit(words[at].start, words[at + 2].end, wording, 0.9)
