"""Nouns in the wrong number for the word before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.sentence import AUXILIARIES, DETERMINERS, FUNCTION, PREPOSITIONS, Hit, Sentence
from ungarble.english.inflection import inflect, lemma, tags_of
from ungarble.english.ngrams import ngrams

_SEVERAL: Final = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty"]
)
_MANY: Final = frozenset(["many", "several", "few", "these", "those", "various", "numerous", "both"])
_ONE: Final = frozenset(["each", "every", "another", "one"])
_DECIMAL: Final = re.compile(r"\d{1,3}[.,]\d")
_AFTER: Final = PREPOSITIONS | AUXILIARIES | frozenset(["and", "or", "that", "which", "who", "ago", "later", "per"])
_SEEN: Final = 3
_ODDS: Final = 8
"""How often the right form must be counted, and how much oftener than the wrong one."""
_COMMON: Final = 20


def counted_singular(sentence: Sentence) -> Iterator[Hit]:
    """ "eighteen day in all", "many house were": days, houses."""
    for at in range(len(sentence.words) - 1):
        word = sentence.words[at]
        number = word.low in _SEVERAL or (word.text.isdigit() and 2 <= int(word.text) < 1000 and len(word.text) < 4)
        number = number or bool(at and word.text.isdigit() and _DECIMAL.search(sentence.slice(at - 1, at)))
        if not (number or word.low in _MANY) or not sentence.joined(at + 1) or not _free(sentence, at):
            continue
        noun = at + 1
        if word.low in _MANY and sentence.words[noun].kind.adjective > 0.8 and sentence.joined(noun + 1):
            noun += 1
        if not _phrase_ends(sentence, noun):
            continue
        found = sentence.words[noun]
        plural = _other(found.low, "NNS")
        if plural is None or len(found.low) < 3 or found.capital or found.kind.noun < 0.7:
            continue
        key = "two" if number else word.low
        if noun == at + 1 and not _likelier(key, found.low, plural):
            continue
        if noun > at + 1 and not _likelier(sentence.low(noun - 1), found.low, plural):
            continue
        yield Hit(word.start, found.end, f"{sentence.slice(at, noun - 1)} {plural}", 0.88 if number else 0.82)


def this_with_plural(sentence: Sentence) -> Iterator[Hit]:
    """ "this boys deserve": these boys."""
    for at in range(len(sentence.words) - 1):
        word = sentence.words[at]
        if word.low != "this" or not sentence.joined(at + 1):
            continue
        noun = at + 1
        if sentence.words[noun].kind.adjective > 0.8 and sentence.joined(noun + 1):
            noun += 1
        found = sentence.words[noun]
        if found.capital or found.kind.noun < 0.7 or tags_of(found.low, "NOUN") != ("NNS",):
            continue
        if not _phrase_ends(sentence, noun):
            continue
        table = ngrams()
        if table.count("these", found.low) < _SEEN or table.count("this", found.low) * _ODDS > table.count(
            "these", found.low
        ):
            continue
        yield Hit(word.start, word.end, "These" if word.capital else "these", 0.88)


def one_with_plural(sentence: Sentence) -> Iterator[Hit]:
    """ "every years", "another reasons": year, reason."""
    for at in range(len(sentence.words) - 1):
        word = sentence.words[at]
        if word.low not in _ONE or not sentence.joined(at + 1) or not _phrase_ends(sentence, at + 1):
            continue
        found = sentence.words[at + 1]
        if found.capital or found.kind.noun < 0.7 or tags_of(found.low, "NOUN") != ("NNS",):
            continue
        single = lemma(found.low, "NOUN")
        if single == found.low or not _likelier(word.low, found.low, single):
            continue
        yield Hit(found.start, found.end, single, 0.85)


def _other(noun: str, tag: str) -> str | None:
    """The noun's other number, None for one that has none (sheep) or that is in it already."""
    if "NNS" in tags_of(noun, "NOUN"):
        return None
    made = inflect(noun, tag)
    return made if made and made != noun and ngrams().known(made) else None


def _likelier(before: str, wrong: str, right: str) -> bool:
    """Whether the counts are for the other number; where they have neither, a noun that is common in it will do."""
    table = ngrams()
    for_it, against = table.count(before, right), table.count(before, wrong)
    if not for_it and not against:
        return table.count(right) >= _COMMON
    return for_it > _ODDS * against


def _free(sentence: Sentence, at: int) -> bool:
    """Whether a number counts something: no "page 18", no "18 of May", no "No. 5", no decimal or date around it."""
    if at and sentence.joined(at):
        before = sentence.words[at - 1]
        if before.low in (
            "one",
            "number",
            "no",
            "page",
            "chapter",
            "article",
            "section",
            "under",
            "aged",
            "day",
            "part",
        ):
            return False
        if before.low in FUNCTION or before.kind.verb > 0.5 or before.kind.adverb > 0.5:
            return True
        return not before.capital and before.kind.noun < 0.5
    return sentence.words[at].gap.strip() not in (".", ",", "/", "-", ":", "$", "€", "£", "#", "(", "’", "'")


def _phrase_ends(sentence: Sentence, at: int) -> bool:
    """Whether the noun at word `at` is the last of its phrase: no "five hour drive", no "two steel plates"."""
    gap = sentence.after(at)
    if gap != " ":
        return not gap.startswith(("-", "/", "’", "'", "“", "&", "–", "(", ",")) and gap.strip() != ""
    following = sentence.low(at + 1)
    return following in _AFTER and following not in DETERMINERS
