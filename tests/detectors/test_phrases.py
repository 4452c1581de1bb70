"""The pattern language of phrase rules, its replacements and the conditions that rules share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ungarble import formats
from ungarble.detectors import phrase as detector
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.phrases import phrase, render
from ungarble.model import Finding, Rule


def swapped(pattern: str, becomes: str, text: str) -> str:
    """`text` with every match of `pattern` replaced."""
    for hit in reversed(list(phrase(pattern).finditer(text))):
        text = text[: hit.span.start] + render(becomes, hit, text) + text[hit.span.end :]
    return text


def found(match: Mapping[str, Any], text: str) -> list[Finding]:
    rule = Rule("x/y/z", "phrase", "“{found}”: {better}", "why", "accuracy", 0.9, False, match, ())
    document = formats.read("x.txt", text.encode(), "text", "utf-8")
    return [f for s in document.segments for f in detector.detect([rule])(s, document)]


def repaired(match: Mapping[str, Any], text: str) -> str:
    """`text` after the first fix of each finding; one paragraph only."""
    for finding in sorted(found(match, text), key=lambda f: -f.span.start):
        edit = finding.fixes[0].edits[0]
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The tenant of the Kremlin left.", "The occupant of the Kremlin left."),
        ("Former tenants of the Kremlin left.", "Former occupants of the Kremlin left."),
        ("Tenants of the Kremlin leave.", "Occupants of the Kremlin leave."),
        ("TENANT OF THE KREMLIN", "OCCUPANT OF THE KREMLIN"),
    ],
)
def test_a_noun_keeps_its_number_and_its_case(before: str, after: str) -> None:
    assert swapped("~tenant of the (Kremlin|White House)", "~occupant of the {1}", before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He assists to the test.", "He attends the test."),
        ("He assisted to the test.", "He attended the test."),
        ("Assisting to the test helps.", "Attending the test helps."),
    ],
)
def test_a_verb_keeps_its_form(before: str, after: str) -> None:
    assert swapped("~assist to", "~attend", before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("They made proof of wit.", "They showed wit."),
        ("They have made proof of wit.", "They have shown wit."),
        ("They had never made proof of wit.", "They had never shown wit."),
    ],
)
def test_past_and_participle_of_one_shape_are_told_by_what_stands_before(before: str, after: str) -> None:
    assert swapped("~make proof of", "~show", before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("She put in work the plan.", "She implemented the plan."),
        ("It was put in work.", "It was implemented."),
        ("They will put in work the plan.", "They will implement the plan."),
        ("We put in work the plan.", "We implement the plan."),
    ],
)
def test_a_verb_whose_past_looks_like_its_base(before: str, after: str) -> None:
    assert swapped("~put in work", "~implement", before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The dam makes the object of a study.", "The dam is the subject of a study."),
        ("These dams make the object of a study.", "These dams are the subject of a study."),
        ("The dams will make the object of a study.", "The dams will be the subject of a study."),
        ("It made the object of a study.", "It was the subject of a study."),
    ],
)
def test_be_agrees_as_far_as_the_old_verb_tells(before: str, after: str) -> None:
    assert swapped("~make the object of", "~be the subject of", before) == after


def test_the_verb_is_judged_by_what_stands_before_it_not_before_the_whole_match() -> None:
    # "The rate" is no "the passes": the noun reading of "passes" is out, though "The" stands before the match.
    assert swapped("rate ~pass from", "rate ~go from", "The rate passes from 5 to 7.") == "The rate goes from 5 to 7."


def test_one_word_of_several_lemmas_keeps_its_own_form() -> None:
    assert (
        swapped("~(hold|keep) account of", "~take account of", "It holds account of age.") == "It takes account of age."
    )
    assert swapped("~(room|hall) of waiting", "waiting ~_", "Two halls of waiting.") == "Two waiting halls."


def test_an_optional_word_may_be_missing() -> None:
    pattern = "under [the] form of"
    assert swapped(pattern, "in the form of", "under form of ice") == "in the form of ice"
    assert swapped(pattern, "in the form of", "under the form of ice") == "in the form of ice"
    assert not list(phrase(pattern).finditer("under a form of rule"))


def test_slots_and_choices_count_from_the_left() -> None:
    text = "In 12 days, Ana Roux sold it."
    assert (
        swapped("in <number> (days|weeks), <name>", "{3}, after {1} {2},", text) == "Ana Roux, after 12 days, sold it."
    )


def test_a_mark_in_a_choice_needs_no_blank_before_it() -> None:
    pattern, becomes = "in counterpart (,|for)", "in return {1}"
    assert swapped(pattern, becomes, "a flat in counterpart, he said") == "a flat in return, he said"
    assert swapped(pattern, becomes, "a flat in counterpart for work") == "a flat in return for work"


def test_a_group_can_be_put_into_a_form() -> None:
    assert swapped("to be worth to <word>", "to be worth {1:VBG}", "to be worth to see") == "to be worth seeing"


def test_an_article_within_the_new_words_fits_them() -> None:
    assert swapped("an eventual (strike|ban)", "an possible {1}", "an eventual strike") == "a possible strike"


def test_blanks_stand_for_any_white_space() -> None:
    assert swapped("at all\tfact", "quite", "at  all\nfact") == "quite"


def test_a_match_is_no_part_of_a_longer_word() -> None:
    assert not list(phrase("at the heart").finditer("at the hearth"))
    assert not list(phrase("day of work").finditer("holiday of work"))
    assert not list(phrase("work").finditer("re-work, work-hand, work’s"))


def test_a_capital_in_the_pattern_wants_one_in_the_text() -> None:
    assert not list(phrase("<number> May").finditer("2 may go"))
    assert list(phrase("<number> May").finditer("2 MAY"))
    assert list(phrase("it’s a mill").finditer("It's a mill"))


@pytest.mark.parametrize(
    "pattern",
    ["", "  ", "one (two", "one two]", "<nosuch> of", "~ word", "in (the|) mill", "~(two words|one) of"],
)
def test_a_pattern_that_cannot_be_read_says_so(pattern: str) -> None:
    with pytest.raises(PatternError):
        list(phrase(pattern).finditer("one two"))


def test_a_replacement_that_asks_for_a_group_too_many_is_refused_at_once() -> None:
    with pytest.raises(PatternError, match="2 choices and slots"):
        detector.detect([Rule("a/b/c", "phrase", "m", "w", "c", 0.9, False, {"swap": {"(a|b) of <word>": "{3}"}}, ())])


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("~tenant of the Kremlin", "tenants of the Kremlin"),
        ("(blow|knock) of (hand|eye)", "a knock of eye"),
        ("(at|to) (all (the|of the)) hours", "to all of the hours"),
        ("[in the] (end|start) of (it|all)", "start of it"),
        ("~be out", "they were out"),
    ],
)
def test_wherever_a_pattern_matches_one_of_its_anchors_stands(pattern: str, text: str) -> None:
    assert list(phrase(pattern).finditer(text))
    assert phrase(pattern).anchors & set(text.lower().split())


def test_the_finding_shrinks_to_the_words_that_change() -> None:
    (finding,) = found({"swap": {"~depend of": "~depend on"}}, "It depends of the rain.")
    assert finding.text == "of"
    assert finding.message == "“depends of”: depends on"


def test_the_article_before_the_match_goes_with_the_new_word() -> None:
    match = {"swap": {"~accident of work": "workplace ~accident"}}
    assert repaired(match, "He had an accident of work.") == "He had a workplace accident."
    assert repaired(match, "Accidents of work are rare.") == "Workplace accidents are rare."


def test_of_two_patterns_of_a_rule_the_longer_speaks() -> None:
    match = {"swap": {"rupture of stock": "shortage", "in rupture of stock": "out of stock"}}
    assert repaired(match, "It is in rupture of stock.") == "It is out of stock."


def test_several_wordings_are_offered_best_first() -> None:
    (finding,) = found({"swap": {"arm of iron": ["standoff", "showdown"]}}, "An old arm of iron.")
    assert [fix.edits[0].text for fix in finding.fixes] == ["standoff", "showdown"]
    assert finding.fixes[0].confidence > finding.fixes[1].confidence


def test_a_flag_has_no_fix() -> None:
    (finding,) = found({"flag": ["it is question of"]}, "It is question of a sale.")
    assert finding.fixes == ()


SALE = {"swap": {"in line": "online"}}


@pytest.mark.parametrize(
    ("condition", "text", "is_found"),
    [
        ({"near": ["~order"]}, "Ordering is done in line.", True),
        ({"near": ["~order"]}, "Order now. They wait in line.", False),
        ({"unless": ["bread"]}, "They wait in line for bread.", False),
        ({"unless": ["bread"]}, "There is bread. It is sold in line.", True),
        ({"document": ["website"]}, "See our website.\n\nIt is sold in line.", True),
        ({"document": ["website"]}, "It is sold in line.", False),
        ({"preceded_by": ["sold"]}, "It is sold “in line” now.", True),
        ({"preceded_by": ["sold"]}, "They stood in line.", False),
        ({"followed_by": ["at <number>"]}, "Buy in line, at 9 sharp.", True),
        ({"followed_by": ["at <number>"]}, "Buy in line now.", False),
        ({"not_preceded_by": ["~stand"]}, "They stood in line.", False),
        ({"not_preceded_by": ["~stand"]}, "They buy in line.", True),
        ({"not_followed_by": ["with"]}, "It is in line with the rest.", False),
        ({"not_followed_by": ["with"]}, "It is in line, then with us.", True),
    ],
)
def test_conditions(condition: dict[str, Any], text: str, is_found: bool) -> None:
    assert bool(found({**SALE, **condition}, text)) is is_found


@pytest.mark.parametrize("match", [{**SALE, "nearby": ["x"]}, {**SALE, "near": [{"a": "b"}]}])
def test_a_condition_that_cannot_be_read_says_so(match: dict[str, Any]) -> None:
    with pytest.raises(PatternError):
        found(match, "x")


@pytest.mark.parametrize(
    ("pattern", "template", "text", "wanted"),
    [
        ("no choice but <ing>", "no choice but to {1:VB}", "no choice but closing", "no choice but to close"),
        ("in change , it", "however, it", "in change, it rained", "however, it rained"),
        ("~cease of <ing>", "~cease {1}", "She ceased of singing.", "She ceased singing."),
        ("~begin for <verb>", "~begin by {1:VBG}", "He began for write.", "He began by writing."),
        ("~be <adj> of <verb>", "~be {1} to {2}", "They were happy of go.", "They were happy to go."),
        ("<participle> of <noun>", "{1} with {2}", "A roof covered of snow.", "A roof covered with snow."),
    ],
)
def test_slots_for_words_of_a_class(pattern: str, template: str, text: str, wanted: str) -> None:
    (hit,) = phrase(pattern).finditer(text)
    assert text[: hit.span.start] + render(template, hit, text) + text[hit.span.end :] == wanted


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("~cease of <ing>", "It ceased of spring."),
        ("~hold to <verb>", "They held to the line."),
        ("<noun> of", "quickly of"),
    ],
)
def test_slots_leave_words_of_other_classes(pattern: str, text: str) -> None:
    assert not list(phrase(pattern).finditer(text))
