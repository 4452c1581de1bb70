"""One sentence as the mechanisms see it: its words, what stands between them, and its parse when it is needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ungarble.detectors.order.lists import words
from ungarble.english.wordclasses import WordClass, demonyms, word_class

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’.&][^\W_]+)*")
DETERMINERS = words("determiners")
DEFINITE = words("definite")
PREPOSITIONS = words("prepositions")
FUNCTION = DETERMINERS | PREPOSITIONS | words("function")
"""Words that never are the noun or the adjective of a pair."""
BE = frozenset(["be", "am", "is", "are", "was", "were", "been", "being"])
AUXILIARIES = BE | words("auxiliaries")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place in the sentence, in code points; `gap` is the text between it and the word before."""

    text: str
    low: str
    start: int
    end: int
    gap: str

    @property
    def kind(self) -> WordClass:
        """What the word mostly is; a capital at the start of a sentence makes no name of it."""
        return word_class(self.text if self.start or not self.text.istitle() else self._small())

    def _small(self) -> str:
        return self.text if word_class(self.text).seen or self.low in demonyms() else self.low

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Hit:
    """Words in the wrong order: `[start, end)` of the sentence, what should stand there, how sure (0 to 1)."""

    start: int
    end: int
    wording: str
    confidence: float
    evidence: Mapping[str, str] = field(default_factory=dict)


class Sentence:
    """A sentence, cut into words once for all mechanisms."""

    def __init__(self, text: str, support: Callable[[bool], float] = lambda itself: 0.0) -> None:
        """`support` says how many other plain cases of wrong order the document has for its length; where there are
        some, doubtful ones are likelier. It is asked for doubtful cases only, with whether the case is plain itself."""
        self.text = text
        self.support = support
        words, last = [], 0
        for match in _WORD.finditer(text):
            start, end = match.span()
            words.append(Word(match[0], match[0].lower().replace("’", "'"), start, end, text[last:start]))
            last = end
        self.words: Sequence[Word] = words
        self.rest = text[last:]

    def low(self, at: int) -> str:
        """The word number `at` in lower case, "" outside the sentence."""
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def joined(self, at: int) -> bool:
        """Whether only a blank stands before the word number `at`."""
        return 0 < at < len(self.words) and self.words[at].gap == " "

    def after(self, at: int) -> str:
        """What stands between the word number `at` and the next: " ", ", ", "." ..."""
        return self.words[at + 1].gap if at + 1 < len(self.words) else self.rest

    def ends(self, at: int) -> bool:
        """Whether a clause or phrase may end after the word number `at`: punctuation or the end follows."""
        return self.after(at) != " "

    def slice(self, first: int, last: int) -> str:
        """The text from word `first` to word `last`, both included."""
        return self.text[self.words[first].start : self.words[last].end]

    @cached_property
    def doc(self) -> Doc:
        """The parse of the sentence."""
        from ungarble.english.pipeline import parse

        return parse(self.text)

    def token(self, at: int) -> Token | None:
        """The token of the parse that ends where the word number `at` ends."""
        word = self.words[at]
        return next((t for t in self.doc if t.idx + len(t.text) == word.end), None)

    @property
    def shouted(self) -> bool:
        """Whether it is a heading in capitals or in title case: word order proves little there."""
        long = [w for w in self.words if len(w.text) > 3]
        return len(long) > 1 and sum(w.capital for w in long) > 0.7 * len(long)


Mechanism = Callable[[Sentence], Iterator[Hit]]
"""Finds the words of one kind of wrong order in a sentence."""
