"""What stands between a verb and its object, and numbers behind what they count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.clauses import is_time
from ungarble.detectors.order.lists import words
from ungarble.detectors.order.phrases import TIMES, noun_phrase
from ungarble.detectors.order.sentence import AUXILIARIES, BE, DETERMINERS, FUNCTION, PREPOSITIONS, Hit, Sentence, Word
from ungarble.english.inflection import lemma
from ungarble.english.ngrams import ngrams

_OBJECT: Final = DETERMINERS - {"that", "what", "which", "such", "all", "both", "no"}
_COUNTED: Final = words("counted")
"""Units and things that a number stands before."""
_FREQUENCY: Final = frozenset(["already", "also", "always", "often", "usually", "never", "seldom", "finally", "rarely"])
_HAVE: Final = frozenset(["has", "have", "had"])


def _verb(word: Word, least: float = 0.6) -> bool:
    """Whether the word is mostly a finite verb or an infinitive, no auxiliary."""
    kind = word.kind
    return word.low not in FUNCTION and kind.verb + kind.participle >= least and kind.noun + kind.adjective < 0.35


def adverb_behind_verb(sentence: Sentence) -> Iterator[Hit]:
    """ "Prices include already VAT", "begins finally when": the adverb stands before the verb."""
    words = sentence.words
    for at in range(1, len(words) - 1):
        verb, adverb = words[at], sentence.low(at + 1)
        if adverb not in _FREQUENCY or not sentence.joined(at + 1) or not _verb(verb):
            continue
        before = words[at - 1]
        if not sentence.joined(at) or before.low in BE | {"to", "not", "be", "and", "or"}:
            continue
        if verb.kind.participle > 0.6 and before.low not in AUXILIARIES:
            continue
        following = sentence.low(at + 2) if sentence.joined(at + 2) else ""
        if not following or verb.capital or following in AUXILIARIES:
            continue
        if following in DETERMINERS:
            # `adverb_before_object` sees those.
            continue
        if words[at + 2].low.endswith("ing"):
            # We recommend always using gloves.
            continue
        if ngrams().count(verb.low, adverb) > ngrams().count(adverb, verb.low):
            continue
        yield Hit(verb.start, words[at + 1].end, f"{adverb} {verb.text}", 0.6)


_PLACES: Final = frozenset(["here", "there", "today", "now"])


def place_before_object(sentence: Sentence) -> Iterator[Hit]:
    """ "will find here over 200 kinds", "receives every day visitors": the object follows its verb."""
    words = sentence.words
    for at in range(1, len(words) - 2):
        if not _verb(words[at], 0.7) or not sentence.joined(at + 1):
            continue
        last = at + 1
        if sentence.low(at + 1) in ("every", "each") and sentence.low(at + 2) in TIMES | {"day", "week", "year"}:
            last = at + 2
        elif sentence.low(at + 1) not in _PLACES:
            continue
        start = last + 1
        if start >= len(words) or not sentence.joined(start):
            continue
        first = sentence.low(start)
        start += first in ("over", "about", "almost", "nearly", "around")
        if not (sentence.low(start) in _OBJECT or words[start].text[:1].isdigit() or _plural(words[start])):
            continue
        end = noun_phrase(sentence, start)
        if end is None or end - start > 5 or is_time(sentence, start, end):
            continue
        if not sentence.ends(end) and sentence.low(end + 1) not in PREPOSITIONS | {"and", "which", "that"}:
            continue
        wording = f"{sentence.slice(last + 1, end)} {sentence.slice(at + 1, last)}"
        yield Hit(words[at + 1].start, words[end].end, wording, 0.8)


def _plural(word: Word) -> bool:
    return word.low.endswith("s") and word.kind.noun > 0.7 and word.low not in FUNCTION


_RECEIVED: Final = words("received")


def receiver_before_object(sentence: Sentence) -> Iterator[Hit]:
    """ "opened to visitors his garden": opened his garden to visitors."""
    words = sentence.words
    for at in range(len(words) - 4):
        verb = words[at]
        if sentence.low(at + 1) != "to" or not sentence.joined(at + 1) or verb.low in FUNCTION:
            continue
        if lemma(verb.low, "VERB") not in _RECEIVED or verb.kind.noun > 0.5 or not sentence.joined(at + 2):
            continue
        third = words[at + 2]
        if not (third.low in DETERMINERS or third.capital or _plural(third)):
            continue
        last = at + 3 if sentence.low(at + 3) == "public" else noun_phrase(sentence, at + 2)
        if last is None or last - at > 5 or not sentence.joined(last + 1) or is_time(sentence, at + 2, last):
            continue
        start = last + 1
        if sentence.low(start) not in _OBJECT:
            continue
        end = noun_phrase(sentence, start)
        if end is None or end - start > 4 or is_time(sentence, start, end):
            continue
        if not sentence.ends(end) and sentence.low(end + 1) not in ("on", "in", "at", "and", "from", "for", "with"):
            continue
        wording = f"{sentence.slice(start, end)} {sentence.slice(at + 1, last)}"
        yield Hit(words[at + 1].start, words[end].end, wording, 0.85)


_KEPT: Final = frozenset(["keep", "maintain", "leave", "preserve", "hold"])
_PARTICLES: Final = words("kept-particles")


def state_before_object(sentence: Sentence) -> Iterator[Hit]:
    """ "keeps unaltered the taste": keeps the taste unaltered."""
    words = sentence.words
    for at in range(len(words) - 3):
        state = words[at + 1]
        if lemma(sentence.low(at), "VERB") not in _KEPT or not all(sentence.joined(at + i) for i in (1, 2)):
            continue
        if state.low in _PARTICLES | FUNCTION or state.kind.adjective + state.kind.participle < 0.55:
            continue
        if sentence.low(at + 2) not in _OBJECT:
            continue
        end = noun_phrase(sentence, at + 2)
        if end is None or end - at > 7:
            continue
        yield Hit(state.start, words[end].end, f"{sentence.slice(at + 2, end)} {state.text}", 0.85)


def number_behind(sentence: Sentence) -> Iterator[Hit]:
    """ "tons 30,000 of olives": 30,000 tons."""
    words = sentence.words
    for at in range(1, len(words) - 1):
        unit, number = words[at], words[at + 1]
        if unit.low not in _COUNTED or not sentence.joined(at) or not sentence.joined(at + 1):
            continue
        if not number.text.replace(",", "").replace(".", "").isdigit() or words[at - 1].text[-1:].isdigit():
            continue
        before = words[at - 1]
        if not (before.kind.verb > 0.1 or before.low in PREPOSITIONS - {"in"}):
            continue
        start, text = number.start, number.text
        end = at + 1
        while end + 1 < len(words) and words[end + 1].gap in (",", ".") and words[end + 1].text.isdigit():
            end += 1
        text = sentence.text[start : words[end].end]
        if sentence.joined(end + 1) and sentence.low(end + 1) not in PREPOSITIONS | {
            "and",
            "a",
            "per",
            "every",
            "each",
        }:
            continue
        yield Hit(unit.start, words[end].end, f"{text} {unit.text}", 0.85)


_ABOUT: Final = frozenset(["about", "approximately", "roughly"])
_SPANS: Final = words("spans")


def about_behind(sentence: Sentence) -> Iterator[Hit]:
    """ "3 times about": about 3 times."""
    words = sentence.words
    for at in range(1, len(words) - 1):
        if sentence.low(at + 1) not in _ABOUT or not sentence.joined(at + 1) or not sentence.joined(at):
            continue
        if sentence.low(at) not in _SPANS or not _number(words[at - 1]) or not sentence.ends(at + 1):
            continue
        if words[at - 1].gap in (",", "."):
            continue
        number, adverb = words[at - 1], words[at + 1]
        wording = f"{adverb.text} {sentence.slice(at - 1, at)}"
        yield Hit(number.start, adverb.end, wording, 0.85)


def _number(word: Word) -> bool:
    return word.text.isdigit() or word.low in ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def other_before_number(sentence: Sentence) -> Iterator[Hit]:
    """ "at least other six reporters": six other."""
    words = sentence.words
    for at in range(1, len(words) - 2):
        if sentence.low(at) != "other" or not _number(words[at + 1]) or not sentence.joined(at + 1):
            continue
        if words[at - 1].low in DETERMINERS | {"each", "one"} or not sentence.joined(at) or not sentence.joined(at + 2):
            continue
        if not _plural(words[at + 2]) and words[at + 2].kind.adjective < 0.5 and sentence.low(at + 2) != "people":
            continue
        yield Hit(words[at].start, words[at + 1].end, f"{words[at + 1].text} other", 0.85)


def hour_of_day(sentence: Sentence) -> Iterator[Hit]:
    """ "at 7:30 morning": in the morning."""
    words = sentence.words
    for at in range(1, len(words)):
        if sentence.low(at) not in ("morning", "afternoon", "evening") or not sentence.joined(at):
            continue
        hour = words[at - 1]
        first = at - 1
        if not hour.text.isdigit() or len(hour.text) > 2:
            continue
        if hour.gap in (":", ".") and at > 2 and words[at - 2].text.isdigit():
            first = at - 2
        if words[first - 1].low not in (
            "at",
            "until",
            "till",
            "from",
            "to",
            "around",
            "about",
            "by",
            "before",
            "after",
        ):
            continue
        if not sentence.ends(at) and sentence.low(at + 1) not in ("to", "on", "and", "until", "of"):
            continue
        yield Hit(words[at].start, words[at].end, f"in the {words[at].text}", 0.85)
