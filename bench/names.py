"""Garbled names at scale: real documents with one name garbled by each mechanism.

    python -m bench.names             the training nine tenths
    python -m bench.names --held-out  the last tenth of the documents

Needs ../shared (World Factbook and GUM's open genres); says so and stops where it is absent. A person of a document is
a name of two words whose second word also stands alone. For translated names, particles and drift the surname is
first replaced throughout the document by one that can be garbled so (the documents have few of their own); then one
later mention is garbled. Which words a name is translated to comes from the rules' own tables: measured is how well
the mention is found, bound and repaired, not how much of the world's names the tables hold.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ungarble import formats
from ungarble.config import Config
from ungarble.detectors.names import detect
from ungarble.engine import Engine, distinct
from ungarble.english.mentions import begins_sentence, runs
from ungarble.english.ngrams import ngrams
from ungarble.model import SAFE_CONFIDENCE, SHOWN_CONFIDENCE, Document, Finding, Rule, apply_edits
from ungarble.rulepack import load_rules

SHARED = Path(__file__).parents[2] / "shared" / "data" / "clean"
SOURCES = ("factbook.jsonl", "gum_open.jsonl")

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


Find = Callable[[Document], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Case:
    """One document with one garbled name, `[start, end)` of its text, and what should stand there."""

    mechanism: str
    text: str
    start: int
    end: int
    right: str


def documents(held_out: bool) -> Iterator[str]:
    """The texts, one paragraph a line."""
    for source in SOURCES:
        lines: dict[str, list[str]] = defaultdict(list)
        for line in (SHARED / source).open(encoding="utf-8"):
            row = json.loads(line)
            lines[row["doc"]].append(row["text"])
        docs = list(lines.values())
        cut = len(docs) * 9 // 10
        for doc in docs[cut:] if held_out else docs[:cut]:
            yield "\n".join(re.sub(r"\s+", " ", t) for t in doc)


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
    lines = (SHARED.parent / "names" / "everypolitician2015.tsv").read_text(encoding="utf-8").splitlines()
    first = Counter(line.split()[0] for line in lines if " " in line.split("\t")[0] and "," not in line)
    return frozenset(w for w, n in first.items() if n > 2 and w.isalpha() and w.istitle() and _name_like(w))


def _name_like(word: str) -> bool:
    return not ngrams().known(word) or ngrams().capital_share(word) >= 0.75


def cases(text: str, chance: random.Random) -> Iterator[Case]:
    """One case of each mechanism, as far as the document has a name for it."""
    named = people(text)
    if named:
        given, surname = chance.choice(named)
        right, wrongs = chance.choice(sorted(PARTICLES.items()))
        yield from _swapped("translated part", text, (given, surname), right, chance.choice(wrongs), chance)
        right, wrong = chance.choice(sorted(MEANINGS.items()))
        yield from _swapped("translated name", text, (given, surname), right, wrong, chance)
        right, wrongs = chance.choice(sorted(SPELLINGS.items()))
        yield from _swapped("drift", text, (given, surname), right, chance.choice(wrongs), chance)
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for run in runs(text):
        places[text[run.start : run.end]].append((run.start, run.end))
    several = [name for name, found in places.items() if len(found) > 1 and " " in name and len(name.split()) < 4]
    if several:
        name = chance.choice(several)
        start, end = chance.choice(places[name][1:])
        words = name.split(" ")
        n = chance.randrange(len(words))
        if words[n][0].isupper() and words[n][1:].islower() and len(words[n]) > 2 and _name_like(words[n]):
            wrong = " ".join(w[0].lower() + w[1:] if i == n else w for i, w in enumerate(words))
            yield Case("lower case", text[:start] + wrong + text[end:], start, start + len(wrong), name)
    long = [
        name
        for name, found in places.items()
        if len(found) > 1 and re.fullmatch(r"[^\W\d_]{6,}", name) and _name_like(name)
    ]
    if long:
        name = chance.choice(long)
        start, end = chance.choice(places[name][1:])
        cut = chance.randrange(3, len(name) - 1)
        wrong = f"{name[:cut]} {name[cut:]}"
        yield Case("split", text[:start] + wrong + text[end:], start, start + len(wrong), name)


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
    full = renamed[:at].endswith(given + " ")
    shown = wrong
    if begins_sentence(renamed, at):
        shown = wrong[0].upper() + wrong[1:]
    case = f"{mechanism}, {'full name' if full else 'surname alone'}"
    garbled = renamed[:at] + shown + renamed[at + len(right) :]
    yield Case(case, garbled, at, at + len(shown), right)


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


def by_itself(rules: Sequence[Rule]) -> Find:
    """The detector with its own confidences: the engine weighs them down where, as here, a text has one garble."""
    find = detect(rules)

    def found(document: Document) -> Sequence[Finding]:
        all_of_it = [f for segment in document.segments for f in find(segment, document)]
        return [f for f in distinct(all_of_it) if f.confidence >= SHOWN_CONFIDENCE]

    return found


def findings(engine: Find, text: str) -> list[tuple[int, int, Finding, str]]:
    """(start, end, finding, text after its first fix) in offsets of the text."""
    document = formats.read("bench.txt", text.encode(), "text", "utf-8")
    out = []
    for finding in engine(document):
        span = finding.segment.cover(finding.span)
        fixed = ""
        if finding.fixes:
            at = span.start - finding.span.start
            whole = apply_edits(finding.segment.text, finding.fixes[0].edits)
            fixed = text[:at] + whole + text[at + len(finding.segment.text) :]
        out.append((span.start, span.end, finding, fixed))
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--held-out", action="store_true", help="the last tenth")
    options.add_argument("--rounds", type=int, default=1, help="how often each document is garbled anew")
    options.add_argument("--engine", action="store_true", help="confidences as the engine weighs them by their company")
    options.add_argument("-v", action="store_true", dest="verbose", help="list what went wrong")
    chosen = options.parse_args(arguments)
    if not SHARED.is_dir():
        print(f"skipped: {SHARED} is not there")
        return 0
    rules = [r for r in load_rules() if r.kind == "names"]
    engine = Engine(Config(), rules).find if chosen.engine else by_itself(rules)
    chance = random.Random(17)
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    flags: Counter[str] = Counter()
    start = time.perf_counter()
    for text in documents(chosen.held_out):
        flags["words"] += len(text.split())
        for _, _, finding, _ in findings(engine, text):
            flags["found"] += 1
            flags["safe"] += bool(finding.fixes) and finding.fixes[0].confidence >= SAFE_CONFIDENCE
            _tell(chosen.verbose, "untouched", finding)
        for _ in range(chosen.rounds):
            near = near_names(text, chance)
            if near:
                flags["near documents"] += 1
                for _, _, finding, _ in findings(engine, near):
                    flags["near found"] += 1
                    flags["near safe"] += bool(finding.fixes) and finding.fixes[0].confidence >= SAFE_CONFIDENCE
                    _tell(chosen.verbose, "near names", finding)
            for case in cases(text, chance):
                _count(case, findings(engine, case.text), tally[case.mechanism], chosen.verbose)
    _table(tally, flags, time.perf_counter() - start)
    return 0


def _count(case: Case, found: list[tuple[int, int, Finding, str]], tally: Counter[str], verbose: bool) -> None:
    tally["cases"] += 1
    repaired = case.text[: case.start] + case.right + case.text[case.end :]
    hits = [f for f in found if f[0] < case.end and case.start < f[1]]
    tally["elsewhere"] += len(found) - len(hits)
    if not hits:
        if verbose:
            print(f"missed {case.mechanism}: {case.text[max(0, case.start - 60) : case.end + 40]!r}")
        return
    tally["found"] += 1
    _, _, finding, fixed = hits[0]
    if finding.fixes:
        right = fixed.lower() == repaired.lower()
        safe = finding.fixes[0].confidence >= SAFE_CONFIDENCE
        tally["fixed"] += 1
        tally["right"] += right
        tally["safe"] += safe
        tally["safe right"] += safe and right
        if not right:
            _tell(verbose, f"wrong {case.mechanism} (for {case.right})", finding)


def _tell(verbose: bool, what: str, finding: Finding) -> None:
    if verbose:
        text, span = finding.segment.text, finding.span
        fix = finding.fixes[0].edits[0].text if finding.fixes else ""
        here = f"{text[max(0, span.start - 50) : span.start]}[[{finding.text}=>{fix}]]{text[span.end : span.end + 30]}"
        print(f"{what}: {finding.rule.id} {finding.confidence:.2f} {here!r}")


def _table(tally: dict[str, Counter[str]], flags: Counter[str], seconds: float) -> None:
    print(f"{'mechanism':32} cases  found  fixes right  safe  safe right  elsewhere")
    for mechanism, t in sorted(tally.items()):
        print(
            f"{mechanism:32} {t['cases']:5}  {_share(t['found'], t['cases'])}  {_share(t['right'], t['fixed']):>11}"
            f"  {_share(t['safe'], t['cases'])}  {_share(t['safe right'], t['safe']):>10}  {t['elsewhere']:9}"
        )
    words = max(flags["words"], 1)
    rate = flags["found"] * 1000 / words
    print(
        f"untouched: {flags['words']} words, {flags['found']} false flags ({rate:.3f} per 1,000), {flags['safe']} safe;"
        f" near-names: {flags['near found']} flags, {flags['near safe']} safe in"
        f" {flags['near documents']} documents; {seconds:.0f} s"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:5.1%}" if whole else "    -"


if __name__ == "__main__":
    sys.exit(main())
