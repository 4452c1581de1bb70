"""Verbs at the end of the clause, as German and Dutch put them: "has in the journal reported"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.clauses import is_time
from ungarble.detectors.order.lists import word_list, words
from ungarble.detectors.order.phrases import finite, noun_phrase
from ungarble.detectors.order.sentence import AUXILIARIES, BE, DETERMINERS, FUNCTION, PREPOSITIONS, Hit, Sentence
from ungarble.english.inflection import lemma, tags_of

_HAVE: Final = frozenset(["has", "have", "had"])
_MODALS: Final = AUXILIARIES - BE - _HAVE - {"having", "do", "does", "did"}
_BRIDGES: Final = PREPOSITIONS - {"of", "than", "as", "like", "per", "to"}
_PRONOUNS: Final = frozenset(["i", "you", "he", "she", "it", "we", "they"])
_PARTICLES: Final = frozenset(["off", "on", "out", "up", "in", "down"])
_AGREED: Final = words("participles-behind")
"""Participles that stand behind their noun in English: at the level required."""


def participle_last(sentence: Sentence) -> Iterator[Hit]:
    """ "has in the journal reported", "was by the police arrested": the participle belongs to its auxiliary."""
    for at in range(1, len(sentence.words) - 3):
        word = sentence.words[at]
        if word.low not in _HAVE | BE or sentence.low(at + 1) not in _BRIDGES or not sentence.joined(at + 1):
            continue
        last = _phrases(sentence, at + 1)
        if last is None or not sentence.joined(last + 1):
            continue
        verb = sentence.words[last + 1]
        kind = verb.kind
        if "VBN" not in tags_of(verb.low, "VERB") or kind.adjective + kind.noun > 0.3 or verb.low in AUXILIARIES:
            continue
        agent = sentence.low(at + 1) in ("by", "with", "from")
        if verb.low in _AGREED or (word.low in BE and not _clause_ends(sentence, last + 1)):
            continue
        phrase = sentence.slice(at + 1, last)
        confidence = 0.8 if word.low in _HAVE or agent else 0.7
        yield Hit(sentence.words[at + 1].start, verb.end, f"{verb.text} {phrase}", confidence)


def _phrases(sentence: Sentence, at: int) -> int | None:
    """The last word of a prepositional phrase from word `at`, and of others that follow it."""
    last = None
    if sentence.low(at + 1) in ("which", "some", "no", "any", "what") or is_time(sentence, at + 1, at + 1):
        return None
    if sentence.low(at + 1) not in DETERMINERS and not sentence.words[at + 1].capital:
        # It could in principle work, and has in fact done so.
        return None
    while sentence.low(at) in _BRIDGES and (last is None or sentence.joined(at)):
        end = at + 1 if sentence.low(at + 1) in ("it", "them", "him", "us") else noun_phrase(sentence, at + 1)
        if end is None or not all(sentence.joined(i) for i in range(at + 1, end + 1)):
            return last
        last, at = end, end + 1
    return last


def _clause_ends(sentence: Sentence, at: int) -> bool:
    return sentence.ends(at) or sentence.low(at + 1) in ("and", "but", "because", "when", "while", "so")


def infinitive_last(sentence: Sentence) -> Iterator[Hit]:
    """ "You must the filter clean", "can in the app switched off be": the infinitive belongs to its modal."""
    for at in range(1, len(sentence.words) - 3):
        if sentence.low(at) not in _MODALS or not sentence.joined(at + 1) or sentence.rest.startswith("?"):
            continue
        before = sentence.words[at - 1]
        if not (before.low in _PRONOUNS or before.kind.noun + before.kind.name > 0.6) or not sentence.joined(at):
            continue
        start = at + 1 + (sentence.low(at + 1) in ("not", "also", "always", "then"))
        first = sentence.low(start)
        if first in DETERMINERS - {"that", "all", "both", "any", "no", "each"}:
            last = noun_phrase(sentence, start)
        elif first in _BRIDGES:
            last = _phrases(sentence, start)
        else:
            continue
        if last is None or not sentence.joined(last + 1):
            continue
        end = _infinitive(sentence, last + 1)
        if end is None or not _clause_ends(sentence, end):
            continue
        verb = sentence.slice(last + 1, end)
        if sentence.low(end) == "be":
            verb = f"be {sentence.slice(last + 1, end - 1)}"
        wording = f"{verb} {sentence.slice(start, last)}"
        yield Hit(sentence.words[start].start, sentence.words[end].end, wording, 0.8)


def _infinitive(sentence: Sentence, at: int) -> int | None:
    """The last word of an infinitive, a passive one turned round ("cleaned be") included, that begins at word `at`."""
    word = sentence.words[at]
    if word.kind.adverb > 0.6 and sentence.joined(at + 1):
        return _infinitive(sentence, at + 1)
    particle = at + 1 + (sentence.low(at + 1) in _PARTICLES)
    if (
        sentence.joined(particle)
        and sentence.low(particle) == "be"
        and word.kind.participle + word.kind.adjective > 0.4
    ):
        return particle
    return at if word.low not in FUNCTION and "VB" in tags_of(word.low, "VERB") else None


def be_last(sentence: Sentence) -> Iterator[Hit]:
    """ "must first cleaned be": be cleaned first."""
    for at in range(2, len(sentence.words)):
        if sentence.low(at) != "be" or not sentence.joined(at) or not _clause_ends(sentence, at):
            continue
        participle = sentence.words[at - 1]
        if participle.kind.participle + participle.kind.verb < 0.7 or participle.kind.participle < 0.3:
            continue
        start = at - 1
        while start > 1 and sentence.joined(start) and sentence.words[start - 1].kind.adverb > 0.6:
            start -= 1
        if not any(sentence.low(i) in _MODALS for i in range(start)):
            continue
        wording = f"be {sentence.slice(start, at - 1)}"
        yield Hit(sentence.words[start].start, sentence.words[at].end, wording, 0.85)


def verb_last(sentence: Sentence) -> Iterator[Hit]:
    """ "the number that on the box stands": the verb before its phrase of place."""
    words = sentence.words
    for at in range(len(words) - 3):
        if sentence.low(at) not in ("that", "which", "who", "where", "because", "although", "if", "since"):
            continue
        start = at + 1
        if sentence.low(start) in _PRONOUNS:
            start += 1
        elif sentence.low(at) not in ("that", "which", "who"):
            continue
        if sentence.low(start) not in _BRIDGES or not sentence.joined(start):
            continue
        last = _phrases(sentence, start)
        if last is None or not sentence.joined(last + 1) or is_time(sentence, start + 1, last):
            continue
        verb = words[last + 1]
        base = lemma(verb.low, "VERB")
        if base not in word_list("verbs-of-being") or not finite(verb) or not _clause_ends(sentence, last + 1):
            continue
        phrase = sentence.slice(start, last)
        yield Hit(words[start].start, verb.end, f"{verb.text} {phrase}", 0.75)


_RECIPROCAL: Final = ("each", "one")
_GOES_WITH: Final = {"related": "to", "connected": "to", "linked": "to", "compared": "with", "combined": "with"}


def reciprocal_before_verb(sentence: Sentence) -> Iterator[Hit]:
    """ "with each other related": related to each other."""
    words = sentence.words
    for at in range(1, len(words) - 3):
        if sentence.low(at) not in ("with", "from", "to", "by") or sentence.low(at + 1) not in _RECIPROCAL:
            continue
        if sentence.low(at + 2) not in ("other", "another") or not all(sentence.joined(at + i) for i in (1, 2, 3)):
            continue
        verb = words[at + 3]
        if (
            verb.kind.participle + verb.kind.adjective < 0.4
            or verb.low in FUNCTION
            or not _clause_ends(sentence, at + 3)
        ):
            continue
        preposition = _GOES_WITH.get(verb.low, words[at].text)
        wording = f"{verb.text} {preposition} {sentence.slice(at + 1, at + 2)}"
        yield Hit(words[at].start, verb.end, wording, 0.85)


_BEFORE_BE: Final = frozenset(
    ["usually", "probably", "always", "often", "seldom", "generally", "normally", "mostly", "mainly", "also", "already"]
)


def adverb_before_be(sentence: Sentence) -> Iterator[Hit]:
    """ "the lakes usually are deep", "it otherwise can tip over": the adverb follows *be* and modals."""
    words = sentence.words
    for at in range(1, len(words) - 2):
        adverb, verb = sentence.low(at), sentence.low(at + 1)
        otherwise = adverb == "otherwise" and verb in _MODALS
        if not otherwise and not (adverb in _BEFORE_BE and verb in ("is", "are", "was", "were")):
            continue
        if not all(sentence.joined(at + i) for i in (0, 1, 2)):
            continue
        before = words[at - 1]
        if not (before.low in _PRONOUNS | {"that", "which"} or before.kind.noun + before.kind.name > 0.7):
            continue
        yield Hit(words[at].start, words[at + 1].end, f"{words[at + 1].text} {words[at].text}", 0.75)
