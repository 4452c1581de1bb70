"""Leftovers: words of the source language that the translation engine did not know and let stand.

match:
  finds: words                         words of `table`, in small letters; with its translation, if it has one
  finds: cognates                      words that end as the language's words do and that English has in another form
  finds: nouns                         capitalised words of `table` after a small word: German writes its nouns so
  finds: places                        names of places and ancients that English spells otherwise (`leftovers_places`)
  finds: listed                        words of `table` as they stand there, however often English has them
  finds: letters                       words that nobody has, by their letters (`leftovers_letters`)
  finds: labels                        a word of `table` alone before a colon (“Cuisson: 25 minutes”), or an infinitive
                                       of it that gives an order (“Appuyer on the knob”)
  table: from-fr/data/words.txt        below the folder of the shipped rules; sorted, see `english/foreign.py`
  letters: ğşı                         letters of the language: an unknown word with one of them is a leftover
  lang: fr                             endings of which language (cognates)
  except: lexicons/loanwords.txt       words that English has borrowed

A word is a candidate where the n-gram table has hardly ever seen it. What stands around it decides: a word in
quotation marks, in a name or a title, in a run of foreign words, or in a sentence that is not English, was left
on purpose; and a text that shows the same language elsewhere makes a candidate surer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from ungarble.detectors import Detect
from ungarble.detectors.leftovers_cognates import cognate, plain
from ungarble.detectors.leftovers_context import Place, standing
from ungarble.detectors.leftovers_forms import lemmas_of
from ungarble.detectors.leftovers_letters import is_of
from ungarble.detectors.leftovers_places import left_places
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.wording import rewording
from ungarble.english.dictionary import lemmas
from ungarble.english.foreign import WordTable, is_listed
from ungarble.english.inflection import inflect
from ungarble.english.ngrams import ngrams
from ungarble.model import Document, Finding, Rule, Segment, Span
from ungarble.rulepack import shipped_rules

SELDOM = 2
"""A word counted more often than this in the 29 million words of the n-gram table is English or a loan."""
COGNATE_COUNTED = 25
"""How often the English cognate must be counted: about once in a million words."""
SHORTEST = 4
_SHORTEST_UNKNOWN = 6

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LABEL = re.compile(
    r"(?:\A|(?<=[-–—|·•] ))([^\W\d_]{4,}) ?:(?=\s|\Z)"
    r"|(?:\A|(?<=[.!?] ))([^\W\d_]{3,}(?:[aei]r|re)) (?=(?:the|an?|this|these|your|all|with|in|on|[a-z]+ly)\b)"
)
_REMEMBERED = 20_000
_SURER_TOGETHER = 0.18
"""Added where the document has another leftover of the same language."""
_UNSURE_BESIDE_NAME = 0.25
"""Taken off beside a capitalised word that is no English word: *Instituto nacional*."""
_MOVED = re.compile(r"(?:al|ic|ical|ive|ous|able|ible|ed|ary|ory|less|ful|ese|ish|lar|side|ground|ant|ent)\Z")
"""Endings of English words that, as the translation of a word after a noun, go before the noun."""
_KEYS = frozenset({"finds", "table", "lang", "except", "letters"})

Known = Callable[[str], str | None]
"""The translation of a leftover ("" for none), or None where the word is none."""


@dataclass(frozen=True, slots=True)
class _Finder:
    rule: Rule
    lang: str
    nouns: bool
    listed: bool
    known: Known


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all leftovers rules."""
    finders = [_finder(rule) for rule in rules if rule.match.get("finds") not in ("places", "labels")]
    namers = [rule for rule in rules if rule.match.get("finds") == "places"]
    labels = [rule for rule in rules if rule.match.get("finds") == "labels"]
    listed = frozenset[str]().union(*(_lexicon(f.rule.match["table"]) for f in finders if f.listed))
    strange = _strange(any(f.nouns for f in finders), listed)
    shown = _Shown(finders, strange)

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        for rule in namers:
            for lang in rule.source_langs:
                for span, english in left_places(segment, f"from-{lang}/data/places.txt"):
                    yield rewording(rule, segment, span, [english])
        for rule in labels:
            yield from _labels(rule, segment)
        words = strange(segment.text)
        if not words:
            return
        for finder in finders:
            for word in words:
                translation = finder.known(word)
                if translation is not None:
                    for at in re.finditer(rf"(?<![\w’'-]){re.escape(word)}(?![\w-]|[’']\w)", segment.text):
                        place = standing(segment, Span(*at.span()), finder.lang, finder.known)
                        if place is not None and not (finder.nouns and not place.after_determiner):
                            others = shown.distinct(document, finder) - 1
                            yield from _finding(finder, segment, place, translation, others)

    return find


def _finder(rule: Rule) -> _Finder:
    match = rule.match
    finds, lang = match.get("finds"), match.get("lang", next(iter(rule.source_langs), ""))
    unknown = set(match) - _KEYS
    if unknown or finds not in ("words", "cognates", "nouns", "listed", "letters"):
        raise PatternError(f"{rule.id}: {unknown or f'`finds: {finds}` is none of those that leftovers knows'}")
    borrowed = _lexicon(match.get("except", "lexicons/loanwords.txt"))
    table = _table(match.get("table", f"from-{lang}/data/words.txt"))

    letters = frozenset(match.get("letters", ""))

    def word(text: str) -> str | None:
        if text in borrowed or not text.islower():
            return None
        found = table.find(text)
        if found is None and ngrams().count(text) == 0 and not is_listed(text):
            found = _form_of(text, lang, table)
            if found is None and not letters.isdisjoint(text):
                return ""
        return found

    def by_ending(text: str) -> str | None:
        if text in borrowed or not text.islower() or len(text) < 6 or word(text) is not None or is_listed(text):
            return None
        if text.endswith("s") and is_listed(text[:-1]):
            return None  # A plural that the table and the dictionary lack: *defilements*.
        return cognate(text, lang, ngrams().count, COGNATE_COUNTED) or None

    def noun(text: str) -> str | None:
        return table.find(text) if text[:1].isupper() and text not in borrowed else None

    def listed(text: str) -> str | None:
        return table.find(text) if text.islower() and text not in borrowed else None

    def by_letters(text: str) -> str | None:
        if not text.islower() or len(text) < _SHORTEST_UNKNOWN or text in borrowed or ngrams().count(text):
            return None
        return "" if not is_listed(text) and word(text) is None and is_of(text, lang) else None

    ways = {"words": word, "cognates": by_ending, "nouns": noun, "listed": listed, "letters": by_letters}
    return _Finder(rule, lang, finds == "nouns", finds == "listed", lru_cache(maxsize=_REMEMBERED)(ways[finds]))


def _labels(rule: Rule, segment: Segment) -> Iterator[Finding]:
    """A word of the table with a capital before a colon, alone or after a dash; or at the head of an order."""
    for label in _LABEL.finditer(segment.text):
        at = label.lastindex or 0
        span, low = Span(*label.span(at)), label[at].lower()
        found = None if ngrams().count(low) > SELDOM or is_listed(low) else _table(rule.match["table"]).find(low)
        if at == 2 and (found or "", "verb") not in lemmas():
            continue  # “Gosier is a town”: an order is a verb.
        if found is not None and low not in _lexicon("lexicons/loanwords.txt"):
            better = found[:1].upper() + found[1:]
            message = rule.message.format(found=label[at], better=f": “{better}”" if better else "")
            yield rewording(rule, segment, span, [better] if better else [], message)


def _form_of(word: str, lang: str, table: WordTable) -> str | None:
    """The translation of a form whose verb the table has: *supprimerai* is of *supprimer*."""
    for base, tag in lemmas_of(word, lang):
        if tag.startswith("VB") and (found := table.find(base)) is not None:
            return (inflect(found, tag) or "") if found and " " not in found else ""
    return None


@cache
def _table(name: str) -> WordTable:
    return WordTable(shipped_rules() / name)


@cache
def _lexicon(name: str) -> frozenset[str]:
    path: Path = shipped_rules() / name
    return frozenset(path.read_text(encoding="utf-8").split("\n")) if path.is_file() else frozenset()


def _strange(nouns: bool, listed: frozenset[str]) -> Callable[[str], list[str]]:
    """The words of a text that English hardly has; what was asked before is remembered."""
    known: dict[str, bool] = {}

    def strange(text: str) -> list[str]:
        found = []
        for word in set(_WORD.findall(text)):
            seldom = known.get(word)
            if seldom is None:
                if len(known) > 200_000:
                    known.clear()
                seldom = known[word] = word in listed or _is_strange(word, nouns)
            if seldom:
                found.append(word)
        return sorted(found)

    return strange


def _is_strange(word: str, nouns: bool) -> bool:
    if len(word) < SHORTEST or not word.isalpha() or not (word.islower() or (nouns and word.istitle())):
        return False
    return ngrams().count(word) <= SELDOM


class _Shown:
    """How many different words of a finder stand in a document: counted once for the document at hand."""

    def __init__(self, finders: Sequence[_Finder], strange: Callable[[str], list[str]]) -> None:
        self._finders, self._strange = finders, strange
        self._document: Document | None = None
        self._counts: dict[str, int] = {}

    def distinct(self, document: Document, finder: _Finder) -> int:
        """Different leftovers of the finder's language in `document`, one word in any number counted once."""
        if document is not self._document:
            self._document, self._counts = document, {}
            words = {w for s in document.segments for w in self._strange(s.text) if w.islower()}
            for lang in {f.lang for f in self._finders}:
                own = [f for f in self._finders if f.lang == lang]
                stems = {plain(w)[:5] for w in words if any(f.known(w) is not None for f in own)}
                self._counts[lang] = len(stems)
        return self._counts.get(finder.lang, 0)


def _finding(finder: _Finder, segment: Segment, place: Place, translation: str, others: int) -> Iterator[Finding]:
    rule, found = finder.rule, place.span.of(segment.text)
    sure = rule.confidence
    if others > 0 and not rule.company:
        sure += _SURER_TOGETHER
    if place.beside_name:
        sure -= _UNSURE_BESIDE_NAME
    if place.beside_foreign:
        sure -= 0.1
    if not found.isascii():
        sure += 0.05
    if translation and ngrams().capital_share(translation) > 0.9:
        translation = translation[0].upper() + translation[1:]  # “macédonienne” is Macedonian.
    span, wordings = place.span, [translation] if translation else []
    finite = any(tag in ("VB", "VBD", "VBP", "VBZ") for _, tag in lemmas_of(found, finder.lang))
    # “people profitèrent” is a subject and its verb; only what qualifies the noun goes before it.
    if translation and place.noun_before is not None and not finite and _MOVED.search(translation):
        noun = place.noun_before.of(segment.text)
        if not noun.endswith("s") or " " not in translation:
            span = Span(place.noun_before.start, span.end)
            wordings = [f"{translation} {noun}"]
    better = f": “{translation}”" if translation else ""
    message = rule.message.format(found=found, better=better)
    evidence = {"others of this language": str(others)} if others > 0 else {}
    finding = rewording(rule, segment, span, wordings, message, min(sure, 0.9), evidence)
    yield replace(finding, fixes=tuple(replace(f, confidence=f.confidence * 0.8) for f in finding.fixes))
