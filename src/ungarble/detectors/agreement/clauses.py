"""Words that join the wrong thing: "because the war", "despite he came", "continues of turning"; negations doubled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.phrases import finite, noun_phrase
from ungarble.detectors.order.sentence import AUXILIARIES, DETERMINERS, PREPOSITIONS, Hit, Sentence
from ungarble.english.inflection import lemma, tags_of
from ungarble.english.ngrams import ngrams

_SUBJECTS: Final = frozenset(["he", "she", "it", "they", "we", "i", "you", "there"])
_BOUND: Final = frozenset(["the", "a", "an", "this", "these", "his", "her", "its", "their", "our", "my", "your"])
_CLAUSE: Final = {"during": "while", "despite": "although", "because of": "because"}
"""What takes a noun, and what stands before a whole clause."""
_GERUND: Final = frozenset(
    ["stop", "finish", "avoid", "enjoy", "consider", "suggest", "risk", "quit", "resume", "keep", "postpone", "delay"]
)
_INFINITIVE: Final = frozenset(
    [
        "continue",
        "decide",
        "try",
        "attempt",
        "begin",
        "start",
        "refuse",
        "promise",
        "hope",
        "offer",
        "agree",
        "fail",
        "manage",
        "need",
        "want",
        "choose",
        "threaten",
    ]
)
_ANY: Final = {
    "nothing": "anything",
    "nobody": "anybody",
    "none": "any",
    "nowhere": "anywhere",
    "no": "any",
    "neither": "either",
}
_MODALS: Final = frozenset(["to", "can", "could", "will", "would", "should", "must", "may", "might", "not"])
_OPENS: Final = frozenset(["which", "who", "that", "and", "but", "because", "when", "so"])
_BETWEEN: Final = 3
"""Words that may stand between the two negations of a clause."""


def because_noun(sentence: Sentence) -> Iterator[Hit]:
    """ "because the war": because of the war. No verb stands in all that follows."""
    for at in range(len(sentence.words) - 2):
        word = sentence.words[at]
        if word.text != "because" or not sentence.joined(at + 1) or sentence.low(at + 1) not in _BOUND:
            continue
        last = noun_phrase(sentence, at + 1)
        if last is None or _verb_follows(sentence, at + 1):
            continue
        yield Hit(word.start, word.end, f"{word.text} of", 0.85)


def _verb_follows(sentence: Sentence, at: int) -> bool:
    """Whether any word from `at` to the end of the sentence, or to a clause of its own, may be a finite verb."""
    for i in range(at, len(sentence.words)):
        word = sentence.words[i]
        if i > at and word.low in _OPENS | _SUBJECTS:
            return word.low in _SUBJECTS
        if word.low in AUXILIARIES or "'" in word.low or word.kind.verb > 0.1:
            return True
        if i > at + 1 and not {"VBZ", "VBD"}.isdisjoint(tags_of(word.low, "VERB")):
            return True
        if sentence.after(i).startswith((".", ";", ":", "!", "?")):
            return False
    return False


def noun_word_before_clause(sentence: Sentence) -> Iterator[Hit]:
    """ "despite he came": although; "during she sang": while; "because of he": because."""
    for at in range(len(sentence.words) - 2):
        word = sentence.words[at]
        last, key = at, word.low
        if key == "because" and sentence.low(at + 1) == "of":
            last, key = at + 1, "because of"
        elif key == "in" and sentence.low(at + 1) == "spite" and sentence.low(at + 2) == "of":
            last, key = at + 2, "despite"
        if key not in _CLAUSE or not sentence.joined(last + 1) or not sentence.joined(last + 2):
            continue
        subject, verb = sentence.low(last + 1), sentence.words[last + 2]
        if subject not in _SUBJECTS - {"it", "you"} or not finite(verb):
            continue
        better = _CLAUSE[key]
        yield Hit(word.start, sentence.words[last].end, better.capitalize() if word.capital else better, 0.88)


def of_before_gerund(sentence: Sentence) -> Iterator[Hit]:
    """ "continues of turning": continues to turn; "stopped of working": stopped working."""
    for at in range(1, len(sentence.words) - 1):
        verb, gerund = sentence.words[at - 1], sentence.words[at + 1]
        if sentence.low(at) != "of" or not (sentence.joined(at) and sentence.joined(at + 1)):
            continue
        if not gerund.low.endswith("ing") or verb.kind.noun > 0.3 or sentence.low(at - 2) in DETERMINERS:
            continue
        base, plain = lemma(verb.low, "VERB"), lemma(gerund.low, "VERB")
        if plain == gerund.low or "VBG" not in tags_of(gerund.low, "VERB") or gerund.kind.noun > 0.6:
            continue
        if verb.low == base and sentence.low(at - 2) not in _MODALS | _SUBJECTS:
            continue  # There is little hope of explaining it.
        if base in _GERUND:
            yield Hit(verb.start, gerund.end, f"{verb.text} {gerund.text}", 0.85)
        elif base in _INFINITIVE and not ngrams().count(verb.low, "of", gerund.low):
            yield Hit(verb.start, gerund.end, f"{verb.text} to {plain}", 0.85)


def doubled_negation(sentence: Sentence) -> Iterator[Hit]:
    """ "did not see nothing": anything; "does not never come": ever."""
    for at in range(len(sentence.words) - 2):
        word = sentence.words[at]
        helper = sentence.low(at - 1)
        if (word.low.endswith("n't") and word.low[:-3] in AUXILIARIES | {"ca", "wo"}) or word.low == "cannot":
            helper = word.low
        elif word.low not in ("not", "never") or not sentence.joined(at) or helper not in AUXILIARIES:
            continue
        for i in range(at + 1, min(at + 2 + _BETWEEN, len(sentence.words))):
            found = sentence.low(i)
            if not sentence.joined(i) or found in ("that", "to", "and", "but", "or", "because", "if", "for", "only"):
                break
            if found in PREPOSITIONS and found not in ("to", "from", "with", "in", "by", "away", "about"):
                break
            if (found == "never" and i > at + 1) or (found in _ANY and found != "neither"):
                yield from _without(sentence, at, i)
                break


def _without(sentence: Sentence, at: int, i: int) -> Iterator[Hit]:
    word, low = sentence.words[i], sentence.low(i)
    if i == at + 1 and low in ("no", "none", "nothing", "nobody"):
        return  # It is not nothing.
    if low == "no" and (
        sentence.low(i + 1) in ("longer", "more", "less", "one", "doubt", "matter") or sentence.ends(i)
    ):
        return
    if low == "never":
        if sentence.low(i + 1) in _ANY:
            yield Hit(word.start, sentence.words[i + 1].end, _ANY[sentence.low(i + 1)], 0.85)
        elif sentence.low(i + 1).startswith("any"):
            yield Hit(word.start, sentence.words[i + 1].end, sentence.words[i + 1].text, 0.75)
        else:
            yield Hit(word.start, word.end, "ever", 0.8)
        return
    yield Hit(word.start, word.end, _ANY[low], 0.85)
