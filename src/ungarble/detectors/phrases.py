"""The pattern language of phrase rules: words, inflections, choices and slots, compiled to regular expressions.

    ~tenant of the (White House|Kremlin)     ~word: any inflection of the lemma; (a|b c): a numbered choice
    ~(hold|keep) account of                  ~(a|b): any inflection of any of these lemmas, not numbered
    in [the] same time                       [words]: may be missing
    <number> of <name>                       slots: number, name, word, words, noun-ish gaps, see SLOTS

A blank stands for any run of white space, a line end included. Letters match in any case; a pattern with a
capital letter in it wants that word's capital ("May", "Bank") where the text's word is not all in capitals.
A replacement repeats slots and choices by number (`{1}`, counted from the left over both) and carries the
inflection and the case of the words it replaces: the nth `~word` takes the form of the pattern's nth.
`~_` repeats it as it stands. `{1:VBG}` puts the word, taken for a base form, into the form of a Penn tag ("open" gives "opening").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from types import MappingProxyType

from ungarble.detectors.inflected import carried_over, forms
from ungarble.english.articles import indefinite_article
from ungarble.english.inflection import inflect
from ungarble.model import Span

SLOTS: Mapping[str, str] = MappingProxyType(
    {
        "number": r"\d+(?:[.,:/ \u00a0]\d+)*",
        "year": r"[12]\d{3}",
        "name": r"[A-ZÀ-ÖØ-Þ][\w’'.-]*(?:\s(?:(?:de|du|des|la|le|von|van|der|den|da|di|do|dos|del|al|bin|el)\s)*[A-ZÀ-ÖØ-Þ][\w’'-]*)*",
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

_ATOM = re.compile(r"~\([\w’'|-]+\)|~[\w’'-]+|<[a-z]+>|[()|\[\]]|\s+|[^\s()|\[\]~<]+|.")


_BESIDE = re.compile(r"\[[^\]]*\]|~?\([^)]*\)|<[a-z]+>|~[\w’'-]+")
"""Parts of a pattern that are no plain word; a word glued to one is none either."""


class PatternError(ValueError):
    """A phrase pattern that cannot be read. The text shows the pattern and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a pattern matches: its span, the text of each group, the inflected words as (lemma, form)."""

    span: Span
    groups: tuple[str, ...]
    inflected: tuple[tuple[str, str], ...]


class _Reader:
    """Recursive descent over the atoms of one pattern: regular expression and anchor words in one walk."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.atoms = _ATOM.findall(" ".join(pattern.split()))
        self.at = 0
        self.groups = 0
        self.lemmas: list[str] = []

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
                inner, _ = self.sequence()
                self.close("]")
                regex += rf"(?:\s+{inner})?" if begun else rf"(?:{inner}\s+)?"
                continue
            chunk, words = self.chunk()
            regex += (r"\s+" if begun else "") + chunk
            begun = True
            anchors = _rarer(anchors, words)
        return regex, anchors

    def chunk(self) -> tuple[str, frozenset[str]]:
        """Atoms without a blank between them."""
        regex, anchors = "", frozenset[str]()
        while self.at < len(self.atoms) and not self.atoms[self.at].isspace() and self.atoms[self.at] not in ")|][":
            atom = self.atoms[self.at]
            self.at += 1
            if atom == "(":
                part, words = self.choice()
            elif atom.startswith("<"):
                part, words = self.slot(atom[1:-1]), frozenset[str]()
            elif atom.startswith("~") and len(atom) > 1:
                inflected = [form for lemma in _lemmas(atom) for form in forms(lemma)]
                part = f"(?P<f{len(self.lemmas)}>{_alternatives(inflected)})"
                words = frozenset(re.findall(r"\w+", form)[-1] for form in inflected)
                self.lemmas.append(atom)
            else:
                part, words = _literal(atom), frozenset(re.findall(r"\w+", atom.lower())[-1:])
            regex += part
            anchors = _rarer(anchors, words)
        return regex, anchors

    def choice(self) -> tuple[str, frozenset[str]]:
        self.groups += 1
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
        anchored = all(words for _, words in options)
        words = frozenset(w for _, option in options for w in option) if anchored else frozenset[str]()
        return f"(?P<g{number}>{'|'.join(regex for regex, _ in options)})", words

    def slot(self, name: str) -> str:
        if name not in SLOTS:
            raise self.error(f"unknown slot `<{name}>`; known: {', '.join(SLOTS)}")
        self.groups += 1
        return f"(?P<g{self.groups}>{SLOTS[name]})"

    def close(self, mark: str) -> None:
        if self.at >= len(self.atoms) or self.atoms[self.at] != mark:
            raise self.error(f"`{mark}` is missing")
        self.at += 1


class Phrase:
    """One pattern. A thousand rules are there and a text needs a few: what is not tried is not compiled.

    Raises PatternError for marks without their partner and unknown slots at once, for the rest when it is tried.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        for left, right in ("()", "[]"):
            if pattern.count(left) != pattern.count(right):
                raise PatternError(f"`{pattern}`: `{left}` and `{right}` do not pair")
        if not pattern.strip():
            raise PatternError("empty pattern")
        for slot in re.findall(r"<([a-z]+)>", pattern):
            if slot not in SLOTS:
                raise PatternError(f"`{pattern}`: unknown slot `<{slot}>`; known: {', '.join(SLOTS)}")

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Small-letter words of which one stands wherever the pattern matches; empty: none is known."""
        plain = _BESIDE.sub("\0", self._pattern).split()
        words = [w for w in plain if len(w) > 3 and w.isalpha()]
        return frozenset({max(words, key=len).lower()}) if words else self._read[1]

    @cached_property
    def _read(self) -> tuple[str, frozenset[str], tuple[str, ...], int]:
        reader = _Reader(self._pattern)
        body, anchors = reader.whole()
        left = r"(?<![\w’'-])" if re.match(r"[\w~(\[<]", self._pattern) else ""
        right = r"(?![\w-]|['’]\w)" if re.search(r"[\w)\]>]\Z", self._pattern) else ""
        return left + body + right, anchors, tuple(reader.lemmas), reader.groups

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The whole pattern as a regular expression."""
        return re.compile(self._read[0])

    def finditer(self, text: str) -> Iterator[Hit]:
        """Every place in `text` where the pattern matches."""
        _, _, lemmas, count = self._read
        for match in self.regex.finditer(text):
            groups = tuple(match[f"g{n}"] or "" for n in range(1, count + 1))
            inflected = tuple(_read_form(atom, match[f"f{n}"] or "") for n, atom in enumerate(lemmas))
            yield Hit(Span(*match.span()), groups, inflected)


@lru_cache(maxsize=64)
def word_set(text: str) -> frozenset[str]:
    """The words of `text` in small letters, to be held against anchors."""
    return frozenset(re.findall(r"\w+", text.lower()))


@cache
def phrase(pattern: str) -> Phrase:
    """The compiled form of `pattern`, made once. Raises PatternError."""
    return Phrase(pattern)


def render(template: str, hit: Hit, text: str) -> str:
    """`template` with groups filled in, the inflections of `hit` carried over and the case of its place copied."""
    inflected = iter(hit.inflected)

    def carried(match: re.Match[str]) -> str:
        lemma, form = next(inflected, ("", ""))
        if match[1] == "_":
            return form
        return carried_over(lemma, form, match[1], text[: hit.span.start]) if lemma else match[1]

    def filled(match: re.Match[str]) -> str:
        number = int(match[1])
        if number > len(hit.groups):
            raise PatternError(f"`{template}`: there is no group {number}")
        word = hit.groups[number - 1]
        return (match[2] and inflect(word, match[2])) or word

    new = re.sub(r"~([\w’'-]+)", carried, template)
    new = re.sub(r"\{(\d+)(?::([A-Z]+))?\}", filled, new)
    found = hit.span.of(text)
    return _with_case(found, _with_articles(found, re.sub(r"  +", " ", new).strip()))


def _with_articles(found: str, new: str) -> str:
    """`new` with "a" or "an" as its next word wants it, where that pair of words is not in `found`."""

    def fitting(match: re.Match[str]) -> str:
        if match[0].lower() in found.lower():
            return match[0]
        return match[1][0] + indefinite_article(match[3])[1:] + match[2] + match[3]

    return re.sub(r"\b([Aa]n?)(\s+)([^\W\d_][\w’'-]*)", fitting, new)


def _with_case(found: str, text: str) -> str:
    """A replacement starts with a capital where the words it replaces do, unless they start with a name."""
    letters = [c for c in found if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters):
        return text.upper()
    if found[:1].isupper() and text[:1].islower():
        return text[:1].upper() + text[1:]
    return text


def _lemmas(atom: str) -> list[str]:
    return atom.removeprefix("~").strip("()").split("|")


def _read_form(atom: str, form: str) -> tuple[str, str]:
    """The lemma of `atom` that has this form, and the form."""
    lemmas = _lemmas(atom)
    return next((lemma for lemma in lemmas if form.lower() in forms(lemma)), lemmas[0]), form


def _rarer(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Of two sets of words the one whose shortest word is longer: long words are rare and let few texts through."""
    return max(one, other, key=lambda words: min((len(w) for w in words), default=0))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(_literal(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def _literal(word: str) -> str:
    """One word in any case; with its own capitals kept, or all in capitals, where the pattern has them."""
    escaped = re.escape(word.replace("'", "’"))
    either = f"(?i:{escaped})" if word == word.lower() else f"(?:{escaped}|{re.escape(word.upper())})"
    return either.replace("’", "[’']")
