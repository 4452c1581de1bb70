"""Quotation marks that translation turned round, parted from their words, or left in the source's style."""

from __future__ import annotations

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.detectors.quotes_marks import CLOSE, OPEN, marks
from ungarble.detectors.quotes_roles import read
from ungarble.engine import Engine
from ungarble.model import Document, Finding


def _document(text: str, name: str = "a.txt") -> Document:
    return formats.read(name, text.encode())


def _engine(*selected: str) -> Engine:
    return Engine(Config(select=selected or ("any/quotes",)))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return _engine()


def _fixed(engine: Engine, text: str) -> str:
    return engine.fix(_document(text)).after.text


def _found(engine: Engine, text: str) -> tuple[Finding, ...]:
    return engine.find(_document(text))


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            "“We lost our goalkeeper after ten minutes, “regrets coach Ivo Marin. “Then nothing worked.”",
            "“We lost our goalkeeper after ten minutes,” regrets coach Ivo Marin. “Then nothing worked.”",
        ),
        (
            "“It is too early, “said Mrs Okoye, who found it” useless “that anyone should pay.",
            "“It is too early,” said Mrs Okoye, who found it “useless” that anyone should pay.",
        ),
        (
            "Voters call the new tax” a bad joke “and stay at home.",
            "Voters call the new tax “a bad joke” and stay at home.",
        ),
        ("“The pool is open “, says the owner.", "“The pool is open”, says the owner."),
        ("„The pool is open“, says the owner.", "“The pool is open”, says the owner."),
        ("”The pool is open,” says the owner.", "“The pool is open,” says the owner."),
        ("“The pool is open ”, says the owner.", "“The pool is open”, says the owner."),
        ("“The pool is open », says the owner.", "“The pool is open”, says the owner."),
        ("«The pool is open,» says the owner. «Come in.»", "“The pool is open,” says the owner. “Come in.”"),
        ("Press « Start » and wait.", "Press “Start” and wait."),
        ("Press &laquo;&nbsp;Start&nbsp;&raquo; and wait.", "Press “Start” and wait."),
        ('He says "yes" to 「slow food」 and to "slow travel".', 'He says "yes" to "slow food" and to "slow travel".'),
        ('It was a "great day ", he thought.', 'It was a "great day", he thought.'),
        ("The so-called „Feierabend“ is sacred to them.", "The so-called “Feierabend” is sacred to them."),
        ("They do n’t know Anna ’s plan.", "They don’t know Anna’s plan."),
    ],
)
def test_marks_are_put_right(engine: Engine, bad: str, good: str) -> None:
    assert _fixed(engine, bad) == good


@pytest.mark.parametrize(
    "text",
    [
        "“We lost,” said the coach, “and it is my fault.” He left.",
        "“We lost,” said the coach. “It is my fault.",  # the quotation goes on in a paragraph that is not here
        "“He told me, ‘Come back,’ and I did,” she said.",
        "In the ’90s and the '80s, rock ’n’ roll was “dead”.",
        'The 12" single, the 6\' 2" singer and the 40" screen sold "well".',
        "The film, titled “Night, was shot in “three weeks”.",  # a mark is missing: nobody knows where
        "They asked what colours were called “brand colours. Most had no idea.",
        "He shouted, “Said she would come!”",
        "Her notes (“first”, “second”) and “third”—all lost.",
        'The 5\'10" striker wore "lucky" socks.',
        'Set name="value" and size="10 " in the file.',
        "“One rule”¹ and “another”2 are cited.",
        "The shop sign said « Fermé le dimanche » and nothing else.",
        "French typography puts « » around words; its quotation marks have spaces, as in « mot ».",
        "German comes out with „low“ quotation marks.",
    ],
)
def test_what_is_right_or_meant_is_left_alone(engine: Engine, text: str) -> None:
    assert _found(engine, text) == ()


def test_a_quotation_over_several_paragraphs_closes_once(engine: Engine) -> None:
    text = "“The first year was hard,” she says.\n\n“The second was worse.\n\n“The third was fine.”\n"
    assert _found(engine, text) == ()


def test_both_marks_of_a_pair_are_one_fix(engine: Engine) -> None:
    (finding,) = _found(engine, "They spoke of” real progress “in the talks.")
    assert [edit.text for edit in finding.fixes[0].edits] == [" “", "” "]


def test_a_pair_inside_a_quotation_gets_single_marks(engine: Engine) -> None:
    assert _fixed(engine, "“Click on „Start“ now,” he said.") == "“Click on ‘Start’ now,” he said."


def test_a_turned_mark_without_a_verb_of_saying_is_shown_not_applied(engine: Engine) -> None:
    text = "He said that “the work is not finished “and that it would last."
    report = engine.check(_document(text))
    assert [f.fixes[0].edits[0].text for f in report.findings] == ["” "]
    assert report.accepted == ()


def test_a_text_that_sets_all_marks_between_blanks_has_a_style(engine: Engine) -> None:
    tokenised = "\n\n".join(f"The plan was called “ bold {n} ” by the board." for n in ("one", "two", "three", "four"))
    assert _found(engine, tokenised) == ()
    assert len(_found(engine, "The plan was called “ bold ” by the board.")) == 1


def test_protected_marks_do_not_count(engine: Engine) -> None:
    assert _found(engine, "Type `echo “` and then say “yes” to the question.") == ()


def test_the_marks_of_a_row_alternate() -> None:
    row = marks("“We go, “said Ann, who found it” odd “that we stay.")
    reading = read(row, open_end=False)
    assert reading.roles == (OPEN, CLOSE, OPEN, CLOSE)
    assert reading.whole


def test_a_missing_mark_makes_the_reading_incomplete() -> None:
    row = marks("“We go. “We stay,” said Ann.")
    assert not read(row, open_end=False).whole


def test_blanks_and_neighbours_of_a_mark() -> None:
    (mark,) = marks("the end &nbsp;», he said")
    assert (mark.left, mark.right) == ("d", ",")
    assert mark.spaced_before and not mark.spaced_after
