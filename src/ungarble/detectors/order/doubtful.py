"""Pairs of noun and adjective that the model doubts: believed in company only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.lists import words
from ungarble.detectors.order.nouns import turned
from ungarble.detectors.order.pairs import log_odds
from ungarble.detectors.order.screen import candidate
from ungarble.detectors.order.sentence import DETERMINERS, FUNCTION, PREPOSITIONS, Hit, Sentence

_LEAST: Final = -1.1
"""Log-odds from which a pair is believed in company; from 0 on `adjective_after_noun` believes it alone."""
_BEHIND: Final = frozenset(["forbidden", "intact", "long", "prohibited", "welcome"])
_PORTIONS: Final = words("portions")


def doubtful_adjective(sentence: Sentence) -> Iterator[Hit]:
    """ "after weeks of quarrels bitter in Geneva" """
    if sentence.shouted:
        return
    for at in range(1, len(sentence.words) - 1):
        adjective = sentence.words[at + 1]
        if adjective.kind.adjective < 0.5 or adjective.low.endswith("ed") or "-" in sentence.words[at].text:
            continue
        if not candidate(sentence, at):
            continue
        if not sentence.ends(at + 1) and sentence.low(at + 2) not in FUNCTION:
            continue
        if adjective.low in _BEHIND or sentence.words[at].kind.verb > 0.2:
            continue
        if sentence.low(at - 1) not in PREPOSITIONS | DETERMINERS:
            continue
        score = log_odds(sentence, at)
        if _LEAST <= score < 0:
            yield turned(sentence, at, (at + 1,), 0.65, score)


def ingredient_state(sentence: Sentence) -> Iterator[Hit]:
    """ "- 200 g of almonds chopped": the state of an ingredient stands before it."""
    words = sentence.words
    for at in range(2, len(words) - 1):
        noun, state = words[at], words[at + 1]
        if sentence.low(at - 1) != "of" or sentence.low(at - 2) not in _PORTIONS or not sentence.joined(at + 1):
            continue
        if sentence.shouted or sentence.after(at + 1).startswith("-") or noun.capital:
            continue
        if noun.low in FUNCTION or noun.kind.noun < 0.4 or state.low in FUNCTION or not sentence.ends(at + 1):
            continue
        kind = state.kind
        if kind.participle + kind.adjective < 0.55 or kind.noun > 0.3 or state.low.endswith("ly"):
            continue
        yield Hit(noun.start, state.end, f"{state.text} {noun.text}", 0.8)
