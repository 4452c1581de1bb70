"""Garbles of names that everybody knows, in texts that do not have the right form: "Kim Jong-a", "real Sociedad"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ungarble.detectors.names.forms import of_name
from ungarble.detectors.names.index import Name, Place
from ungarble.detectors.names.tables import Table, folded, real_names
from ungarble.detectors.wording import rewording
from ungarble.model import Finding, Segment, Span

_DETERMINER = re.compile(r"(?i)\b(?:the|a|an|his|her|its|their|our|this|that)[ \xa0]\Z")
_NO_ADJECTIVES = ("United", "White", "European", "South ", "North ", "Supreme", "San", "St")
"""Names that English has behind an article too, and whose first word can not be said of the second ("the new York")."""
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Listed:
    """Garbles of the well-known names: pattern, right form and what was done, under a word that must be there."""

    table: Table
    by_anchor: dict[str, list[tuple[re.Pattern[str], str, str]]]


def listed(table: Table) -> Listed:
    """The garbles of every name in the rule's lexicon, made once."""
    by_anchor: dict[str, list[tuple[re.Pattern[str], str, str]]] = defaultdict(list)
    for line in table.lexicon:
        name = _name(line)
        for garbled, anchor, how in _garbles(name, table):
            if folded(garbled) not in real_names() or garbled[0].islower():
                pattern = re.compile(rf"(?<![\w@/’'-]){garbled}(?![\w-]*\w)")
                by_anchor[anchor].append((pattern, line, how))
    return Listed(table, dict(by_anchor))


def _name(line: str) -> Name:
    spans = [m.span() for m in _WORD.finditer(line)]
    words = tuple(line[a:b] for a, b in spans)
    seps = tuple(line[a[1] : b[0]] for a, b in pairwise(spans))
    return Name(words, seps, (Place(0, 0, 0, len(line), False, ""),))


def _garbles(name: Name, table: Table) -> Iterator[tuple[str, str, str]]:
    """(regular expression, anchor, what was done) of each garble of a name of two words or more."""
    if table.parts:
        for form in of_name(name, table):
            if form.whole and form.kept:
                text = "".join(a + b for a, b in zip(form.garbled, (*form.seps, ""), strict=True))
                yield f"(?i:{re.escape(text)})", max(form.anchors, key=len), f"“{form.source}” → “{form.english}”"
    else:
        first = name.words[0]
        if len(name.words) > 1 and first[0].isupper():
            yield re.escape(first[0].lower() + name.text[1:]), name.words[-1], f"“{first}” lost its capital"


def find(what: Listed, segment: Segment, words: frozenset[str], mine: frozenset[str]) -> Iterator[Finding]:
    """The garbled well-known names of one segment."""
    for anchor in words & what.by_anchor.keys():
        for pattern, right, how in what.by_anchor[anchor]:
            for match in pattern.finditer(segment.text):
                span = Span(*match.span())
                if folded(match[0]) in mine or _stays(match, right, segment.text):
                    continue
                evidence = {"right form": f"“{right}” is a well-known name", "difference": how}
                yield rewording(what.table.rule, segment, span, [right], evidence=evidence)


def _stays(match: re.Match[str], right: str, text: str) -> bool:
    """Whether the words are right as they stand: the name itself, or a common noun behind its article."""
    found = match[0]
    if found == right or (folded(found) == folded(right) and found[0].isupper()):
        return True
    plain = found[0].islower() and not right.startswith(_NO_ADJECTIVES)
    return plain and _DETERMINER.search(text, 0, match.start()) is not None
