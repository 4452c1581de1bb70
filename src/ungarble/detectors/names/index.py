"""The names of one document, gathered once: which capitalised runs it has, where, and who stands beside whom."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ungarble.detectors.names.tables import alternatives, folded, word_list
from ungarble.english.mentions import PARTICLES, runs, words
from ungarble.model import Document, Segment

WINDOW = 25_000
"""How far from a garble its right form may stand, in code points (some 4,000 words): a corpus in one file is not one
document, and people in it who have nothing to do with one another share the meanings of their surnames."""

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


class Place(NamedTuple):
    """Where a name stands: `at` in code points from the start of the document's first segment."""

    at: int
    segment: int
    start: int
    end: int
    initial: bool
    title: str
    """What was cut off before the name: “Mr”, “Professor”, empty for none."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name as it is spelled, with all its places."""

    words: tuple[str, ...]
    seps: tuple[str, ...]
    """What stands between the words: a blank, a hyphen."""
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        """The name as it is written."""
        return join(self.words, self.seps)

    def tail(self, first: int) -> str:
        """The name from its word number `first` on."""
        return join(self.words[first:], self.seps[first:])


def join(parts: tuple[str, ...], seps: tuple[str, ...]) -> str:
    """Words with what stands between them."""
    return "".join(a + b for a, b in zip(parts, (*seps, ""), strict=False))


class Index:
    """All names of a document. Built in one pass; nothing in it changes afterwards."""

    def __init__(self, document: Document) -> None:
        self.starts: dict[str, int] = {}
        self.names: dict[tuple[str, ...], Name] = {}
        self.with_word: dict[str, list[Name]] = defaultdict(list)
        """Names by each of their words, folded."""
        self.small: set[str] = set()
        """Words that the document has in lower case."""
        self.capitals: set[str] = set()
        places: dict[tuple[str, ...], list[Place]] = defaultdict(list)
        first_text: dict[tuple[str, ...], str] = {}
        at = 0
        for number, segment in enumerate(document.segments):
            self.starts[segment.id] = at
            here = words(segment.text)
            self.small.update(w for w in here if w[0].islower())
            self.capitals.update(w for w in here if w[0].isupper())
            for key, text, place in _names(segment, number, at):
                places[key].append(place)
                first_text.setdefault(key, text)
            at += len(segment.text) + 2
        for key, found in places.items():
            name = Name(key, _seps(first_text[key]), tuple(found))
            self.names[key] = name
            for word in {folded(w) for w in key}:
                self.with_word[word].append(name)

    def capitals_of(self, word: str) -> int:
        """How often the document has `word` as a name, or in one."""
        return sum(len(n.places) for n in self.with_word.get(folded(word), ()) if word in n.words)

    def near(self, name: Name, at: int) -> list[Place]:
        """The places of `name` within the window around `at`."""
        return [p for p in name.places if abs(p.at - at) <= WINDOW]


def _names(segment: Segment, number: int, at: int) -> list[tuple[tuple[str, ...], str, Place]]:
    found = []
    titles = word_list("titles")
    for run in runs(segment.text):
        shown = segment.text[run.start : run.end]
        if shown.isupper() and len(shown) > 3:
            continue
        spans = [m.span() for m in _WORD.finditer(shown)]
        cut, title = _lead(run.words, run.initial, titles)
        if cut >= len(run.words) or len(run.words) - cut > 7 or len(spans) != len(run.words):
            continue
        start = run.start + spans[cut][0]
        place = Place(at + start, number, start, run.end, run.initial and not cut, title)
        found.append((run.words[cut:], segment.text[start : run.end], place))
    return found


def _lead(parts: tuple[str, ...], initial: bool, titles: frozenset[str]) -> tuple[int, str]:
    """How many words stand before the name proper, and the title among them."""
    cut, title = 0, ""
    if (initial and parts[0].lower() in word_list("openers")) or (parts[0] == "The" and len(parts) > 1):
        cut = 1
    while cut < len(parts) - 1 and parts[cut] in word_list("dates"):
        cut += 1
    for n in range(len(parts) - 2, -1, -1):
        if parts[n] in titles or (parts[n].lower() in titles and parts[n] != parts[-1]):
            return max(cut, n + 1), parts[n]
    return cut, title


def _seps(text: str) -> tuple[str, ...]:
    ends = [m.span() for m in _WORD.finditer(text)]
    return tuple(text[a[1] : b[0]] for a, b in pairwise(ends))


def is_small(word: str) -> bool:
    """Whether `word` is one of the small words inside names ("de", "von"), in whatever case."""
    return word.lower() in PARTICLES


def titled(text: str, start: int) -> str:
    """The title right before `start`; empty for none."""
    found = _title_pattern().search(text, max(0, start - 40), start)
    return found[1] if found else ""


def _title_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({alternatives('titles')})\.?[ \xa0]\Z", re.I)
