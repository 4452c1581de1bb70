"""Is this noun followed by the adjective that should stand before it? A linear model over word classes and counts.

The weights are made by training/order_model.py: logistic regression that tells the pairs of clean English which look
like noun and adjective from adjectives that were put behind their noun there.
"""

from __future__ import annotations

import json
import math
from functools import cache
from typing import Final

from ungarble.detectors.order.screen import complemented, counted
from ungarble.detectors.order.sentence import AUXILIARIES, DEFINITE, DETERMINERS, FUNCTION, PREPOSITIONS, Sentence
from ungarble.english.ngrams import PATH, ngrams
from ungarble.english.wordclasses import word_class
from ungarble.english.words import BOUNDARY

WEIGHTS: Final = PATH.with_name("order.json")
_WELL_KNOWN: Final = 1.5


def _share(number: int, total: int) -> float:
    return math.log((number + 0.5) / (total + 0.5))


def features(sentence: Sentence, at: int) -> dict[str, float]:
    """What speaks for and against turning the words `at` and `at + 1` round."""
    words = sentence.words
    noun, adjective = words[at], words[at + 1]
    first, second = noun.kind, adjective.kind
    pair = counted(noun.low, adjective.low)
    left = [words[i].low for i in range(max(0, at - 2), at)]
    if at < 2:
        left.insert(0, BOUNDARY)
    right = [words[i].low for i in range(at + 2, min(len(words), at + 4))]
    gap = sentence.after(at + 1)
    if gap != " ":
        right = [gap.strip()[:1] or BOUNDARY] if gap.strip()[:1] in ",;:" else [BOUNDARY]
    table = ngrams()
    gain = table.prefer(left, [noun.low, adjective.low], [adjective.low, noun.low], right)
    found = {
        "bias": 1.0,
        "turned": _share(pair.turned, pair.stands),
        "stands": math.log1p(pair.stands),
        "kin": math.log1p(pair.kin),
        "gain": max(-8.0, min(8.0, gain)),
        "noun": first.noun,
        "noun-name": first.name,
        "noun-verb": first.verb,
        "noun-adjective": first.adjective,
        "noun-modifier": first.modifier,
        "adjective": second.adjective,
        "ing": second.ing,
        "participle": second.participle,
        "adjective-noun": second.noun,
        "adjective-name": second.name,
        "adjective-verb": second.verb,
        "adjective-adverb": second.adverb,
        "described": second.described,
        "guessed": float(first.seen == 0) + float(second.seen == 0),
        "capital-noun": float(noun.capital and at > 0),
        "capital-adjective": float(adjective.capital),
    }
    before = words[at - 1].low if at and sentence.joined(at) else ""
    kind = word_class(before) if before else None
    if not at:
        found["before:start"] = 1.0
    elif before in DEFINITE:
        found["before:definite"] = 1.0
    elif before in DETERMINERS:
        found["before:determiner"] = 1.0
    elif before in PREPOSITIONS:
        found["before:preposition"] = 1.0
    elif before in AUXILIARIES:
        found["before:auxiliary"] = 1.0
    elif before in FUNCTION:
        found["before:function"] = 1.0
    elif kind is None:
        found["before:punctuation"] = 1.0
    else:
        found["before-adjective"] = kind.adjective
        found["before-noun"] = kind.noun + kind.name
        found["before-verb"] = kind.verb + kind.ing + kind.participle
        found["before-adverb"] = kind.adverb
    after = sentence.low(at + 2) if gap == " " else ""
    following = word_class(words[at + 2].text) if after else None
    if following is None:
        found["after:comma" if gap.startswith(",") else "after:stop"] = 1.0
    elif after in DETERMINERS:
        found["after:determiner"] = 1.0
    elif after == "of":
        found["after:of"] = 1.0
    elif after in ("to", "for", "with", "about", "than"):
        found["after:complement"] = 1.0
    elif after in PREPOSITIONS:
        found["after:preposition"] = 1.0
    elif after in AUXILIARIES:
        found["after:auxiliary"] = 1.0
    elif after in ("and", "or", "but"):
        found["after:conjunction"] = 1.0
    elif after in FUNCTION:
        found["after:function"] = 1.0
    else:
        found["after-noun"] = following.noun + following.name
        seen = table.count(adjective.low, after)
        found["after-noun-seen"] = math.log1p(seen)
        found["after-noun-unseen"] = (following.noun + following.name) * (not seen)
        found["after-adjective"] = following.adjective
        found["after-verb"] = following.verb
        found["after-adverb"] = following.adverb
    if complemented(sentence, at):
        found["complement-verb"] = 1.0
    return found


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights


def log_odds(sentence: Sentence, at: int) -> float:
    """How likely the words `at` and `at + 1` are noun and adjective in the wrong order, on the scale of the training
    set (as many spoilt as clean pairs); above 0 for wrong."""
    weights = _weights()
    score = math.fsum(weights.get(name, 0.0) * value for name, value in features(sentence, at).items())
    return max(score, _WELL_KNOWN) if score < _WELL_KNOWN and _well_known(sentence, at) else score


def _well_known(sentence: Sentence, at: int) -> bool:
    """Whether the pair is a common phrase turned round, before a word that can be a verb: "the light green stops". What
    may be a noun there weighs so much in the model that it would never find such a pair."""
    if sentence.ends(at + 1) or sentence.low(at - 1) not in DEFINITE:
        return False
    following = sentence.words[at + 2]
    pair = counted(sentence.low(at), sentence.low(at + 1))
    return (
        pair.turned >= max(20, 5 * pair.stands)
        and following.low not in FUNCTION
        and following.kind.verb > 0.25
        and not ngrams().count(sentence.low(at + 1), following.low)
    )
