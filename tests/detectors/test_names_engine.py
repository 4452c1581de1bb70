"""What an engine makes of places and surnames: found, repaired where a cue tells the name; real words stay."""

from __future__ import annotations

import pytest

from ungarble import formats
from ungarble.detectors.names import detect
from ungarble.detectors.names.engine import garbles
from ungarble.detectors.names.tables import lines, meanings_file
from ungarble.engine import distinct
from ungarble.model import SAFE_CONFIDENCE, Finding
from ungarble.rulepack import load_rules

FIND = detect([rule for rule in load_rules() if rule.kind == "names"])


def findings(*paragraphs: str) -> list[tuple[str, str]]:
    """(found, first repair or nothing) of every finding, in order."""
    return [(f.text, f.fixes[0].edits[0].text if f.fixes else "") for f in all_of(*paragraphs)]


def all_of(*paragraphs: str) -> list[Finding]:
    whole = formats.read("names.txt", "\n\n".join(paragraphs).encode(), "text", "utf-8")
    return sorted(distinct([f for s in whole.segments for f in FIND(s, whole)]), key=lambda f: f.span.start)


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("The ferry to María the Drop leaves at six.", "the Drop", "la Baja"),
        ("Two lorries collided near Plan, Texas, at dawn.", "Plan", "Plano"),
        ("The letter was signed by Héctor Hangman.", "Hangman", "Verdugo"),
    ],
)
def test_a_garble_with_a_cue_is_repaired_but_never_unasked(text: str, found: str, right: str) -> None:
    assert findings(text) == [(found, right)]
    assert all(f.confidence < SAFE_CONFIDENCE for f in all_of(text))


def test_a_garble_that_several_names_share_is_flagged_alone() -> None:
    assert findings("The keys were with Luís Milk Brito.") == [("Milk", "")]


@pytest.mark.parametrize(
    "text",
    [
        "The council approved Plan B, and Plan C failed.",
        "Plan ahead: in Texas it is hot.",
        "They read Blue Horizon, Red Proud and other titles in a row.",
        "Héctor took one of the rooms, a stable and the keys of the hangman.",
        "The Resistance fought on. In May the Resistance won.",
        "Alvaro Delgado met Fernando Amado and Juan Lino Cárdenas.",
        "The Santa Ana River and the San Carlos Street Bridge were closed.",
    ],
)
def test_real_words_with_a_capital_stay(text: str) -> None:
    assert not findings(text)


def test_another_mention_tells_which_name_it_was() -> None:
    text = ("Trains stop at Palo Alto and go on.", "He was born in Tall Stick, a quiet place.")
    assert findings(*text) == [("Tall Stick", "Palo Alto")]


def test_a_term_of_the_document_is_no_garble() -> None:
    assert not findings("The Plan was agreed. Nobody read the Plan.", "She was born in Plan, as the Plan says.")


def test_the_right_name_is_no_garble_of_itself() -> None:
    assert not findings("The bus to Nong Kung Si is late.", "In Nong Kung Si it rained.")


def test_a_pronoun_read_into_a_name_goes_with_it() -> None:
    text = ("Guido Arteaga Lavín owns the mill.", "On Friday he wrote to I Drive Arteaga Lavín again.")
    assert findings(*text) == [("I Drive", "Guido")]


def test_the_surname_stands_before_what_governs() -> None:
    assert findings("Inge Habicht won the vote.", "Critics of the Hawk government were silent.") == [
        ("Hawk", "Habicht")
    ]


def test_a_small_word_before_a_surname_alone_is_english() -> None:
    assert not findings("Yves de Rautenquin paints.", "The museum bought more from Rautenquin than it could hang.")


def test_a_capital_lost_behind_a_title() -> None:
    assert findings("President Okonjovic spoke.", "They listened to President okonjovic.") == [
        ("okonjovic", "Okonjovic")
    ]


def test_the_tables_can_be_read() -> None:
    table = garbles("any/data/names-garbles.txt")
    assert len(table.of) > 5_000
    assert all(g.name and g.times > 0 for group in table.of.values() for g in group)
    assert len(meanings_file("any/data/names-words.txt")) > 1_000
    assert len(lines("any/data/names-first.txt")) > 100
