"""Nouns in the wrong number for the word before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from ungarble.detectors.order.lists import words
from ungarble.detectors.order.sentence import AUXILIARIES, DETERMINERS, FUNCTION, PREPOSITIONS, Hit, Sentence
from ungarble.english.inflection import inflect, lemma, tags_of
from ungarble.english.ngrams import ngrams
from ungarble.english.wordclasses import looks_plural

_SEVERAL: Final = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty"]
)
_MANY: Final = frozenset(["many", "several", "few", "these", "those", "various", "numerous", "both"])
_ONE: Final = frozenset(["each", "every", "another", "one"])
_DECIMAL: Final = re.compile(r"\d{1,3}[.,]\d")
_AFTER: Final = PREPOSITIONS | AUXILIARIES | frozenset(["and", "or", "that", "which", "who", "ago", "later", "per"])
_UNITS: Final = frozenset(
    [
        "kilogram",
        "gram",
        "kilometer",
        "kilometre",
        "metre",
        "meter",
        "centimetre",
        "centimeter",
        "millimetre",
        "millimeter",
        "litre",
        "liter",
        "tonne",
        "hour",
        "minute",
        "second",
        "mile",
        "watt",
        "hectare",
    ]
)
_MEASURES: Final = _UNITS | {"day", "week", "month", "year", "night", "euro", "dollar", "page", "star"}
_NOT_COUNTED: Final = frozenset(
    [
        "time",
        "percent",
        "justice",
        "kind",
        "type",
        "water",
        "money",
        "work",
        "information",
        "population",
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "people",
        "fish",
        "per",
        "power",
        "land",
        "energy",
        "pop",
        "rock",
        "staff",
        "front",
        "back",
        "low",
        "high",
        "east",
        "west",
    ]
)
"""Nouns behind "two" and an adjective that are none of what is counted."""
_SEEN: Final = 3
_ODDS: Final = 8
"""How often the right form must be counted, and how much oftener than the wrong one."""
_COMMON: Final = 8


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
        if plural is None or len(found.low) < 3 or found.capital or found.kind.noun < (0.55 if number else 0.7):
            continue
        if number and sentence.low(at - 1) in ("a", "an", "between"):
            continue
        if sentence.low(at - 1) == "the" and word.text.isdigit() and found.low in words("times"):
            continue  # The 18 day of the month is the 18th.
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


def counted_behind_modifiers(sentence: Sentence) -> Iterator[Hit]:
    """ "48 high-quality LED bead": beads; "0.6 kilogram": kilograms, measures that are seldom written out."""
    for at in range(len(sentence.words) - 1):
        word = sentence.words[at]
        decimal = bool(_DECIMAL.fullmatch(word.text)) and word.text not in ("1.0", "1,0")
        plain = word.low in _SEVERAL or (word.text.isdigit() and 2 <= int(word.text) < 1000)
        after_unit = sentence.low(at - 1).removesuffix("s") in _UNITS
        if not decimal and not (plain and (after_unit or _free(sentence, at))):
            continue
        noun = _behind(sentence, at + 1, _modifies)
        found = sentence.words[noun]
        plural = _other(found.low, "NNS")
        if plural is None or found.capital or not sentence.joined(noun):
            continue
        unit = found.low in _UNITS
        if not unit and (sentence.low(at - 1) in ("a", "an") or _goes_on(sentence, noun + 1)):
            continue  # A two dimensional grid; 100 digital engagement and data managers.
        if not _phrase_ends(sentence, noun) and not (after_unit and unit and noun == len(sentence.words) - 1):
            continue
        if noun == at + 1 and not unit:
            continue
        if not unit and (
            found.kind.noun + found.kind.name < 0.85 or found.low in _NOT_COUNTED or ngrams().count(plural) < 5
        ):
            continue
        yield Hit(found.start, found.end, plural, 0.85 if unit else 0.75)


def _behind(sentence: Sentence, first: int, describes: Callable[[Sentence, int], bool]) -> int:
    """The word behind those, three at most from word `first` on, that `describes` takes for its modifiers."""
    at = first
    while at < min(first + 3, len(sentence.words) - 1) and sentence.joined(at) and describes(sentence, at):
        at += 1
    return at


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether "and" at word `at` joins another head without an article: digital engagement and data managers."""
    return sentence.low(at) in ("and", "or") and sentence.low(at + 1) not in DETERMINERS | PREPOSITIONS


def _modifies(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    acronym = word.text.isupper() and 3 <= len(word.text) <= 4
    return acronym or (word.text.islower() and (word.kind.adjective > 0.8 or "-" in word.text))


def plural_measure(sentence: Sentence) -> Iterator[Hit]:
    """ "a two years contract", "a ten minutes walk": a two-year contract."""
    for at in range(1, len(sentence.words) - 2):
        word, unit, noun = sentence.words[at], sentence.words[at + 1], sentence.words[at + 2]
        number = word.low in _SEVERAL or word.low == "one" or (word.text.isdigit() and len(word.text) < 4)
        if not number or sentence.low(at - 1) not in ("a", "an") or not sentence.joined(at):
            continue
        if unit.low.removesuffix("s") not in _MEASURES or not unit.low.endswith("s") or noun.capital:
            continue
        if not (sentence.joined(at + 1) and sentence.joined(at + 2)) or noun.kind.noun < 0.7:
            continue
        if not looks_plural(noun.low) and noun.kind.verb + noun.kind.adjective < 0.2:
            yield Hit(word.start, unit.end, f"{word.text}-{unit.low.removesuffix('s')}", 0.88)


def several_of_one(sentence: Sentence) -> Iterator[Hit]:
    """ "one of the lamp": lamps; "three of these screw": screws."""
    for at in range(len(sentence.words) - 3):
        word = sentence.words[at]
        if word.low not in _SEVERAL | {"one", "each", "many", "several"} or sentence.low(at + 1) != "of":
            continue
        if sentence.low(at - 1) in DETERMINERS:
            continue  # At the eight of the evening.
        if sentence.low(at + 2) not in ("the", "these", "those", "our", "his", "their", "its", "her", "my", "your"):
            continue
        noun = _behind(sentence, at + 3, _describes)
        found = sentence.words[noun]
        plural = _other(found.low, "NNS")
        if (
            plural is None
            or found.capital
            or found.kind.noun + found.kind.name < 0.85
            or not all(map(sentence.joined, range(at + 1, noun + 1)))
        ):
            continue
        if (
            found.low in words("collectives") | words("bodies")
            or found.low in _NOT_COUNTED
            or not _phrase_ends(sentence, noun)
        ):
            continue
        if ngrams().count(plural) >= _COMMON and sentence.low(noun + 1) not in ("and", "or"):
            yield Hit(found.start, found.end, plural, 0.85)


def _describes(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    return word.low == "most" or (word.text.islower() and word.kind.adjective > 0.7)


def _other(noun: str, tag: str) -> str | None:
    """The noun's other number, None for one that has none (sheep) or that is in it already."""
    if tags_of(noun, "NOUN") == ("NNS",) or looks_plural(noun):
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
        return not gap.lstrip().startswith(("-", "/", "’", "'", "“", "&", "–", "(", ",")) and gap.strip() != ""
    following = sentence.low(at + 1)
    return following in _AFTER and following not in DETERMINERS
