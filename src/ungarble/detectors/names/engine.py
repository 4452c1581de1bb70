"""Garbles that an engine is known to make of a name: "Tip of him This" for Punta del Este, "María Rooms" for Salas.

The table is made by training/names_garbles.py. A garble of several words that English does not have is found wherever
it stands. One that could be English ("Plan" for Plano, "Blue Hill" for Cerro Azul) wants a cue: its country or region
after it, a place where English has no noun without an article, or the right name
elsewhere in the document. People are told by their first names (`people`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from ungarble.detectors.names.cues import is_headline
from ungarble.detectors.names.index import Index
from ungarble.detectors.names.tables import Table, folded, lines, word_list
from ungarble.detectors.names.translated import with_subject
from ungarble.detectors.wording import rewording
from ungarble.english.mentions import UPPER, begins_sentence
from ungarble.english.ngrams import ngrams
from ungarble.english.sentences import sentence_at
from ungarble.model import Finding, Segment, Span

# Shares of the rule's confidence, measured with bench/names.py.
MENTIONED, SURE, REGION, NAMED, DOUBTED, FLAG = 1.0, 0.95, 0.95, 0.85, 0.7, 0.62
_CLEAR = 0.75
"""Share of a garble's count from which on one name is what it stands for."""
_DETERMINERS = frozenset(["the", "a", "an", "this", "his", "her", "its", "their", "our", "my", "your", "no", "every"])
_OPENERS = frozenset(["In", "At", "From", "To", "Near", "For", "Of", "And", "But", "Between", "When", "While", "After"])
_COMMON = 0.3
"""Share of capitals up to which a word is a common noun, not half a name."""


class Garble(NamedTuple):
    """One line of the table. `where`: region and country of a place, `kind`: the section it stands in."""

    text: str
    name: str
    times: int
    kind: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Garbles:
    """The table by the longest word of each garble, in small letters."""

    by_anchor: dict[str, list[str]]
    of: dict[str, list[Garble]]
    """Garbles of one spelling, folded."""


@cache
def garbles(file: str) -> Garbles:
    """The table. Raises NamesError."""
    of: dict[str, list[Garble]] = defaultdict(list)
    by_anchor: dict[str, list[str]] = defaultdict(list)
    kind = "sure"
    where: tuple[str, ...] = ()
    for line in lines(file):
        if line.startswith("@ "):
            _, kind, *rest = line.split(" ", 2)
            where = tuple(folded(w) for w in rest[0].split("|")) if rest else ()
            continue
        text, name, *count = line.split("\t")
        key = text.lower()
        if key not in of:
            by_anchor[max(re.findall(r"[^\W\d_]+", key), key=len)].append(key)
        of[key].append(Garble(text, name, int(count[0]) if count else 1, kind, where))
    return Garbles(dict(by_anchor), dict(of))


@lru_cache(maxsize=4096)
def _pattern(key: str) -> re.Pattern[str]:
    inside = re.sub("['’]", "['’]", re.escape(key).replace(r"\ ", "[ \xa0]+"))
    return re.compile(rf"(?<![\w@/#’'&-])(?i:{inside})(?=[’']s\b|(?![\w’'-]*[^\W_]))(?!\.\w)")


def find(
    table: Table, segment: Segment, words: frozenset[str], index: Index, mine: frozenset[str]
) -> Iterator[Finding]:
    """The known garbles of one segment. `words`: its words; `mine`: the user's names, folded."""
    known = garbles(table.file)
    small = {w.lower() for w in words}
    taken: list[Span] = []
    keys = [k for anchor in small & known.by_anchor.keys() for k in known.by_anchor[anchor]]
    for key in sorted(keys, key=lambda k: (-len(k), k)):
        if (" " in key or "-" in key) and not small.issuperset(re.findall(r"[^\W\d_]+", key)):
            continue
        for match in _pattern(key).finditer(segment.text):
            span = Span(*match.span())
            if folded(match[0]) in mine or any(span.overlaps(t) for t in taken):
                continue
            finding = _finding(table, known.of[key], segment, span, index)
            if finding:
                taken.append(span)
                yield finding


def _finding(table: Table, group: Sequence[Garble], segment: Segment, span: Span, index: Index) -> Finding | None:
    text = segment.text
    found = span.of(text)
    if folded(found) == folded(group[0].name) or not _capitals(found, group[0].text, text, span):
        return None
    here = index.starts.get(segment.id, 0) + span.start
    mentioned = [g for g in group if _stands(g.name, here, index)]
    if any(_inside(span, g.name, text) for g in mentioned):
        return None
    evidence = {"engine": "an engine is known to make this of " + _listed({g.name for g in group})}
    sure, names = _weighed(group, mentioned, text, span, index)
    if sure is None:
        return None
    if mentioned:
        evidence["right form"] = f"“{mentioned[0].name}” stands elsewhere in this text"
    better = names[0] if names else _listed({g.name for g in group})
    message = table.rule.message.format(found=found, better=better)
    span = with_subject(span, text) if names else span
    return rewording(table.rule, segment, span, names, message, sure * table.rule.confidence, evidence)


def _inside(span: Span, name: str, text: str) -> bool:
    """Whether the right name stands right here: “Kung” in “Kung Si”."""
    start = max(0, span.start - len(name))
    at = text.find(name, start, span.end + len(name))
    return at >= 0 and at < span.end and span.start < at + len(name)


def _weighed(
    group: Sequence[Garble], mentioned: Sequence[Garble], text: str, span: Span, index: Index
) -> tuple[float | None, list[str]]:
    """How sure it is (a share of the rule's confidence; None: no garble), and which names it stands for."""
    found = span.of(text)
    initial = begins_sentence(text, span.start)
    sure = any(g.kind == "sure" for g in group)
    if sure and not (initial and found.count(" ") == 1 and found.startswith("The ") and not mentioned):
        names = _ranked(mentioned) if mentioned else _clear(group)
        return (MENTIONED if mentioned else SURE if names else FLAG), names
    if regional := _regions(group, text, span):
        return (REGION, _ranked(regional)) if not _joined(text, span) else (None, [])
    places = [g for g in mentioned if g.kind not in ("first", "last")]
    if _joined(text, span):
        return None, []
    placed = _placed(text, span)
    if places and (" " in found or placed or _listed_here(text, span)):
        return (REGION if placed else NAMED), _ranked(places)
    if initial or not _common(found):
        return None, []
    if places:
        return DOUBTED, _ranked(places)
    terms = " " not in found and index.capitals_of(found) > 1  # a term of this document
    if terms or is_headline(sentence_at(text, span).of(text), found):
        return None, []
    if " " in found:
        return (DOUBTED, _clear(group)) if placed else (FLAG, [])
    return (FLAG if placed else None), []


def _listed_here(text: str, span: Span) -> bool:
    """Whether it stands in a list of places with their figures or in brackets: “Chile 20%, Resistance 63%”."""
    return re.match(r"[ \xa0]\d+(?:\.\d+)?%|[’']s |\)", text[span.end : span.end + 8]) is not None


def _joined(text: str, span: Span) -> bool:
    """Whether it is a piece of something longer: a capitalised word or a determiner beside it."""
    before = re.search(r"([^\W\d_][\w’'.-]*|&)[ \xa0]\Z", text[max(0, span.start - 30) : span.start])
    # “In Plan” begins a sentence, “Forza Plan” does not.
    opens = before and before[1] in _OPENERS and begins_sentence(text, span.start - len(before[0]))
    if before and not opens and (before[1][0].isupper() or before[1] == "&"):
        return True
    if before and before[1].lower() in _DETERMINERS:
        return True
    after = r"[ \xa0](?:[{}]|&)" if " " in span.of(text) else r"[ \xa0](?:[{}]|&|\d+(?![\d.]*%))"
    return re.match(after.format(UPPER) + r"|[ \xa0]of (?:him|wools?)\b", text[span.end : span.end + 10]) is not None


def _capitals(found: str, spelled: str, text: str, span: Span) -> bool:
    """Whether it is spelled as a name: a capital where no sentence begins, and none lost of its foreign words."""
    if found == spelled:
        return not (" " not in found and begins_sentence(text, span.start))
    return any(w[0].isupper() for w in re.findall(r"[^\W\d_]+", found)[1:]) and not found.isupper()


def _stands(name: str, here: int, index: Index) -> bool:
    """Whether the document has the name, maybe as a piece of a longer one, near enough."""
    words = tuple(re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", name))
    for known in index.with_word.get(folded(max(words, key=len)), ()):
        starts = range(len(known.words) - len(words) + 1)
        if any(known.words[n : n + len(words)] == words for n in starts) and index.near(known, here):
            return True
    return False


def _ranked(group: Sequence[Garble]) -> list[str]:
    counts: dict[str, int] = defaultdict(int)
    for garble in group:
        counts[garble.name] = max(counts[garble.name], garble.times)
    return sorted(counts, key=lambda name: (-counts[name], name))


def _clear(group: Sequence[Garble]) -> list[str]:
    """The name it stands for; empty where several are as likely."""
    counts = {name: max(g.times for g in group if g.name == name) for name in {g.name for g in group}}
    best = max(counts, key=lambda name: (counts[name], name))
    return [best] if counts[best] >= _CLEAR * sum(counts.values()) else []


def _listed(names: set[str]) -> str:
    shown = sorted(names)
    return " or ".join(f"“{n}”" for n in shown[:3]) + (" or others" if len(shown) > 3 else "")


def _regions(group: Sequence[Garble], text: str, span: Span) -> list[Garble]:
    """Those whose region or country stands right after a comma or a bracket."""
    after = re.match(rf"(?:,| \(|,? in| \() ?((?:[{UPPER}]\w+[ ]?){{1,4}})", text[span.end : span.end + 60])
    if not after:
        return []
    place = folded(after[1].strip())
    return [g for g in group if any(place == w or place.startswith(w + " ") for w in g.where if w)]


def _common(found: str) -> bool:
    words = re.findall(r"[^\W\d_]+", found)
    if len(words) > 1:
        return True
    kinds = word_list("english-surnames") | word_list("generic-words")
    return ngrams().capital_share(found) < _COMMON and found.lower() not in kinds


def _placed(text: str, span: Span) -> bool:
    """Whether it stands where English has a place, and a noun only behind an article: “born in Plan, where”."""
    if not _before_place().search(text, max(0, span.start - 40), span.start):
        return False
    return (
        re.match(r"(?:[.,;:)!?]|\Z| (?:and|but|where|which|who|on|in|at|from|since|until|to|with)\b)", text[span.end :])
        is not None
    )


@cache
def _before_place() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:(?:born|died|li(?:ve[sd]?|ving)|arrived?|work(?:s|ed)?|stay(?:s|ed)?|located|situated|founded|based|"
        r"held|place|married|buried|settled|grew up|raised|met|studied|played|resides?)[ \xa0](?:in|at|near|from)|"
        r"(?:went|goes|go|moved?|travell?ed|returned?|flew|came|come|back|way|road|left)[ \xa0](?:to|from|for)|"
        r"(?:city|town|village|municipality|capital|province|district|suburb|port|mayor|bishop|police|people|streets|"
        r"citizens|residents|inhabitants|university|airport|native|north|south|east|west|outskirts|cent(?:re|er))"
        r"[ \xa0](?:of|in)|(?:between|near))[ \xa0]\Z"
    )
