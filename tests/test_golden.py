"""Whole documents: a garbled article and what is made of it, and good English that looks garbled."""

from __future__ import annotations

from pathlib import Path

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.engine import Engine

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Config())


def test_example_article_becomes_its_repaired_text(engine: Engine) -> None:
    before = (EXAMPLES / "harbour-talks.txt").read_bytes()
    after = engine.fix(formats.read("harbour-talks.txt", before)).after.raw
    assert after.decode() == (EXAMPLES / "harbour-talks.fixed.txt").read_text(encoding="utf-8")


def test_example_article_has_a_dozen_kinds_of_damage(engine: Engine) -> None:
    report = engine.check(formats.read("harbour-talks.txt", (EXAMPLES / "harbour-talks.txt").read_bytes()))
    assert len({f.rule.id for f in report.findings}) >= 12
    assert report.source.langs == ("fr",)


@pytest.mark.parametrize("path", sorted((HERE / "clean").iterdir()), ids=lambda p: p.name)
def test_good_english_is_left_alone(engine: Engine, path: Path) -> None:
    repair = engine.fix(formats.read(path.name, path.read_bytes()))
    assert repair.after.raw == repair.before.raw
    assert [(f.rule.id, f.text) for f in repair.rest.findings] == []
