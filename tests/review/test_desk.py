"""What each key decides, where it goes, what is said: on the desk itself, without a screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ungarble.decisions import ACCEPT, EDIT, JOURNAL, REJECT, SKIP, live, read
from ungarble.review.desk import Desk
from ungarble.review.items import Item
from ungarble.review.keys import BINDINGS, SAME
from ungarble.review.modes import Ask, End, Menu, Page, Question, Table
from ungarble.review.pressing import ACTIONS, answer, press
from ungarble.review.script import ScriptError, Typed, keys
from ungarble.review.writing import draft

MakeDesk = Callable[..., Desk]


def play(desk: Desk, script: str) -> Desk:
    for token in keys(script):
        answer(desk, token.text) if isinstance(token, Typed) else press(desk, token)
    return desk


def answers(desk: Desk) -> list[str]:
    return [i.decision.answer if i.decision else "" for i in desk.session.items]


def now(desk: Desk) -> Item:
    assert desk.now is not None
    return desk.now


def test_the_start_counts_what_is_to_be_done(make_desk: MakeDesk) -> None:
    desk = make_desk()
    n = desk.session.tally()
    assert (n.total, n.accepted, desk.preaccepted, n.open) == (10, 3, 3, 7)
    assert now(desk).term == "big boat"  # the first that is not accepted already


def test_every_key_of_the_table_has_a_function() -> None:
    assert {b.does for b in BINDINGS} == {*ACTIONS, "pick"}
    assert set(SAME.values()) <= {b.key for b in BINDINGS}
    wanted = list("yneEsaAdDrizZjkJK><gG/{}wxvWqQ?")
    assert {b.key for b in BINDINGS} == {*wanted, "1-9"}


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("y", ACCEPT),
        ("<enter>", ACCEPT),
        ("1", ACCEPT),
        ("2", ACCEPT),
        ("n", REJECT),
        ("s", SKIP),
        ("<space>", SKIP),
        ('e "a barge"', EDIT),
        ('e "big boat"', REJECT),  # typed as it stands
        ('e "ship"', ACCEPT),  # typed as it is proposed
        ('e "large boat"', ACCEPT),
    ],
)
def test_an_answer_is_kept_at_once_and_the_next_one_is_asked(make_desk: MakeDesk, script: str, expected: str) -> None:
    desk = make_desk()
    item = now(desk)
    play(desk, "<enter>" + script)
    assert item.decision is not None
    assert item.decision.answer == expected
    assert now(desk).term == "fifth"
    kept = live(read(JOURNAL))
    assert kept[item.key].answer == expected


def test_the_wording_picked_is_the_one_written(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> 2")
    assert "A large boat came" in draft(desk.session.files[0], desk.session.items).after.text


def test_a_wording_that_is_not_there_is_refused(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> 3")
    assert desk.message == "not possible: there is no fix 3"
    assert now(desk).open


def test_a_finding_without_a_fix_cannot_be_accepted_but_edited(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), '<enter> / "only-seen" y')
    assert "e types one" in desk.message
    play(desk, 'e "it is cold"')
    assert "Outside it is cold." in draft(desk.session.files[0], desk.session.items).after.text


def test_an_edit_starts_from_what_was_typed_before(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), '<enter> e "a barge" K K J e')
    play(desk, "<escape>")
    desk.now = next(i for i in desk.session.items if i.decision and i.decision.answer == EDIT)
    press(desk, "e")
    assert isinstance(desk.mode, Ask)
    assert desk.mode.text == "a barge"


def test_alike_in_this_file_is_from_here_on(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> a")
    boats = [i for i in desk.session.items if i.term == "big boat"]
    assert [i.decision is not None for i in boats] == [True, True, False, False]
    assert desk.message.startswith("2 accepted")


def test_alike_everywhere_asks_first(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> A")
    assert isinstance(desk.mode, Menu)
    assert desk.mode.title == "accept 4 places in 2 files?"
    play(desk, "n")
    assert desk.session.tally().open == 7
    play(desk, "A y")
    assert desk.session.tally().open == 3


def test_rejecting_alike(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> d")
    assert answers(desk).count(REJECT) == 2
    play(desk, "z")
    assert answers(desk).count(REJECT) == 0
    play(desk, "D y")
    assert answers(desk).count(REJECT) == 4


def test_a_rule_at_this_confidence(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> r")
    assert isinstance(desk.mode, Menu)
    assert "own/garbles/big-boat" in desk.mode.title
    play(desk, "y")
    assert all(i.decision and i.decision.answer == ACCEPT for i in desk.session.items if i.rule.endswith("big-boat"))


def test_undo_takes_a_bulk_answer_back_whole_and_redo_gives_it_again(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> n A y")
    before = answers(desk)
    play(desk, "z")
    assert desk.session.tally().open == 6
    play(desk, "z")
    assert desk.session.tally().open == 7
    play(desk, "z")
    assert desk.message == "nothing to be undone"
    play(desk, "Z Z")
    assert answers(desk) == before
    play(desk, "Z")
    assert desk.message == "nothing to be redone"


def test_undo_of_a_changed_mind_brings_the_first_answer_back(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> n K y")
    item = next(i for i in desk.session.items if i.term == "big boat")
    assert item.decision is not None
    assert item.decision.answer == ACCEPT
    play(desk, "z")
    assert item.decision.answer == REJECT


def test_moving(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter>")
    first = now(desk)
    play(desk, "j")
    assert now(desk).term == "fifth"
    play(desk, "k")
    assert now(desk) is first
    play(desk, "K")
    assert now(desk).safe
    play(desk, "J")
    assert now(desk) is first
    play(desk, ">")
    assert now(desk).file.name == "b.md"
    play(desk, "<")
    assert now(desk).file.name == "a.txt"
    play(desk, 'g "10"')
    assert desk.place() == 9
    play(desk, 'g "11"')
    assert desk.message == "no number from 1 to 10: 11"
    play(desk, "j")
    assert now(desk) is first  # round the end


def test_filters(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), '<enter> / "conf<0.8"')
    assert {i.term for i in desk.shown} == {"big boat"}
    play(desk, '/ "conf>=0.99"')
    assert all(i.finding.confidence >= 0.99 for i in desk.shown)
    play(desk, '/ "b.md"')
    assert {i.file.name for i in desk.shown} == {"b.md"}
    play(desk, '/ "conf<many"')
    assert "conf<0.8" in desk.message
    play(desk, '/ "no such words"')
    assert desk.message == "nothing has no such words"
    play(desk, '/ ""')
    assert len(desk.shown) == 10


def test_looking_decides_nothing(make_desk: MakeDesk) -> None:
    desk = make_desk()
    before = answers(desk)
    play(desk, "<enter> } } } { w w w x")
    assert isinstance(desk.mode, Page)
    assert desk.mode.title == "own/garbles/big-boat"
    play(desk, "q v j j q ? <space> G g q")
    assert isinstance(desk.mode, Question)
    assert desk.context == 1
    assert answers(desk) == before


def test_the_diff_shows_what_is_accepted_so_far(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> y v")
    assert isinstance(desk.mode, Page)
    told = "\n".join("".join(t for _, t in line) for line in desk.mode.lines)
    assert "+The occupant of the castle slept. A ship came in the night." in told


def test_the_table_accepts_a_row_with_one_key(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> G")
    assert isinstance(desk.mode, Table)
    row = desk.mode.rows[desk.mode.at]
    assert (row.term, row.new, len(row.items)) == ("big boat", "ship", 4)
    play(desk, "<space>")
    assert all(i.decision for i in row.items)
    play(desk, "k <space>")
    assert not any(i.decision for i in row.items)
    play(desk, "z")
    assert all(i.decision for i in row.items)
    play(desk, "z n")
    assert all(i.decision and i.decision.answer == REJECT for i in row.items)
    play(desk, "k s o o o")
    assert all(i.decision and i.decision.answer == SKIP for i in row.items)
    play(desk, "<home> <end> <enter>")
    assert isinstance(desk.mode, Question)


def test_the_end_comes_by_itself_and_writes(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> y n n y n y y")
    assert isinstance(desk.mode, End)
    play(desk, "k")
    assert isinstance(desk.mode, Question)
    play(desk, "q y")
    assert desk.done
    assert Path("a.txt").read_text(encoding="utf-8") == (
        "The occupant of the castle slept. A ship came in the night.\n\n"
        "He lives on the fifth floor, and the occupant of the castle below.\n\n"
        "Outside it makes cold. Another ship came.\n"
    )
    assert Path("b.md").read_text(encoding="utf-8") == (
        "# The quay\n\nA *big boat* came, a ship of steel, on the fourth floor of `big boat`.\n"
    )
    assert desk.written == 7


def test_leaving_without_writing(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> y Q")
    assert desk.done
    assert "big boat" in Path("a.txt").read_text(encoding="utf-8")
    assert len(live(read(JOURNAL))) == 4
    desk = play(make_desk(), "<enter> q n")
    assert desk.done
    assert "big boat" in Path("a.txt").read_text(encoding="utf-8")


def test_writing_now_and_going_on(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> n y W")
    assert "4 written" in desk.message
    text = Path("a.txt").read_text(encoding="utf-8")
    assert text.startswith("The occupant of the castle slept. A big boat came")
    rejected = [i for i in desk.session.items if i.decision and i.decision.answer == REJECT]
    assert [i.term for i in rejected] == ["big boat"]  # its sentence and its place are others now: it is the same
    assert desk.session.tally().total == 6
    assert now(desk).term == "it makes cold"


def test_a_fix_inside_marks_leaves_the_marks(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), '<enter> / "b.md" y e "vessel" y q y')
    assert Path("b.md").read_text(encoding="utf-8") == (
        "# The quay\n\nA *ship* came, a vessel of steel, on the fourth floor of `big boat`.\n"
    )
    assert desk.done


def test_an_unknown_key_is_told(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "<enter> p")
    assert desk.message == "p does nothing here; ? tells the keys"


def test_the_editor_changes_the_file_and_it_is_checked_again(make_desk: MakeDesk) -> None:
    desk = make_desk()

    def edit(path: str, line: int) -> str:
        file = Path(path)
        text = file.read_text(encoding="utf-8").replace("A big", "A small")
        file.write_text("A new line.\n\n" + text, encoding="utf-8")
        return ""

    desk.outside.open_editor = edit
    play(desk, "<enter> j n k E")
    assert desk.message == "a.txt was checked again"
    assert [i.term for i in desk.session.items if i.file.name == "a.txt"].count("big boat") == 1
    floor = next(i for i in desk.session.items if i.term == "fifth")
    assert floor.decision is not None
    assert floor.decision.answer == REJECT
    desk.outside.open_editor = lambda path, line: "no editor"
    play(desk, "E")
    assert desk.message == "no editor"


def test_orders(make_desk: MakeDesk) -> None:
    desk = make_desk(order="confidence")
    sure = [i.finding.confidence for i in desk.session.items]
    assert sure == sorted(sure, reverse=True)
    desk = make_desk(order="rule")
    rules = [i.rule for i in desk.session.items]
    assert rules == sorted(rules)


def test_scripts_tell_what_they_cannot_read() -> None:
    assert list(keys('y <enter> "a \\"b\\"" # n\n2')) == ["y", "enter", Typed('a "b"'), "2"]
    with pytest.raises(ScriptError, match="line 2"):
        list(keys('y\ne "open'))
