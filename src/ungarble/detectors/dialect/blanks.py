"""A doubled blank inside a sentence: where the engine lost a reflexive ("se usa en" -> "uses  in": is used in)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.lists import words
from ungarble.detectors.order.phrases import noun_phrase
from ungarble.detectors.order.sentence import PREPOSITIONS, Hit, Sentence
from ungarble.english.inflection import inflect, lemma, tags_of
from ungarble.english.ngrams import ngrams
from ungarble.english.wordclasses import looks_plural

_LOST: Final = "  "
_NAMING: Final = frozenset(["know", "define", "identify", "describe", "consider", "see", "use", "treat", "perceive"])
"""Verbs whose "like" behind a lost reflexive is *como*: as."""
_BEHIND: Final = PREPOSITIONS | {"already", "also", "now", "even", "and", "or", "that"}
_SEEN: Final = 5


def lost_passive(sentence: Sentence) -> Iterator[Hit]:
    """ "The water uses  in the plants": is used in."""
    for at in range(1, len(sentence.words)):
        verb = sentence.words[at - 1]
        gap = sentence.words[at].gap
        if gap != _LOST or sentence.low(at) not in _BEHIND or not verb.text.isalpha() or verb.text.isupper():
            continue
        base = lemma(verb.low, "VERB")
        if base in words("reflexive") or not _passive(base):
            continue
        made = _be(sentence, at - 1, verb.low, base)
        if made is None:
            continue
        end, following = verb.end, ""
        if sentence.low(at) == "like" and base in _NAMING:
            end, following = sentence.words[at].end, " as"
        yield Hit(verb.start, end, f"{made}{following}", 0.85)


def _passive(base: str) -> bool:
    """Whether English uses the verb in the passive at all: "is used", not "is benefited"."""
    participle = inflect(base, "VBN")
    if participle is None:
        return False
    table = ngrams()
    passive = sum(table.count(be, participle) for be in ("is", "are", "was", "were", "be", "been"))
    return passive >= _SEEN and passive * 12 >= table.count(base) + table.count(participle)


def _be(sentence: Sentence, at: int, verb: str, base: str) -> str | None:
    """The passive in the tense and number of the verb at word `at`; None where nothing fits."""
    participle = inflect(base, "VBN")
    before = sentence.low(at - 1) if sentence.joined(at) else ""
    if participle is None or before in ("been", "be", "is", "are", "was", "were", "being"):
        return None
    if before in ("to", "will", "can", "could", "would", "should", "may", "might", "must", "shall"):
        return f"be {participle}" if verb == base else None
    if before in ("has", "have", "had"):
        return f"been {participle}" if verb == participle else None
    tags = tags_of(verb, "VERB")
    if verb.endswith("ing"):
        return f"being {participle}"
    plural = _plural_subject(sentence, at)
    if "VBZ" in tags:
        return f"is {participle}"
    if "VBD" in tags and verb != base:
        return f"{'were' if plural else 'was'} {participle}"
    return f"are {participle}" if verb == base and plural else None


def _plural_subject(sentence: Sentence, at: int) -> bool:
    """Whether the noun phrase that ends before word `at` is plural: by its first noun that no preposition leads."""
    start = at
    while start > 0 and sentence.joined(start) and not sentence.low(start).endswith("ly"):
        start -= 1
    last = noun_phrase(sentence, start)
    if last is None:
        last = at - 1
    head = last
    for i in range(start, last + 1):
        if sentence.low(i) in PREPOSITIONS:
            head = i - 1
            break
    word = sentence.low(max(head, 0))
    pair = any(sentence.low(i) == "and" for i in range(start, at))
    return (
        pair
        or word in ("they", "we", "you", "these", "those", "people", "children", "men", "women")
        or looks_plural(word)
    )
