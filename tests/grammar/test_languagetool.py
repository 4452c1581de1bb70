"""The real LanguageTool: started here, asked, held against the text."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import Command
from ungarble import formats, grammar
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.grammar import Match, Service, languagetool, lt_cache, lt_install, lt_java
from ungarble.model import Rule
from ungarble.rulepack import read_file

MISSING = grammar.missing("languagetool")
pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=MISSING or "here"),
    pytest.mark.xdist_group("languagetool"),  # with `--dist loadgroup` one worker starts the one server
]
RULES = frozenset({"HE_VERB_AGR", "ENGLISH_WORD_REPEAT_RULE"})
SLOW = Service(start_within=180, answer_within=120)
"""A machine on which all tests run at once is slow."""


@pytest.fixture(autouse=True)
def _forgetful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Answers of earlier runs and tests are not known."""
    store = lt_cache.Cache(tmp_path / "answers.sqlite")
    monkeypatch.setattr(languagetool, "_answers", lambda: store)
    languagetool._known.clear()
    yield
    languagetool._known.clear()


def said(text: str, service: Service = SLOW) -> list[tuple[str, str]]:
    found = grammar.matches("languagetool", text, RULES, service)
    return [(m.rule, m.span.of(text)) for m in found]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "🎉 ",
        "👨‍👩‍👧 at 𝒳𝒴 and 👍🏽. ",
        "A cafe\u0301 in Qu\u0323a\u0302\u0300n. ",
        "Zażółć “gęślą” jaźń… – ",
        "Line one.\nLine two 🎉.\r\nTab\there. ",
        "\u00a0\u200b\ufeff",
        "𐍈" * 300 + ". ",
    ],
)
def test_offsets_are_code_points(before: str) -> None:
    text = f"{before}She go home 🎉 and the the end."
    assert said(text) == [("HE_VERB_AGR", "go"), ("ENGLISH_WORD_REPEAT_RULE", "the the")]


def test_asked_together_or_alone_it_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["She go home.", "", "Fine 🎉.", "The the end", "  \n", "and he go 🎉 away", "She go home."]
    together = grammar.matches_of("languagetool", texts, RULES, SLOW)
    languagetool._known.clear()
    monkeypatch.setattr(languagetool, "_answers", lambda: lt_cache.Cache(tmp_path / "other.sqlite"))
    alone = [grammar.matches_of("languagetool", (text,), RULES, SLOW)[0] for text in texts]
    assert together == tuple(alone)
    assert [len(found) for found in together] == [1, 0, 0, 1, 0, 1, 1]


def test_long_documents_go_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"She go home {n} times." for n in range(60)]
    asked: list[int] = []
    real = languagetool.ask

    def counted(url: str, question: dict[str, str], seconds: float) -> object:
        asked.append(len(question["text"]))
        return real(url, question, seconds)

    monkeypatch.setattr(languagetool, "ask", counted)
    monkeypatch.setattr(languagetool, "BATCH", 400)
    found = grammar.matches_of("languagetool", texts, RULES, SLOW)
    assert all(len(one) == 1 for one in found)
    assert len(asked) > 3
    assert max(asked) <= 400
    questions = len(asked)
    languagetool._known.clear()  # what is left is the store on disk
    assert grammar.matches_of("languagetool", texts, RULES, SLOW) == found
    assert len(asked) == questions


def test_a_mother_tongue_that_it_does_not_know_is_no_error() -> None:
    assert said("She go home.", Service(start_within=180, answer_within=120, mother_tongue="ko")) == [
        ("HE_VERB_AGR", "go")
    ]


def test_false_friends_of_the_mother_tongue() -> None:
    text = "They work in the fabric."
    for tongue, rules in (("it", ["FABRIC"]), ("pl", ["FABRIC"]), ("", [])):
        service = Service(start_within=180, answer_within=120, mother_tongue=tongue)
        found = grammar.matches("languagetool", text, {languagetool.FALSE_FRIENDS}, service)
        assert [m.rule for m in found] == rules


SOURCES = """\
from: it
kind: phrase
category: accuracy/mistranslation
confidence: 0.9
why: made for this test
rules:
  - id: one
    message: "{found}"
    match: {swap: {"makes hot": "is hot"}}
    examples: [{bad: It makes hot.}, {ok: It is hot.}]
  - id: two
    message: "{found}"
    match: {swap: {"has reason": "is right"}}
    examples: [{bad: He has reason.}, {ok: He is right.}]
"""
FRIENDS = """\
kind: grammar
category: accuracy/mistranslation/false-friend
confidence: 0.9
why: made for this test
rules:
  - id: friend
    message: "{found}"
    match: {engine: languagetool, categories: [FALSE_FRIENDS]}
    examples: [{bad: They work in the fabric.}, {ok: They work.}]
"""


@pytest.mark.parametrize(
    ("text", "langs", "found"),
    [
        ("It makes hot. He has reason. They work in the fabric.", ("auto",), ["one", "two", "friend"]),
        ("They work in the fabric.\n\nIt makes hot. He has reason.", ("auto",), ["friend", "one", "two"]),
        ("They work in the fabric. It makes hot.", ("auto",), ["one"]),  # one finding tells no language
        ("They work in the fabric.", ("it",), ["friend"]),
        ("They work in the fabric.", ("it", "pl"), []),
        ("It makes hot. He has reason. They work in the fabric.", ("ko",), []),
    ],
)
def test_the_mother_tongue_is_what_the_other_findings_say(
    tmp_path: Path, text: str, langs: tuple[str, ...], found: list[str]
) -> None:
    (tmp_path / "own").mkdir()
    rules: list[Rule] = []
    for name, pack in (("source", SOURCES), ("friends", FRIENDS)):
        (tmp_path / "own" / f"{name}.yaml").write_text(pack)
        rules += read_file(tmp_path / "own" / f"{name}.yaml", tmp_path)
    config = Config(
        source_lang=langs, grammar=("languagetool",), languagetool_timeout=120, languagetool_start_timeout=180
    )
    report = Engine(config, rules).check(formats.read("x", text.encode(), "text", "utf-8"))
    assert [f.rule.id.rsplit("/", 1)[1] for f in report.findings] == found


PACK = """\
kind: phrase
category: fluency/grammar
confidence: 0.99
why: made for this test
rules:
  - id: harm
    message: "{found}"
    match: {swap: {"sees the": "see the"}}
    examples: [{bad: I sees the key.}, {ok: I see the key.}]
  - id: good
    message: "{found}"
    match: {swap: {"big house": "mansion"}}
    examples: [{bad: A big house.}, {ok: A mansion.}]
"""


@pytest.fixture
def pack(tmp_path: Path) -> tuple[Rule, ...]:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "pack.yaml").write_text(PACK)
    return read_file(tmp_path / "own" / "pack.yaml", tmp_path)


def test_a_fix_that_makes_its_sentence_worse_is_refused(pack: tuple[Rule, ...]) -> None:
    text = "He sees the river. She lives in a big house. You sees the hill."
    plain = Engine(Config(grammar=()), pack).fix(formats.read("x", text.encode(), "text", "utf-8"))
    assert plain.after.text == "He see the river. She lives in a mansion. You see the hill."
    config = Config(grammar=("languagetool",), languagetool_timeout=120, languagetool_start_timeout=180)
    repair = Engine(config, pack).fix(formats.read("x", text.encode(), "text", "utf-8"))
    assert repair.after.text == "He sees the river. She lives in a mansion. You see the hill."
    assert [r.reason for r in repair.rest.refusals] == ["languagetool finds “see” in the repaired sentence"]


def test_names_and_quotations_are_not_rewritten(tmp_path: Path) -> None:
    config = Config(select=("any/languagetool",), grammar=("languagetool",), languagetool_timeout=120)
    text = "I Finds Keys wrote it. `I finds` it. At last I finds it.\n"
    report = Engine(config).check(formats.read("x", text.encode(), "markdown", "utf-8"))
    assert [f.segment.cover(f.span).of(text) for f in report.findings] == ["finds"]
    assert report.findings[0].segment.cover(report.findings[0].span).start == text.index("finds it.")


def test_the_command_starts_a_server_and_asks_nothing_twice(ungarble: Command, tmp_path: Path, own_cache: Path) -> None:
    (tmp_path / "a.txt").write_text("At last I finds the key.\n")
    options = ("--grammar", "languagetool", "--languagetool-timeout", "120", "--output-format", "concise")
    select = ("--isolated", "--select", "any/languagetool")
    first = ungarble("check", "a.txt", *options, rules=select, timeout=240)
    assert b"any/languagetool/subject-verb" in first.stdout, first.stderr
    no_java = {"PATH": str(tmp_path)}  # a server could not be started
    second = ungarble("check", "a.txt", *options, rules=select, env=no_java)
    assert second.stdout == first.stdout
    assert ungarble("check", "a.txt", *options, "--no-cache", rules=select, env=no_java).returncode == 2
    assert ungarble("clean").stderr.startswith(b"1 entries taken out of ")
    assert not list(own_cache.rglob("languagetool*"))
    assert ungarble("check", "a.txt", *options, rules=select, env=no_java).returncode == 2


def test_matches_survive_the_store(tmp_path: Path) -> None:
    match = grammar.matches("languagetool", "🎉 She go home.", RULES, SLOW)
    assert languagetool._read(languagetool._written(match)) == match
    assert isinstance(match[0], Match)


def test_a_manifest_is_read_by_java(tmp_path: Path) -> None:
    """A class path of many jars, wrapped as manifests are: `languagetool-server.jar` of a Maven install."""
    text = lt_install.manifest([f"libs/some-jar-with-a-long-name-{n}.jar" for n in range(50)])
    lines = text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 70
    unwrapped = text.replace("\r\n ", "")
    assert unwrapped.count("libs/some-jar") == 50


def test_doctor_says_the_version(ungarble: Command) -> None:
    done = ungarble("doctor", "--isolated", "--grammar", "languagetool")
    assert done.returncode == 0
    assert b"languagetool (chosen): " in done.stdout


def test_no_server_is_left(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nobody knows.\n")
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    marker = tmp_path / "lt"
    marker.symlink_to(lt_java.home().resolve())
    env["LTP_PATH"] = str(marker)
    options = ("--isolated", "--grammar", "languagetool", "--languagetool-timeout", "120")
    done = ungarble("check", "a.txt", *options, rules=(), env=env, timeout=240)
    assert done.returncode in (0, 1), done.stderr
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(marker) not in running
