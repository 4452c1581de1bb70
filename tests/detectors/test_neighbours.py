"""Words that hardly ever stand side by side."""

from __future__ import annotations

import pytest

from ungarble import formats
from ungarble.detectors.neighbours import detect
from ungarble.detectors.phrase_reader import PatternError
from ungarble.model import Finding, Rule


def rule(most: str = "-3.0") -> Rule:
    return Rule("x/y/z", "neighbours", "“{found}”", "why", "c", 0.7, False, {"most": most}, ())


def found(text: str) -> list[Finding]:
    document = formats.read("a.txt", text.encode(), "text", "utf-8")
    return [f for segment in document.segments for f in detect([rule()])(segment, document)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The pump continues of working at night.", "continues of"),
        ("Both of the halls are same size now.", "are same"),
        ("They say the ferry not can leave today.", "not can"),
    ],
)
def test_strangers_are_told_without_a_fix(text: str, words: str) -> None:
    (finding,) = found(text)
    assert (finding.text, finding.fixes) == (words, ())
    assert 0.7 <= finding.confidence <= 0.9
    assert finding.evidence["n-grams"].startswith("-")


@pytest.mark.parametrize(
    "text",
    [
        "In the village the people say that the pump works.",  # A clause begins behind any noun.
        "The pump continues, of course, to work at night.",  # A comma stands between.
        "Both continues of.",  # A label.
        "THE PUMP CONTINUES OF WORKING AT NIGHT",
        "The pump Continues Of working at night.",  # Names go with anything.
        "The zorbly glimph continues qwertz of working.",  # What nobody knows, nobody expects.
    ],
)
def test_what_may_stand_side_by_side(text: str) -> None:
    assert not found(text)


def test_a_bar_that_is_no_number() -> None:
    with pytest.raises(PatternError, match="number"):
        detect([rule("often")])
