"""How a translation engine garbles names: gazetteers sent through Apertium, what comes out changed kept with counts.
    apt-get install apertium-eng-spa apertium-eng-cat apertium-en-gl apertium-fr-es apertium-es-pt apertium-spa-ita
    .venv/bin/python -m training.names_garbles

Cities (GeoNames), countries and places of history (rules/any/data/names-exonyms.txt), first names and surnames of the
world's legislators go from six languages into English, alone and in sentences. Written are:
rules/any/data/names-garbles.txt  sections `@ kind place`, in each lines `garble<TAB>name<TAB>count`: in how many
                                  engines and sentences (1 is left out). Those of several words that English
                                  does not have stand under `@ sure`; the others want a cue.
rules/any/data/names-words.txt    `English = Name Name`: what single words of names become.
rules/any/data/names-first.txt    first names of countries where Romance languages are spoken: a cue for surnames.

Left out is what says nothing: garbles that are names themselves, or that good English has (by the n-gram counts, and
by the texts they are made from, read once for garbles of several words). Needs ../shared.
"""

from __future__ import annotations

import csv
import lzma
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ungarble.detectors.names.tables import folded
from ungarble.english.ngrams import ngrams

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
DATA = ROOT / "rules" / "any" / "data"

ENGINES: Mapping[str, Sequence[str]] = {
    "es": ("spa-eng",),
    "fr": ("fr-es", "spa-eng"),
    "it": ("ita-spa", "spa-eng"),
    "pt": ("pt-es", "spa-eng"),
    "gl": ("gl-en",),
    "ca": ("cat-eng",),
}
"""Source language -> Apertium modes, one after the other."""

PLACE, FIRST, LAST, SURE = "place", "first", "last", "sure"
FRAMES: Mapping[str, Mapping[str, Sequence[str]]] = {
    PLACE: {
        "es": ("{}.", "Nació en {}, donde trabajó."),
        "fr": ("{}.", "Il naquit à {}, où il travailla."),
        "it": ("{}.", "Nacque a {}, dove lavorò."),
        "pt": ("{}.", "Nasceu em {}, onde trabalhou."),
        "gl": ("{}.", "Naceu en {}, onde traballou."),
        "ca": ("{}.", "Va néixer a {}, on va treballar."),
    },
    FIRST: {
        "es": ("Según {} Zorvak, no hay dinero.", "Después habló con {} Zorvak."),
        "fr": ("Selon {} Zorvak, rien ne change.", "Ensuite il parla avec {} Zorvak."),
        "it": ("Secondo {} Zorvak, nulla cambia.", "Dopo parlò con {} Zorvak."),
        "pt": ("Segundo {} Zorvak, nada muda.", "Depois falou com {} Zorvak."),
        "gl": ("Segundo {} Zorvak, nada cambia.", "Despois falou con {} Zorvak."),
        "ca": ("Segons {} Zorvak, res no canvia.", "Després parlà amb {} Zorvak."),
    },
    LAST: {
        "es": ("Según Zorvak {}, no hay dinero.", "Después habló con {}."),
        "fr": ("Selon Zorvak {}, rien ne change.", "Ensuite il parla avec {}."),
        "it": ("Secondo Zorvak {}, nulla cambia.", "Dopo parlò con {}."),
        "pt": ("Segundo Zorvak {}, nada muda.", "Depois falou com {}."),
        "gl": ("Segundo Zorvak {}, nada cambia.", "Despois falou con {}."),
        "ca": ("Segons Zorvak {}, res no canvia.", "Després parlà amb {}."),
    },
}
_PROBE = "Brelnik"
_NAME = re.compile(r"[^\W\d_][^\W\d_’' -]*(?:[ ’'-][^\W\d_]+)*")
_FUNCTION = frozenset(re.findall(r"\w+", "i it they he you we him them the a an this that one of to in is are and"))
_CAPITAL = frozenset(re.findall(r"\w+", "The Him Them He You To"))
"""Of these, those that show a garble where a foreign name follows a capital of theirs inside a sentence."""
_LINKS = frozenset(re.findall(r"\w+", "of the and to at in on for by from a an with"))
_TAILS = frozenset(
    re.findall(r"\w+", "north south east west northern southern eastern western city river is port field town")
)
_ROMANCE = re.compile(
    "Mexico|Italy|France|Brazil|Spain|Chile|Argentina|Portugal|Mozambique|Angola|Dominican_Republic|Peru|Colombia"
    "|Venezuela|Ecuador|Bolivia|Uruguay|Paraguay|Cuba|Honduras|Guatemala|Nicaragua|El_Salvador|Costa_Rica|Panama"
)
_LANGS = re.compile(r"((?:[a-z]{2} )+)(.+)")
_GARBLE = re.compile(r"[^\W\d_]+(?:[ ’'-]+[^\W\d_]+)*")


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """A name as English has it; `where`: region and country of a place, separated by a bar."""

    kind: str
    where: str
    name: str


def translated(lines: Sequence[str], modes: Sequence[str]) -> list[str]:
    """The lines through the engine, one by one. Raises CalledProcessError, FileNotFoundError without Apertium."""
    text = "\n".join(lines) + "\n"
    for mode in modes:
        text = subprocess.run(["apertium", "-u", mode], input=text, capture_output=True, text=True, check=True).stdout
    found = text.split("\n")[: len(lines)]
    if len(found) != len(lines):
        raise ValueError(f"{'+'.join(modes)}: {len(lines)} lines in, {len(found)} out")
    return found


def garbled(names: Sequence[str], frames: Sequence[str], modes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(name, what came out of it) for every frame whose other words came out as they do around an unknown name."""
    for frame in frames:
        probe, *out = translated([frame.format(name) for name in (_PROBE, *names)], modes)
        head, _, tail = probe.partition(_PROBE)
        for name, line in zip(names, out, strict=True):
            if line.startswith(head) and line.endswith(tail) and len(line) > len(head) + len(tail):
                yield name, re.sub(r" +", " ", line[len(head) : len(line) - len(tail)]).strip()


def places() -> dict[str, list[Known]]:
    """Cities as GeoNames spells them -> which they are."""
    found: dict[str, list[Known]] = defaultdict(list)
    with (SHARED / "names" / "world-cities.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if _NAME.fullmatch(row["name"]):
                found[row["name"]].append(Known(PLACE, f"{row['subcountry']}|{row['country']}", row["name"]))
    return found


def people() -> tuple[dict[str, list[Known]], dict[str, list[Known]]]:
    """First names (three legislators or more) and surnames (two or more), Latin letters only."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    legislators = (SHARED / "names" / "everypolitician2015.tsv").read_text(encoding="utf-8").splitlines()
    congress = (SHARED / "names" / "us_congress_current.txt").read_text(encoding="utf-8").splitlines()
    for line in (*(row.split("\t")[0] for row in legislators), *congress, *congress):
        words = line.split()
        if "," in line or len(words) < 2 or not all(_latin(w) for w in words):
            continue
        first[words[0]] += 1
        last[words[-1]] += 1
    return (
        {w: [Known(FIRST, "", w)] for w, n in first.items() if n > 2 and len(w) > 2 and w.istitle()},
        {w: [Known(LAST, "", w)] for w, n in last.items() if n > 1 and len(w) > 3 and w.istitle()},
    )


def romance_first_names() -> list[str]:
    """First names of two legislators or more, three in five of them from countries of Romance languages."""
    here: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for row in (SHARED / "names" / "everypolitician2015.tsv").read_text(encoding="utf-8").splitlines():
        name, country, *_ = row.split("\t")
        first = name.split(" ")[0]
        if "," not in name and " " in name and _latin(first) and first.istitle() and len(first) > 2:
            everywhere[first] += 1
            here[first] += bool(_ROMANCE.fullmatch(country))
    return sorted(w for w, n in here.items() if n > 1 and n > 0.6 * everywhere[w] and _a_name(w))


def _latin(word: str) -> bool:
    return all(c < "ɐ" for c in word) and word.isalpha()


def exonyms() -> dict[str, dict[str, list[Known]]]:
    """language -> foreign name -> place or person in English: our own list, and CLDR's names of countries."""
    from babel import Locale

    found: dict[str, dict[str, list[Known]]] = {lang: defaultdict(list) for lang in ENGINES}
    english, cities, nowhere = Locale("en").territories, places(), [Known(PLACE, "", "")]
    for lang in ENGINES:
        for code, name in Locale(lang).territories.items():
            right = english.get(code, "")
            if code.isalpha() and len(code) == 2 and _NAME.fullmatch(name) and folded(name) != folded(right):
                found[lang][name].append(Known("exonym", "", right))
    for line in (DATA / "names-exonyms.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            right, *spellings = line.split("\t")
            for langs, name in (m.groups() for m in map(_LANGS.fullmatch, spellings) if m):
                for lang in langs.split():
                    found[lang][name] += [Known("exonym", k.where, right) for k in cities.get(right, nowhere)]
    return found


def everything() -> Counter[tuple[str, Known]]:
    """(garble, name) with counts, from all engines."""
    first, last = people()
    tally: Counter[tuple[str, Known]] = Counter()
    foreign = exonyms()
    for lang, modes in ENGINES.items():
        for kind, names in ((PLACE, {**places(), **foreign[lang]}), (FIRST, first), (LAST, last)):
            for name, out in garbled(list(names), FRAMES[kind][lang], modes):
                for known in names[name]:
                    tally[out, known] += 1
        print(f"{lang}: {len(tally)} pairs", file=sys.stderr)
    return tally


def telling(tally: Counter[tuple[str, Known]]) -> Counter[tuple[str, Known]]:
    """Those that can be told from good English: no names themselves; several words, or a capital."""
    first, last = people()
    names = {folded(n) for n in (*places(), *first)} | {folded(k.name) for _, k in tally if k.kind != LAST}
    surnames = {folded(n) for n in last}
    kept: Counter[tuple[str, Known]] = Counter()
    for (garble, known), count in tally.items():
        words = _words(garble)
        if (
            not _GARBLE.fullmatch(garble)
            or _same(garble, known.name)
            or folded(garble) in names
            or (known.kind in (FIRST, LAST) and folded(garble) in surnames)
            or not any(w[0].isupper() for w in words)
            or (len(words) == 1 and (len(garble) < 3 or garble.isupper() or _a_name(garble)))
            or (len(words) == 2 and words[0].lower() in _FUNCTION and not (words[0] in _CAPITAL and _a_name(words[1])))
            or (len(words) > 1 and ngrams().count(*words) > 0)
            or (len(words) > 3 and count == 1)
        ):
            continue
        kept[garble, known] += count
    spoken = in_good_english({garble for garble, _ in kept if " " in garble})
    return Counter({pair: count for pair, count in kept.items() if pair[0] not in spoken})


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def is_sure(garble: str) -> bool:
    """Whether no English text would have these words: several, one of them foreign, or a verb or pronoun inside."""
    words = _words(garble)
    if len(words) == 1 or words[-1].lower() in _TAILS:
        return False
    inside = {w for w in words[1:-1] if w[0].islower()} - _LINKS
    foreign = any(_a_name(w) for w in words if w[0].isupper())
    small = sum(w[0].islower() for w in words if w not in _LINKS)
    return bool(inside) or (foreign and (words[0][0].isupper() or len(words) > 2) and not (small and len(words) == 2))


def _same(garble: str, name: str) -> bool:
    return re.sub(r"\W", "", folded(garble)) == re.sub(r"\W", "", folded(name))


def _a_name(word: str) -> bool:
    """English writes it with a capital, or hardly has it: no common word."""
    return ngrams().count(word) < 5 or ngrams().capital_share(word) > 0.6


def in_good_english(garbles: Iterable[str]) -> set[str]:
    """Those of several words that stand so, capitals and all, in the texts that the n-gram counts are made from."""
    by_first: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for garble in garbles:
        spelled = tuple(_words(garble))
        by_first[spelled[0]].add(spelled)
    seen: set[tuple[str, ...]] = set()
    with lzma.open(SHARED / "lm" / "corpus.txt.xz", "rt", encoding="utf-8") as file:
        for line in file:
            words = _words(line)
            for at, word in enumerate(words):
                for wanted in by_first.get(word, ()):
                    if tuple(words[at : at + len(wanted)]) == wanted:
                        seen.add(wanted)
    return {g for g in garbles if tuple(_words(g)) in seen}


def words_of_names() -> dict[str, Counter[str]]:
    """English word -> words of names that come out as it, with counts. Other names are kept ("Hannibal" for Aníbal)."""
    found = {w for name in places() for w in name.split()}
    for row in (SHARED / "names" / "everypolitician2015.tsv").read_text(encoding="utf-8").splitlines():
        found.update(w for w in row.split("\t")[0].split() if _latin(w))
    names = sorted(w for w in found if w.isalpha() and w.istitle() and len(w) > 2)
    out: dict[str, Counter[str]] = defaultdict(Counter)
    for lang, modes in ENGINES.items():
        for name, came in garbled(names, (FRAMES[PLACE][lang][1], FRAMES[LAST][lang][1]), modes):
            english = re.sub(r"^(?:it|they|you|he|she|we|I) ", "", came).lower()
            if english.isalpha() and len(english) > 2 and not _same(english, name) and ngrams().known(english):
                out[english][name] += 1
    return out


def main() -> int:
    """Write the tables."""
    sections: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for (garble, known), count in sorted(telling(everything()).items()):
        section = (SURE, "") if is_sure(garble) else (known.kind, known.where)
        sections[section]["\t".join((garble, known.name, str(count) if count > 1 else "")).rstrip()] = ""
    made_by = "# Made by python -m training.names_garbles; credits in rules/CREDITS-names.md:"
    lines = [f"{made_by} garble, name, count if over 1"]
    for (kind, where), rows in sorted(sections.items()):
        lines += [f"@ {kind} {where}".rstrip(), *rows]
    words = [f"{made_by} what engines make of words in names"]
    words += [f"{english} = {' '.join(sorted(names))}" for english, names in sorted(words_of_names().items())]
    first = [f"{made_by} first names of Romance languages", *romance_first_names()]
    for name, made in (("names-garbles.txt", lines), ("names-words.txt", words), ("names-first.txt", first)):
        size = (DATA / name).write_text("\n".join(made) + "\n", encoding="utf-8")
        print(f"{name}: {len(made)} lines, {size} characters", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
