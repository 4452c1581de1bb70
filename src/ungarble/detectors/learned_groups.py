"""Operations of the tagger, and the groups they fall into: a group is a rule's name and has a confidence of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ungarble.detectors.learned_text import Token


def word_set(listed: str) -> frozenset[str]:
    """A set of words written with blanks between them."""
    return frozenset(listed.split())


ARTICLES: Final = word_set("a an the")
PREPOSITIONS: Final = word_set(
    "of in on at to for by with from about as into than over under between among through during until since"
)
BE: Final = word_set("is are was were be been being")
PRONOUNS: Final = word_set(
    "it he she they there his her its their him them that which who whom whose this these those what one i you we"
)
SMALL: Final = word_set(
    "a an the of in on at to for by with from as that which who whom whose this these those it its he his she her they "
    "their there is are was were be been being has have had do does did not no and or but if than then when while "
    "will would can could may might must shall should so such also more most much many very only just up out into "
    "about over under between among through during before after since until against without within because though "
    "although however what how where why all any some each every other another own same i you we him us them my your "
    "our s one like"
)
"""Words that carry grammar rather than sense. No other word is ever dropped."""
GROUPS: Final = (
    "compound",
    "word-order",
    "lost-passive",
    "subject-missing",
    "subject-too-many",
    "pronoun",
    "sense",
    "verb-form",
    "number",
    "preposition",
    "preposition-too-many",
    "preposition-missing",
    "article-too-many",
    "article-missing",
    "article",
    "capital",
    "function-word",
    "word-too-many",
    "word-missing",
)
"""Every group, weightiest first: a proposal of several operations is named for its weightiest."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One label on one token (`place`), with its probability; `insert`: put in before the token."""

    place: int
    label: str
    probability: float
    insert: bool


def group_of(tokens: Sequence[Token], operation: Operation, others: Sequence[Operation]) -> str:
    """The group of one operation."""
    label, old = operation.label, tokens[operation.place].text.lower()
    if operation.insert:
        words = label.split()
        if words[0] in ARTICLES and len(words) == 1:
            return "article-missing"
        if any(w in BE for w in words) and not any(w in PRONOUNS for w in words):
            return "lost-passive"
        if any(w in PRONOUNS for w in words):
            return "subject-missing"
        return "preposition-missing" if words[0] in PREPOSITIONS else "word-missing"
    if label == "drop":
        if old in ARTICLES:
            return "article-too-many"
        if old == "of" and any(o.label[0] in "<>" and not o.insert for o in others):
            return "compound"
        if old in PREPOSITIONS:
            return "preposition-too-many"
        return "subject-too-many" if old in PRONOUNS else "word-too-many"
    if label[0] in "<>":
        return "word-order"
    if label == "lower":
        return "capital"
    if label[0] == "~":
        return "number" if label[1:] in ("NN", "NNS") else "verb-form"
    new = label[1:]
    if old in ARTICLES and new in ARTICLES:
        return "article"
    if old in PREPOSITIONS and new in PREPOSITIONS:
        return "preposition"
    if old in PRONOUNS and new in PRONOUNS:
        return "pronoun"
    return "sense" if len(old) > 3 and old not in PREPOSITIONS | PRONOUNS else "function-word"


def deed(tokens: Sequence[Token], operation: Operation) -> str:
    """The operation with its word: "to drop", "like =as", "+the"."""
    if operation.insert:
        return f"+{operation.label}"
    return f"{tokens[operation.place].text.lower()} {operation.label}"
