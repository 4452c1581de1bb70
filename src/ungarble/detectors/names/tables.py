"""What rules of kind `names` bring along: parts of names and what engines make of them, lists of real names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from ungarble import rulepack
from ungarble.model import Rule

MECHANISMS = ("translated-part", "translated-name", "known-name", "lower-case", "split", "drift", "engine", "gloss")
"""How a name is garbled: the value of `by` under `match`."""

_KEYS = {
    "translated-part": {"parts"},
    "translated-name": {"parts", "table", "meanings"},
    "known-name": {"parts", "lexicon"},
    "lower-case": {"lexicon"},
    "split": set(),
    "drift": set(),
    "engine": {"garbles", "words"},
    "gloss": set(),
}


class NamesError(rulepack.RuleError):
    """A rule of kind `names` whose `match` cannot be used; the text names the rule."""


@dataclass(frozen=True, slots=True)
class Table:
    """One rule with its data. `parts`: folded foreign words ("de la") and their English renderings; `meanings`:
    folded names and the English words they are; `lexicon`: real names, in their spelling."""

    rule: Rule
    by: str
    parts: Mapping[tuple[str, ...], tuple[str, ...]]
    meanings: Mapping[str, tuple[str, ...]]
    lexicon: tuple[str, ...]
    file: str = ""
    """Table of an engine's garbles, below the shipped rules; read on first use."""
    words: str = ""
    """Table of words that an engine makes of words in names."""


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """`word` in small letters without accents: how names are compared."""
    if word.isascii():
        return word.lower()
    low = word.lower().replace("ß", "ss").replace("ł", "l").replace("ø", "o").replace("ı", "i").replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def table(rule: Rule) -> Table:
    """The data of one rule. Raises NamesError."""
    match = rule.match
    by = match.get("by", "")
    if by not in MECHANISMS:
        raise NamesError(f"{rule.id}: `by: {by}`; known: {', '.join(MECHANISMS)}")
    unknown = set(match) - {"by"} - _KEYS[by]
    if unknown:
        raise NamesError(f"{rule.id}: unknown key under `match`: {', '.join(sorted(unknown))}")
    meanings: dict[str, tuple[str, ...]] = {folded(k): _several(v) for k, v in match.get("meanings", {}).items()}
    if "table" in match:
        meanings = {**meanings_file(match["table"]), **meanings}
    parts = {tuple(folded(k).split()): _several(v) for k, v in match.get("parts", {}).items()}
    lexicon = lines(match["lexicon"]) if "lexicon" in match else ()
    return Table(rule, by, parts, meanings, lexicon, match.get("garbles", ""), match.get("words", ""))


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@cache
def meanings_file(name: str) -> Mapping[str, tuple[str, ...]]:
    """A file below the shipped rules with lines `English, another = Name Name`, turned round. Raises NamesError."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines(name):
        english, sign, names = line.partition("=")
        if not sign:
            raise NamesError(f"{name}: no `=` in “{line}”")
        words = tuple(w.strip() for w in english.split(","))
        for one in names.split():
            found[folded(one)] = (*found.get(folded(one), ()), *words)
    return found


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a text file below the shipped rules, without comments. Raises NamesError."""
    try:
        text = (rulepack.shipped_rules() / name).read_text(encoding="utf-8")
    except OSError as error:
        raise NamesError(f"{name}: {error.strerror}") from None
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def real_names() -> frozenset[str]:
    """Folded real names of all shipped lexicons: never taken for a garble."""
    files = sorted((rulepack.shipped_rules() / "lexicons").glob("names-*.txt"))
    return frozenset(folded(line) for file in files for line in lines(f"lexicons/{file.name}"))


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the lists in rules/any/data that tell titles, verbs of saying and the like."""
    return frozenset(lines(f"any/data/{name}.txt"))


@cache
def alternatives(name: str) -> str:
    """A word list as the inside of a regular expression, longest first."""
    return "|".join(re.escape(w) for w in sorted(word_list(name), key=lambda w: (-len(w), w)))


def protected_by_user(names: Sequence[str]) -> frozenset[str]:
    """The user's own names, folded."""
    return frozenset(folded(name) for name in names)
