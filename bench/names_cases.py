"""Documents with one name garbled: what bench/names.py measures on."""

from __future__ import annotations

import calendar
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from training import names_garbles as engines

from ungarble.detectors.names.tables import folded, word_list
from ungarble.english.mentions import begins_sentence, runs
from ungarble.english.ngrams import ngrams

SHARED = Path(__file__).parents[2] / "shared" / "data"
SOURCES = ("factbook.jsonl", "gum_open.jsonl")
MONTHS = frozenset(calendar.month_name) | frozenset(calendar.day_name)
OPENERS = word_list("openers") | {"the"}
FRAMES: Mapping[str, tuple[str, str]] = {
    "es": ("Vive en {} desde 2010.", "Dice que {} ganó."),
    "fr": ("Elle habite à {} depuis 2010.", "Il dit que {} a gagné."),
    "it": ("Vive a {} dal 2010.", "Dice che {} ha vinto."),
    "pt": ("Vive em {} desde 2010.", "Disse que {} ganhou."),
    "gl": ("Vive en {} desde 2010.", "Di que {} gañou."),
    "ca": ("Viu a {} des de 2010.", "Diu que {} va guanyar."),
}
"""Sentences around a place and around a person, other than those that the tables were made with."""

PARTICLES = {
    "Le Goaziou": ("The Goaziou",),
    "Le Bihan": ("The Bihan",),
    "de la Motte": ("of the Motte",),
    "von Rautenkranz": ("of Rautenkranz", "from Rautenkranz"),
    "de la Serna": ("of the Serna",),
    "della Grotta": ("of the Grotta",),
    "bin Jasim": ("am Jasim",),
    "del Arco": ("of the Arco",),
    "van der Velde": ("of the Velde",),
}
MEANINGS = {
    "Boulanger": "Baker",
    "Lelièvre": "Hare",
    "Lévêque": "Bishop",
    "Iglesias": "Churches",
    "Conejo": "Rabbit",
    "Palomares": "Dove",
    "Habicht": "Hawk",
    "Zeisig": "Siskin",
    "Schuster": "Cobbler",
    "Fabbri": "Blacksmiths",
    "Uccelli": "Birds",
    "Carneiro": "Ram",
    "Coelho": "Rabbit",
    "Vorobyov": "Sparrow",
    "Kuznetsov": "Blacksmith",
    "Wróbel": "Sparrow",
    "Haddad": "Blacksmith",
}
SPELLINGS = {
    "Chebotaryov": ("Tchebotariov", "Chebotarev", "Tschebotarjow"),
    "Khrushchov": ("Khrouchtchov", "Chruschtschow", "Hrushchov"),
    "Zhuravsky": ("Jouravski", "Zhuravskiy", "Schurawski"),
    "Shumeiko": ("Choumeiko", "Schumeiko", "Shumeyko"),
    "Ohkubo": ("Ookubo", "Okubo", "Oukubo"),
    "Yushchenko": ("Iouchtchenko", "Juschtschenko", "Yushtchenko"),
    "Gvozdikov": ("Gwosdikow", "Gvozdikoff"),
}
NEAR = (
    ("Tom Baker", "Paul Boulanger"),
    ("Sam Little", "Claire Petit"),
    ("Vera Kostina", "Boris Kostin"),
    ("Kim Jong-il", "Kim Jong-un"),
    ("Peter Wolf", "Ivan Volkov"),
    ("Maria Rossini", "Maria Rossi"),
    ("Jan Timmer", "Jan Timman"),
    ("John Smith", "Jean Lefebvre"),
    ("Sergei Ivanov", "Sergey Ivannikov"),
    ("Hope Miller", "Amal Haddad"),
    ("Ann Taylor", "Jutta Schneider"),
    ("Mohammed Saleh", "Mohamed Salah"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One document with one garbled name, `[start, end)` of its text, and what should stand there."""

    mechanism: str
    text: str
    start: int
    end: int
    right: str


@dataclass(frozen=True, slots=True)
class Engine:
    """(name, garble) of places and of people as Apertium gives them; empty where it is not installed."""

    places: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, str]]


def documents(learn: bool) -> Iterator[str]:
    """The texts of one half, paragraphs between blank lines; the name of a document says which half it is in."""
    for source in SOURCES:
        lines: dict[str, list[str]] = defaultdict(list)
        for line in (SHARED / "clean" / source).open(encoding="utf-8"):
            row = json.loads(line)
            lines[row["doc"]].append(row["text"])
        for name, doc in lines.items():
            if (sha256(name.encode()).digest()[0] % 2 == 0) == learn:
                yield "\n\n".join(re.sub(r"\s+", " ", t) for t in doc)


def engine(chance: random.Random, size: int = 250) -> Engine:
    """What Apertium makes of `size` cities and people per language; names and common words that come out are left."""
    cities = sorted(engines.places())
    first, _ = engines.people()
    english = (k.name for names in engines.exonyms().values() for known in names.values() for k in known)
    names = {folded(n) for n in (*cities, *first, *english)}
    people = sorted(legislators())
    out: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
    for lang, modes in engines.ENGINES.items():
        for kind, (all_names, frame) in enumerate(zip((cities, people), FRAMES[lang], strict=True)):
            some = chance.sample(all_names, size * (1 + kind))
            for name, garble in engines.garbled(some, [frame], modes):
                words = {folded(garble)} if " " not in garble else set()
                same = re.sub(r"\W", "", folded(garble)) == re.sub(r"\W", "", folded(name))
                if not same and not words & names and re.fullmatch(r"[^\W\d_][\w’' -]+", garble):
                    out[kind].append((name, garble))
    return Engine(*out)


def legislators() -> set[str]:
    """Full names of two or three words of legislators with a Romance first name."""
    first = set(engines.romance_first_names())
    rows = (SHARED / "names" / "everypolitician2015.tsv").read_text(encoding="utf-8").splitlines()
    names = {row.split("\t")[0] for row in rows}
    return {
        n for n in names if re.fullmatch(r"[^\W\d_]+( [^\W\d_]{3,}){1,2}", n) and n.istitle() and n.split()[0] in first
    }


def people(text: str) -> list[tuple[str, str]]:
    """(given name, surname) of who is named in full and then by the surname alone."""
    full: Counter[tuple[str, ...]] = Counter()
    alone: Counter[str] = Counter()
    for run in runs(text):
        if len(run.words) == 2 and not run.initial and " " in text[run.start : run.end]:
            full[run.words] += 1
        elif len(run.words) == 1:
            alone[run.words[0]] += 1
    given = given_names()
    return [(a, b) for a, b in full if alone[b] and len(b) > 3 and a in given and b.isalpha()]


@cache
def given_names() -> frozenset[str]:
    """First words of the names of at least three of the world's legislators; no word of the language or a place."""
    lines = (SHARED / "names" / "everypolitician2015.tsv").read_text(encoding="utf-8").splitlines()
    first = Counter(line.split()[0] for line in lines if " " in line.split("\t")[0] and "," not in line)
    return frozenset(w for w, n in first.items() if n > 2 and w.isalpha() and w.istitle() and _name_like(w))


@cache
def _place_names() -> frozenset[str]:
    return frozenset(n for n in engines.places() if _name_like(n.split()[0]))


def _name_like(word: str) -> bool:
    return not ngrams().known(word) or ngrams().capital_share(word) >= 0.75


def cases(text: str, chance: random.Random, made: Engine) -> Iterator[Case]:
    """One case of each mechanism, as far as the document has a name for it."""
    named = people(text)
    if named:
        for mechanism, table in (("translated part", PARTICLES), ("translated name", MEANINGS), ("drift", SPELLINGS)):
            right, wrongs = chance.choice(sorted(table.items()))
            wrong = chance.choice((wrongs,) if isinstance(wrongs, str) else wrongs)
            yield from _swapped(mechanism, text, chance.choice(named), right, wrong, chance)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for run in runs(text):
        places[text[run.start : run.end]].append((run.start, run.end))
    several = [name for name, found in places.items() if len(found) > 1]
    yield from _lower_cased(text, places, several, chance)
    long = [name for name in several if re.fullmatch(r"[^\W\d_]{6,}", name) and _name_like(name)]
    if long:
        name = chance.choice(long)
        start, end = chance.choice(places[name][1:])
        cut = chance.randrange(3, len(name) - 1)
        yield _put("split", text, start, end, f"{name[:cut]} {name[cut:]}", name)
    yield from _by_engine(text, places, several, named, chance, made)


def _put(mechanism: str, text: str, start: int, end: int, wrong: str, right: str) -> Case:
    if begins_sentence(text, start):
        wrong = wrong[0].upper() + wrong[1:]
    return Case(mechanism, text[:start] + wrong + text[end:], start, start + len(wrong), right)


def _lower_cased(
    text: str, places: Mapping[str, list[tuple[int, int]]], several: Sequence[str], chance: random.Random
) -> Iterator[Case]:
    names = [n for n in several if " " in n and len(n.split()) < 4 and n.split()[0].lower() not in OPENERS]
    if names:
        name = chance.choice(names)
        start, end = chance.choice(places[name][1:])
        words = name.split(" ")
        n = chance.randrange(len(words))
        if words[n].isalpha() and words[n].istitle() and words[n] not in MONTHS and _name_like(words[n]):
            wrong = " ".join(w[0].lower() + w[1:] if i == n else w for i, w in enumerate(words))
            yield Case("lower case", text[:start] + wrong + text[end:], start, start + len(wrong), name)


def _by_engine(
    text: str,
    places: Mapping[str, list[tuple[int, int]]],
    several: Sequence[str],
    named: Sequence[tuple[str, str]],
    chance: random.Random,
    made: Engine,
) -> Iterator[Case]:
    """A place of the document becomes another, with and without a second mention; so does a person."""
    if not made.places:
        return
    here = [n for n in several if n in _place_names()]
    if here:
        old = chance.choice(here)
        right, wrong = chance.choice(made.places)
        start, end = chance.choice(places[old][1:])
        yield _put("engine, place, no other mention", text, start, end, wrong, right)
        renamed = re.sub(rf"\b{re.escape(old)}\b", right, text)
        found = [m.span() for m in re.finditer(rf"\b{re.escape(right)}\b", renamed)][1:]
        if found:
            yield _put("engine, place", renamed, *chance.choice(found), wrong, right)
    if named:
        given, surname = chance.choice(named)
        right, wrong = chance.choice(made.people)
        renamed = re.sub(rf"\b{given} {surname}\b", right, text)
        at = renamed.find(right)
        if at < 0:
            return
        yield _put("engine, person, no other mention", renamed, at, at + len(right), wrong, right)
        later = renamed.find(right, at + len(right))
        if later > 0:
            yield _put("engine, person", renamed, later, later + len(right), wrong, right)
        else:
            for m in list(re.finditer(rf"(?<!{given} )\b{surname}\b", text))[-1:]:
                head = re.sub(rf"\b{given} {surname}\b", right, text[: m.start()])
                tail = re.sub(rf"\b{given} {surname}\b", right, text[m.end() :])
                yield _put("engine, person", head + right + tail, len(head), len(head + right), wrong, right)


def _swapped(
    mechanism: str, text: str, person: tuple[str, str], right: str, wrong: str, chance: random.Random
) -> Iterator[Case]:
    """The person renamed throughout, one mention after the first full one garbled."""
    given, surname = person
    renamed = re.sub(rf"\b{re.escape(surname)}\b", right, text)
    first = renamed.find(f"{given} {right}")
    later = [m.start() for m in re.finditer(re.escape(right), renamed) if m.start() > first + len(given) + 1]
    if first < 0 or not later:
        return
    at = chance.choice(later)
    case = f"{mechanism}, {'full name' if renamed[:at].endswith(given + ' ') else 'surname alone'}"
    yield _put(case, renamed, at, at + len(right), wrong, right)


def near_names(text: str, chance: random.Random) -> str:
    """The document with two people renamed to a pair of near-names."""
    named = people(text)
    if len(named) < 2:
        return ""
    for (given, surname), new in zip(chance.sample(named, 2), chance.choice(NEAR), strict=True):
        last = new.rsplit(" ", 1)[1]
        text = re.sub(rf"\b{given} {surname}\b", new, text)
        text = re.sub(rf"\b{surname}\b", last, text)
    return text
