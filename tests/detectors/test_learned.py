"""The learned repairs: what is read, what is proposed, what is left alone, and that clean text loads no model."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.detectors.damage import Damage, blocks, damage
from ungarble.detectors.learned_confidence import log_odds
from ungarble.detectors.learned_edits import proposals
from ungarble.detectors.learned_groups import GROUPS, Operation
from ungarble.detectors.learned_model import tagger
from ungarble.detectors.learned_text import read, word_form, word_key
from ungarble.engine import Engine
from ungarble.model import Finding
from ungarble.rulepack import read_file, shipped_rules
from ungarble.testing import run_examples

RULES = read_file(shipped_rules() / "any" / "learned.yaml", shipped_rules())
GARBLED = (
    "The squad won the medal of gold and the cup of silver in the games. Also it could be useful for the people that "
    "live alone. The forces of police of traffic detained to two drivers. The village was divided among the two "
    "brothers and his children. The minister spoke of the problems of debt of the agriculturalists. More than three "
    "million people work in the market of the aviation. The difference among the rivers and the lakes explains  in "
    "the school."
)
CLEAN = (
    "The museum was opened to the public in 1931 and has been visited by people from all over the country. Its "
    "director says that the building is used as a school, and that the council may buy the house from its owner."
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Config(min_confidence=0.5, grammar=()), RULES)


def found(engine: Engine, text: str) -> tuple[Finding, ...]:
    return engine.find(formats.read("text.txt", text.encode(), "text", "utf-8"))


def wording(text: str, *done: Operation) -> list[tuple[str, str, str]]:
    """(old, new, group) of what the operations come to, the tagger thinking nothing of the words around."""
    import numpy as np

    tokens = read(text)
    edits, inserts = np.zeros((len(tokens) + 2, 3)), np.zeros((len(tokens) + 2, 2))
    return [(one.span.of(text), one.wording, one.group) for one in proposals(text, tokens, list(done), edits, inserts)]


def test_every_rule_speaks_for_a_group_of_its_own() -> None:
    groups = [str(rule.match["group"]) for rule in RULES]
    assert len(set(groups)) == len(groups)
    assert set(groups) <= set(GROUPS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: object) -> None:
    failed = [o for o in run_examples([r for r in RULES if r is rule]) if not o.ok]
    assert not failed, [(o.failure, o.detail) for o in failed]


def test_tokens_know_their_place_and_the_blanks_before_them() -> None:
    text = "It uses  in 1,500 houses."
    tokens = read(text)
    assert [t.text for t in tokens] == ["It", "uses", "in", "1,500", "houses", "."]
    assert [t.gap for t in tokens] == [0, 1, 2, 1, 1, 0]
    assert all(t.span.of(text) == t.text for t in tokens)
    assert word_key("1987") == "0000"
    assert word_key("Houses") == "houses"
    assert word_form("Paris", 1, False) != word_form("paris", 1, False)


def test_a_dropped_word_takes_its_blank_along() -> None:
    assert wording("They attacked to the man.", Operation(2, "drop", 0.9, False)) == [
        ("attacked to", "attacked", "preposition-too-many")
    ]


def test_the_sentence_keeps_its_capital() -> None:
    assert wording("The water is life.", Operation(0, "drop", 0.9, False)) == [
        ("The water", "Water", "article-too-many")
    ]


def test_a_compound_is_turned_round() -> None:
    text = "They saw storms of sand there."
    done = (Operation(2, ">2", 0.9, False), Operation(3, "drop", 0.9, False))
    assert wording(text, *done) == [("storms of sand", "sand storms", "compound")]


def test_a_verb_moves_behind_its_subject() -> None:
    assert wording("In the north predominates the forest.", Operation(3, ">2", 0.9, False)) == [
        ("predominates the forest", "the forest predominates", "word-order")
    ]


def test_a_lost_passive_is_one_repair() -> None:
    done = (Operation(2, "is", 0.9, True), Operation(2, "~VBN", 0.9, False))
    assert wording("The word uses in poems.", *done) == [("uses", "is used", "lost-passive")]


def test_the_article_follows_the_new_word() -> None:
    assert wording("He had a big idea.", Operation(3, "drop", 0.9, False)) == [("a big", "an", "word-too-many")]


def test_damage_is_seen_in_the_words_alone() -> None:
    assert damage(GARBLED).rate > 0.03 > damage(CLEAN).rate


def test_typed_double_blanks_are_not_damage() -> None:
    typed = CLEAN.replace(" ", "  ")
    assert not damage(typed).damaged
    assert Damage(-1.0, 50.0, 100).rate < 0
    assert damage("if x:\n        return\n\n     so it goes").blanks == 0


def test_blocks_are_judged_apart() -> None:
    """Garbled pages behind clean ones are found, and the clean ones stay clean."""
    clean, garbled = [CLEAN] * 60, [GARBLED] * 40
    document = formats.read("text.txt", "\n\n".join(clean + garbled).encode(), "text", "utf-8")
    verdicts = [blocks(document)[segment.id].damaged for segment in document.segments]
    assert not any(verdicts[:40])
    assert all(verdicts[-20:])


def test_garbled_text_is_repaired_and_clean_text_is_not(engine: Engine) -> None:
    assert len(found(engine, GARBLED)) >= 3
    assert not found(engine, CLEAN)


def test_names_numbers_and_protected_text_stay(engine: Engine) -> None:
    text = GARBLED + " The reporter Ana Ruiz said that `the his house` has 23 doors."
    for finding in found(engine, text):
        new = finding.fixes[0].edits[0].text
        assert "Ruiz" not in finding.text or "Ruiz" in new
        assert ("23" in finding.text) == ("23" in new)


def test_clean_text_loads_no_model() -> None:
    code = (
        "import sys; from ungarble import formats; from ungarble.config import Config\n"
        "from ungarble.engine import Engine\n"
        "from ungarble.rulepack import load_rules\n"
        "rules = [r for r in load_rules() if r.kind == 'learned']\n"
        f"document = formats.read('a.txt', {CLEAN!r}.encode(), 'text', 'utf-8')\n"
        "assert rules and not Engine(Config(grammar=()), rules).find(document)\n"
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_less_damage_means_less_confidence() -> None:
    weights = {"one": 1.0, "least": 0.5}
    assert log_odds(weights, {"least": 2.0}, 0.03) < log_odds(weights, {"least": 2.0}, 0.06)
    assert log_odds(weights, {"least": 2.0}, 0.09) == log_odds(weights, {"least": 2.0}, 0.06) == 2.0


def test_the_model_fits_its_labels() -> None:
    net = tagger()
    [(edits, inserts)] = net.probabilities([[(t.text, t.gap) for t in read(CLEAN.split(". ")[0] + ".")]])
    assert edits.shape == (len(read(CLEAN.split(". ")[0] + ".")) + 2, len(net.edits))
    assert inserts.shape[1] == len(net.inserts)
    assert (edits[1:-1].argmax(axis=1) == 0).mean() > 0.9, "good words are kept"
