"""Leftovers: what is flagged, what it becomes, and what stands there on purpose."""

from __future__ import annotations

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.detectors.leftovers_cognates import cognate
from ungarble.detectors.leftovers_forms import lemmas_of
from ungarble.detectors.leftovers_letters import is_of
from ungarble.engine import Engine
from ungarble.english.ngrams import ngrams
from ungarble.model import Finding
from ungarble.rulepack import load_rules


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Config(), [r for r in load_rules() if r.kind == "leftovers"])


def found(engine: Engine, text: str) -> dict[str, Finding]:
    return {f.text: f for f in engine.find(formats.read("x.txt", text.encode()))}


def test_a_word_of_the_table_gets_its_translation(engine: Engine) -> None:
    findings = found(engine, "They moved the crevettes to a cold room near the door.")
    assert findings["crevettes"].fixes[0].edits[0].text == "prawns"
    assert findings["crevettes"].rule.source_langs == ("fr",)


def test_an_adjective_after_its_noun_goes_before_it(engine: Engine) -> None:
    finding = found(engine, "Put the pepper moulu into the pan and close the lid.")["pepper moulu"]
    assert finding.fixes[0].edits[0].text == "ground pepper"


def test_a_noun_of_german_needs_a_word_before_it(engine: Engine) -> None:
    assert "Passwort" in found(engine, "She could not remember the Passwort of her old account.")
    assert not found(engine, "She could not remember that Ann Passwort owned the old mill.")


@pytest.mark.parametrize(
    "text",
    [
        "She used the word “crevettes” for them and went on with the cooking.",
        "She wrote *crevettes* on the slate and went on with the cooking.",
        "The Rue des Crevettes is a street of small shops and old men.",
        "All of them sang la vie en rose sans crevettes before they went home.",
        "He went to the café with his fiancée and ate a risotto before the siesta.",
        "Deux crevettes et trois moules.",
    ],
)
def test_words_put_there_on_purpose_stay(engine: Engine, text: str) -> None:
    assert found(engine, text) == {}


def test_a_second_leftover_makes_the_first_surer(engine: Engine) -> None:
    one = "They moved the crevettes to a cold room near the door."
    both = one + "\n\nThe old gardien had a bad knee, and his entraineur was angry about it."
    assert found(engine, both)["crevettes"].confidence > found(engine, one)["crevettes"].confidence


def test_cognates_need_an_english_word() -> None:
    count = ngrams().count
    assert cognate("nucléiques", "fr", count, 25) == "nucleic"
    assert cognate("patatiques", "fr", count, 25) == ""


def test_forms_lead_to_lemmas() -> None:
    assert ("supprimer", "VB") in list(lemmas_of("supprimerai", "fr"))
    assert ("hablar", "VBD") in list(lemmas_of("hablaron", "es"))


@pytest.mark.parametrize(("word", "lang"), [("obiadokolacje", "pl"), ("brouettées", "fr"), ("tappetini", "it")])
def test_letters_tell_the_language_of_an_unknown_word(word: str, lang: str) -> None:
    assert is_of(word, lang)
    assert not is_of(word, "de")


@pytest.mark.parametrize("word", ["misremembrances", "microservice", "glamping", "unputdownable", "teh", "recieved"])
def test_letters_leave_english_and_its_slips_alone(word: str) -> None:
    assert not any(is_of(word, lang) for lang in ("fr", "es", "it", "pt", "de", "pl", "tr"))


def test_a_label_is_read_without_a_sentence_around_it(engine: Engine) -> None:
    assert "Cuisson" in found(engine, "For 4 people – Cuisson: 35 minutes")
    assert not found(engine, "Ingredients: 35 olives")


def test_an_english_looking_word_of_the_source_is_no_common_word_of_english(engine: Engine) -> None:
    assert "resiliation" in found(engine, "He asked for the resiliation of the lease in writing.")
    assert not found(engine, "He asked for the termination of the lease in writing.")


def test_a_verb_before_a_leftover_stays_where_it_is(engine: Engine) -> None:
    assert "estragado" in found(engine, "If the bread comes estragado from the shop, please let us know at once.")


def test_an_order_in_the_infinitive_is_a_verb(engine: Engine) -> None:
    assert "Appuyer" in found(engine, "Appuyer on the knob until the green lamp burns.")
    assert not found(engine, "Gosier in the south has a harbour and a small market.")


def test_translations_that_are_names_keep_their_capital(engine: Engine) -> None:
    fix = found(engine, "The general led an old army macédonienne into the hills.")["macédonienne"].fixes[0]
    assert fix.edits[0].text == "Macedonian"
