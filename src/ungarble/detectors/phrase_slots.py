"""The slots of phrase patterns: `<number>`, `<name>` and the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ungarble.english.dictionary import inflections, lemmas
from ungarble.english.wordclasses import word_class

_MOSTLY = 0.5
_OFTEN = 0.3
_SMALL_WORD = r"[a-z][\w’'-]*"

SLOTS: Mapping[str, str] = MappingProxyType(
    {
        "number": r"\d+(?:[.,:/ \u00a0]\d+)*",
        "year": r"[12]\d{3}",
        "name": r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
        r"(?:\s(?:(?:de|du|des|la|le|von|van|der|den|da|di|do|dos|del|al|bin|el)\s)*[A-ZÀ-ÖØ-Þ][\w’'-]*)*",
        "word": r"[^\W\d_][\w’'-]*",
        "words": r"[^\W\d_][\w’'-]*(?:\s[^\W\d_][\w’'-]*){0,3}",
        "det": r"(?:the|a|an|this|that|these|those|my|your|his|her|its|our|their|some|any|no|every|each)",
        "poss": r"(?:my|your|his|her|its|our|their)",
        "them": r"(?:me|you|him|her|it|us|them)",
        "they": r"(?:I|you|he|she|it|we|they)",
        "month": r"(?:January|February|March|April|May|June|July|August|September|October|November|December)",
        "weekday": r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
        "adverb": r"[^\W\d_]+ly",
        "ing": r"[a-z]{2,}ing",
        "verb": _SMALL_WORD,
        "participle": _SMALL_WORD,
        "noun": _SMALL_WORD,
        "adj": _SMALL_WORD,
    }
)
"""Slot name -> regular expression of what it takes."""


def _is_gerund(word: str) -> bool:
    return any(lemma != word for lemma in lemmas().get((word, "verb"), ()))  # Not "spring", not "evening".


def _is_verb(word: str) -> bool:
    return (word, "verb") in inflections()


def _is_participle(word: str) -> bool:
    return word_class(word).participle >= _OFTEN or (word.endswith("ed") and (word, "verb") in lemmas())


def _is_noun(word: str) -> bool:
    return word_class(word).noun >= _MOSTLY


def _is_adjective(word: str) -> bool:
    return word_class(word).adjective >= _MOSTLY


CLASSES: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "ing": _is_gerund,
        "verb": _is_verb,
        "participle": _is_participle,
        "noun": _is_noun,
        "adj": _is_adjective,
    }
)
"""Slots that take one small-letter word of a class only: "sing" for `<verb>`, "singing" for `<ing>`."""
