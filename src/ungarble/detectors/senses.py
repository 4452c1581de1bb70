"""Words in the wrong sense of the source word: "the paper of the minister in the talks" for Spanish *papel*, role.

match:
  as: NOUN                                                   or VERB, ADJ: what all the words are; NOUN where left out
  swap: {paper: role, competition: [jurisdiction, power]}    what stands there: what may be meant
  unless: [...]                                              conditions, see `context`

A place is compared by `english.associations`; a rule may only name pairs learned there. Nothing is parsed, and a
text without any of the words costs one look at its set of words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ungarble.detectors import Detect
from ungarble.detectors.context import KEYS, Allowed, conditions
from ungarble.detectors.damage import SHORT, Damage, damage_by_segment
from ungarble.detectors.inflected import carried_over, with_article
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.phrases import word_set
from ungarble.detectors.wording import rewording
from ungarble.english.associations import Associations, around, associations, features, fits, shape_of
from ungarble.english.casing import copy_case
from ungarble.english.sentences import sentence_at
from ungarble.english.words import tokens
from ungarble.model import Document, Finding, Rule, Segment, Span

ALONE: Final = 0.75
"""Of the rule's confidence so much is left where the text around looks like good English and the place passes the
higher bar all the same."""

HINT: Final = 0.35
"""Confidence of a place that passes the lower bar only, in a text too short to tell whether it is damaged: not shown,
but a sign of damage to its neighbours. A longer text of good English has no such places."""

DAMAGED: Final = 0.01
"""`Damage.rate` from which on a text counts as damaged here: senses go wrong in rule-based MT, whose traces that rate
measures. Single clean paragraphs reach it in 0.4 % of cases; phrase-based and neural MT, whose senses are mostly right,
hardly oftener (bench/senses.md)."""

_Told = tuple[bool, float, str]
"""Whether the higher bar is passed, the log-odds, and the word that the place asks for."""


@dataclass(frozen=True, slots=True)
class _Swap:
    rule: Rule
    upos: str
    word: str
    others: tuple[str, ...]
    allowed: Allowed


@dataclass(frozen=True, slots=True)
class _Place:
    """A form of a rule's word in the text, and whether the text around it looks machine translated."""

    form: str
    span: Span
    segment: Segment
    document: Document
    damage_of: Callable[[Segment, Document], Damage]

    @property
    def found(self) -> str:
        return self.span.of(self.segment.text)

    @property
    def damage(self) -> Damage:
        return self.damage_of(self.segment, self.document)


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all senses rules. Raises PatternError for a pair that was not learned, AssociationsError."""
    table = associations()
    damage_of = damage_by_segment()
    by_form: dict[str, list[_Swap]] = defaultdict(list)
    for rule in rules:
        for swap in _swaps(rule, table):
            for form in table.forms(swap.upos, swap.word):
                by_form[form].append(swap)
    known = frozenset(by_form)

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        for form in sorted(known & word_set(segment.text)):
            for match in _pattern(form).finditer(segment.text):
                place = _Place(form, Span(*match.span()), segment, document, damage_of)
                yield from _findings(by_form[form], place, table)

    return find


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """`form` by itself: "part", not "part-time", "@part" or "part/"."""
    return re.compile(rf"(?<![\w@/-]){form}(?![\w@/-])", re.IGNORECASE)


def _swaps(rule: Rule, table: Associations) -> Iterator[_Swap]:
    unknown = set(rule.match) - KEYS - {"swap", "as"}
    if unknown:
        raise PatternError(f"{rule.id}: unknown key under `match`: {', '.join(sorted(unknown))}")
    upos = rule.match.get("as", "NOUN")
    allowed = conditions(rule.match)
    for word, meant in rule.match["swap"].items():
        others = (meant,) if isinstance(meant, str) else tuple(meant)
        for other in others:
            if table.bars(upos, word, other) is None:
                raise PatternError(f"{rule.id}: nothing was learned of “{word}” and “{other}”: see rules/README.md")
        yield _Swap(rule, upos, word, others, allowed)


def _findings(swaps: Sequence[_Swap], place: _Place, table: Associations) -> Iterator[Finding]:
    text, span = place.segment.text, place.span
    sentence = sentence_at(text, span)
    if not place.found.islower() and span.start != sentence.start:
        return  # A name: the Bank of England, the Court of Appeal.
    left, right = tokens(text[sentence.start : span.start]), tokens(text[span.end : sentence.end])
    seen: dict[str, tuple[int, ...]] = {}
    weighed: dict[
        tuple[str, str, str], _Told | None
    ] = {}  # Packs share pairs: nine languages have one word for history.
    for swap in swaps:
        if not fits(swap.upos, left[-1] if left else ""):
            continue
        shape = shape_of(swap.word, place.form)
        if shape not in seen:
            seen[shape] = features(left, right, around(text[: sentence.start], text[sentence.end :]), shape)
        for other in swap.others:
            key = swap.upos, swap.word, other
            if key not in weighed:
                weighed[key] = _weighed(table, key, seen[shape])
        told = [one for other in swap.others if (one := weighed[swap.upos, swap.word, other])]
        if told and (finding := _finding(swap, place, sorted(told, reverse=True), table)) is not None:
            yield finding


def _weighed(table: Associations, key: tuple[str, str, str], seen: Sequence[int]) -> _Told | None:
    bars, odds = table.bars(*key), table.odds(*key, seen)
    return (odds >= bars[1], odds, key[2]) if bars is not None and odds >= bars[0] else None


def _finding(swap: _Swap, place: _Place, told: Sequence[_Told], table: Associations) -> Finding | None:
    rule = swap.rule
    sure, odds, best = told[0]
    confidence = rule.confidence
    if place.damage.rate < DAMAGED:
        if not sure and place.damage.words > SHORT:
            return None
        confidence = ALONE * confidence if sure else min(HINT, confidence)
    if not swap.allowed(place.span, place.segment, place.document):
        return None
    wordings = [_inflected(swap, place, other, table) for *_, other in told]
    message = rule.message.format(found=place.found, better=wordings[0])
    evidence = {"context": f"{odds:+.1f} for “{best}”"}
    span, wordings = with_article(place.segment.text, place.span, wordings)
    return rewording(rule, place.segment, span, wordings, message, confidence, evidence)


def _inflected(swap: _Swap, place: _Place, other: str, table: Associations) -> str:
    """`other` in the form and the case of what stands there."""
    found = other
    if swap.upos == "NOUN" and place.form != swap.word:
        found = next((form for form in table.forms("NOUN", other)[1:2]), other)
    elif swap.upos == "VERB":
        found = carried_over(swap.word, place.form, other, place.segment.text[: place.span.start])
    return copy_case(place.found, found)
