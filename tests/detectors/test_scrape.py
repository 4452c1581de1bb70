"""Menu words, doubled headlines, adverts and other crumbs of the page around an article."""

from __future__ import annotations

import pytest

from ungarble import formats
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.model import Document

ARTICLE = (
    "The harbour of Ostwick will be closed for three weeks from Monday, the port authority said. Divers have found "
    "cracks in the old lock, which was built in 1911 and never replaced. Ferries will leave from the northern pier "
    "instead, and fishing boats have to use the basin behind the shipyard. “Nobody will be stranded,” said the harbour "
    "master, Ruth Almgren, who has asked the islanders to be patient. The repair is expected to cost two million.\n"
)


def _document(text: str) -> Document:
    return formats.read("a.txt", text.encode())


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Config(select=("any/scrape",)))


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("HomeNewsOstwick closes its harbour for repairs", "Ostwick closes its harbour for repairs"),
        ("HomeSportsEnglandA fresh start for the islanders", "EnglandA fresh start for the islanders"),
        ("HOMENEWSOstwick closes its harbour for repairs", "Ostwick closes its harbour for repairs"),
        ("HomeNewsSport Ostwick opens a new pool today", "Sport Ostwick opens a new pool today"),
        ("HomeEconomy5 reasons to visit the harbour now", "5 reasons to visit the harbour now"),
    ],
)
def test_glued_menu_words_go(engine: Engine, bad: str, good: str) -> None:
    after = engine.fix(_document(f"{bad}\n\n{ARTICLE}")).after.text
    assert after == f"{good}\n\n{ARTICLE}"


@pytest.mark.parametrize(
    "headline",
    [
        "NewsCorp sells its last paper in Ostwick",
        "HomePod and YouTube in one small box",
        "BusinessEurope asks for patience in the lock affair",
        "News from the harbour of Ostwick today",
        "McDonald takes over LinkedIn in surprise deal",
        "SportMax opens a shop at the northern pier",
    ],
)
def test_brands_are_no_menu(engine: Engine, headline: str) -> None:
    assert engine.find(_document(f"{headline}\n\n{ARTICLE}")) == ()


def test_one_menu_word_needs_the_headline_elsewhere(engine: Engine) -> None:
    text = f"WorldRuth Almgren closes the lock\n\n{ARTICLE}"
    assert engine.fix(_document(text)).after.text == f"Ruth Almgren closes the lock\n\n{ARTICLE}"


def test_a_doubled_headline_goes_with_its_blank_line(engine: Engine) -> None:
    headline = "Ostwick closes its harbour for repairs"
    text = f"HomeNews{headline}\n\n{headline}\n\n{ARTICLE}"
    assert engine.fix(_document(text)).after.text == f"{headline}\n\n{ARTICLE}"


def test_numbered_headlines_are_two(engine: Engine) -> None:
    text = f"Harbour repairs, part 1 of the story\n\nHarbour repairs, part 2 of the story\n\n{ARTICLE}"
    assert engine.find(_document(text)) == ()


def test_an_advert_at_the_end_is_one_deletion_never_applied_unasked(engine: Engine) -> None:
    text = (
        f"{ARTICLE}\n3 Best Plumbers in Dayton, OH\n\nBelow is a list of the top Plumbers in Dayton. Click here to "
        "compare quotes.\n"
    )
    document = _document(text)
    report = engine.check(document)
    assert [f.rule.id for f in report.findings] == ["any/scrape/foreign-tail"] * 2
    assert report.accepted == ()
    first, second = report.findings
    assert first.segment.removal is not None
    assert text[: first.segment.removal.start] == f"{ARTICLE}\n"
    assert first.segment.removal.end == len(text)
    assert second.fixes == ()


@pytest.mark.parametrize(
    "end",
    [
        "The harbour will open again in June.",
        "Contact: press office, Port of Ostwick, press@example.org",
        "Reporting by Nils Weber",
        "7 reasons why the harbour of Ostwick matters",
        "P. A. Almgren, Clerk to the Port",
        "See also",
    ],
)
def test_an_end_of_its_own_stays(engine: Engine, end: str) -> None:
    assert engine.find(_document(f"{ARTICLE}\n{end}\n")) == ()


@pytest.mark.parametrize(
    "crumb",
    [
        "(End) s.k./m.a.",
        "[Editor: Chen Wei]",
        "TweetShareComments (4)",
        "Facebook Twitter WhatsApp",
        "Read also: Storm damages the pier",
        "Article continues below",
        "Photo: Reuters",
        "With information from Agência Litoral.",
    ],
)
def test_crumbs_of_the_page_are_found(engine: Engine, crumb: str) -> None:
    text = f"{ARTICLE}\n{crumb}\n\n{ARTICLE.replace('Monday', 'Tuesday')}"
    (finding,) = engine.find(_document(text))
    assert finding.text == crumb
    assert finding.confidence < 0.95


def test_a_placeholder_in_prose_is_flagged_where_nobody_talks_of_templates(engine: Engine) -> None:
    assert [f.text for f in engine.find(_document("Each %PRODUCT_LABEL% comes with a spare part."))] == [
        "%PRODUCT_LABEL%"
    ]
    assert engine.find(_document("Leave the placeholder %PRODUCT_LABEL% as it is when you translate.")) == ()
    assert engine.find(_document("Dear %FIRST_NAME%, your order %ORDER_ID% is on its way to you.")) == ()
