"""Which source language is told, and what is held back, where packs share rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ungarble import formats
from ungarble.cache import Cache
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.model import Example, Finding, Rule, Segment, Span
from ungarble.outcome import Report, SourceGuess
from ungarble.reports import json as json_report
from ungarble.rulepack import RuleError, load_rules, read_file
from ungarble.source import guess_source, held_to_source

EXAMPLES = (Example(bad="a"), Example(ok="b"))
RULE = """\
from: {langs}
kind: phrase
category: accuracy/mistranslation
rules:
  - id: pass-to-be
    message: "“{{found}}”: {{better}}."
    why: It is to become.
    confidence: 0.9
    match: {{swap: {{"~pass to be": "~become"}}}}
    examples:
      - bad: The mill passed to be an inn.
      - ok: The law passed.
"""


def found(name: str, *langs: str, confidence: float = 0.9) -> Finding:
    rule = Rule(name, "phrase", "", "", "", confidence, False, {}, EXAMPLES, langs)
    return Finding(rule, Segment("1", "a bad word", ()), Span(2, 5), "", confidence)


def test_a_shared_finding_speaks_for_each_of_its_languages() -> None:
    guess = guess_source([found("x", "es", "pt"), found("y", "es", "pt")], ("auto",))
    assert guess.langs == ("es", "pt")
    assert dict(guess.weights) == {"es": 1.8, "pt": 1.8}


def test_one_finding_of_its_own_tells_two_languages_apart() -> None:
    shared = [found("x", "es", "it", "pt"), found("y", "es", "pt")]
    assert guess_source([*shared, found("z", "pt", confidence=0.6)], ("auto",)).langs == ("pt",)


def test_level_by_different_findings_tells_none() -> None:
    assert guess_source([found("x", "es"), found("y", "es"), found("z", "fr"), found("w", "fr")], ("auto",)).langs == ()


def test_too_little_tells_none() -> None:
    assert guess_source([found("x", "es", "pt")], ("auto",)).langs == ()


def test_packs_of_each_language_that_was_told_are_kept() -> None:
    findings = [found(lang, lang, confidence=0.7) for lang in ("es", "pt", "it")] + [found("x", "it", "pt")]
    kept = held_to_source(findings, SourceGuess(("es", "pt"), given=False))
    assert [f.rule.id for f in kept] == ["es", "pt", "x"]
    doubted = held_to_source(findings, SourceGuess(("es",), given=False))[-1]
    assert doubted.confidence < 0.9
    assert doubted.evidence["other source language"] == "it or pt"


def test_the_language_the_user_named_hears_shared_rules() -> None:
    given = SourceGuess(("pt",), given=True)
    assert [f.rule.id for f in held_to_source([found("x", "es", "pt"), found("y", "es")], given)] == ["x"]


@pytest.mark.parametrize(("langs", "told"), [("pt", "pt"), ("[pt]", "pt"), ("[es, pt]", ["es", "pt"])])
def test_from_is_printed_as_it_is_written(tmp_path: Path, langs: str, told: object) -> None:
    report = checked(tmp_path, langs)
    assert json.loads(json_report.render([report], []))["findings"][0]["from"] == told
    cache = Cache(tmp_path / "cache")
    cache.write("0" * 40, report)
    again = cache.read("0" * 40, report.document)
    assert again is not None
    assert again.findings[0].rule.source_langs == report.findings[0].rule.source_langs


def checked(folder: Path, langs: str) -> Report:
    path = folder / "pack" / "file.yaml"
    path.parent.mkdir()
    path.write_text(RULE.format(langs=langs), encoding="utf-8")
    engine = Engine(Config(grammar=()), read_file(path, folder), measured={})
    return engine.check(formats.read("a.txt", b"The mill passed to be an inn.\n", "text", "utf-8"))


@pytest.mark.parametrize("langs", ["Spanish", "[es, [pt]]", "{es: pt}", "es-pt"])
def test_a_from_that_names_no_languages_is_refused(tmp_path: Path, langs: str) -> None:
    with pytest.raises(RuleError, match="`from` is the code of a language"):
        checked(tmp_path, langs)


def test_a_shared_pack_is_named_for_its_languages() -> None:
    for rule in load_rules():
        pack = rule.id.partition("/")[0]
        assert rule.source_langs == tuple(pack.split("-")[1:])


@pytest.mark.parametrize(("lang", "least"), [("es", 150), ("it", 80), ("pt", 80), ("pl", 50), ("ru", 50)])
def test_no_language_lost_its_rules(lang: str, least: int) -> None:
    assert sum(lang in rule.source_langs for rule in load_rules()) >= least
