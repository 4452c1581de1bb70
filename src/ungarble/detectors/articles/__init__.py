"""Articles that the source language put in or left out (kind `articles`).

match:
  finds: missing      "leading producer of windows" for "a leading producer": sources without articles
  finds: needless     "the global warming": sources whose articles stand before general nouns, too. In text that looks
                      machine translated on the whole only (`damage`)

How odd an article is comes from a model of clean English (`slots`); what it cannot know (which officials were spoken
of, names of rivers, superlatives) is left alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from ungarble.detectors import Detect
from ungarble.detectors.articles.slots import Slot, features, log_odds, slots
from ungarble.detectors.damage import damage_by_segment
from ungarble.detectors.order.phrases import finite
from ungarble.detectors.order.sentence import Sentence
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.wording import rewording
from ungarble.english.articles import indefinite_article
from ungarble.english.sentences import sentences
from ungarble.model import Document, Finding, Rule, Segment, Span

_NEEDLESS: Final = ((3.5, 0.8), (2.5, 0.72))
_NEEDLESS_PLURAL: Final = ((4.5, 0.65),)
"""Log-odds of no article against "the", and how often it was right on post-edited text: "the officials" may be known
ones, "the immigration" seldom is."""
_MISSING: Final = ((4.0, 0.75), (3.0, 0.65))
"""The same for an article against none."""
_ENUMERATED: Final = 4.5
"""In "country or education level" and the like an article may be shared or spared."""
_DEFINITE: Final = frozenset(
    [
        "first",
        "last",
        "only",
        "same",
        "next",
        "other",
        "second",
        "third",
        "previous",
        "following",
        "new",
        "most",
        "least",
    ]
)
_DEFINED: Final = frozenset(["of", "that", "which", "who", "whose", "where", "to"])
_TITLES: Final = frozenset(["Mr", "Mrs", "Ms", "Mr.", "Mrs.", "Ms."])
_SENTENCE_END: Final = (".", "!", "?")


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all article rules. Raises PatternError for a rule that says neither missing nor needless."""
    for rule in rules:
        if rule.match.get("finds") not in ("missing", "needless"):
            raise PatternError(f"{rule.id}: `finds` is missing or needless")
    missing = [rule for rule in rules if rule.match["finds"] == "missing"]
    needless = [rule for rule in rules if rule.match["finds"] == "needless"]
    damage_of = damage_by_segment()

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        drops = needless if needless and damage_of(segment, document).damaged else []
        if not drops and not missing:
            return
        heads: set[str] = set()
        for span in sentences(segment.text):
            sentence = Sentence(span.of(segment.text))
            if len(sentence.words) < 4 or sentence.shouted or not sentence.rest.strip().startswith(_SENTENCE_END):
                continue
            for slot in slots(sentence):
                head = sentence.low(slot.head)
                mentioned = head in heads
                heads.add(head)
                chosen = drops if slot.article is not None else missing
                if chosen and (hit := _judged(sentence, slot, mentioned)):
                    place, wording, confidence, odds = hit
                    for rule in chosen:
                        evidence = {"article model": f"{odds:+.1f}"}
                        yield rewording(rule, segment, place.shifted(span.start), [wording], "", confidence, evidence)

    return find


def _judged(sentence: Sentence, slot: Slot, mentioned: bool) -> tuple[Span, str, float, float] | None:
    """(place, new wording, confidence, log-odds) where the article of a slot is odd."""
    if slot.article is None:
        return _wanted(sentence, slot, mentioned)
    if sentence.low(slot.article) != "the" or mentioned or not _may_be_general(sentence, slot):
        return None
    none, the, _ = log_odds(features(sentence, slot, mentioned))
    head, first = sentence.words[slot.head], sentence.words[slot.first]
    plural = head.low.endswith("s") and not head.low.endswith("ss") and not first.text[:1].isdigit()
    if plural and sentence.joined(slot.head + 1) and finite(sentence.words[slot.head + 1]):
        return None
    confidence = _sure(none - the, _NEEDLESS_PLURAL if plural else _NEEDLESS)
    if not confidence:
        return None
    wording = sentence.slice(slot.first, slot.head)
    if slot.article == 0:
        wording = wording[:1].upper() + wording[1:]
    place = Span(sentence.words[slot.article].start, head.end)
    return place, wording, confidence, none - the


def _may_be_general(sentence: Sentence, slot: Slot) -> bool:
    """Whether nothing says that a known thing is meant: no superlative, no "of" or clause behind, no name."""
    first, head = sentence.words[slot.first], sentence.words[slot.head]
    if not sentence.ends(slot.head) and sentence.low(slot.head + 1) in _DEFINED:
        return False
    if first.text[:1].isdigit() or head.text in _TITLES:
        return True
    if first.low in _DEFINITE or first.low.endswith("est") or first.capital or head.capital:
        return False
    return bool(head.kind.seen)


def _wanted(sentence: Sentence, slot: Slot, mentioned: bool) -> tuple[Span, str, float, float] | None:
    """Where a single countable thing stands without any article."""
    words = sentence.words
    head, first = words[slot.head], words[slot.first]
    inside = words[slot.first : slot.head + 1]
    if (
        head.low.endswith("s")
        or head.kind.noun < 0.7
        or not head.kind.seen
        or any(w.text[:1].isdigit() for w in inside)
    ):
        return None
    if any(w.capital and w.start for w in inside) or any("'" in w.low for w in inside):
        return None
    none, the, a = log_odds(features(sentence, slot, mentioned))
    odds = math.log(math.exp(the) + math.exp(a)) - none
    confidence = _sure(odds, _MISSING)
    listed = words[slot.first].gap.startswith((",", ";", ":")) or sentence.low(slot.first - 1) in ("and", "or")
    listed = listed or sentence.after(slot.head).startswith(",") or sentence.low(slot.head + 1) in ("and", "or")
    if not confidence or (listed and odds < _ENUMERATED and slot.first):
        return None
    article = "the" if the > a else indefinite_article(first.text)
    phrase = sentence.slice(slot.first, slot.head)
    wording = f"{article} {phrase}"
    if slot.first == 0:
        wording = f"{article.capitalize()} {phrase[:1].lower()}{phrase[1:]}"
    return Span(first.start, head.end), wording, confidence, odds


def _sure(odds: float, bins: Sequence[tuple[float, float]]) -> float:
    return next((confidence for least, confidence in bins if odds >= least), 0.0)
