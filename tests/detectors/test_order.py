"""The order detector: what it turns round, what it leaves, and that it is quick to pass over clean text."""

from __future__ import annotations

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.detectors.order import MECHANISMS, detect
from ungarble.detectors.phrase_reader import PatternError
from ungarble.engine import Engine
from ungarble.model import Rule
from ungarble.rulepack import read_file, shipped_rules
from ungarble.testing import run_examples

RULES = read_file(shipped_rules() / "any" / "order.yaml", shipped_rules())


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Config(min_confidence=0.5, grammar=()), RULES)


@pytest.fixture(scope="module")
def in_company() -> Engine:
    """Asked by themselves, the rules that want company do without."""
    return Engine(Config(min_confidence=0.5, grammar=()), [rule for rule in RULES if rule.company])


def repaired(engine: Engine, text: str) -> str:
    """`text` with the first fix of every finding applied, safe or not."""
    document = formats.read("text.txt", text.encode(), "text", "utf-8")
    for finding in reversed(engine.find(document)):
        edit = finding.fixes[0].edits[0]
        start = finding.segment.origin[0].at
        text = text[: start + edit.span.start] + edit.text + text[start + edit.span.end :]
    return text


def test_every_rule_names_its_own_mechanism() -> None:
    assert {rule.match["mechanism"] for rule in RULES} == set(MECHANISMS)
    assert all(rule.id.endswith("/" + rule.match["mechanism"]) for rule in RULES)


def test_examples() -> None:
    failed = [(o.rule.id, o.failure, o.example, o.detail) for o in run_examples(RULES) if not o.ok]
    assert not failed


def test_an_unknown_mechanism_is_an_error() -> None:
    rule = Rule("x/y/z", "order", "m", "w", "c", 0.9, False, {"mechanism": "sideways"}, ())
    with pytest.raises(PatternError, match="sideways"):
        detect([rule])


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("He has a plan ambitious for the harbour.", "He has an ambitious plan for the harbour."),
        ("They bought an house old near the coast.", "They bought an old house near the coast."),
        ("Negotiators Swiss met in the old castle.", "Swiss negotiators met in the old castle."),
        ("This is a problem economic serious for them.", "This is a serious economic problem for them."),
        (
            "The mine will close, announced Friday the regional government.",
            "The mine will close, the regional government announced Friday.",
        ),
        ("In 1871 it was built the first station of the line.", "In 1871 the first station of the line was built."),
        ("The guide showed to the visitors the crypt.", "The guide showed the crypt to the visitors."),
        ("The farm produces litres 5,000 of milk.", "The farm produces 5,000 litres of milk."),
        ("Started the restoration in 1920 on the north side.", "The restoration started in 1920 on the north side."),
        ("In the park were planted lime trees.", "In the park lime trees were planted."),
        ("In 1788 to the village was given a seal.", "In 1788 the village was given a seal."),
        ("On the site can you find the plans.", "On the site you can find the plans."),
        ("He should the windows open.", "He should open the windows."),
        ("Use the key that in the drawer lies.", "Use the key that lies in the drawer."),
        ("The crew repairs with success the antenna.", "The crew successfully repairs the antenna."),
    ],
)
def test_repairs(engine: Engine, bad: str, good: str) -> None:
    assert repaired(engine, bad) == good
    assert repaired(engine, good) == good


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("She has in the archive worked for years.", "She has worked in the archive for years."),
        ("The guests receive here a map.", "The guests receive a map here."),
    ],
)
def test_repairs_in_company(in_company: Engine, bad: str, good: str) -> None:
    assert repaired(in_company, bad) == good
    assert repaired(in_company, good) == good


@pytest.mark.parametrize(
    "text",
    [
        "Keep the kitchen clean and leave the garden untidy.",
        "She held a trumpet solo long after the president elect and the attorney general had left.",
        "Anything new, something blue and all things bright were welcome.",
        "The people responsible, a family rich in land, were aware of every detail available.",
        "A house full of books, a man sure of himself, a woman taller than her brother.",
        "She painted the fence blue, found the door open and pronounced the matter closed.",
        "“The mine will close,” announced the regional government on Friday.",
        "It was given the name of its founder. It was the day before.",
        "NEWS INTERNATIONAL OPENS OFFICE REGIONAL",
        "It is cost neutral, business critical and market driven.",
        "The roads were narrow, and the bridges weak.",
        "On the hill stands a mill where the letter was found, and with it came the proof.",
        "At no time have we asked why; only then did they answer, as is the custom.",
        "He could in principle leave, and the house was at the address given.",
        "We recommend always wearing gloves. She explained to the court why the other six left.",
    ],
)
def test_leaves_good_english(engine: Engine, in_company: Engine, text: str) -> None:
    assert repaired(engine, text) == text
    assert repaired(in_company, text) == text


def test_plain_cases_speak_for_doubtful_ones(engine: Engine) -> None:
    doubtful = "The chairman sent a message soothing to nobody."
    alone = "He has sent a message soothing, as he does every year."
    plain = "They talked of the front diplomatic, of the policy monetary and of the treaty nuclear."
    assert "soothing message" not in repaired(engine, alone)
    assert "soothing message" in repaired(engine, f"{plain} {alone}")
    assert repaired(engine, doubtful) == doubtful


def test_spans_are_small_and_evidence_is_given(engine: Engine) -> None:
    text = "First line.\n\nLater the clubs Portuguese refused."
    (finding,) = engine.find(formats.read("text.txt", text.encode(), "text", "utf-8"))
    assert finding.text == "clubs Portuguese"
    assert finding.fixes[0].edits[0].text == "Portuguese clubs"
    assert finding.evidence["seen"] == "0 to 0"


def test_clean_sentences_are_not_parsed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    monkeypatch.setattr("ungarble.english.pipeline.parse", lambda text, name="": parsed.append(text))
    text = "The council met on Monday. It approved the annual budget and a new bus line to the harbour."
    assert repaired(engine, text) == text
    assert not parsed
