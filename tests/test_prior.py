"""What the neighbourhood does to a finding: company, damaged text, long stretches of good English."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.model import Document, Example, Finding, Rule

GOOD = "The committee met in spring and read the report that its members had written over the winter. "
SIGNS = "She passed to be mayor. They look forward to meet him. We await the boat, zorbly."


def rule(name: str, swap: dict[str, str], confidence: float = 0.9, *, company: bool = False) -> Rule:
    examples = (Example(bad="x", good="y"), Example(ok="z"))
    match = {"swap": swap}
    return Rule(
        f"own/x/{name}", "phrase", "{found}: {better}", "why", "c", confidence, False, match, examples, (), company
    )


WEAK = rule("weak", {"the boat": "the ship"}, 0.7, company=True)
OTHERS = (
    rule("one", {"passed to be": "became"}),
    rule("two", {"forward to meet": "forward to meeting"}),
    rule("three", {"zorbly": "soon"}),
)


def document(text: str) -> Document:
    return formats.read("a.txt", text.encode(), "text", "utf-8")


def found(text: str, rules: Sequence[Rule]) -> dict[str, Finding]:
    return {f.rule.id.rpartition("/")[2]: f for f in Engine(Config(), rules, measured={}).find(document(text))}


def test_a_weak_sign_counts_in_company_only() -> None:
    assert set(found(SIGNS, (*OTHERS, WEAK))) == {"one", "two", "three", "weak"}
    assert set(found("She passed to be mayor. We await the boat.", (*OTHERS, WEAK))) == {"one"}


def test_company_is_near() -> None:
    far = f"{SIGNS}\n\n" + "\n\n".join([GOOD * 10] * 6) + "\n\nWe await the boat."
    weak = [f for f in Engine(Config(), (*OTHERS, WEAK), measured={}).find(document(far)) if f.rule.id == WEAK.id]
    assert [f.segment.id for f in weak] == [document(far).segments[0].id]


def test_a_weak_rule_asked_for_by_itself_needs_no_company() -> None:
    assert set(found("We await the boat.", [WEAK])) == {"weak"}


@pytest.mark.parametrize(("words", "safe"), [(0, True), (700, False)])
def test_what_stands_alone_in_good_english_is_less_sure(words: int, safe: bool) -> None:
    text = "She passed to be mayor. " + GOOD * (words // 17)
    finding = found(text, [rule("one", {"passed to be": "became"}, 0.97)])["one"]
    assert (finding.confidence >= 0.95) is safe
    assert ("neighbourhood" in finding.evidence) is not safe


DAMAGED = (
    "The difference among the rivers and the lakes explains  in the school. Also it could be useful for the people "
    "that live alone. The squad won the medal of gold and the cup of silver in the games. She passed to be mayor."
)


def test_damaged_text_lifts_a_finding() -> None:
    lifted = found(DAMAGED, [rule("one", {"passed to be": "became"}, 0.9)])["one"]
    assert 0.95 < lifted.confidence < 0.97
    assert lifted.fixes[0].confidence == lifted.confidence
    assert "machine translated" in lifted.evidence["neighbourhood"]


def test_rules_made_for_damaged_text_are_not_lifted() -> None:
    own = Rule(
        "own/x/one", "phrase", "m", "w", "c", 0.9, False, {"swap": {"passed to be": "became"}, "damaged": "true"}, ()
    )
    assert found(DAMAGED, [own])["one"].confidence == pytest.approx(0.9)
