"""Garbled names: translated in part or in whole, split, lower-cased, spelled another way than elsewhere in the text.

A name is compared with the other names of its document, token by token, and never by likeness alone: the right
mention foretells what an engine would make of it (`forms`), or two spellings are the same under a transliteration
(`spelling`). A garble without such a mention is told only by the list of well-known names.

match:
  by: translated-part      parts: {"de la": [of the]}                      see `tables.MECHANISMS`
  by: translated-name      table: from-fr/data/names.txt, meanings: {Petit: [little]}, parts: as above
  by: known-name           lexicon: lexicons/names-well-known.txt, parts: as above
  by: engine               garbles: any/data/names-garbles.txt, words: any/data/names-words.txt
  by: lower-case | split | drift | gloss
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ungarble.detectors import Detect
from ungarble.detectors.names import engine, glossed, known, people, spelling, translated
from ungarble.detectors.names.index import Index
from ungarble.detectors.names.tables import Table, protected_by_user, table
from ungarble.english.mentions import words
from ungarble.model import Document, Finding, Rule, Segment


@dataclass(frozen=True, slots=True)
class _Known:
    """One document, looked through once."""

    document: Document
    index: Index
    foretold: tuple[translated.Foretold, ...]
    spellings: tuple[spelling.Spellings, ...]

    def of(self, document: Document) -> bool:
        """Whether this is about `document`, or about it before the repair of a segment that is looked at again."""
        mine = self.document
        return mine is document or (
            mine.raw is document.raw
            and mine.path == document.path
            and len(mine.segments) == len(document.segments)
            and bool(mine.raw)
        )


def detect(rules: Sequence[Rule], names: Sequence[str] = ()) -> Detect:
    """Findings of all names rules. `names`: the user's own, never touched. Raises NamesError for a bad rule."""
    tables = [table(rule) for rule in rules]
    mine = protected_by_user(names)
    last: list[_Known] = []
    engines = [t for t in tables if t.by == "engine"]
    glosses = [t for t in tables if t.by == "gloss"]
    lists = [known.listed(t) for t in tables if t.by == "known-name"]

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        if not last or not last[0].of(document):
            last[:] = [_looked_through(document, tables)]
        seen = last[0]
        here = words(segment.text)
        for what in seen.foretold:
            yield from translated.find(what, segment, here, seen.index, mine)
        for one in seen.spellings:
            yield from spelling.find(one, segment, here, seen.index, mine)
        for known_garbles in engines:
            yield from engine.find(known_garbles, segment, here, seen.index, mine)
            yield from people.find(known_garbles, segment, here, mine)
        for one_half in glosses:
            yield from glossed.find(one_half, segment, mine)
        for listed in lists:
            yield from known.find(listed, segment, here, mine)

    return find


def _looked_through(document: Document, tables: Sequence[Table]) -> _Known:
    index = Index(document)
    foretold = tuple(translated.foretold(index, t) for t in tables if t.by.startswith("translated"))
    spellings = tuple(spelling.spellings(index, t) for t in tables if t.by in ("lower-case", "split", "drift"))
    return _Known(document, index, tuple(f for f in foretold if f.by_anchor), tuple(s for s in spellings if s.variants))
