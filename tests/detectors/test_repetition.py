"""Doubled words, phrases, sentences; and the repetition that people mean."""

from __future__ import annotations

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.model import Document


def _document(text: str) -> Document:
    return formats.read("a.txt", text.encode())


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Config(select=("any/repetition",)))


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("The keys of of the flat are here.", "The keys of the flat are here."),
        ("The The bus was late.", "The The bus was late."),
        ("The the bus was late.", "The bus was late."),
        ("The shop is next to the shop is next to the church.", "The shop is next to the church."),
        ("She lives in the in the old town.", "She lives in the old town."),
        (
            "The lamp goes out by itself after an hour of rest. The lamp goes out by itself after an hour of rest.",
            "The lamp goes out by itself after an hour of rest.",
        ),
        ("We walked to the lake to the lake to the lake to the lake.", "We walked to the lake."),
        ("There were ducks and ducks and ducks and ducks and ducks.", "There were ducks."),
    ],
)
def test_doubles_go(engine: Engine, bad: str, good: str) -> None:
    assert engine.fix(_document(bad)).after.text == good


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough of that that day.",
        "Never, never, never give up. Long, long, long was the way.",
        "Again and again and again they tried, for years and years.",
        "Duran Duran played in Walla Walla, Pago Pago and Bora Bora.",
        "It is a very very small town in the far far north.",
        "What it is is a mess, and who he was was unclear.",
        "The road goes on and on, and nobody minds.",
        "In 10 10 is not a hundred; call 555 555 0100.",
        "Say “the the” aloud; then say `of of`.",
        "Change a line, run the tests, change a line, run the tests.",
        "Row, row, row your boat\ngently down the stream\nrow, row, row your boat\ngently down the stream",
        "We shall wait. We shall wait. Then we shall go.",
        "Bye bye, La La Land!",
        "The plan is good. The plan is cheap. The plan is ours.",
    ],
)
def test_repetition_that_is_meant_stays(engine: Engine, text: str) -> None:
    assert engine.find(_document(text)) == ()


def test_a_doubled_noun_is_shown_not_applied(engine: Engine) -> None:
    report = engine.check(_document("The museum was closed closed for a year."))
    assert [f.text for f in report.findings] == ["closed closed"]
    assert report.accepted == ()


def test_a_sentence_said_twice_aloud_is_not_cut_unasked(engine: Engine) -> None:
    text = "They do not know what they are doing over there. They do not know what they are doing over there."
    report = engine.check(_document(text))
    assert len(report.findings) == 1
    assert report.accepted == ()


def test_the_line_break_of_wrapped_text_stays(engine: Engine) -> None:
    wrapped = (
        "The council met on Tuesday evening to talk about the new bridge over the\n"
        "the river, and about the cost of it, which nobody wanted to speak of.\n"
    )
    after = engine.fix(_document(wrapped)).after.text
    assert after == wrapped.replace("over the\nthe river", "over\nthe river")


def test_a_doubled_paragraph_is_found_once(engine: Engine) -> None:
    text = "The hall is closed on Friday because the heating is being repaired.\n\n" * 2
    (finding,) = engine.find(_document(text))
    assert finding.segment.id == "1"
