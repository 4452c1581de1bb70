"""Garbled names: what is found by which cue, and the real names that must stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.detectors.names import detect
from ungarble.detectors.names.sounds import sounds
from ungarble.detectors.names.tables import NamesError, meanings_file
from ungarble.engine import Engine, distinct
from ungarble.english.mentions import runs
from ungarble.model import SAFE_CONFIDENCE, Document, Finding, apply_edits
from ungarble.rulepack import load_rules

RULES = [rule for rule in load_rules() if rule.kind == "names"]


def document(*paragraphs: str) -> Document:
    return formats.read("names.txt", "\n\n".join(paragraphs).encode(), "text", "utf-8")


def findings(*paragraphs: str, names: Sequence[str] = ()) -> tuple[Finding, ...]:
    whole = document(*paragraphs)
    find = detect(RULES, names)
    return distinct([f for segment in whole.segments for f in find(segment, whole)])


def repaired(*paragraphs: str) -> str:
    """The last paragraph with the first fix of every finding in it."""
    last = document(*paragraphs).segments[-1]
    edits = [e for f in findings(*paragraphs) if f.segment.id == last.id and f.fixes for e in f.fixes[0].edits]
    return apply_edits(last.text, edits)


@pytest.mark.parametrize(
    ("right", "garbled", "wanted"),
    [
        ("The envoy is Min Dae-un.", "On Friday Min Dae-a left.", "On Friday Min Dae-un left."),
        ("Yann Le Dantec sails.", "“A fair wind,” says Mr. The Dantec.", "“A fair wind,” says Mr. Le Dantec."),
        ("Nuria del Pozo sings.", "Nuria of the Well sang twice.", "Nuria del Pozo sang twice."),
        ("Eva von Hallwitz chairs it.", "“Never,” said from Hallwitz.", "“Never,” said von Hallwitz."),
        ("Inge Habicht paints.", "Inge Hawk sold three pictures.", "Inge Habicht sold three pictures."),
        ("The Schuster family cooks.", "Your family Cobbler is glad.", "Your Schuster family is glad."),
        ("Lia Conejo runs.", "Rabbit denied that she was hurt.", "Conejo denied that she was hurt."),
        ("Ada Fabbri leads it.", "The Blacksmiths also announces a fair.", "Fabbri also announces a fair."),
        ("Xiong Daiyu spoke.", "Bear Daiyu asked for calm.", "Xiong Daiyu asked for calm."),
        ("Anar Qulizada won.", "Later Quli zada wept.", "Later Qulizada wept."),
        ("Erwan Le Meur dives.", "“Deep,” says Lemeur.", "“Deep,” says Le Meur."),
        ("Oleg Zhuravsky rows.", "Then Jouravski rested.", "Then Zhuravsky rested."),
        ("Aiko Ohtsubo teaches.", "Professor Ootsubo agreed.", "Professor Ohtsubo agreed."),
        ("Umit Kartalca met Ali.", "Later umit Kartalca left.", "Later Umit Kartalca left."),
        ("Football tonight.", "They drew with real Sociedad.", "They drew with Real Sociedad."),
        ("Politics.", "The list of Marine The Pen won.", "The list of Marine Le Pen won."),
    ],
)
def test_garbled_names_get_the_form_of_the_document(right: str, garbled: str, wanted: str) -> None:
    assert repaired(right, garbled) == wanted


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("Min Dae-il and Min Yo-un are sisters of Min Dae-un.", "Min Yo-un spoke; Min Dae-il did not."),
        ("Talks between Iran and Iraq go on.", "Austria, not Australia, is the host. Iran agreed, Iraq did not."),
        ("Vera Kostina beat Boris Kostin.", "Kostina was glad. Kostin was not. Kostina left."),
        ("Jan Timmer beat Jan Timman.", "Timmer smiled, Timman sighed."),
        ("Paul Boulanger works with Tom Baker.", "Mr Baker said no. Mr Boulanger said yes."),
        ("A Mr Fox wrote to Jeanne Renard.", "A Mr Fox called again."),
        ("Universidad de Burgos is old.", "The mayor of Burgos spoke. He said from Burgos that it rained."),
        ("Lago Maggiore is deep.", "Lake Maggiore is cold."),
        ("King Juan sat beside Rey Juan.", "King Juan said so."),
        ("President Okafor spoke.", "They listened to president Okafor."),
        ("Sergei Ivanov met Sergey Petrov.", "Sergei Ivanov left with Sergey Petrov."),
        ("The Banco del Sur (“Bank of the South”) lends.", "The “Bank of the South” is in Caracas."),
    ],
)
def test_real_near_names_stay(paragraphs: tuple[str, ...]) -> None:
    assert not findings(*paragraphs)


def test_a_common_english_surname_behind_a_title_is_shown_but_never_safe() -> None:
    found = findings("Lucie Boulanger runs the line.", "Mr Baker said that trains would stop.")
    assert [f.fixes[0].edits[0].text for f in found] == ["Boulanger"]
    assert found[0].confidence < SAFE_CONFIDENCE


def test_a_title_of_the_other_sex_is_another_person() -> None:
    assert not findings("Ms Boulanger runs the line. “No,” Ms Boulanger said.", "Mr Baker drove the train.")


def test_two_names_of_one_meaning_leave_the_repair_open() -> None:
    found = findings("Marc Lelièvre and Jo Liebre met Al Lepri and Ann Lièvre.", "Hare denied everything.")
    assert found
    assert found[0].confidence < SAFE_CONFIDENCE


def test_the_users_own_names_are_never_touched() -> None:
    text = ("Inge Habicht paints.", "Inge Hawk sold three pictures.")
    assert findings(*text)
    assert not findings(*text, names=("Inge Hawk",))


def test_names_far_away_prove_nothing() -> None:
    filler = ["The weather was mild and the harvest good in every year of that decade."] * 500
    assert findings("Inge Habicht paints.", "Inge Hawk sold three pictures.")
    assert not findings("Inge Habicht paints.", *filler, "Inge Hawk sold three pictures.")


def test_the_evidence_names_the_right_form_and_the_foreign_word() -> None:
    (found,) = findings("Inge Habicht paints.", "Inge Hawk sold three pictures.")
    assert "“Inge Habicht” stands once" in found.evidence["right form"]
    assert found.evidence["translated"] == "“Habicht” → “hawk”"
    assert found.rule.source_langs == ("de",)


def test_a_repaired_segment_is_clean_when_looked_at_again() -> None:
    whole = document("Inge Habicht paints.", "Inge Hawk sold three pictures.")
    find = detect(RULES)
    last = whole.segments[-1]
    (found,) = distinct(list(find(last, whole)))
    fixed = replace(last, text=apply_edits(last.text, found.fixes[0].edits))
    again = replace(whole, segments=(*whole.segments[:-1], fixed))
    assert not list(find(fixed, again))


def test_one_detector_keeps_documents_apart() -> None:
    find = detect(RULES)
    first = document("Inge Habicht paints.", "Inge Hawk sold three pictures.")
    second = document("Inge Adler paints.", "Inge Hawk sold three pictures.")
    assert [f for s in first.segments for f in find(s, first)]
    assert not [f for s in second.segments for f in find(s, second)]
    assert [f for s in first.segments for f in find(s, first)]


@pytest.mark.parametrize(
    "match", [{"by": "magic"}, {"by": "split", "parts": {}}, {"by": "translated-name", "table": "no.txt"}]
)
def test_a_rule_that_cannot_work_says_so(match: dict[str, object]) -> None:
    with pytest.raises(NamesError):
        detect([replace(RULES[0], match=match)])


def test_every_table_of_names_can_be_read() -> None:
    tables = {rule.match["table"] for rule in RULES if "table" in rule.match}
    assert len(tables) == 13
    assert all(len(meanings_file(name)) > 20 for name in tables)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("tchebotariov", "chebotaryov", True),
        ("tschebotarjow", "chebotaryov", True),
        ("jouravski", "zhuravsky", True),
        ("zelenskiy", "zelensky", True),
        ("oono", "ohno", True),
        ("petrov", "petrova", False),
        ("timmer", "timman", False),
        ("iran", "iraq", False),
    ],
)
def test_spellings_of_one_sound(one: str, other: str, same: bool) -> None:
    assert bool(sounds(one) & sounds(other)) is same


def test_runs_hold_the_small_words_of_names() -> None:
    text = "Yesterday Juan de la Vega met Kim Jong-un’s aide and J. K. Rowling at al-Kut."
    assert [text[r.start : r.end] for r in runs(text)] == [
        "Yesterday Juan de la Vega",
        "Kim Jong-un",
        "J. K. Rowling",
        "al-Kut",
    ]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The governor Sea Aksoylu opened the road.", "Sea", "Deniz"),
        ("The owner, Laver Min-su, said business was slow.", "Laver", "Kim"),
        ("The striker Isidro Bald scored twice.", "Bald", "Calvo"),
    ],
)
def test_the_other_half_of_a_name_tells_its_language(text: str, word: str, name: str) -> None:
    engine = Engine(Config(select=("any/names/half-translated",)))
    (finding,) = engine.find(formats.read("a.txt", text.encode(), "text", "utf-8"))
    assert (finding.text, finding.fixes[0].edits[0].text) == (word, name)
    assert finding.confidence < 0.8


@pytest.mark.parametrize(
    "text",
    [
        "The governor Grace Fountain opened the road.",  # No foreign first name.
        "They met in Lake Aksoylu and in New York-born Sun Yat-sen’s house.",  # A sort of place; a real name.
        "Isidro Street is long.",
    ],
)
def test_halves_that_are_names(text: str) -> None:
    engine = Engine(Config(select=("any/names/half-translated",)))
    assert not engine.find(formats.read("a.txt", text.encode(), "text", "utf-8"))
