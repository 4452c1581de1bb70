"""Tokens rules: spaCy patterns with named parts, on sentences that a screen lets through."""

from __future__ import annotations

from typing import Any

import pytest

from ungarble import formats
from ungarble.detectors import tokens as detector
from ungarble.detectors.phrase_reader import PatternError
from ungarble.model import Finding, Rule


def found(match: dict[str, Any], text: str) -> list[Finding]:
    rule = Rule("x/y/z", "tokens", "“{found}”: {better}", "why", "fluency", 0.9, False, match, ())
    document = formats.read("x.txt", text.encode(), "text", "utf-8")
    return [f for s in document.segments for f in detector.detect([rule])(s, document)]


def repaired(match: dict[str, Any], text: str) -> str:
    """`text` after the first fix of each finding; one paragraph only."""
    for finding in sorted(found(match, text), key=lambda f: -f.span.start):
        edit = finding.fixes[0].edits[0]
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


GERUND = {
    "pattern": [{"LOWER": "without"}, {"LOWER": "to"}, {"TAG": "VB", "as": "verb"}],
    "becomes": "without {verb:VBG}",
}
SINCE = {
    "pattern": [
        {"LOWER": "is"},
        {"POS": "ADV", "OP": "?", "as": "adverb"},
        {"TAG": "VBN", "as": "done"},
        {"POS": {"IN": ["ADP", "DET", "NOUN"]}, "OP": "{0,8}", "as": "where"},
        {"LOWER": "since", "as": "since"},
    ],
    "becomes": "has {adverb} been {done} {where} {since}",
}


def test_a_part_is_put_into_a_form() -> None:
    assert repaired(GERUND, "He left without to say a word.") == "He left without saying a word."
    assert repaired(GERUND, "He left without a word to her.") == "He left without a word to her."


def test_a_part_that_took_nothing_vanishes_and_one_that_took_more_keeps_its_blanks() -> None:
    assert repaired(SINCE, "The mine is closed since May.") == "The mine has been closed since May."
    assert repaired(SINCE, "The barn is often used by the farmers since May.") == (
        "The barn has often been used by the farmers since May."
    )


def test_the_screen_leaves_room_for_as_many_tokens_as_the_pattern_takes() -> None:
    text = "The barn is used by the farmers of the neighbouring countryside since May."
    assert "has been used by the farmers" in repaired(
        {**SINCE, "pattern": [*SINCE["pattern"][:3], {"OP": "{0,12}", "as": "where"}, SINCE["pattern"][4]]}, text
    )


def test_what_the_text_writes_together_stays_together() -> None:
    match = {
        "pattern": [{"LOWER": "wine", "as": "a"}, {"ORTH": ",", "as": "comma"}, {"LOWER": "what"}, {"LOWER": "cost"}],
        "becomes": "{a} {comma} which cost",
    }
    assert repaired(match, "They drank wine, what cost them.") == "They drank wine, which cost them."


def test_a_lemma_stands_for_its_forms() -> None:
    match = {
        "pattern": [{"LEMMA": "succeed", "as": "verb"}, {"LOWER": "to"}, {"TAG": "VB", "as": "inf"}],
        "becomes": "{verb} in {inf:VBG}",
    }
    assert repaired(match, "She succeeded to open it.") == "She succeeded in opening it."
    assert repaired(match, "They succeed to open it.") == "They succeed in opening it."
    assert not found(match, "She succeeded to the throne.")


def test_a_sentence_keeps_its_capital() -> None:
    match = {
        "pattern": [{"LOWER": "never", "IS_SENT_START": "true"}, {"LOWER": "to"}, {"LOWER": "dip", "as": "verb"}],
        "becomes": "never {verb}",
    }
    assert repaired(match, "Stop. Never to dip it in oil.") == "Stop. Never dip it in oil."
    assert not found(match, "He hoped never to dip it in oil.")


def test_the_article_before_goes_with_the_new_word() -> None:
    match = {"pattern": [{"LOWER": "front", "as": "n"}, {"LOWER": "atomic", "as": "a"}], "becomes": "{a} {n}"}
    assert repaired(match, "It opened a front atomic.") == "It opened an atomic front."


def test_without_a_replacement_there_is_no_fix() -> None:
    (finding,) = found({"pattern": GERUND["pattern"]}, "He left without to say a word.")
    assert finding.fixes == ()
    assert finding.text == "without to say"


def test_a_condition_holds_for_tokens_too() -> None:
    assert not found({**GERUND, "unless": ["word"]}, "He left without to say a word.")
    assert found({**GERUND, "unless": ["song"]}, "He left without to say a word.")


@pytest.mark.parametrize(
    "match",
    [
        {"pattern": "without"},
        {"pattern": [{"POS": "VERB"}]},
        {"pattern": [{"LOWER": "without", "OP": "?"}, {"POS": "VERB"}]},
        {"pattern": [{"ORTH": ","}, {"POS": "VERB"}]},
        {**GERUND, "because": "x"},
    ],
)
def test_a_pattern_that_cannot_be_used_says_so(match: dict[str, Any]) -> None:
    with pytest.raises(PatternError):
        found(match, "without")


def test_a_pattern_that_spacy_refuses_says_so() -> None:
    with pytest.raises(PatternError, match="x/y/z"):
        found({"pattern": [{"LOWER": "without"}, {"NOSUCH": "x"}]}, "They go without food.")
