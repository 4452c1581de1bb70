"""Make rules/from-*/data/words.txt: words of a source language that English does not have, with a translation.

    .venv/bin/pip install wordfreq babel lemminflect
    apt-get install dict-freedict-{fra,spa,ita,por,deu,tur}-eng dict-freedict-eng-{fra,spa,ita,por}
    .venv/bin/python training/leftovers.py

A word is taken from wordfreq's list of the language where it is commoner there than in English by `APART` and the
n-gram table has hardly seen it. Its translation is the first of FreeDict's, of the word itself or of the lemma that
its ending points to, inflected as it is; else its cognate. Months, weekdays, countries and languages are CLDR's.
Each line: the word, or the word, a tab and its translation; sorted by code point, so that `english/foreign.py` can
search the bytes. Credits and licences: rules/CREDITS-leftovers.md.
"""

from __future__ import annotations

import gzip
import math
import re
from collections.abc import Iterator
from pathlib import Path

from wordfreq import get_frequency_dict

from ungarble.detectors.leftovers_cognates import cognate
from ungarble.detectors.leftovers_forms import lemmas_of
from ungarble.english.foreign import is_listed
from ungarble.english.ngrams import ngrams

ROOT = Path(__file__).parents[1]
DICTD = Path("/usr/share/dictd")
LANGS = {
    "fr": ("fra", 2.5),
    "es": ("spa", 2.5),
    "it": ("ita", 2.5),
    "pt": ("por", 2.5),
    "de": ("deu", 3.0),
    "pl": ("pol", 3.5),
    "tr": ("tur", 3.7),
}
"""Language -> its name at FreeDict and the Zipf frequency (log10 of occurrences in a thousand million) it starts at."""
UNTRANSLATED = frozenset({"pl"})
"""Their dictionary is CC BY-SA 3.0 (WikDict), which does not go with the GPL."""
APART = 1.3
"""How much commoner, on the Zipf scale, a word must be in its own language than in English."""
FAR_APART = 3.0
"""So much commoner, and it is taken although a dictionary of English has it: *cual*, *auf*."""
MOST_ENGLISH = 2.0
"""Zipf frequency in English from which on a word is a loan: *ambiance*, *terroir*. What MT leaves has none or 1.x."""
MOST_COUNTED = 2
"""Most occurrences in the n-gram table."""
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_MARKUP = re.compile(r"<[^>]*>|\[[^\]]*\]|\([^)]*\)|/[^/]*/|\{[^}]*\}|\"[^\"]*\"")


def main() -> None:
    table = ngrams()
    english = get_frequency_dict("en", "best")
    borrowed = set((ROOT / "rules" / "lexicons" / "loanwords.txt").read_text(encoding="utf-8").split("\n"))
    for lang, (name, least) in LANGS.items():
        translations = dictionary(name, english) if lang not in UNTRANSLATED else {}
        rows: dict[str, str] = {}
        for word, share in get_frequency_dict(lang, "best").items():
            frequency = math.log10(share) + 9
            if frequency < least or len(word) < 3 or not word.isalpha() or table.count(word) > MOST_COUNTED:
                continue
            known = zipf(english, word)
            loan = known >= MOST_ENGLISH or is_listed(word)
            if known <= frequency - (FAR_APART if loan else APART) and word not in borrowed:
                rows[word] = translated(word, lang, translations) or cognate(word, lang, table.count, 20)
        rows |= dict(extra(lang).items())
        out = ROOT / "rules" / f"from-{lang}" / "data" / "words.txt"
        out.parent.mkdir(parents=True, exist_ok=True)
        lines = sorted(f"{word}\t{better}" if better and better != word else word for word, better in rows.items())
        out.write_bytes("".join(f"{line}\n" for line in lines).encode())
        if lang == "de":
            nouns(english)
        print(
            lang, len(rows), "words,", sum(bool(b) for b in rows.values()), "translated,", out.stat().st_size, "bytes"
        )


def nouns(english: dict[str, float]) -> None:
    """rules/from-de/data/nouns.txt: nouns with their capital, which no English text has as a name."""
    german = get_frequency_dict("de", "best")
    found: dict[str, str] = {}
    for head, text in entries("deu-eng"):
        word = text.split(" ")[0].strip()
        known = zipf(english, head)
        good = word.isalpha() and word.istitle() and " sg>" in text[:90] and len(word) > 4 and word not in found
        if good and zipf(german, head) >= 3.3 and known < 1.6 and not is_listed(head) and ngrams().count(head) == 0:
            found[word] = ""
    translations = dictionary("deu", english)
    rows = {word: translations.get(word.lower(), "") for word in found}
    lines = sorted(f"{word}\t{better}" for word, better in rows.items() if better)
    (ROOT / "rules/from-de/data/nouns.txt").write_bytes("".join(f"{line}\n" for line in lines).encode())
    print("German nouns:", len(lines))


def zipf(frequencies: dict[str, float], word: str) -> float:
    share = frequencies.get(word, 0.0)
    return math.log10(share) + 9 if share else 0.0


def entries(name: str) -> Iterator[tuple[str, str]]:
    """Headword and text of every entry of a FreeDict dictionary in dictd's format."""
    data = gzip.decompress((DICTD / f"freedict-{name}.dict.dz").read_bytes())
    for line in (DICTD / f"freedict-{name}.index").read_text(encoding="utf-8").splitlines():
        head, start, size, *_ = line.split("\t")
        if not head.startswith("00"):
            at = number(start)
            yield head, data[at : at + number(size)].decode("utf-8", "replace")


def number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 64 + _BASE64.index(digit)
    return value


def dictionary(name: str, english: dict[str, float]) -> dict[str, str]:
    """Headword -> its commonest one- or two-word translation, of the first sense that has one."""
    found: dict[str, str] = {}
    for head, text in entries(f"{name}-eng"):
        good = [o for o in options(text) if re.fullmatch(r"[a-z][a-z'-]+(?: [a-z'-]+)?", o)]
        if " " in head or not good:
            continue
        best = max(good, key=lambda o: commonness(english, o) - good.index(o))
        word = text.split(" ")[0].strip().lower()
        if word not in found or (name == "deu" and commonness(english, best) > commonness(english, found[word]) + 0.5):
            found[word] = best
    return turned(name, english) | found


def turned(name: str, english: dict[str, float]) -> dict[str, str]:
    """The English dictionary of the language read backwards: word -> the commonest headword that it translates."""
    found: dict[str, tuple[float, str]] = {}
    if (DICTD / f"freedict-eng-{name}.index").exists() and name not in ("tur", "deu"):
        for head, text in entries(f"eng-{name}"):
            if re.fullmatch(r"[a-z][a-z'-]+(?: [a-z'-]+)?", head):
                for n, word in enumerate(options(text)):
                    rank = commonness(english, head) - n
                    if word.isalpha() and rank > found.get(word.lower(), (-9.0, ""))[0]:
                        found[word.lower()] = (rank, head)
    return {word: head for word, (_, head) in found.items()}


def options(text: str) -> list[str]:
    first = text.split("\n")[1] if "\n" in text else ""
    first = re.sub(r"^\d+\.\s*", "", first.strip())
    return [o.strip() for o in re.split(r"[,;]", _MARKUP.sub("", first))]


def commonness(english: dict[str, float], phrase: str) -> float:
    return min(zipf(english, word) for word in phrase.split())


def translated(word: str, lang: str, known: dict[str, str]) -> str:
    """The dictionary's translation of `word` or of what it may be a form of, put into that form."""
    if word in known:
        return known[word]
    bases = ((known.get(lemma, ""), tag) for lemma, tag in lemmas_of(word, lang))
    return next((inflected(base, tag) for base, tag in bases if base), "")


def inflected(base: str, tag: str) -> str:
    from lemminflect import getAllLemmas, getInflection  # Not at the top: it loads spaCy.

    if not tag or (tag == "NNS" and base.endswith("s")):
        return base
    head, _, last = base.rpartition(" ")
    classes = getAllLemmas(last)
    wanted = "NOUN" if tag == "NNS" else "VERB"
    if tag == "NNS" and ("NOUN" not in classes or ("ADJ" in classes and "VERB" not in classes)):
        return base  # An adjective has no plural in English.
    if wanted not in classes:
        return ""
    form = getInflection(last, tag=tag)
    return f"{head} {form[0]}".strip() if form else ""


def extra(lang: str) -> dict[str, str]:
    """CLDR's names of months and weekdays, and what `training/leftovers/{lang}.txt` adds or corrects by hand."""
    from babel import Locale

    own, english = Locale(lang), Locale("en")
    rows: dict[str, str] = {}
    for ours, theirs in ((own.months, english.months), (own.days, english.days)):
        for context in ("format", "stand-alone"):
            for key, word in ours[context]["wide"].items():
                if len(word) > 2 and word.isalpha():
                    rows[word.lower()] = theirs["format"]["wide"][key]
    for key, word in own.languages.items():
        name = english.languages.get(key, "")
        if word.isalpha() and len(key) == 2 and name.isalpha() and ngrams().count(word) <= MOST_COUNTED:
            rows[word.lower()] = name
    for key, word in own.territories.items():
        name = english.territories.get(key, "")
        if (
            word.isalpha()
            and re.fullmatch(r"[A-Za-z ]+", name)
            and word != name
            and ngrams().count(word) <= MOST_COUNTED
        ):
            rows[word.lower()] = name
    by_hand = Path(__file__).with_name("leftovers") / f"{lang}.txt"
    if by_hand.exists():
        for line in by_hand.read_text(encoding="utf-8").splitlines():
            word, _, better = line.partition("=")
            rows[word.strip()] = better.strip()
    return rows


if __name__ == "__main__":
    main()
