"""Which fixes are applied, which refused and why."""

from __future__ import annotations

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.edits import Places
from ungarble.engine import Engine
from ungarble.model import Document, Edit, Fix, Piece, RawEdit, Rule, Segment, Span
from ungarble.rawedits import raw_edits


def read(text: str, name: str = "text") -> Document:
    return formats.read("x", text.encode(), name, "utf-8")


def refusals(engine: Engine, text: str, name: str = "text") -> list[tuple[str, str]]:
    report = engine.check(read(text, name))
    return [(r.finding.rule.id.rpartition("/")[2], r.reason) for r in report.refusals]


def test_a_fix_that_is_not_sure_is_shown_only(engine: Engine) -> None:
    assert refusals(engine, "A big boat came.") == [("big-boat", "confidence 0.70 is below 0.95")]


def test_a_rule_that_asks_is_not_answered(engine: Engine) -> None:
    assert refusals(engine, "On the fifth floor.") == [("risky", "this rule always asks")]


def test_unsafe_fixes_take_both(own_rules: tuple[Rule, ...]) -> None:
    engine = Engine(Config(unsafe_fixes=True, grammar=()), own_rules)
    assert engine.fix(read("A big boat on the fifth floor.")).after.text == "A ship on the fourth floor."


def test_protected_text_is_refused(engine: Engine) -> None:
    assert refusals(engine, "The tenant %s of the castle , a message soothing.") == []
    assert engine.fix(read("See `a , b` now , then go.")).after.text == "See `a , b` now, then go."


def test_a_finding_without_fix_is_no_refusal(engine: Engine) -> None:
    report = engine.check(read("Outside it makes cold."))
    assert len(report.findings) == 1
    assert report.refusals == ()


def test_one_bad_fix_does_not_hold_up_the_others(engine: Engine) -> None:
    text = "The boats **, sold** at last.\n\nThe tenant of the castle.\n\nThe end of of it , too.\n"
    repair = engine.fix(read(text, "markdown"))
    assert repair.after.text == "The boats **, sold** at last.\n\nThe occupant of the castle.\n\nThe end of it, too.\n"
    assert [r.reason for r in repair.rest.refusals] == ["an edit would change what stands around it"]


def test_an_encoding_that_lacks_a_character_refuses_the_fix_alone(own_rules: tuple[Rule, ...]) -> None:
    from dataclasses import replace

    tenant = replace(own_rules[0], match={"swap": {"castle": "château ☂"}})
    engine = Engine(Config(grammar=()), [tenant, *own_rules[1:]])
    repair = engine.fix(formats.read("x", "The castle , é.".encode("latin-1"), "text", "latin-1"))
    assert repair.after.text == "The castle, é."
    assert [r.reason for r in repair.rest.refusals] == ["iso8859-1 has no '☂'"]


def test_places() -> None:
    places = Places()
    places.take(Span(2, 5))
    places.take(Span(7, 7))
    places.take(Span(9, 12))
    taken = [n for n in range(14) if not places.free(Span(n, n + 1))]
    assert taken == [2, 3, 4, 6, 7, 9, 10, 11]
    assert not places.free(Span(0, 20))
    assert not places.free(Span(5, 5))
    assert places.free(Span(6, 6))


def marked(raw: str) -> tuple[Segment, str]:
    """A segment read from Markdown, and its file."""
    return read(raw, "markdown").segments[0], raw


MOVES = [
    ("a message *soothing*\n", "message soothing", "soothing message", (RawEdit(Span(2, 20), "*soothing* message"),)),
    (
        "a message <b>soothing</b>\n",
        "message soothing",
        "soothing message",
        (RawEdit(Span(2, 25), "<b>soothing</b> message"),),
    ),
    ("x [b](u) c y\n", "b c", "c b", (RawEdit(Span(2, 10), "c [b](u)"),)),
    ("x *b* **c** y\n", "b c", "c b", (RawEdit(Span(2, 11), "**c** *b*"),)),
    ("> x b\n> c y\n", "b\nc", "c b", (RawEdit(Span(4, 5), "c"), RawEdit(Span(8, 9), "b"))),
]


@pytest.mark.parametrize(("raw", "old", "new", "edits"), MOVES)
def test_marks_move_with_their_words(raw: str, old: str, new: str, edits: tuple[RawEdit, ...]) -> None:
    segment, text = marked(raw)
    start = segment.text.index(old)
    fix = Fix((Edit(Span(start, start + len(old)), new),), 1.0)
    assert raw_edits(segment, fix, text) == (edits, "")


CROSSING = [
    ("a message *soothing all* y\n", "message soothing", "soothing message"),
    ("a *very message* soothing y\n", "message soothing", "soothing message"),
    ("a *b **c*** y\n", "b c", "c b"),
    ("a *b* y\n", "b ", ""),
    ("*very b* y\n", " b", " "),
    ("> x b\n> c y\n", "b\nc", "d"),
]


@pytest.mark.parametrize(("raw", "old", "new"), CROSSING)
def test_what_crosses_markup(raw: str, old: str, new: str) -> None:
    segment, text = marked(raw)
    start = segment.text.index(old)
    fix = Fix((Edit(Span(start, start + len(old)), new),), 1.0)
    assert raw_edits(segment, fix, text) == ((), "crosses markup")


def test_a_fix_that_empties_the_segment_takes_its_lines() -> None:
    segment = Segment("0", "gone", (Piece(0, 4, 3),), removal=Span(1, 9))
    assert raw_edits(segment, Fix((Edit(Span(0, 4), ""),), 1.0), "") == ((RawEdit(Span(1, 9), ""),), "")


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("One two.\n", RawEdit(Span(4, 4), "\n\n")),
        ("One two.\n", RawEdit(Span(0, 0), "    ")),
        ("One *two*.\n", RawEdit(Span(4, 5), "")),
        ("One `two`.\n", RawEdit(Span(5, 6), "T")),
    ],
)
def test_rewrite_reads_again_what_it_wrote(text: str, edit: RawEdit) -> None:
    with pytest.raises(formats.UnstableError):
        formats.rewrite(read(text, "markdown"), [edit])
