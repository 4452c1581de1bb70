"""Bars for damaged text: how clear a place must be when the words around it are garbled too.

English that training/senses.py has not learned from (nine tenths of data/clean) goes through Apertium to Spanish and
back;
where the word that stands in the garbled text stands in the original too, a finding is noise. Needs Apertium
(training/roundtrip.py); its output is kept in training/work/senses-roundtrip.tsv.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from training.cleanset import WORK, clean_documents
from training.roundtrip import damaged
from ungarble.english.associations import Associations, features, fits, shape_of
from ungarble.english.sentences import sentences
from ungarble.english.words import QUOTE, cased_tokens, tokens

FILE = WORK / "senses-roundtrip.tsv"
SENTENCES = 24_000
SEED = 11
ABOVE = 0.3
ALLOWED = 3
"""So many more wrong places than right ones may stay, in half a million words: English sent round has few of the words
that native Spanish has much of (*papel* in the sense of role)."""

Direction = tuple[str, str, str]
"""Part of speech, the word that stands there, the word that may be meant."""


def pairs() -> list[tuple[str, str]]:
    """(garbled, clean) sentences."""
    if not FILE.exists():
        pool = [
            span.of(text) for doc in clean_documents("train") for text in doc.paragraphs for span in sentences(text)
        ]
        pool = [s for s in pool if 8 <= len(s.split()) <= 40 and s[-1] in ".?!" and "\n" not in s]
        random.Random(SEED).shuffle(pool)
        made = damaged("spa", pool[:SENTENCES], 1)
        FILE.write_text("".join(f"{garbled}\t{clean}\n" for garbled, clean in made), encoding="utf-8")
    rows = (line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines())
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def raised(table: Associations, directions: Sequence[Direction]) -> dict[Direction, float]:
    """The lower bar of each direction that is noisy in garbled text: the least log-odds from which on the original has
    the proposed word in half of the places or more, but for `ALLOWED` of them. Not those that are so already."""
    places: Mapping[Direction, list[tuple[float, bool]]] = _places(table, directions)
    found: dict[Direction, float] = {}
    for direction, listed in places.items():
        ranked = sorted(listed, reverse=True)
        right = kept = 0
        best = ranked[0][0] + ABOVE if ranked else 0.0
        for odds, good in ranked:
            right, kept = right + good, kept + (not good)
            if right + ALLOWED >= kept:
                best = odds
        if best > ranked[-1][0]:
            found[direction] = round(best, 2)
    return found


def _places(table: Associations, directions: Sequence[Direction]) -> dict[Direction, list[tuple[float, bool]]]:
    owners: dict[str, set[tuple[str, str]]] = defaultdict(set)
    others: dict[tuple[str, str], list[str]] = defaultdict(list)
    for upos, word, other in directions:
        others[upos, word].append(other)
        for form in table.forms(upos, word):
            owners[form].add((upos, word))
    places: dict[Direction, list[tuple[float, bool]]] = defaultdict(list)
    for garbled, clean in pairs():
        low = [t.lower() for t in cased_tokens(garbled) if t != QUOTE]
        before, after = Counter(low), Counter(tokens(clean))
        for i, form in enumerate(low):
            for upos, word in sorted(owners.get(form, ())):
                if not fits(upos, low[i - 1] if i else ""):
                    continue
                seen = features(low[:i], low[i + 1 :], (), shape_of(word, form))
                for other in others[upos, word]:
                    bars, odds = table.bars(upos, word, other), table.odds(upos, word, other, seen)
                    if bars is None or odds < bars[0]:
                        continue
                    more = sum(after[f] - before[f] for f in table.forms(upos, other))
                    less = sum(after[f] - before[f] for f in table.forms(upos, word))
                    if more > 0 or less >= 0:
                        places[upos, word, other].append((odds, more > 0))
    return places
