"""Half a person's name read as a word: "Ahmet Iron" (Demir), "Giulia Fountain", "Sea Aksoy" (Deniz), "Rock Min-su".

A first name that tells a language stands before an English word that the names of that language become (its pack's
data/names.txt); or such a word stands before a name that is no English word. English people bear words as surnames,
too: these rules are asked in the company of other damage only, and are sure of nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ungarble.detectors.names.cues import is_headline
from ungarble.detectors.names.tables import Table, folded, lines, meanings_file, real_names, word_list
from ungarble.detectors.wording import rewording
from ungarble.english.mentions import runs
from ungarble.english.ngrams import ngrams
from ungarble.english.sentences import sentence_at
from ungarble.model import Finding, Segment, Span

ONE_NAME, SEVERAL, BORNE = 0.85, 0.75, 0.7
"""Shares of the rule's confidence: one name becomes this word, several do, English people bear it, too."""
_COMMON = 0.5
"""Share of capitals from which on a word is a name in English as well."""
_STRANGE = 20
"""A word that 27 million words of English have less often is no English one."""
_SYLLABLES = re.compile(r"[A-Z][a-z]{1,4}-([a-z]{1,5})\Z")
_FREQUENT = 2000
"""Sights from which on a second syllable is an English word: "New York-born"."""
_RANK = re.compile(r"\b[a-z]+(?:er|or|ist|ian|ent|ant|man|woman|ive|ess|ef|ach|tar|ary|ain|ge|al|ster) \Z")
"""What people are: governor, teacher, journalist, president, captain, judge, coach, chief."""
_EAST = ("ko", "zh")
_NAMES_ARE_WORDS = ("tr",)
"""Languages whose first names are words as a rule: Deniz, Umut, Barış."""
_NAMED_AFTER_PEOPLE = frozenset(
    [
        "street",
        "square",
        "bridge",
        "park",
        "river",
        "lake",
        "bay",
        "island",
        "hospital",
        "hotel",
        "hall",
        "road",
        "prize",
    ]
)


def find(table: Table, segment: Segment, mine: frozenset[str]) -> Iterator[Finding]:
    """The half-translated names of one segment. `mine`: the user's names, folded."""
    text = segment.text
    for run in runs(text):
        shown = text[run.start : run.end]
        words = shown.split(" ")
        if len(words) < 2 or not all(w[:1].isupper() for w in words[-2:]) or folded(shown) in real_names() | mine:
            continue
        first, last = words[-2:]
        start = run.end - len(last) - 1 - len(first)
        if is_headline(sentence_at(text, Span(run.start, run.end)).of(text), shown):
            continue
        if names := _family_names(first, last):
            span = Span(run.end - len(last), run.end)
        elif names := _first_names(first, last, _RANK.search(text, 0, start) is not None):
            span = Span(start, start + len(first))
        else:
            continue
        if span.of(text) in names:
            continue
        share = ONE_NAME if len(names) == 1 else SEVERAL
        if span.of(text).lower() in word_list("english-surnames"):
            share = BORNE
        better = " or ".join(f"“{name}”" for name in names[:3])
        message = table.rule.message.format(found=span.of(text), better=better)
        yield rewording(table.rule, segment, span, names[:3], message, share * table.rule.confidence)


def _family_names(first: str, last: str) -> tuple[str, ...]:
    """The surnames that the word behind a telling first name may be."""
    langs = _languages().get(folded(first), ())
    if not langs or not _is_word(last) or last.lower() in _NAMED_AFTER_PEOPLE or last.lower() in word_list("titles"):
        return ()
    return _several(name for lang in langs for name in _glosses(lang).get(last.lower(), ()))


def _first_names(first: str, last: str, ranked: bool) -> tuple[str, ...]:
    """The first names, or in the east the surnames, that the word before a strange name may be. `ranked`: what somebody
    is stands before it ("the governor Sea Aksoy"), so that it is no sort of place."""
    if not first.istitle() or first.lower() in word_list("titles"):
        return ()
    if not ranked and first.lower() in word_list("generic-words"):
        return ()
    if (syllables := _SYLLABLES.match(last)) and ngrams().count(syllables[1]) < _FREQUENT:
        return _several(name for lang in _EAST for name in _glosses(lang).get(first.lower(), ()))
    if not _is_word(first) or ngrams().count(last) >= _STRANGE:
        return ()
    return _several(
        name
        for lang in _NAMES_ARE_WORDS
        for name in _glosses(lang).get(first.lower(), ())
        if lang in _languages().get(folded(name), ())
    )


def _is_word(word: str) -> bool:
    return word.istitle() and ngrams().count(word) >= _STRANGE and ngrams().capital_share(word) < _COMMON


def _several(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    """Folded first name -> the languages that it tells."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines("any/data/given-names.txt"):
        lang, _, names = line.partition(" = ")
        for name in names.split():
            found[folded(name)] = (*found.get(folded(name), ()), lang)
    return found


@cache
def _glosses(lang: str) -> Mapping[str, tuple[str, ...]]:
    """English word -> the names of a language that become it."""
    found: dict[str, tuple[str, ...]] = {}
    spelt = {folded(n): n for line in lines(f"from-{lang}/data/names.txt") for n in line.partition("=")[2].split()}
    for name, words in meanings_file(f"from-{lang}/data/names.txt").items():
        for word in words:
            found[word.lower()] = (*found.get(word.lower(), ()), spelt[name])
    return found
