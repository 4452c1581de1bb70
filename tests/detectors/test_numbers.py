"""Numbers: what the text proves, and what can be read either way."""

from __future__ import annotations

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.detectors.numbers_marks import habits_of
from ungarble.detectors.numbers_words import ordinal, roman
from ungarble.engine import Engine
from ungarble.model import RawEdit, apply_edits
from ungarble.rulepack import load_rules


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Config(), [r for r in load_rules() if "/numbers/" in r.id])


def repaired(engine: Engine, text: str) -> str:
    document = formats.read("x.txt", text.encode())
    fixes = [(f.segment, f.fixes[0]) for f in engine.find(document) if f.fixes]
    edits = [RawEdit(at, e.text) for s, fix in fixes for e in fix.edits if (at := s.locate(e.span))]
    return apply_edits(text, edits)


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("With 88,4% of the ballots in, she led.", "With 88.4% of the ballots in, she led."),
        ("The index closed at 10.809,25 points.", "The index closed at 10,809.25 points."),
        ("The gap is 31.700 votes and 0,4 points.", "The gap is 31,700 votes and 0.4 points."),
        ("The hut lies at 2.150 m, above the trees.", "The hut lies at 2,150 m, above the trees."),
        ("They paid 750 000 euros for it.", "They paid 750,000 euros for it."),
        ("Some 7.2 ten thousand doses came.", "Some 72,000 doses came."),
        ("They sold 1.5 hundred million phones.", "They sold 150 million phones."),
        ("It dates from the century XII.", "It dates from the 12th century."),
        ("He left in the 1923, alone.", "He left in 1923, alone."),
        ("A house of the years '80.", "A house of the 1980s."),
        ("It was the 41º goal of the season.", "It was the 41st goal of the season."),
        ("A bed is 38,-- Euro a night.", "A bed is 38 euros a night."),
        ("The bar opens on Friday at 21 hours.", "The bar opens on Friday at 21:00."),
        ("It cost 3 milliards of euros.", "It cost 3 billion euros."),
        ("The deal is worth 12 millions of euros.", "The deal is worth 12 million euros."),
    ],
)
def test_numbers_of_other_languages_are_rewritten(engine: Engine, bad: str, good: str) -> None:
    assert repaired(engine, bad) == good
    assert repaired(engine, good) == good


@pytest.mark.parametrize(
    "text",
    [
        "The ratio is 3.142 and the host is 192.168.1.1, port 8080.",
        "The company has 1,234 parts in stock and 12 in use.",
        "See figures 2,3 and sections 4,5 for more, or the pairs (1,2) and (3,4).",
        "The rock is 1.234 m long and 2.555 m wide.",
        "The firm is worth 1.234 billion dollars.",
        'With another setting the amount is printed as "9 876,50" on the page.',
        "Se vendieron 12.400 casas en los años 80 por 3,5 millones de euros.",
        "She slept for 8 hours and worked at 24 hours a day.",
        "Millions of euros went into the years 1960 to 1965.",
        "Version 2.400 of the driver was released in 2,019 copies.",
    ],
)
def test_what_may_be_right_stays(engine: Engine, text: str) -> None:
    assert repaired(engine, text) == text


def test_a_single_group_needs_a_european_document(engine: Engine) -> None:
    alone = "The bridge is 1.825 m long."
    assert repaired(engine, alone) == alone
    assert repaired(engine, alone + "\n\nIt cost 4,75 euros a head.").startswith("The bridge is 1,825 m long.")


def test_habits_count_only_numbers_that_can_be_read_one_way() -> None:
    habits = habits_of(["It rose by 3,5% to 12.595,75 points, see tables 1,2 and 3.", "It is 4.25 m, not 0.125 m."])
    assert (habits.commas, habits.english_decimals, habits.long_decimals) == (2, 1, 1)


def test_numerals() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th",
    ]  # fmt: skip
    assert [roman(n) for n in ("IV", "IX", "XIV", "XVIII", "XX")] == [4, 9, 14, 18, 20]
