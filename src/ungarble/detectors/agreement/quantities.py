"""How many: "much tourists", "others people", "the importants towns", "there is many shops"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from ungarble.detectors.order.lists import words
from ungarble.detectors.order.sentence import Hit, Sentence
from ungarble.english.ngrams import ngrams
from ungarble.english.wordclasses import looks_plural, word_class
from ungarble.rulepack import shipped_rules

_ODDS: Final = 8
_SEEN: Final = 3
_COMMON: Final = 50
"""A plural counted so often is one, though neither word was counted before it."""
_IRREGULAR: Final = frozenset(["people", "children", "men", "women", "feet", "teeth"])
_NOT_SEVERAL: Final = frozenset(["news", "physics", "mathematics", "politics", "economics", "sports", "us", "times"])
_THERE: Final = {"is": "are", "was": "were", "isn't": "aren't", "wasn't": "weren't"}
_COUNTED: Final = frozenset(["many", "several", "numerous", "various"])
_UNKNOWN: Final = 3
"""Counts below which a word with an ending too many is no word of its own."""


@cache
def _mass() -> frozenset[str]:
    text = (shipped_rules() / "any" / "data" / "mass-nouns.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def much_for_many(sentence: Sentence) -> Iterator[Hit]:
    """ "much tourists": many; "many water": much."""
    for at in range(len(sentence.words) - 1):
        word, noun = sentence.words[at], sentence.words[at + 1]
        if word.low not in ("much", "many") or not sentence.joined(at + 1) or noun.capital:
            continue
        if sentence.low(at - 1) == "how" or noun.low == "thanks":
            continue  # How much consumers spend.
        several = _plural(noun.low)
        if (word.low == "much") != several or noun.kind.noun < 0.8:
            continue
        if not several and (noun.low not in _mass() or (not sentence.ends(at + 1) and not _closes(sentence, at + 2))):
            continue
        better = "many" if several else "much"
        table = ngrams()
        right, wrong = table.count(better, noun.low), table.count(word.low, noun.low)
        unseen = several and not right and not wrong and table.count(noun.low) >= _COMMON
        if unseen or (right >= _SEEN and right > _ODDS * wrong):
            yield Hit(word.start, word.end, better.capitalize() if word.capital else better, 0.85)


def _plural(low: str) -> bool:
    return (looks_plural(low) and low not in _NOT_SEVERAL) or low in _IRREGULAR


def _closes(sentence: Sentence, at: int) -> bool:
    """Whether the word after a noun shows that the noun phrase has ended."""
    kind = sentence.words[at].kind
    return kind.noun + kind.name + kind.adjective < 0.3


def others_before_noun(sentence: Sentence) -> Iterator[Hit]:
    """ "others people": other."""
    for at in range(len(sentence.words) - 1):
        word, noun = sentence.words[at], sentence.words[at + 1]
        if word.low != "others" or not sentence.joined(at + 1) or noun.capital:
            continue
        table = ngrams()
        counted = table.count("other", noun.low) >= _SEEN and not table.count("others", noun.low)
        if counted and _plural(noun.low) and noun.kind.noun > 0.8:
            yield Hit(word.start, word.end, "Other" if word.capital else "other", 0.88)


def plural_adjective(sentence: Sentence) -> Iterator[Hit]:
    """ "the importants towns": important. The adjective has the plural of the source language."""
    for at in range(len(sentence.words)):
        word = sentence.words[at]
        base = word.low[:-1]
        if not word.low.endswith("s") or len(base) < 5 or word.capital or not word.text.isalpha():
            continue
        kind = word_class(base)
        if not kind.seen or kind.adjective < 0.8 or kind.noun > 0.15 or ngrams().count(word.low) >= _UNKNOWN:
            continue
        following = sentence.low(at + 1) if sentence.joined(at + 1) else ""
        before = sentence.low(at - 1)
        if _plural(following) or before in ("are", "were", "very", "more", "most", "so"):
            yield Hit(word.start, word.end, base, 0.88)


def there_is_many(sentence: Sentence) -> Iterator[Hit]:
    """ "there is many shops": there are."""
    for at in range(len(sentence.words) - 3):
        verb, number = sentence.words[at + 1], sentence.words[at + 2]
        if sentence.low(at) != "there" or verb.low not in _THERE or not sentence.joined(at + 1):
            continue
        counted = number.low in _COUNTED | words("numbers") or (number.text.isdigit() and number.text not in ("0", "1"))
        noun = at + 3
        if sentence.words[noun].kind.adjective > 0.7 and noun + 1 < len(sentence.words):
            noun += 1
        if counted and all(sentence.joined(i) for i in range(at + 2, noun + 1)) and _plural(sentence.low(noun)):
            yield Hit(verb.start, verb.end, _THERE[verb.low], 0.85)
