"""Quotations in another language are protected; English ones are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ungarble.english.foreign import WordTable, is_listed, language_of, reads_english
from ungarble.formats.protect import protected_spans


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Soupe du jour : potiron", "fr"),
        ("Non si può vivere senza il mare", "it"),
        ("Das Haus ist nicht zu verkaufen", "de"),
        ("No hay mal que por bien no venga", "es"),
        ("Não há nada como a nossa casa", "pt"),
    ],
)
def test_function_words_tell_the_language(text: str, lang: str) -> None:
    assert language_of(text) == lang


@pytest.mark.parametrize(
    "text",
    [
        "There is no place like home",
        "The house of the de la Vega family",
        "die hard",
        "no comment",
        "war on terror",
        "Ann",
    ],
)
def test_english_is_no_other_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize("marks", ["“{}”", "«{}»", "„{}“", '"{}"', "*{}*", "_{}_", "‘{}’"])
def test_a_foreign_quotation_is_protected_in_any_marks(marks: str) -> None:
    quoted = "Il n’y a pas de fumée sans feu" if marks != "‘{}’" else "Je ne regrette rien du tout"
    text = f"She said {marks.format(quoted)} and left."
    assert [span.of(text) for span in protected_spans(text)] == [quoted]


def test_an_english_quotation_is_not() -> None:
    assert protected_spans("She said “there is no smoke without fire” and left.") == ()


def test_sentences_of_other_languages_do_not_read_as_english() -> None:
    assert reads_english("Price: 3,80 euros")
    assert reads_english("The population of the town is 12.400 people")
    assert not reads_english("Los precios de la vivienda en el centro de Madrid no son para todos")


def test_a_word_table_is_searched_by_halves(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("abricot\tapricot\nabricots\nzèbre\tzebra\n", encoding="utf-8")
    table = WordTable(path)
    assert [table.find(w) for w in ("abricot", "abricots", "abri", "zèbre", "zz", "")] == [
        "apricot",
        "",
        None,
        "zebra",
        None,
        None,
    ]
    assert WordTable(tmp_path / "none.txt").find("abricot") is None


def test_british_spellings_are_english() -> None:
    assert is_listed("hectolitres") or is_listed("litres")
    assert not is_listed("crevettes")
