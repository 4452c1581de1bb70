"""Reads one pattern of the phrase language: regular expression and anchor words in one walk over its atoms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ungarble.detectors.phrase_slots import CLASSES, SLOTS
from ungarble.english.inflection import forms

_ATOM = re.compile(r"~\([\w’'|-]+\)|~[\w’'-]+|<[a-z]+>|[()|\[\]]|\s+|[^\s()|\[\]~<]+|.")
_MARKS = ",.;:!?"
"""A mark has no blank before it, however the pattern is written: `a , b` takes "a, b"."""
_BLANK_OR_MARK = r"(?:\s+|(?=[,.;:!?%]))"
"""Before a choice: `deals (,|in)` takes "deals," as it takes "deals in"."""


class PatternError(ValueError):
    """A phrase pattern that cannot be read. The text shows the pattern and what is wrong with it."""


class Reading(NamedTuple):
    """A pattern as it was read: what a match needs, and the slots that take words of one class only."""

    regex: str
    anchors: frozenset[str]
    lemmas: tuple[str, ...]
    groups: int
    needed: tuple[frozenset[str], ...]
    classes: tuple[tuple[int, str], ...]


class Reader:
    """Recursive descent over the atoms of one pattern: regular expression and anchor words in one walk."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.atoms = _ATOM.findall(" ".join(pattern.split()))
        self.at = 0
        self.groups = self.depth = 0
        self.lemmas: list[str] = []
        self.needed: list[frozenset[str]] = []
        self.classes: list[tuple[int, str]] = []

    def error(self, what: str) -> PatternError:
        return PatternError(f"`{self.pattern}`: {what}")

    def whole(self) -> tuple[str, frozenset[str]]:
        regex, anchors = self.sequence()
        if self.at < len(self.atoms):
            raise self.error(f"`{self.atoms[self.at]}` out of place")
        if not regex:
            raise self.error("empty pattern")
        return regex, anchors

    def sequence(self) -> tuple[str, frozenset[str]]:
        """Chunks up to a closing mark. The blank beside an option belongs to the option: `in [the] time`."""
        regex, anchors, begun = "", frozenset[str](), False
        while self.at < len(self.atoms) and self.atoms[self.at] not in ")|]":
            if self.atoms[self.at].isspace():
                self.at += 1
                continue
            if self.atoms[self.at] == "[":
                self.at += 1
                self.depth += 1
                inner, _ = self.sequence()
                self.depth -= 1
                self.close("]")
                regex += rf"(?:\s+{inner})?" if begun else rf"(?:{inner}\s+)?"
                continue
            atom = self.atoms[self.at]
            blank = _BLANK_OR_MARK if atom == "(" else r"\s*" if atom[0] in _MARKS else r"\s+"
            chunk, words = self.chunk()
            regex += (blank if begun else "") + chunk
            begun = True
            anchors = _rarer(anchors, words)
            if words and not self.depth:
                self.needed.append(words)
        return regex, anchors

    def chunk(self) -> tuple[str, frozenset[str]]:
        """Atoms without a blank between them; glued ones (`<number>(st|th)`) have no words that a text has so."""
        regex, anchors, glued = "", frozenset[str](), 0
        while self.at < len(self.atoms) and not self.atoms[self.at].isspace() and self.atoms[self.at] not in ")|][":
            atom = self.atoms[self.at]
            self.at += 1
            if atom == "(":
                part, words = self.choice()
            elif atom.startswith("<"):
                part, words = self.slot(atom[1:-1]), frozenset[str]()
            elif atom == "~":
                raise self.error("`~` stands before a word or before (one|word|each)")
            elif atom.startswith("~"):
                inflected = [form for lemma in lemmas_of(atom) for form in forms(lemma)]
                part = f"(?P<f{len(self.lemmas)}>{_alternatives(inflected)})"
                words = frozenset(re.findall(r"\w+", form)[-1] for form in inflected)
                self.lemmas.append(atom)
            else:
                part, words = _literal(atom), frozenset(re.findall(r"\w+", atom.lower())[-1:])
            regex += part
            glued += bool(words) or atom[0] in "(<" or atom.isalnum()
            anchors = words or anchors
        return regex, anchors if glued < 2 else frozenset()

    def choice(self) -> tuple[str, frozenset[str]]:
        self.groups, self.depth = self.groups + 1, self.depth + 1
        number, options = self.groups, []
        while True:
            options.append(self.sequence())
            if not options[-1][0]:
                raise self.error("empty choice; write `[words]` for words that may be missing")
            if self.at < len(self.atoms) and self.atoms[self.at] == "|":
                self.at += 1
                continue
            break
        self.close(")")
        self.depth -= 1
        anchored = all(words for _, words in options)
        words = frozenset(w for _, option in options for w in option) if anchored else frozenset[str]()
        return f"(?P<g{number}>{'|'.join(regex for regex, _ in options)})", words

    def slot(self, name: str) -> str:
        if name not in SLOTS:
            raise self.error(f"unknown slot `<{name}>`; known: {', '.join(SLOTS)}")
        self.groups += 1
        if name in CLASSES:
            self.classes.append((self.groups, name))
        return f"(?P<g{self.groups}>{SLOTS[name]})"

    def close(self, mark: str) -> None:
        if self.at >= len(self.atoms) or self.atoms[self.at] != mark:
            raise self.error(f"`{mark}` is missing")
        self.at += 1


def lemmas_of(atom: str) -> list[str]:
    return atom.removeprefix("~").strip("()").split("|")


def _rarer(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Of two sets of words the one whose shortest word is longer: long words are rare and let few texts through."""
    return max(one, other, key=shortest)


def shortest(words: frozenset[str]) -> int:
    return min((len(w) for w in words), default=0)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(_literal(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def _literal(word: str) -> str:
    """One word in any case; with its own capitals kept, or all in capitals, where the pattern has them."""
    escaped = re.escape(word.replace("'", "’"))
    either = f"(?i:{escaped})" if word == word.lower() else f"(?:{escaped}|{re.escape(word.upper())})"
    return either.replace("’", "[’']")
