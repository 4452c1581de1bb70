"""Capitals carried from one wording to another."""

from __future__ import annotations

import re
from typing import Final

_SMALL: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "as",
        "of",
        "in",
        "at",
        "for",
        "to",
        "on",
        "by",
        "with",
        "from",
        "under",
        "over",
        "without",
        "against",
        "between",
    ]
)
"""Words that a headline leaves in lower case."""


def copy_case(model: str, word: str) -> str:
    """`word` with the capitals of `model`.

    UPPER gives upper case (a single capital letter does not count as such), "Front Atomic" gives each word of a
    phrase its capital but for short function words, "Front" or "Front of" the first letter. A model in lower case
    or in mixed case ("iPhone") leaves the word as it is, so that a name in a replacement keeps its capital.
    """
    if is_shouted(model):
        return word.upper()
    parts = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", model)
    if not parts or not parts[0][0].isupper():
        return word
    weighty = [part for part in parts if part.lower() not in _SMALL]
    if len(weighty) > 1 and all(part[0].isupper() for part in weighty):
        return re.sub(r"[^\W\d_][\w'’]*", _headline, word)
    return _capital(word)


def is_shouted(word: str) -> bool:
    """Whether `word` is in capitals altogether and has more than one letter."""
    return word.isupper() and sum(character.isalpha() for character in word) > 1


def share_case(model: str, word: str) -> str:
    """`word` with the letters of `model` as far as the two agree: ("McKay", "mckays") gives "McKays"."""
    shared = 0
    while shared < min(len(model), len(word)) and model[shared].lower() == word[shared].lower():
        shared += 1
    return model[:shared] + word[shared:]


def _headline(found: re.Match[str]) -> str:
    return found[0] if found[0].lower() in _SMALL and found.start() else _capital(found[0])


def _capital(word: str) -> str:
    for place, character in enumerate(word):
        if character.isalpha():
            return word[:place] + character.upper() + word[place + 1 :]
    return word
