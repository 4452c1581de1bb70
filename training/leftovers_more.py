"""Make the smaller tables of the leftovers rules: rules/from-*/data/{common,anglicised}.txt and the rare German nouns.

    .venv/bin/python -m training.leftovers_more          # wants what training/leftovers.py wants

`common.txt` has the words that everybody who reads the language meets on every page and that English text has now and
then all the same, in names and quotations: *trop, mais*; a small word has too many translations to choose one.
`anglicised.txt` has words that look English and that English hardly uses, made from a common word of the language with
an English ending, as engines make them: "enamours", "resiliation". With a translation, where FreeDict has one. German
nouns with ä, ö, ü or ß are added to `nouns.txt` from a lower frequency on: no English noun has such a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wordfreq import get_frequency_dict

from training.leftovers import DICTD, LANGS, ROOT, UNTRANSLATED, dictionary, entries, inflected, zipf
from ungarble.detectors.leftovers_cognates import plain
from ungarble.english.foreign import is_english_function_word, is_listed
from ungarble.english.ngrams import ngrams

COMMON, COMMON_APART, MOST_COMMON = 4.4, 2.2, 60
"""Zipf frequency of a common word, how much commoner it is than in English, most occurrences in the n-gram table."""
VERB, DERIVED = 2.4, 2.0
"""Zipf frequency of the foreign word, and the most that its anglicised form has in English."""
MOST_DERIVED = 2
"""Most occurrences of a derived form in the n-gram table."""
UMLAUT = 2.2
"""Zipf frequency from which on a German noun with a letter that English lacks is taken."""

_VERBS = {
    "fr": (("er", "é"), ("ir", "i")),
    "es": (("ar", "ado"), ("er", "ido"), ("ir", "ido")),
    "it": (("are", "ato"), ("ere", "uto"), ("ire", "ito")),
    "pt": (("ar", "ado"), ("er", "ido"), ("ir", "ido")),
}
_NOUNS = {
    "fr": (("ation", "ation"), ("isation", "ization"), ("ition", "ition"), ("ment", "ment")),
    "es": (("ación", "ation"), ("ición", "ition"), ("miento", "ment")),
    "it": (("azione", "ation"), ("izione", "ition"), ("mento", "ment")),
    "pt": (("ação", "ation"), ("ição", "ition"), ("mento", "ment")),
}
_ADJECTIVES = {
    "fr": (("ible", "ible"), ("able", "able")),
    "es": (("ible", "ible"), ("able", "able")),
    "it": (("ibile", "ible"), ("abile", "able")),
    "pt": (("ível", "ible"), ("ável", "able")),
}


def main() -> None:
    english = get_frequency_dict("en", "best")
    borrowed = set((ROOT / "rules/lexicons/loanwords.txt").read_text(encoding="utf-8").split("\n"))
    for lang, (name, _) in LANGS.items():
        known = dictionary(name, english) if lang not in UNTRANSLATED else {}
        own = get_frequency_dict(lang, "best")
        rows = dict.fromkeys(sorted(w for w in common(own, english) if w not in borrowed), "")
        write(f"rules/from-{lang}/data/common.txt", rows)
        if lang in _VERBS:
            made = {w: b for w, b in anglicised(lang, own, english, known) if w not in borrowed}
            write(f"rules/from-{lang}/data/anglicised.txt", made)
    rare_nouns(english)


def write(name: str, rows: dict[str, str]) -> None:
    lines = sorted(f"{word}\t{better}" if better and better != word else word for word, better in rows.items())
    (ROOT / name).write_bytes("".join(f"{line}\n" for line in lines).encode())
    print(name, len(lines), "lines,", sum("\t" in line for line in lines), "translated")


def common(own: dict[str, float], english: dict[str, float]) -> Iterator[str]:
    """Words of more than two letters that are daily bread in the language and crumbs in English."""
    for word in own:
        here = zipf(own, word)
        if here < COMMON or len(word) < 3 or not word.isalpha() or is_listed(word) or is_english_function_word(word):
            continue
        times = ngrams().count(word)
        if (
            2 < times <= MOST_COMMON
            and ngrams().capital_share(word) < 0.5
            and zipf(english, word) < here - COMMON_APART
        ):
            yield word


def anglicised(
    lang: str, own: dict[str, float], english: dict[str, float], known: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """English-looking forms of common foreign words that English does not use, with what it says."""
    for word in own:
        if not word.isalpha() or len(word) < 6 or zipf(own, word) < VERB - 0.8:
            continue
        better = known.get(word, "") if " " not in known.get(word, "") else ""
        for ending, participle in _VERBS[lang]:
            done = word.removesuffix(ending) + participle
            common = max(zipf(own, word), zipf(own, done)) >= VERB and zipf(own, done) >= 2
            if word.endswith(ending) and common and (word in known or zipf(own, word) >= VERB):
                yield from _verb_forms(plain(word.removesuffix(ending)), english, better)
        for ending, ours in (*_NOUNS[lang], *_ADJECTIVES[lang]):
            stem = plain(word.removesuffix(ending))
            if not word.endswith(ending) or len(stem) < 4:
                continue
            adjective = ours.endswith("ble")
            if (word in known or zipf(own, word) >= VERB + 0.5) and unused(stem + ours, english):
                yield stem + ours, better
                if not adjective:
                    yield f"{stem}{ours}s", inflected(better, "NNS") if better else ""
            if adjective and unused(f"un{stem}{ours}", english):
                yield f"un{stem}{ours}", ""


def _verb_forms(stem: str, english: dict[str, float], better: str) -> Iterator[tuple[str, str]]:
    """Forms of a verb that no English verb is: the stem alone and with -e, -ate, -our."""
    if len(stem) < 5:
        return
    for base in (stem, f"{stem}e", f"{stem}ate", *([f"{stem[:-2]}our"] if stem.endswith("or") else [])):
        short = base.removesuffix("e")
        forms = {f"{short}ed": "VBN", f"{short}ing": "VBG", f"{base}s": "VBZ"}
        if unused(base, english):
            for form, tag in forms.items():
                if unused(form, english):
                    yield form, inflected(better, tag) if better else ""


def unused(form: str, english: dict[str, float]) -> bool:
    return zipf(english, form) <= DERIVED and ngrams().count(form) <= MOST_DERIVED


def rare_nouns(english: dict[str, float]) -> None:
    german = get_frequency_dict("de", "best")
    translations = dictionary("deu", english)
    path: Path = ROOT / "rules/from-de/data/nouns.txt"
    rows = dict(line.partition("\t")[::2] for line in path.read_text(encoding="utf-8").splitlines())
    for head, text in entries("deu-eng"):
        word = text.split(" ")[0].strip()
        if not (word.isalpha() and word.istitle() and len(word) > 4 and set(word.lower()) & set("äöüß")):
            continue
        if (
            " sg>" in text[:90]
            and zipf(german, head) >= UMLAUT
            and not ngrams().count(head)
            and not zipf(english, head)
        ):
            rows.setdefault(word, translations.get(word.lower(), ""))
    write("rules/from-de/data/nouns.txt", {w: b for w, b in rows.items() if b})


if __name__ == "__main__":
    if not DICTD.is_dir():
        raise SystemExit("FreeDict is missing: see training/leftovers.py")
    main()
