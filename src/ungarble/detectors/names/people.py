"""Surnames that an engine took for words, behind a first name that it left: "Luís Milk Bouquets", "Ana Undressed".

English has no such surnames: a common noun or a verb with a capital right behind a Romance first name. Which name it
was is told only where the table has one; the rest is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ungarble.detectors.names.cues import is_headline
from ungarble.detectors.names.tables import Table, folded, lines, real_names, word_list
from ungarble.detectors.wording import rewording
from ungarble.english.mentions import runs
from ungarble.english.ngrams import ngrams
from ungarble.english.sentences import sentence_at
from ungarble.model import Finding, Segment, Span

# Shares of the rule's confidence, measured with bench/names.py.
ONE_NAME, SEVERAL = 0.85, 0.65
_COMMON = 0.45
"""Share of capitals from which on a word may be somebody's surname."""
_RARE = 10
"""A word that 27 million words of English have less often may be a name that English seldom has ("Lino")."""
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")


def find(table: Table, segment: Segment, words: frozenset[str], mine: frozenset[str]) -> Iterator[Finding]:
    """The translated surnames of one segment. `words`: its words; `mine`: the user's names, folded."""
    if words.isdisjoint(word_list("names-first")):
        return
    text = segment.text
    for run in runs(text):
        shown = text[run.start : run.end]
        if run.words[0] not in word_list("names-first") or len(run.words) < 2 or folded(shown) in real_names() | mine:
            continue
        if is_headline(sentence_at(text, Span(run.start, run.end)).of(text), shown):
            continue
        for place in list(_WORD.finditer(shown))[1:]:
            span = Span(run.start + place.start(), run.start + place.end())
            names = _names(table.words).get(place[0].lower(), ())
            if not names or not _no_surname(place[0], span.end == run.end):
                continue
            wordings = [names[0]] if len(names) == 1 else []
            better = " or ".join(f"“{n}”" for n in names[:3])
            message = table.rule.message.format(found=place[0], better=better)
            evidence = {"engine": f"an engine is known to make this of {better}", "first name": run.words[0]}
            share = ONE_NAME if wordings else SEVERAL
            yield rewording(table.rule, segment, span, wordings, message, share * table.rule.confidence, evidence)


def _no_surname(word: str, last: bool) -> bool:
    """Whether English has it as a common word that is nobody's name. The last word must be no sort of place either
    ("Santa Ana River"), nor a first one's title ("Carlos Lieutenant Amorim" is a Tenente)."""
    if not word.istitle() or len(word) < 3 or ngrams().count(word) < _RARE:
        return False
    low = word.lower()
    kinds = ("english-surnames", "generic-words", "titles", "dates") if last else ("generic-words", "dates")
    share = ngrams().capital_share(word)
    return share < (_COMMON if last else 0.6) and not any(low in word_list(name) for name in kinds)


@cache
def _names(file: str) -> Mapping[str, tuple[str, ...]]:
    """English word -> names that become it."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines(file) if file else ():
        english, _, names = line.partition(" = ")
        found[english] = tuple(names.split())
    # “Delgado” is what becomes of Delgada, and a name all the same: it becomes something else itself.
    real = {folded(name) for names in found.values() for name in names}
    return {english: names for english, names in found.items() if folded(english) not in real}
