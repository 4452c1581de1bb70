"""Words that hardly ever stand side by side in English (kind `neighbours`): "continues of", "are same", "not can".

match:
  most: -3.0          log-odds up to which two words are told

The log-odds are of how often the n-gram table has the two words to how often it would have them if words were strewn
at random: pointwise mutual information (Church & Hanks 1990). What is wrong there, counts do not know: such a finding
has no fix. It is the one detector that needs no rule for what it finds; it is asked near other damage only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from ungarble.detectors import Detect
from ungarble.detectors.order.sentence import AUXILIARIES, FUNCTION, PREPOSITIONS, Sentence, Word
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.wording import rewording
from ungarble.english.ngrams import ngrams
from ungarble.english.sentences import sentences
from ungarble.model import Document, Finding, Rule, Segment, Span

_SHORTEST: Final = 4
"""Words of the shortest sentence that is looked at: headings and labels leave words out."""
_SMALL: Final = FUNCTION | AUXILIARIES
_OPENS: Final = _SMALL - PREPOSITIONS
"""Words with which a clause or phrase may begin behind any other: "in the village the | people", "the final | were"."""
_SMOOTHED: Final = 0.3
_LOOSE: Final = frozenset(["that", "all", "both"])
"""Words that may be a clause's conjunction or its floating subject: "said that | earthquakes", "they are all | not"."""
_PARTICLES: Final = frozenset(["in", "on", "up", "off", "out", "over", "back", "down", "away", "through"])
"""Words that may belong to the verb before: "went in | to see her"."""
_SURER: Final = ((-4.0, 0.9), (-3.5, 0.85))
"""Log-odds up to which a pair is surer than its rule says (bench/neighbours.md)."""
_EXPECTED: Final = 1.0
"""Sights to be expected in the table's corpus from which on their absence says something."""


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all rules of the kind. Raises PatternError for a rule whose `most` is no number."""
    bars = [(rule, _number(rule)) for rule in rules]

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        for span, first, second in _pairs(segment.text):
            odds = _log_odds(first, second)
            for rule, most in bars:
                if odds <= most:
                    sure = next((sure for bar, sure in _SURER if odds <= bar), rule.confidence)
                    yield rewording(rule, segment, span, [], confidence=sure, evidence={"n-grams": f"{odds:+.1f}"})

    return find


def _pairs(text: str) -> Iterator[tuple[Span, str, str]]:
    """Two words with only a blank between them, in small letters, and where they stand. Names and numbers are none."""
    for span in sentences(text):
        sentence = Sentence(span.of(text))
        if len(sentence.words) < _SHORTEST or sentence.shouted:
            continue
        last = None
        for at, word in enumerate(sentence.words):
            plain = word.text.isalpha() and not (word.capital and at)
            if plain and last is not None and sentence.joined(at) and not _apart(last, word):
                yield Span(span.start + last.start, span.start + word.end), last.low, word.low
            last = word if plain else None


def _apart(first: Word, second: Word) -> bool:
    """Whether two words may stand side by side by chance: a phrase ends with the one, another begins with the other."""
    if second.low in _OPENS and first.low not in _SMALL:
        return True
    if first.low in _PARTICLES and second.low in PREPOSITIONS:
        return True
    return first.low in _LOOSE or second.low == "not" or second.kind.adverb >= 0.5


def _log_odds(first: str, second: str) -> float:
    """Of the sights of the two words to those expected; 0 where next to none are."""
    table = ngrams()
    expected = table.count(first) * table.count(second) / table.total
    if expected < _EXPECTED:
        return 0.0
    return math.log((table.count(first, second) + _SMOOTHED) / expected)


def _number(rule: Rule) -> float:
    try:
        return float(rule.match["most"])
    except ValueError as error:
        raise PatternError(f"{rule.id}: `most` is a number") from error
