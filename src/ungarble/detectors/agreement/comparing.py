"""Comparisons: "more big", "the most high", "higher that the first", "as big that the first"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.sentence import BE, DETERMINERS, PREPOSITIONS, Hit, Sentence
from ungarble.english.inflection import inflect, tags_of
from ungarble.english.ngrams import ngrams

_COMMON: Final = 100
_ODDS: Final = 15
"""How much oftener the form in -er or -est must be counted than "more" or "most" before the adjective."""
_DEGREES: Final = frozenset(["much", "far", "even", "a", "the", "still", "lot", "is", "are", "was", "were", "be"])
_STANDARD: Final = (DETERMINERS - {"that"}) | frozenset(
    ["in", "at", "on", "those", "before", "ever", "him", "me", "us"]
)
"""What may follow "than" and makes no clause by itself."""
_CLAUSE_AFTER: Final = frozenset(
    ["more", "less", "better", "earlier", "later", "further", "longer", "other", "rather", "clearer", "safer"]
)
"""Comparatives that "that" follows in good English: "It is better that the"."""


def more_for_er(sentence: Sentence) -> Iterator[Hit]:
    """ "more big than": bigger; "the most high tower": highest."""
    for at in range(1, len(sentence.words) - 1):
        word, adjective = sentence.words[at], sentence.words[at + 1]
        if word.low not in ("more", "most") or not sentence.joined(at) or not sentence.joined(at + 1):
            continue
        if adjective.capital or adjective.kind.adjective < 0.6 or sentence.low(at - 1) not in _DEGREES:
            continue
        if word.low == "most" and (sentence.low(at - 1) != "the" or adjective.low == "good"):
            continue
        closed = sentence.ends(at + 1) or sentence.low(at + 2) in ("than", "that", "of", "in", "to", "for")
        if not closed and word.low == "more" and sentence.low(at - 1) != "a":
            continue
        made = inflect(adjective.low, "JJR" if word.low == "more" else "JJS")
        table = ngrams()
        if made is None or made.startswith(word.low):
            continue
        right, wrong = table.count(made), table.count(word.low, adjective.low)
        if right >= _COMMON and right > _ODDS * wrong:
            yield Hit(word.start, adjective.end, made, 0.88)


def that_for_than(sentence: Sentence) -> Iterator[Hit]:
    """ "higher that the first": than; "as big that the first": as."""
    for at in range(1, len(sentence.words) - 1):
        word, before = sentence.words[at], sentence.words[at - 1]
        if word.low != "that" or not sentence.joined(at) or not sentence.joined(at + 1):
            continue
        following = sentence.words[at + 1]
        if following.low not in _STANDARD and not following.text[:1].isdigit():
            continue
        degree = sentence.low(at - 2)
        if before.low in ("more", "less") and following.text[:1].isdigit():
            yield Hit(word.start, word.end, "than", 0.88)
        elif tags_of(before.low, "ADJ") == ("JJR",) and before.kind.noun < 0.3 and before.low not in _CLAUSE_AFTER:
            if degree not in PREPOSITIONS and not _clause(sentence, at):
                yield Hit(word.start, word.end, "than", 0.8)
        elif degree == "as" and before.kind.adjective > 0.8 and sentence.low(at - 3) in BE | {"not", "almost", "twice"}:
            yield Hit(word.start, word.end, "as", 0.75)


def _clause(sentence: Sentence, at: int) -> bool:
    """Whether "it is" opens a clause that "that" goes on with."""
    return any(sentence.low(i) == "it" for i in range(max(0, at - 5), at))
