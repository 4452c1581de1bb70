"""The pattern language of phrase rules: words, inflections, choices and slots, compiled to regular expressions.

    ~tenant of the (White House|Kremlin)     ~word: any inflection of the lemma; (a|b c): a numbered choice
    ~(hold|keep) account of                  ~(a|b): any inflection of any of these lemmas, not numbered
    in [the] same time                       [words]: may be missing
    for sale (in|.)                          a mark of punctuation needs no blank before it
    <number> of <name>                       slots: number, name, word, words, noun-ish gaps, see SLOTS

A blank stands for any run of white space, a line end included. Letters match in any case; a pattern with a
capital letter in it wants that word's capital ("May", "Bank") where the text's word is not all in capitals.
A replacement repeats slots and choices by number (`{1}`, counted from the left over both) and carries the
inflection and the case of the words it replaces: the nth `~word` takes the form of the pattern's nth.
`~_` repeats it as it stands; `{1:VBG}` puts a word into the form of a Penn tag ("open" and "opened" give "opening").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from ungarble.detectors.inflected import carried_over, inner_articles
from ungarble.detectors.phrase_reader import PatternError, Reader, Reading, lemmas_of, shortest
from ungarble.detectors.phrase_slots import CLASSES, SLOTS
from ungarble.english.inflection import forms, inflect, lemma
from ungarble.model import Span

_BESIDE = re.compile(r"\[[^\]]*\]|~?\([^)]*\)|<[a-z]+>|~[\w’'-]+")
"""Parts of a pattern that are no plain word; a word glued to one is none either."""
_PLAIN_CHOICE = re.compile(r"(?<!\S)\(([a-zA-Z]+(?:[ |][a-zA-Z]+)*)\)(?!\S)")
_NESTED = re.compile(r"\([^()]*\(|\[[^\]]*[(\[]")
_GROUP = re.compile(r"\{(\d+)(?::([A-Z]+))?\}")
_UPOS = {"VB": "VERB", "NN": "NOUN", "JJ": "ADJ", "RB": "ADV"}
"""Part of speech of the words that a Penn tag, by its first letters, asks for."""
_NUMBERED = re.compile(r"(?<!~)\(|<[a-z]+>")


@dataclass(frozen=True, slots=True)
class Hit:
    """One match: its span, the text of each group, the inflected words as (lemma, form or "", offset)."""

    span: Span
    groups: tuple[str, ...]
    inflected: tuple[tuple[str, str, int], ...]


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
        if not _NESTED.search(self._pattern):
            words = sorted(w for w in self._plain if len(w) > 3)
            if words:
                return frozenset({max(words, key=len)})
            # Otherwise a choice of plain words: reading the whole pattern costs ten times as much.
            choices = [choice.lower().split("|") for choice in _PLAIN_CHOICE.findall(self._pattern)]
            lasts = [frozenset(option.split()[-1] for option in choice) for choice in choices]
            rare = max(lasts, key=shortest, default=frozenset[str]())
            if shortest(rare) > 2:
                return rare
        return self._read.anchors

    @cached_property
    def _plain(self) -> frozenset[str]:
        """Words that stand by themselves, outside of choices and options; none where those are nested."""
        if _NESTED.search(self._pattern):
            return frozenset()
        return frozenset(w.lower() for w in _BESIDE.sub("\0", self._pattern).split() if w.isalpha())

    @cached_property
    def _read(self) -> Reading:
        reader = Reader(self._pattern)
        body, anchors = reader.whole()
        left = r"(?<![\w’'-])" if re.match(r"[\w~(\[<]", self._pattern) else ""
        right = r"(?![\w-]|['’]\w)" if re.search(r"[\w)\]>]\Z", self._pattern) else ""
        return Reading(
            left + body + right,
            anchors,
            tuple(reader.lemmas),
            reader.groups,
            tuple(reader.needed),
            tuple(reader.classes),
        )

    def possible(self, words: frozenset[str]) -> bool:
        """Whether a text with these `word_set` words may hold the pattern: one of each set that it needs."""
        # The plain words are told without reading the pattern: most patterns are never read at all.
        return self._plain <= words and not any(needed.isdisjoint(words) for needed in self._read.needed)

    def check(self, template: str) -> None:
        """Raises PatternError where `template` asks for a choice or slot that the pattern does not have."""
        asked = [int(number) for number, _ in _GROUP.findall(template)]
        groups = len(_NUMBERED.findall(self._pattern)) if asked else 0
        if not all(0 < number <= groups for number in asked):
            raise PatternError(f"`{template}`: `{self._pattern}` has {groups} choices and slots")

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The whole pattern as a regular expression."""
        return re.compile(self._read.regex)

    def finditer(self, text: str) -> Iterator[Hit]:
        """Every place in `text` where the pattern matches."""
        read = self._read
        for match in self.regex.finditer(text):
            groups = tuple(match[f"g{n}"] or "" for n in range(1, read.groups + 1))
            if not all(not groups[n - 1] or CLASSES[name](groups[n - 1]) for n, name in read.classes):
                continue
            inflected = tuple(_read_form(atom, match, f"f{n}") for n, atom in enumerate(read.lemmas))
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
        lemma, form, at = next(inflected, ("", "", 0))
        if match[1] == "_":
            return form
        return carried_over(lemma, form, match[1], text[:at]) if lemma else match[1]

    def filled(match: re.Match[str]) -> str:
        word, tag = hit.groups[int(match[1]) - 1], match[2]
        return (tag and inflect(lemma(word, _UPOS.get(tag[:2], "X")), tag)) or word

    new = re.sub(r"~([\w’'-]+)", carried, template)
    new = _GROUP.sub(filled, new)
    found = hit.span.of(text)
    new = re.sub(r"  +", " ", new).strip()
    # A choice that took a mark of punctuation has no blank before it; one that took a word has.
    new = re.sub(r" ([,.;:!?%])(?=\s|\Z)", lambda m: m[0] if m[0] in found else m[1], new)
    return _with_case(found, inner_articles(found, new))


def _with_case(found: str, text: str) -> str:
    """A replacement starts with a capital where the words it replaces do, unless they start with a name."""
    letters = [c for c in found if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters):
        return text.upper()
    if found[:1].isupper() and text[:1].islower():
        return text[:1].upper() + text[1:]
    return text


def _read_form(atom: str, match: re.Match[str], group: str) -> tuple[str, str, int]:
    """The lemma of `atom` that has the form found, the form, and where it stands."""
    form, lemmas = match[group] or "", lemmas_of(atom)
    return next((lemma for lemma in lemmas if form.lower() in forms(lemma)), lemmas[0]), form, match.start(group)
