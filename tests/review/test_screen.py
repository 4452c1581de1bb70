"""The whole screen, driven by Textual's pilot: every key, every mode, sizes, colours, wide characters."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.events import Paste
from textual.pilot import Pilot

from ungarble.decisions import JOURNAL, live, read
from ungarble.review.desk import Desk
from ungarble.review.keys import BINDINGS
from ungarble.review.line import Typing
from ungarble.review.modes import Ask, End, Menu, Page, Question, Start, Table
from ungarble.review.screen import ReviewApp

MakeDesk = Callable[..., Desk]
Then = Callable[[Pilot[bool]], Awaitable[None]]
SMALL, LARGE = (80, 24), (200, 60)


def shown(app: App[bool]) -> list[str]:
    """What stands on the screen, line by line."""
    height = app.size.height
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips[:height]]


def play(
    desk: Desk,
    *keys: str,
    size: tuple[int, int] = SMALL,
    colour: bool = True,
    then: Callable[[Pilot[bool]], Awaitable[None]] | None = None,
) -> list[str]:
    """The screen after `keys`, and what `then` does."""

    async def run() -> list[str]:
        app = ReviewApp(desk, colour)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
            await pilot.pause()
            if then is not None:
                await then(pilot)
            return shown(app) if app.is_running else []

    return asyncio.run(run())


def typed(text: str) -> list[str]:
    names = {" ": "space"}
    return [names.get(c, c) for c in text]


def test_the_start_screen(make_desk: MakeDesk) -> None:
    lines = "\n".join(play(make_desk()))
    assert "10 findings in 2 files" in lines
    assert "own/garbles/big-boat" in lines
    assert "3 safe ones are accepted already" in lines
    assert "7 to review, about 1 minute" in lines
    assert "Enter begin" in lines


@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 12)])
def test_a_question_fits_every_size(make_desk: MakeDesk, size: tuple[int, int]) -> None:
    lines = play(make_desk(), "enter", size=size)
    assert len(lines) == size[1]
    assert all(len(line) == size[0] for line in lines)
    whole = "\n".join(lines)
    assert "a.txt:1:35" in whole
    assert "big boat→ship" in whole
    assert lines[-1].rstrip().endswith("? help")
    if size != (40, 12):
        assert "confidence 0.70 ▇▇▇▇▇▇▇▁▁▁" in whole
        assert "Not sure about “big boat”." in whole
        assert "3 more places in 2 files, 3 undecided" in whole
        assert "1 ship 0.70     2 large boat" in whole
        assert "[2/10]" in whole


def test_a_wide_screen_lists_the_findings_beside_the_text(make_desk: MakeDesk) -> None:
    lines = play(make_desk(), "enter", "n", size=LARGE)
    left = [line[:45].rstrip() for line in lines]
    assert " a.txt" in left
    assert " ✘     1 big boat" in left
    assert " ·     3 fifth" in left
    assert " b.md" in left
    assert " b.md" not in [line[:45].rstrip() for line in play(make_desk(), "enter", size=SMALL)]


def test_without_colour_the_marks_tell_old_from_new(make_desk: MakeDesk) -> None:
    lines = "\n".join(play(make_desk(), "enter", colour=False))
    assert "A [-big boat-]{+ship+} came" in lines


def test_a_finding_without_a_fix_is_marked(make_desk: MakeDesk) -> None:
    lines = "\n".join(play(make_desk(), "enter", "n", "n", colour=False))
    assert "[?it makes cold?]" in lines
    assert "no wording to propose" in lines


def test_editing_starts_from_the_proposal_and_can_be_left(make_desk: MakeDesk) -> None:
    desk = make_desk()

    async def look(pilot: Pilot[bool]) -> None:
        assert "replace by: ship" in "\n".join(shown(pilot.app))
        await pilot.press("escape")
        assert isinstance(desk.mode, Question)
        assert "replace by" not in "\n".join(shown(pilot.app))
        await pilot.press("e", "end", *["backspace"] * 4, *typed("a fine barque"), "enter")

    play(desk, "enter", "e", then=look)
    assert [d.replacement for d in live(read(JOURNAL)).values() if d.answer == "edit"] == ["a fine barque"]


def test_a_paste_goes_into_the_line(make_desk: MakeDesk) -> None:
    async def paste(pilot: Pilot[bool]) -> None:
        await pilot.press("ctrl+u")
        pilot.app.post_message(Paste("an ocean\nliner"))
        await pilot.press("enter")

    play(make_desk(), "enter", "e", then=paste)
    assert [d.replacement for d in live(read(JOURNAL)).values() if d.answer == "edit"] == ["an ocean liner"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("home X", "Xone two"),
        ("left left X", "one tXwo"),
        ("ctrl+left X", "one Xtwo"),
        ("home ctrl+right X", "oneX two"),
        ("home delete", "ne two"),
        ("backspace", "one tw"),
        ("ctrl+w X", "one X"),
        ("home ctrl+k X", "X"),
        ("ctrl+u X", "X"),
        ("left right X", "one twoX"),
    ],
)
def test_a_line_is_edited_as_elsewhere(keys: str, expected: str) -> None:
    line = Typing("one two", 7)
    for key in keys.split():
        if not line.key(key):
            line.insert(key)
    assert line.text == expected


def test_a_long_line_shows_where_the_cursor_is() -> None:
    line = Typing("a" * 100 + "end", 103)
    assert "".join(t for _, t in line.shown(20)).endswith("end ")
    line.key("home")
    assert cell_len("".join(t for _, t in line.shown(20))) == 20
    accent = Typing("e\u0301", 2)
    accent.key("backspace")
    assert accent.text == ""


def test_every_key_does_what_it_does_on_the_desk(make_desk: MakeDesk) -> None:
    """Each key of the table, pressed on a fresh question, leaves the desk in the mode it should."""
    modes = {
        "e": Ask, "i": Menu, "A": Menu, "D": Menu, "r": Menu, "g": Ask, "G": Table, "/": Ask, "x": Page, "v": Page,
        "q": End, "?": Page,
    }  # fmt: skip
    decided = {"y": 4, "n": 4, "s": 4, "a": 5, "d": 5, "1": 4, "2": 4}
    for binding in BINDINGS:
        for key in "129" if binding.key == "1-9" else binding.key:
            JOURNAL.unlink(missing_ok=True)
            for file in Path().glob("*.*"):
                if file.is_file():
                    file.unlink()
            desk = make_desk()
            play(desk, "enter", key)
            tally = desk.session.tally()
            assert isinstance(desk.mode, modes.get(key, Question)), key
            if key == "W":
                assert (desk.written, tally.total) == (3, 7)
            else:
                assert tally.total - tally.open == decided.get(key, 3), key
            assert desk.done == (key == "Q"), key


def test_named_keys(make_desk: MakeDesk) -> None:
    desk = make_desk()
    play(desk, "enter", "enter", "space", "down", "up", "right", "left")
    tally = desk.session.tally()
    assert (tally.accepted, tally.skipped) == (4, 1)


def test_the_table(make_desk: MakeDesk) -> None:
    lines = "\n".join(play(make_desk(), "G"))
    assert "rules and words" in lines
    assert "▶ · own/garbles/big-boat" in lines
    assert "big boat → ship" in lines
    desk = make_desk()
    lines = "\n".join(play(desk, "G", "y"))
    assert "✔ own/garbles/big-boat" in lines
    assert "4 accepted" in lines
    assert desk.session.tally().open == 3


def test_the_ignore_menu_shows_what_it_would_write(make_desk: MakeDesk) -> None:
    from ungarble.cli.ignores import ignores

    desk = make_desk()
    desk.outside.ignores = ignores()
    lines = "\n".join(play(desk, "enter", "i"))
    assert "w  “big boat” is right: accept, in ungarble.toml" in lines
    assert "b  this finding: the baseline, .ungarble-baseline.json" in lines
    play(desk, "w")
    assert "big boat" in Path("ungarble.toml").read_text(encoding="utf-8")


def test_pages_scroll_and_close(make_desk: MakeDesk) -> None:
    desk = make_desk()
    first = play(desk, "?")
    assert "Answer" in "\n".join(first)
    desk = make_desk()
    later = play(desk, "?", "space", "j")
    assert later != first
    desk = make_desk()
    play(desk, "enter", "?", "q")
    assert isinstance(desk.mode, Question)


def test_the_end_writes(make_desk: MakeDesk) -> None:
    desk = make_desk()
    lines = "\n".join(play(desk, "enter", "y", "q"))
    assert "Write 4 changes into 1 file?" in lines
    assert "y write and leave" in lines
    play(desk, "y")
    assert "A ship came in the night." in Path("a.txt").read_text(encoding="utf-8")


def test_ctrl_c_leaves_at_once_and_keeps_the_answers(make_desk: MakeDesk) -> None:
    desk = make_desk()
    play(desk, "enter", "n", "ctrl+c")
    assert [d.answer for d in live(read(JOURNAL)).values()].count("reject") == 1
    again = make_desk()
    assert isinstance(again.mode, Start)
    assert again.now is not None
    assert again.now.term == "fifth"


def test_wide_and_combining_characters_stay_in_line(make_desk: MakeDesk) -> None:
    text = "東京の人々は言った: a big boat came to Vệ̂t Nam 🚢 with naïve cafe\u0301 owners. " * 3 + "\n"
    lines = play(make_desk(a_txt=text), "enter", colour=False)
    assert all(cell_len(line) == 80 for line in lines)
    assert "東京の人々は言った" in "\n".join(lines)


@pytest.mark.parametrize(("name", "told"), [("x\ny.txt", "x\\ny.txt:1:3"), ("zaf\udce9.txt", "zaf\\xe9.txt:1:3")])
def test_odd_file_names_are_shown_escaped(make_desk: MakeDesk, tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / name).write_text("A big boat.\n", encoding="utf-8")
    lines = "\n".join(play(make_desk(), "enter", "less_than_sign"))  # the file before the first: the last
    assert told in lines


def test_a_resize_draws_it_anew(make_desk: MakeDesk) -> None:
    async def grow(pilot: Pilot[bool]) -> None:
        await pilot.resize_terminal(*LARGE)
        await pilot.pause()
        await pilot.pause()

    lines = play(make_desk(), "enter", then=grow)
    assert len(lines[0]) == 200
    assert any(" a.txt" in line[:45] for line in lines)


def test_a_click_on_the_list_goes_there(make_desk: MakeDesk) -> None:
    desk = make_desk()

    async def click(pilot: Pilot[bool]) -> None:
        await pilot.click("#list", offset=(5, 3))

    play(desk, "enter", size=LARGE, then=click)
    assert desk.now is not None
    assert desk.place() == 2
