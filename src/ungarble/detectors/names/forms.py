"""What an engine would make of the names of this document: the right mention foretells its own garbles.

Nothing is guessed from the garbled words themselves, so that text in which no such form stands costs nothing and can
not be flagged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from ungarble.detectors.names.index import Index, Name, is_small, join
from ungarble.detectors.names.tables import Table, folded, word_list
from ungarble.english.inflection import inflect
from ungarble.english.ngrams import ngrams

_SURNAME_FIRST = frozenset({"zh", "ko", "ja", "hu", "vi"})
_MOST = 48
"""Forms of one name at most: parts and meanings multiply."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Words `[start, end)` of a name and what stands for them."""

    start: int
    end: int
    english: str
    part: bool


@dataclass(frozen=True, slots=True)
class Form:
    """One garbled form. `kept`: a word of the name is still in it; `whole`: it stands for the full name, not for
    the surname alone; `anchors`: capitalised words that must stand in a text for the form to stand there."""

    name: Name
    garbled: tuple[str, ...]
    seps: tuple[str, ...]
    right: str
    swaps: tuple[Swap, ...]
    kept: bool
    whole: bool
    anchors: tuple[str, ...]

    @property
    def plural(self) -> bool:
        """Whether the garble is one plural noun ("Churches")."""
        word = self.garbled[-1]
        return word.endswith("s") and not word.endswith("ss")

    @property
    def source(self) -> str:
        """The foreign words that were translated."""
        return " ".join(
            join(self.name.words[s.start : s.end], (*self.name.seps[s.start : s.end - 1], "")) for s in self.swaps
        )

    @property
    def english(self) -> str:
        """What they were translated to."""
        return " ".join(s.english for s in self.swaps)


def forms(index: Index, table: Table) -> Iterator[Form]:
    """Every garbled form of every name in the document."""
    seen: set[str] = set()
    starts = {key[0] for key in table.parts}
    wanted = table.meanings.keys() | starts
    for word in wanted & index.with_word.keys():
        for name in index.with_word[word]:
            if name.text not in seen:
                seen.add(name.text)
                yield from of_name(name, table)


def of_name(name: Name, table: Table) -> Iterator[Form]:
    """The garbled forms of one name by one rule."""
    places = list(_places(name, table))
    if not places:
        return
    lang = next(iter(table.rule.source_langs), "")
    found: dict[tuple[tuple[str, ...], int], Form] = {}
    for first, end in _stretches(name, lang):
        inside = [options for options in places if first <= options[0].start and options[0].end <= end]
        for chosen in product(*([None, *options] for options in inside)):
            swaps = tuple(s for s in chosen if s)
            if swaps and (table.by != "translated-name" or any(not s.part for s in swaps)):
                form = _form(name, first, end, swaps)
                if form and (form.garbled, first) not in found:
                    found[form.garbled, first] = form
                    if len(found) > _MOST:
                        break
    yield from found.values()


def _stretches(name: Name, lang: str) -> Iterator[tuple[int, int]]:
    """The full name, and the stretches that stand for a person alone: surname with its small words."""
    size = len(name.words)
    yield 0, size
    if size == 1:
        return
    if lang in _SURNAME_FIRST:
        yield 0, 1
        return
    for first in range(1, size):
        if name.seps[first - 1] != " " and is_small(name.words[first]):
            continue  # the “il” of “Jong-il” begins no surname
        if not is_small(name.words[first - 1]) and not (is_small(name.words[first]) and first == size - 1):
            yield first, size
            if first < size - 1 and not is_small(name.words[first]):
                yield first, first + 1


def _places(name: Name, table: Table) -> Iterator[list[Swap]]:
    """For each translatable stretch of the name, what it may become."""
    keys = [folded(w) for w in name.words]
    longest = max((len(k) for k in table.parts), default=1)
    at = 0
    while at < len(keys):
        for length in range(min(longest, len(keys) - at), 0, -1):
            english = table.parts.get(tuple(keys[at : at + length]))
            # A part alone is no name, and one that ends it must hang on a hyphen (“Jong-un”, not “Juan La”).
            loose = at + length == len(keys) and (at == 0 or not name.seps[at - 1].startswith(("-", "‐")))
            if english and not loose:
                yield [Swap(at, at + length, e, True) for e in english]
                at += length
                break
        else:
            meanings = table.meanings.get(keys[at], ()) if table.by == "translated-name" else ()
            if meanings and _is_name(name, at) and (options := list(_renderings(name, at, meanings))):
                yield options
            at += 1


def _is_name(name: Name, at: int) -> bool:
    """Whether a word counts as a name by itself, or by its neighbours: a particle before it ("Cave de la Tour") or an
    unknown word ("Moon Ha-rin")."""
    if at and is_small(name.words[at - 1]) and name.words[at - 1].islower():
        return name.words[at][0].isupper()
    others = (w for n, w in enumerate(name.words) if n != at and not is_small(w))
    return is_name_word(name.words[at]) or (name.words[at][0].isupper() and any(ngrams().count(w) < 20 for w in others))


def _renderings(name: Name, at: int, meanings: tuple[str, ...]) -> Iterator[Swap]:
    generic = word_list("generic-words")
    first = at == 0 and len(name.words) > 1
    for word in dict.fromkeys(meanings):
        if first and word in generic:
            continue
        for form in dict.fromkeys((word, _plural(word))):
            if folded(form) != folded(name.words[at]):
                yield Swap(at, at + 1, form, False)


@cache
def _plural(noun: str) -> str:
    return inflect(noun, "NNS") or noun


@cache
def is_name_word(word: str) -> bool:
    """Whether a word counts as a name in English text: "Iglesias" and "Petit", but not "Court" of "Supreme Court"."""
    if not word[0].isupper():
        return False
    counts = ngrams()
    return counts.count(word) < 20 or counts.capital_share(word) >= 0.75


def _form(name: Name, first: int, end: int, swaps: tuple[Swap, ...]) -> Form | None:
    """The form with `swaps` in words `[first, end)`; None where it says nothing (all of the name is gone)."""
    garbled: list[str] = []
    seps: list[str] = []
    kept = []
    at = first
    by_start = {s.start: s for s in swaps}
    while at < end:
        swap = by_start.get(at)
        if swap:
            words = swap.english.split()
            after = swap.end
            if not swap.part:
                words = [w[0].upper() + w[1:] if w != "of" else w for w in words]
        else:
            words, after = [name.words[at]], at + 1
            if not is_small(name.words[at]) and len(name.words[at]) > 1:
                kept.append(name.words[at])
        garbled += words
        seps += [" "] * (len(words) - 1)
        if after < end:
            seps.append(name.seps[after - 1])
        at = after
    meanings = [w for s in swaps if not s.part for w in _capitalised(s.english) if w[0].isupper()]
    anchors = (*kept, *meanings)
    if not anchors:
        return None
    right = join(name.words[first:end], name.seps[first : end - 1])
    whole = first == 0 and end == len(name.words) and end > 1
    return Form(name, tuple(garbled), tuple(seps), right, swaps, bool(kept), whole, anchors)


def _capitalised(english: str) -> list[str]:
    return [w[0].upper() + w[1:] if w != "of" else w for w in english.split()]
