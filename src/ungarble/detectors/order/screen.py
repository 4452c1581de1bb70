"""Could this be a noun and the adjective that belongs before it? The cheap screen: classes, counts, closed lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ungarble.detectors.order.lists import word_list, words
from ungarble.detectors.order.sentence import BE, DETERMINERS, FUNCTION, PREPOSITIONS, Sentence
from ungarble.english.inflection import lemma
from ungarble.english.ngrams import ngrams

_REACH: Final = 5
"""How many words before the noun a verb with object and complement is looked for: make the new rules clear."""

_POSTMODIFIED: Final = words("postmodified")
_NUMBERS: Final = words("numbers")
_MEASURED: Final = frozenset(["old", "long", "tall", "wide", "high", "deep", "thick", "broad"])
_UNITS: Final = words("units")
_DEGREES: Final = words("degrees")
_ASKING: Final = words("asking")
_COLOURS: Final = words("colours")
_OFTEN: Final = {"of": 0.05, "in": 0.05, "for": 0.05, "at": 0.08, "by": 0.08, "on": 0.06}
"""Share of an adjective's uses before a preposition from which the preposition counts as its complement."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Counts of the two words: as they stand, turned round, and turned round with the noun in its other number."""

    stands: int
    turned: int
    kin: int


def counted(noun: str, adjective: str) -> Pair:
    """How often the n-gram table has noun + adjective and adjective + noun."""
    table = ngrams()
    other = noun[:-1] if noun.endswith("s") else noun + "s"
    return Pair(table.count(noun, adjective), table.count(adjective, noun), table.count(adjective, other))


def candidate(sentence: Sentence, at: int) -> bool:
    """Whether word `at` and the next could be noun and adjective: the cheap screen."""
    if at + 1 >= len(sentence.words) or not sentence.joined(at + 1):
        return False
    noun, adjective = sentence.words[at], sentence.words[at + 1]
    if len(noun.low) < 3 or len(adjective.low) < 3 or noun.low in FUNCTION or adjective.low in FUNCTION:
        return False
    second = adjective.kind
    if second.adjective + second.participle + second.ing < 0.4 or adjective.text.isupper():
        return False
    if adjective.low in _NUMBERS or (adjective.capital and adjective.text[1:2] == "-"):
        return False
    first = noun.kind
    if first.noun + first.name < 0.5 or first.noun < first.adjective or (noun.text.isupper() and len(noun.text) > 5):
        return False
    if adjective.low.rsplit("-", 1)[-1] in word_list("postpositives") or adjective.low.endswith("ly"):
        return False
    if f"{noun.low} {adjective.low}" in word_list("noun-adjective-pairs"):
        return False
    if not noun.text.replace("-", "").isalpha() or not adjective.text.replace("-", "").isalpha():
        return False
    if (first.ing > 0.2 and noun.low.endswith("ing")) or (not second.seen and second.adjective < 0.5):
        return False
    if noun.capital and at and not _named_thing(sentence, at):
        return False
    if adjective.capital and (noun.text.isupper() or (not at and ngrams().capital_share(adjective.low) < 0.8)):
        return False
    if adjective.low == "major" and noun.low.endswith(("ics", "ology", "history", "english", "science")):
        return False
    if adjective.low.endswith("-wide") or noun.low in _POSTMODIFIED or _licit_place(sentence, at):
        return False
    if not ngrams().known(noun.low) and not ngrams().known(adjective.low):
        # Another language stands there.
        return False
    if adjective.low in _COLOURS and not _of_a_thing(sentence, at):
        # Available in midnight black, sky blue and ivory white: names of shades.
        return False
    if adjective.capital and sentence.joined(at + 2) and sentence.words[at + 2].capital:
        return False
    pair = counted(noun.low, adjective.low)
    if second.noun + second.name > 0.4 and not adjective.capital and pair.turned < 3:
        return False
    return pair.stands <= pair.turned


def _of_a_thing(sentence: Sentence, at: int) -> bool:
    """Whether an article, a preposition or an adjective stands before word `at`."""
    if not sentence.joined(at):
        return False
    return sentence.low(at - 1) in DETERMINERS | PREPOSITIONS or sentence.words[at - 1].kind.adjective > 0.5


def _named_thing(sentence: Sentence, at: int) -> bool:
    """Whether a noun with a capital can be part of a name turned round ("the Community Islamic"), not of a firm's or a
    street's ("Valley Federal", "Connaught Road Central")."""
    adjective = sentence.words[at + 1]
    if sentence.words[at].kind.noun < 0.3 or (sentence.joined(at) and sentence.words[at - 1].capital and at > 1):
        return False
    if sentence.joined(at + 2) and sentence.words[at + 2].capital:
        return False
    return adjective.capital and adjective.kind.noun < 0.25


def _licit_place(sentence: Sentence, at: int) -> bool:
    """Where an adjective behind a noun is English: with a complement (rich in, specific to), in a pair (big and small),
    after a verb that takes object and adjective, in a compound after *be* (is cost neutral), in a question (is it)."""
    before = sentence.low(at - 1) if sentence.joined(at) else ""
    if adjective_of_measure(sentence, at):
        return True
    if sentence.words[at].gap == ", " and any(w.low in BE for w in sentence.words[:at]):
        # It is cost neutral, business critical and cheap.
        return True
    if before.endswith("ly") and sentence.words[at].kind.verb > 0.1:
        return True
    if before in BE or before in _DEGREES:
        return True
    if not sentence.ends(at + 1):
        after = sentence.low(at + 2)
        if after in ("than", "enough", "from", "to") or after in DETERMINERS:
            return True
        if after in PREPOSITIONS and _leads_to(sentence.low(at + 1), after):
            return True
        if after in ("and", "or", "but", "yet") and at + 3 < len(sentence.words):
            other = sentence.words[at + 3]
            if other.kind.adjective + other.kind.participle > 0.5 or other.low in ("not", "very"):
                return True
    return complemented(sentence, at) or _asked(sentence, at)


def adjective_of_measure(sentence: Sentence, at: int) -> bool:
    """ "two years old", "waist deep": a noun that says how much."""
    return sentence.low(at + 1) in _MEASURED and (sentence.low(at).rstrip("s") in _UNITS or not at)


def _leads_to(adjective: str, preposition: str) -> bool:
    table = ngrams()
    return table.count(adjective, preposition) > _OFTEN.get(preposition, 0.03) * max(20, table.count(adjective))


def _asked(sentence: Sentence, at: int) -> bool:
    """Whether *be* stands before its subject (why is this story important) or is left out of a second clause."""
    if sentence.rest.startswith("?") and any(w.low in BE for w in sentence.words[:at]):
        return True
    if (
        sentence.ends(at + 1)
        and sentence.low(at - 2) in ("and", "but")
        and any(w.low in BE for w in sentence.words[:at])
    ):
        # The rules were strict, and the fines huge.
        return True
    for i in range(at - 1, max(-1, at - 1 - _REACH), -1):
        low = sentence.low(i)
        if low in BE:
            return i == 0 or not sentence.joined(i) or sentence.low(i - 1) in _ASKING
        if low in PREPOSITIONS or not sentence.joined(i + 1):
            return False
    return False


def complemented(sentence: Sentence, at: int) -> bool:
    """Whether a verb shortly before the noun takes an object and an adjective: make the message clear."""
    for i in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if not sentence.joined(i + 1):
            return False
        word = sentence.words[i]
        if word.low in FUNCTION:
            if word.low in PREPOSITIONS and word.low != "to":
                return False
            continue
        kind = word.kind
        if kind.verb + kind.ing + kind.participle > 0.2 and lemma(word.low, "VERB") in word_list("complement-verbs"):
            return True
    return False
