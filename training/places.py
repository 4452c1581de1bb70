"""Places and people that English names otherwise: `python -m training.places` writes rules/from-*/data/places.txt.

Countries come from Unicode CLDR through Babel, cities, rivers, regions and ancients from `leftovers/places.tsv`,
written by hand. Left out is what English text has itself ("Roma", "Milano"): more than `SELDOM` sights in the n-gram
table prove nothing either way, and a name that English uses for another place is no leftover.
"""

from __future__ import annotations

import csv
from pathlib import Path

from ungarble.english.ngrams import ngrams
from ungarble.rulepack import shipped_rules

LANGUAGES = ("fr", "es", "it", "pt", "de", "pl", "tr")
SELDOM = 60
AMBIGUOUS = frozenset(
    ["Cabo", "Sena", "Buda", "Santa Elena", "Moldavia", "Gales", "Niza", "Galles", "Nil", "Rom", "Corse"]
)
"""Surnames, other places and words of other languages."""
HERE = Path(__file__).parent
_WITH_ARTICLE = """
Danube Rhine Rhône Thames Tiber Tagus Ticino Seine Nile Volga Euphrates Caucasus Mediterranean Adriatic Baltic Pacific
Atlantic Netherlands Philippines Bahamas Gambia Maldives Seychelles Comoros Alps Pyrenees Balkans Apennines Himalayas
"""
ARTICLE = frozenset(_WITH_ARTICLE.split())
"""English names with "the", besides those that say what they are ("Soviet Union", "United States", "Cook Islands")."""
KINDS = (
    "Union",
    "States",
    "Kingdom",
    "Republic",
    "Islands",
    "Emirates",
    "East",
    "Territories",
    "Territory",
    "Federation",
)


def main() -> None:
    """Write a table for each language and say how long it is."""
    for lang in LANGUAGES:
        table = {
            name: english
            for name, english in sorted((by_hand(lang) | countries(lang)).items())
            if foreign(name, english)
        }
        path = shipped_rules() / f"from-{lang}" / "data" / "places.txt"
        path.write_text("".join(f"{name}\t{english}\n" for name, english in sorted(table.items())), encoding="utf-8")
        print(f"{path}: {len(table)}")


def countries(lang: str) -> dict[str, str]:
    """The countries' names in `lang` with the English ones."""
    from babel import Locale

    own, english = Locale(lang).territories, Locale("en").territories
    found = {own[key]: english[key] for key in own if len(key) == 2 and key.isalpha() and key in english}
    return {name: with_article(place) for name, place in found.items()}


def with_article(place: str) -> str:
    """The English name as a sentence has it: the Nile, the Cook Islands."""
    takes = place in ARTICLE or place.endswith(KINDS)
    return f"the {place}" if takes and not place.startswith(("The ", "the ")) else place


def by_hand(lang: str) -> dict[str, str]:
    """The hand-written names of `lang` with the English ones."""
    with (HERE / "leftovers" / "places.tsv").open(encoding="utf-8", newline="") as file:
        return {row[lang]: with_article(row["en"]) for row in csv.DictReader(file, delimiter="\t") if row.get(lang)}


def foreign(name: str, english: str) -> bool:
    """Whether a name is one that English text does not have."""
    plain = english.replace("’", "'").removeprefix("the ")
    if plain.startswith(name.replace("’", "'")) or any(c in name + english for c in "(/&,") or " - " in english:
        return False
    return ngrams().count(name) <= SELDOM and len(name) > 2 and name not in AMBIGUOUS


if __name__ == "__main__":
    main()
