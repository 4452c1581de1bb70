"""Senses: what is told, in which form, what is left alone, and that a text without the words pays nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.senses import detect
from ungarble.engine import Engine
from ungarble.english.associations import Associations, AssociationsError, associations, features, fits
from ungarble.model import SAFE_CONFIDENCE, Example, Finding, Rule
from ungarble.rulepack import load_rules

RULES = tuple(rule for rule in load_rules() if rule.kind == "senses")


def rule(swap: dict[str, object], upos: str = "NOUN", **more: object) -> Rule:
    match = {"as": upos, "swap": swap, **more}
    examples = (Example(bad="x"), Example(ok="y"))
    return Rule("own/senses/one", "senses", "{found}: {better}", "why", "c", 0.75, True, match, examples, "es")


def found(text: str, *rules: Rule) -> tuple[Finding, ...]:
    engine = Engine(Config(min_confidence=0.0, grammar=()), rules or RULES)
    return engine.find(formats.read("text.txt", text.encode(), "text", "utf-8"))


def fixed(text: str, *rules: Rule) -> list[str]:
    return [f.fixes[0].edits[0].text for f in found(text, *rules)]


def test_the_context_decides_not_the_word() -> None:
    bank = rule({"bank": "bench"})
    assert fixed("The old man sat on a wooden bank in the garden under a tree.", bank) == ["bench"]
    assert fixed("The bank raised its interest rates and lent less money.", bank) == []


def test_number_and_capitals_are_carried_over() -> None:
    share = rule({"action": "share"})
    text = "The price of the company's actions fell on the stock market and investors sold."
    assert fixed(text, share) == ["shares"]
    bank = rule({"bank": "bench"})
    assert fixed("Wooden banks stood in the garden, and old men sat on them under a tree.", bank) == ["benches"]


def test_tense_is_carried_over() -> None:
    wear = rule({"carry": "wear"}, "VERB")
    assert fixed("The actress carried a black dress and a hat.", wear) == ["wore"]


def test_the_article_follows() -> None:
    text = "She came home to a floor in New York, and lives there with two roommates."
    (finding,) = found(text, rule({"floor": "apartment"}))
    assert finding.text == "a floor"
    assert finding.fixes[0].edits[0].text == "an apartment"


def test_a_name_is_left_alone() -> None:
    bank = rule({"bank": "bench"})
    assert found("The old man sat in the Wooden Bank in the garden under a tree.", bank) == ()


def test_part_of_speech_by_the_word_before() -> None:
    assert fits("NOUN", "the")
    assert not fits("NOUN", "they")
    assert fits("VERB", "they")
    assert not fits("VERB", "the")
    assert fits("ADJ", "the")


def test_conditions_hold_as_for_phrases() -> None:
    text = "The old man sat on a wooden bank in the garden under a tree."
    assert found(text, rule({"bank": "bench"}, unless=["garden"])) == ()
    assert len(found(text, rule({"bank": "bench"}, near=["garden"]))) == 1


def test_never_applied_unasked() -> None:
    assert RULES
    assert all(one.ask and one.confidence < SAFE_CONFIDENCE for one in RULES)


def test_packs_are_as_large_as_they_say() -> None:
    sizes = {lang: sum(lang in one.source_langs for one in RULES) for lang in ("fr", "es", "de", "it", "pt", "ru")}
    assert min(sizes["fr"], sizes["es"]) >= 40, sizes
    assert min(sizes.values()) >= 20, sizes


def test_unknown_pairs_and_keys_are_refused() -> None:
    with pytest.raises(PatternError, match="nothing was learned"):
        detect([rule({"paper": "zeppelin"})])
    with pytest.raises(PatternError, match="unknown key"):
        detect([rule({"paper": "role"}, words=["paper"])])


def test_a_pair_reads_the_same_from_both_ends() -> None:
    seen = features(["he", "sat", "on", "the"], ["in", "the", "park"], (), "")
    table = associations()
    assert table.odds("NOUN", "bank", "bench", seen) == -table.odds("NOUN", "bench", "bank", seen)
    assert table.bars("NOUN", "bank", "zeppelin") is None


def test_a_damaged_table_is_said_to_be_so(tmp_path: Path) -> None:
    broken = tmp_path / "associations.bin"
    broken.write_bytes(b"nothing of the kind")
    with pytest.raises(AssociationsError, match="damaged"):
        Associations(broken)
    with pytest.raises(AssociationsError, match="cannot read"):
        Associations(tmp_path / "none.bin")


def test_no_parse_is_needed() -> None:
    code = (
        "import sys; from ungarble import formats; from ungarble.config import Config;"
        "from ungarble.engine import Engine;"
        "e = Engine(Config(select=('from-es/senses',), grammar=()));"
        "e.find(formats.read('a.txt', b'The president played an important paper in the peace talks.'));"
        "sys.exit('spacy' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
