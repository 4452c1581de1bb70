"""The agreement detector: every mechanism has a rule, and near misses of good English stay untouched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.detectors.agreement import MECHANISMS, detect
from ungarble.detectors.phrase_reader import PatternError
from ungarble.engine import Engine
from ungarble.rulepack import read_file, shipped_rules

RULES = [r for r in read_file(shipped_rules() / "any" / "forms.yaml", shipped_rules()) if r.kind == "agreement"]


@pytest.fixture(scope="module")
def engines() -> dict[str, Engine]:
    """One engine a rule: asked alone, a rule that wants company does without."""
    return {rule.match["mechanism"]: Engine(Config(min_confidence=0.5, grammar=()), [rule]) for rule in RULES}


def fixes(engine: Engine, text: str) -> list[tuple[str, str]]:
    """Each finding's words and its first fix."""
    document = formats.read("text.txt", text.encode(), "text", "utf-8")
    return [(f.text, f.fixes[0].edits[0].text) for f in engine.find(document)]


def test_every_mechanism_has_a_rule() -> None:
    assert {rule.match["mechanism"] for rule in RULES} == set(MECHANISMS)
    assert all(rule.id.endswith("/" + rule.match["mechanism"]) for rule in RULES)


def test_unknown_mechanism() -> None:
    rule = replace(RULES[0], match={"mechanism": "none"})
    with pytest.raises(PatternError, match="no mechanism `none`"):
        detect([rule])


@pytest.mark.parametrize(
    ("mechanism", "text", "fix"),
    [
        ("because-noun", "The ferry waited because the fog.", ("because", "because of")),
        ("of-before-gerund", "The bell continues of ringing at noon.", ("of ringing", "to ring")),
        ("doubled-negation", "The cat did not eat never anything.", ("never ", "")),
        ("perfect-in-past", "The farmer has sold two cows last week.", ("has ", "")),
        ("present-since", "The baker is ill since last month.", ("is", "has been")),
        ("future-in-clause", "If the baker will return, he shall be paid.", ("will return", "returns")),
        ("plural-measure", "It comes with a two years warranty.", ("two years", "two-year")),
        ("much-for-many", "The lake draws much tourists.", ("much", "many")),
        ("pronoun-verb", "They was late for it.", ("was", "were")),
        ("several-of-one", "Three of the old bridge were closed.", ("bridge", "bridges")),
        ("that-for-than", "The barn is taller that the house.", ("that", "than")),
        ("it-for-person", "The mayor said that it wanted a rest.", ("it", "he")),
    ],
)
def test_repairs(engines: dict[str, Engine], mechanism: str, text: str, fix: tuple[str, str]) -> None:
    assert fixes(engines[mechanism], text) == [fix]


@pytest.mark.parametrize(
    ("mechanism", "text"),
    [
        ("because-noun", "The ferry waited because the fog was thick."),
        ("of-before-gerund", "There was no hope of finding the ring."),
        ("doubled-negation", "It was not nothing; she did not go, and nobody came."),
        ("perfect-in-past", "The farmer has sold cows since last week."),
        ("present-since", "It is years since 1990."),
        ("future-in-clause", "Nobody knows when the baker will return."),
        ("plural-measure", "She slept for two years, then a ten minute walk woke her."),
        ("several-of-one", "Each of the family had a key, and one of the best was lost."),
        ("counted-singular", "The 18 day of the month was a holiday."),
        ("lost-after-conjunction", "Where can we go when it is late, and is it because of us?"),
        ("named-twice", "From the nest it is a mile to the garden it was part of."),
    ],
)
def test_leaves_good_english(engines: dict[str, Engine], mechanism: str, text: str) -> None:
    assert fixes(engines[mechanism], text) == []
