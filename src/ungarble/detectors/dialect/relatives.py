"""Small words that one foreign word stands for: "that" for which and who, "his" for its and their."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.lists import word_list, words
from ungarble.detectors.order.phrases import finite
from ungarble.detectors.order.sentence import BE, DETERMINERS, PREPOSITIONS, Hit, Sentence
from ungarble.english.inflection import lemma
from ungarble.english.wordclasses import looks_plural, word_class

_SUBJECTS: Final = frozenset(["it", "they", "he", "she", "we", "i", "you", "there"])
_SAYING: Final = frozenset(["so", "such", "said", "says", "say"])
_MEN: Final = words("men")
"""Words that "his" may speak of."""


def relative_that(sentence: Sentence) -> Iterator[Hit]:
    """ "the governor, that asked for more": who; "the port, that was closed": which."""
    for at in range(1, len(sentence.words) - 1):
        word, before, after = sentence.words[at], sentence.words[at - 1], sentence.words[at + 1]
        if word.low != "that" or word.gap.strip() != "," or not sentence.joined(at + 1):
            continue
        if any(sentence.low(i) in _SAYING or _says(sentence.low(i)) for i in range(at)):
            continue
        follower = at + 1
        if after.low.endswith("ly") or after.low in (
            "also",
            "already",
            "never",
            "not",
            "often",
            "still",
            "now",
            "then",
        ):
            follower += 1
        if follower >= len(sentence.words) or not (finite(sentence.words[follower]) or sentence.low(follower) in BE):
            continue
        if before.low in DETERMINERS | PREPOSITIONS or before.kind.noun + before.kind.name < 0.4:
            continue
        relative = _relative(sentence, at - 1)
        if relative:
            yield Hit(word.start, word.end, relative, 0.8)


def _says(low: str) -> bool:
    return lemma(low, "VERB") in word_list("reporting-verbs") and low not in ("report", "state", "claim")


def _relative(sentence: Sentence, at: int) -> str | None:
    """The pronoun for what ends with word `at`: a person's first and last name, a noun the dictionary has; a single
    name may be a river or a poet."""
    head = _head(sentence, at)
    if head in words("people"):
        return "who"
    word = sentence.words[at]
    if not word.capital:
        return "which" if word_class(head).seen else None
    named = sentence.joined(at) and sentence.words[at - 1].capital and at > 1
    unknown = all(sentence.words[i].kind.noun + sentence.words[i].kind.adjective < 0.4 for i in (at - 1, at))
    return "who" if named and unknown else None


def _head(sentence: Sentence, at: int) -> str:
    """The singular of the noun that a relative clause behind word `at` speaks of: before "of" and what follows it."""
    head = at
    for i in range(at - 1, max(-1, at - 6), -1):
        if not sentence.joined(i + 1):
            break
        if sentence.low(i) == "of":
            head = i - 1
        elif sentence.low(i) in PREPOSITIONS:
            break
    return lemma(sentence.low(max(head, 0)), "NOUN")


def his_for_its(sentence: Sentence) -> Iterator[Hit]:
    """ "China wants to show his ambitions": its; "the cultures mix his history": their."""
    for at in range(1, len(sentence.words) - 1):
        word = sentence.words[at]
        if word.low != "his" or not sentence.joined(at + 1):
            continue
        owner = _owner(sentence, at)
        if owner is not None:
            yield Hit(word.start, word.end, owner, 0.7)


def _owner(sentence: Sentence, at: int) -> str | None:
    """ "its" or "their" for the subject that the sentence begins with, where that is a body or a country, or several
    things; None where "his" may be a man's."""
    owner = None
    for i in range(at):
        word = sentence.words[i]
        kind = word.kind
        if word.low in _MEN or lemma(word.low, "NOUN") in words("people"):
            return None
        named = word.capital and (kind.name > 0.5 or (i and kind.noun + kind.adjective < 0.5))
        if named and not _place(sentence, i):
            return None
        if owner is None and sentence.low(i - 1) not in PREPOSITIONS and not _modifies_next(sentence, i):
            if named:
                owner = "its"
            elif kind.noun > 0.6:
                several = looks_plural(word.low)
                owner = "their" if several else "its" if word.low in words("bodies") else ""
    return owner or None


def _modifies_next(sentence: Sentence, at: int) -> bool:
    return sentence.joined(at + 1) and sentence.words[at + 1].kind.noun > 0.6


def _place(sentence: Sentence, at: int) -> bool:
    """Whether the name at word `at` is a country's or a city's: behind "in", or one that ends as they do."""
    return sentence.low(at - 1) in ("in", "from", "at", "near") or sentence.low(at).endswith(("ia", "land", "stan"))
