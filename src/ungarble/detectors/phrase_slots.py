"""The slots of phrase patterns: `<number>`, `<name>` and the others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
    }
)
"""Slot name -> regular expression of what it takes."""
