"""Spacing, wide punctuation, tokeniser crumbs and broken encodings."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.model import Document


def _document(text: str, name: str = "a.txt") -> Document:
    return formats.read(name, text.encode())


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Config(select=("any/typography", "any/mojibake")))


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            "The ship , the crew and the cargo , Monday , were safe.",
            "The ship, the crew and the cargo, Monday, were safe.",
        ),
        ("It rained\u00a0; we stayed.", "It rained; we stayed."),
        ("Who is there ? Nobody !", "Who is there? Nobody!"),
        ("Press office : Ann Roy", "Press office: Ann Roy"),
        ("It is light，cheap and small。 Order now！", "It is light, cheap and small. Order now!"),
        ("Colour：red；size（in cm）：12", "Colour: red; size (in cm): 12"),
        ("A well @-@ made coat for 1 @,@ 200 euros.", "A well-made coat for 1,200 euros."),
        ("I donâ€™t like the cafÃ© â€œRoyalâ€ at all.", "I don’t like the café “Royal” at all."),
        ("Tom &amp; Ann paid 5 &euro; each.", "Tom & Ann paid 5 € each."),
    ],
)
def test_typography_is_put_right(engine: Engine, bad: str, good: str) -> None:
    assert engine.fix(_document(bad)).after.text == good


@pytest.mark.parametrize(
    "text",
    [
        "A scale of 1 : 50, a score of 2 : 1, and so on . . . and on.",
        "The slate says “Plat du jour : moules !” in chalk.",
        "Smile :) and wink ;) and frown :( at will.",
        "It runs on .NET, costs .5 cents and ends in ... nothing.",
        "Press `a , b` or write to ann@example.org, please.",
        "See https://example.org/a,b;c for more.",
        "If you see â€™ or Ã© on a page, its encoding is wrong.",
        "The six characters &nbsp; mean that the page escapes twice.",
        "The words 你好，世界。 are on the wall.",
        "São Paulo, Ångström, Ærø and naïve cafés: Â is a letter.",
        "The links are at , and . Nobody knows where they went.",
    ],
)
def test_what_is_right_or_meant_is_left_alone(engine: Engine, text: str) -> None:
    assert engine.find(_document(text)) == ()


def test_entities_are_markup_in_markdown(engine: Engine) -> None:
    assert engine.find(_document("Tom &amp; Ann came along.\n", "a.md")) == ()


def test_slips_that_people_make_too_are_not_repaired_unasked(engine: Engine) -> None:
    report = engine.check(_document("The boat left.The crew ( all of it ) waved."))
    assert len(report.findings) == 3
    assert report.accepted == ()


def test_a_lost_word_is_told_only_to_those_who_ask() -> None:
    text = "The committee  decided to wait."
    assert Engine(Config(select=("any/typography",))).find(_document(text)) == ()
    (finding,) = Engine(Config(select=("any/typography",), min_confidence=0.3)).find(_document(text))
    assert finding.fixes == ()


def test_clean_text_never_loads_ftfy() -> None:
    code = (
        "import sys; from ungarble import formats; from ungarble.config import Config;"
        "from ungarble.engine import Engine;"
        "e = Engine(Config(select=('any/mojibake',)));"
        "e.find(formats.read('a.txt', 'The café in São Bento doesn’t open.'.encode()));"
        "sys.exit('ftfy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
