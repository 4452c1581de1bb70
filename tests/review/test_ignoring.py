"""The ignore menu: what it writes into settings, text and baseline, and that the rest of those stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ungarble.cli.ignores import ignores
from ungarble.decisions import REJECT
from ungarble.review.desk import Desk
from ungarble.review.ignoring import add, file_of, silence
from ungarble.review.pressing import press
from ungarble.settings_file import load

MakeDesk = Callable[..., Desk]


def ignored(desk: Desk, key: str) -> Desk:
    desk.outside.ignores = ignores()
    for one in ("enter", "i", key):
        press(desk, one)
    return desk


def test_a_word_goes_into_accept_and_all_its_places_are_settled(make_desk: MakeDesk) -> None:
    desk = ignored(make_desk(), "w")
    assert load(file=Path("ungarble.toml")).accept == ("big boat",)
    settled = [i for i in desk.session.items if i.decision and i.decision.answer == REJECT]
    assert len(settled) == 4
    assert "4 rejected" in desk.message


def test_a_name_goes_into_names(make_desk: MakeDesk) -> None:
    ignored(make_desk(), "n")
    assert load(file=Path("ungarble.toml")).names == ("big boat",)


def test_a_rule_is_silent_in_this_file_only(make_desk: MakeDesk) -> None:
    desk = ignored(make_desk(), "r")
    assert load(file=Path("ungarble.toml")).per_file_ignores == (("a.txt", ("own/garbles/big-boat",)),)
    settled = [i for i in desk.session.items if i.decision and i.decision.answer == REJECT]
    assert {i.file.name for i in settled} == {"a.txt"}
    assert len(settled) == 2


def test_a_comment_silences_this_place(make_desk: MakeDesk) -> None:
    desk = make_desk(b_md="A big boat came.\n\nA second big boat came.\n")
    ignored(desk, "l")
    text = Path("b.md").read_text(encoding="utf-8")
    assert "ungarble: ignore[own/garbles/big-boat]" in text.splitlines()[0]
    assert [i.term for i in desk.session.items] == ["big boat"]


def test_the_baseline_knows_it(make_desk: MakeDesk) -> None:
    desk = ignored(make_desk(), "b")
    assert '"text": "big boat"' in Path(".ungarble-baseline.json").read_text(encoding="utf-8")
    assert sum(1 for i in desk.session.items if i.decision and i.decision.answer == REJECT) == 1


def test_another_key_does_nothing(make_desk: MakeDesk) -> None:
    desk = ignored(make_desk(), "escape")
    assert desk.message == "nothing done"
    assert not Path("ungarble.toml").exists()


def test_the_rest_of_the_settings_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text(
        '[project]\nname = "x"  # a comment\n\n[tool.ungarble]\n# ours\naccept = ["one"]  # first\nselect = "any"\n\n'
        "[tool.other]\na = 1\n",
        encoding="utf-8",
    )
    assert add(file, "accept", "two")
    assert not add(file, "accept", "two")
    assert add(file, "select", "from-fr")
    assert silence(file, tmp_path / "docs" / "a.md", "any/quotes")
    text = file.read_text(encoding="utf-8")
    for line in ('name = "x"  # a comment', "# ours", 'accept = ["one", "two"]  # first', "[tool.other]"):
        assert line in text
    config = load(file=file)
    assert config.select == ("any", "from-fr")
    assert config.per_file_ignores == (("docs/a.md", ("any/quotes",)),)


def test_settings_that_cannot_be_read_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "ungarble.toml"
    file.write_text("accept = [", encoding="utf-8")
    with pytest.raises(ValueError, match=r"ungarble\.toml"):
        add(file, "accept", "x")
    assert file.read_text(encoding="utf-8") == "accept = ["
    file.write_text("accept = 3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no list"):
        add(file, "accept", "x")


def test_without_settings_a_file_is_made_where_we_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert file_of(Path("docs/a.md")) == Path("ungarble.toml")
    assert add(file_of(Path("docs/a.md")), "names", "Kim")
    assert file_of(Path("docs/a.md")) == tmp_path / "ungarble.toml"
