"""Where noun phrases and clauses end, by word classes alone: good enough for the short phrases that get moved."""

from __future__ import annotations

from typing import Final

from ungarble.detectors.order.lists import words
from ungarble.detectors.order.sentence import AUXILIARIES, DETERMINERS, FUNCTION, PREPOSITIONS, Sentence, Word

WEEKDAYS: Final = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
MONTHS: Final = words("months")
TIMES: Final = words("times")
MOVED_TIMES: Final = frozenset(["yesterday", "today", "tomorrow", "tonight"])


def finite(word: Word) -> bool:
    """Whether the word is mostly a finite verb."""
    kind = word.kind
    return word.low in AUXILIARIES or (kind.verb > 0.5 and kind.verb > kind.noun + kind.name)


def noun_phrase(sentence: Sentence, at: int) -> int | None:
    """The last word of the noun phrase that begins at word `at`, "of" and what follows it included; None for none."""
    words = sentence.words
    last = None
    i = at
    while i < len(words) and (i == at or sentence.joined(i)):
        word = words[i]
        kind = word.kind
        if word.low in DETERMINERS:
            if i > at and words[i - 1].low not in PREPOSITIONS and words[i - 1].low not in DETERMINERS:
                break
        elif (word.low == "of" and last is not None) or (
            word.capital and i and last is not None and words[i - 1].capital and word.low in ("and", "for")
        ):
            pass
        elif word.low in FUNCTION:
            break
        elif kind.noun + kind.name >= 0.5 or word.text[:1].isdigit():
            last = i
        elif (last is not None and words[i - 1].low != "of" and not (word.capital and words[i - 1].capital)) or (
            kind.adjective + kind.participle + kind.ing + kind.adverb < 0.4 and not word.capital
        ):
            break
        elif word.capital and i > 0:
            last = i
        i += 1
    return last


def clause_rest(sentence: Sentence, at: int) -> int | None:
    """The last word of what runs from word `at` to the next punctuation, if no finite verb stands in it."""
    for i in range(at, len(sentence.words)):
        word = sentence.words[i]
        if finite(word) and not (i > at and word.kind.participle > 0.2):
            return None
        if sentence.ends(i):
            return i
    return None


def time_phrase(sentence: Sentence, at: int) -> int | None:
    """The last word of the time expression that begins at word `at`: Monday, on Monday, this week, yesterday."""
    low = sentence.low(at)
    following = sentence.low(at + 1) if sentence.joined(at + 1) else ""
    if low in WEEKDAYS or low in MOVED_TIMES:
        part = following in ("morning", "afternoon", "evening", "night")
        return at + part
    if low in ("on", "this", "last", "next") and following in WEEKDAYS:
        part = sentence.joined(at + 2) and sentence.low(at + 2) in ("morning", "afternoon", "evening", "night")
        return at + 1 + part
    if low in ("this", "last", "next") and following in ("week", "month", "year", "morning", "weekend"):
        return at + 1
    return None


def lowered(word: Word) -> str:
    """A word that stood at the start of a sentence, for another place: names and "I" keep their capital."""
    kind = word.kind
    if not word.capital or (word.text.isupper() and len(word.text) > 1) or kind.name > 0.5 or word.low == "i":
        return word.text
    return word.text[:1].lower() + word.text[1:]


def moved_front(sentence: Sentence, first: int, text: str) -> str:
    """`text`, which now stands where word `first` stood: with a capital where that begins a sentence."""
    if first == 0 and sentence.words[0].capital:
        return text[:1].upper() + text[1:]
    return text
