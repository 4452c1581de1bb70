"""Two nouns with "of" between them where English makes a compound: "medal of gold", "the Agreement of Paris"."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.lists import words
from ungarble.detectors.order.phrases import MONTHS
from ungarble.detectors.order.sentence import FUNCTION, Hit, Sentence
from ungarble.english.articles import indefinite_article
from ungarble.english.inflection import lemma
from ungarble.english.ngrams import ngrams
from ungarble.english.wordclasses import word_class

_SMOOTHED: Final = 0.2
"""Added to the counts of both orders: one sight of the compound against none is worth a log-odds of 1.8."""
_BINS: Final = ((3.5, 0.88), (2.5, 0.8), (1.2, 0.65))
"""Log-odds of the compound and how often it was right on post-edited text (bench/dialect.md)."""
_MODIFIES: Final = 0.4
"""Share of its uses before another noun from which a noun makes a compound that the counts do not have."""
_UNSEEN: Final = 0.65
_LISTED: Final = 3.0
"""Log-odds from which an enumeration may follow: "deposits of gold, silver and lead" is none of a compound."""


def compound(sentence: Sentence) -> Iterator[Hit]:
    """ "a medal of gold": a gold medal."""
    for at in range(1, len(sentence.words) - 1):
        if sentence.low(at) != "of" or not sentence.joined(at) or not sentence.joined(at + 1):
            continue
        head, modifier = sentence.words[at - 1], sentence.words[at + 1]
        if not _noun(sentence, at - 1) or not _noun(sentence, at + 1) or not modifier.text.isalpha():
            continue
        if modifier.low in MONTHS or lemma(head.low, "NOUN") in words("measures"):
            continue
        if modifier.capital and head.low in words("of-places"):
            continue
        form, score = _form(head.low, modifier.text)
        confidence = next((c for least, c in _BINS if score >= least), 0.0)
        if not confidence and score > -0.1 and _fits(sentence, at):
            confidence = _UNSEEN
        if not confidence or not _closes(sentence, at + 1, score):
            continue
        start, wording = head.start, f"{form} {head.text}"
        article = sentence.words[at - 2] if at >= 2 and sentence.joined(at - 1) else None
        if article and article.low in ("a", "an"):
            fitting = indefinite_article(form)
            start = article.start
            wording = f"{fitting.capitalize() if article.capital else fitting} {wording}"
        yield Hit(start, modifier.end, wording, confidence, {"n-grams": f"{score:+.1f}"})


def _noun(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    return word.low not in FUNCTION and word.kind.noun + word.kind.name >= 0.5 and not word.text.isupper()


def _form(head: str, modifier: str) -> tuple[str, float]:
    """The form of the modifier that the compound is seen with, the singular where it is not, and the log-odds."""
    table = ngrams()
    singular = modifier if modifier[:1].isupper() else lemma(modifier, "NOUN")
    counts = [(table.count(form, head) + table.count(form, _other(head)) / 2, form) for form in (singular, modifier)]
    turned, form = max(counts, key=lambda pair: pair[0])
    stands = max(table.count(head, "of", modifier), table.count(head, "of", singular))
    return form, math.log((turned + _SMOOTHED) / (stands + _SMOOTHED))


def _other(noun: str) -> str:
    return noun[:-1] if noun.endswith("s") else noun + "s"


def _fits(sentence: Sentence, at: int) -> bool:
    """Whether two common nouns make a compound though nobody counted it: the second is one that often modifies."""
    head, modifier = sentence.words[at - 1], sentence.words[at + 1]
    plain = head.text.islower() and modifier.text.islower()
    singular = lemma(modifier.low, "NOUN")
    known = head.kind.seen and modifier.kind.seen and head.kind.noun > 0.6 and modifier.kind.noun > 0.6
    return bool(plain and known and word_class(singular).modifier >= _MODIFIES)


def _closes(sentence: Sentence, at: int, score: float) -> bool:
    """Whether the phrase ends with word `at`: no other noun, no enumeration goes on behind it."""
    gap = sentence.after(at)
    if gap != " ":
        enumerates = gap.startswith(",") and sentence.low(at + 1) in ("of", "and", "or")
        return not enumerates and (score >= _LISTED or not gap.startswith(","))
    following = sentence.words[at + 1]
    if following.low in ("and", "or"):
        return score >= _LISTED and not sentence.words[at].capital
    if following.low in FUNCTION:
        return True
    kind = following.kind
    return kind.noun + kind.name + kind.adjective < 0.5 and not following.capital
