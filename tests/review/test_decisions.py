"""Decisions as data: kept, found again after the text has changed, put into other copies, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ungarble import formats
from ungarble.decisions import (
    ACCEPT,
    JOURNAL,
    REJECT,
    Application,
    Decision,
    DecisionsError,
    anchor,
    as_line,
    live,
    portable,
    read,
    wanted,
)
from ungarble.engine import Engine
from ungarble.matching import keys, matched, plan, without_rejected
from ungarble.model import Document, Edit, Span
from ungarble.review.applying import applications, apply, locate, undo
from ungarble.review.desk import Desk
from ungarble.review.journal import Journal
from ungarble.review.pressing import press
from ungarble.review.report import counted, table

MakeDesk = Callable[..., Desk]


def play(desk: Desk, text: str) -> Desk:
    for key in text.split():
        press(desk, {"<": "<", "CR": "enter"}.get(key, key))
    return desk


def document(text: str, path: str = "a.txt") -> Document:
    return formats.read(path, text.encode(), encoding="utf-8")


def decided(engine: Engine, text: str, answer: str = REJECT, words: str = "big boat") -> list[Decision]:
    """One decision for each finding of `words` in `text`."""
    from ungarble.matching import decision

    doc = document(text)
    findings = engine.find(doc)
    return [
        decision(doc, "a.txt", f, key, answer, f.fixes[0] if answer == ACCEPT else None, n + 1)
        for n, (f, key) in enumerate(zip(findings, keys("a.txt", findings), strict=True))
        if f.text == words
    ]


def test_a_line_is_read_as_it_was_written(tmp_path: Path) -> None:
    one = Decision(
        "ab", 1, "caf\udce9/“x”.md", "own/r", ACCEPT, anchor("one two three", Span(4, 7)), (Edit(Span(0, 3), "2"),)
    )
    done = Application(one.path, "1", "2", (one.key,), ((one.at, one.edits),), "now")
    (tmp_path / "j").write_text(as_line(one) + as_line(done), encoding="utf-8")
    assert read(tmp_path / "j") == [one, done]
    assert one.replacement == "2"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{}", "schema"),
        ('{"schema": 2}', "schema 2"),
        ("[1]", "not an object"),
        ('{"schema": 1, "fingerprint": "a", "path": "a", "rule": "r", "answer": "maybe", "at": {}}', "maybe"),
        ("nonsense", "not a decision"),
    ],
)
def test_a_line_that_is_none_is_told_with_its_number(tmp_path: Path, line: str, why: str) -> None:
    (tmp_path / "j").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(DecisionsError, match=f"j:1: .*{why}"):
        read(tmp_path / "j")


def test_edits_beyond_the_words_are_refused(tmp_path: Path, engine: Engine) -> None:
    line = as_line(decided(engine, "A big boat.\n", ACCEPT)[0]).replace('"edits": [[0, 8', '"edits": [[0, 99')
    (tmp_path / "j").write_text(line, encoding="utf-8")
    with pytest.raises(DecisionsError, match="beyond"):
        read(tmp_path / "j")


def test_a_line_torn_by_a_crash_is_left_out_and_written_over(tmp_path: Path, engine: Engine) -> None:
    one = decided(engine, "A big boat.\n")[0]
    file = tmp_path / "j"
    file.write_text(as_line(one) + as_line(one)[:50], encoding="utf-8")
    assert read(file) == [one]
    journal = Journal(file)
    journal.append([one])
    journal.close()
    assert read(file) == [one, one]


def test_the_last_line_about_a_place_holds(engine: Engine) -> None:
    no, yes = decided(engine, "A big boat.\n")[0], decided(engine, "A big boat.\n", ACCEPT)[0]
    assert live([no, yes]) == {yes.key: yes}
    assert live([no, yes, Decision(no.fingerprint, 0, "a.txt", no.rule, "open", no.at)]) == {}


def test_equal_sentences_are_told_apart(engine: Engine) -> None:
    text = "A big boat came.\n\nA ship left.\n\nA big boat came.\n"
    doc = document(text)
    findings = engine.find(doc)
    assert [n for _, n in keys("a.txt", findings)] == [0, 1]
    second = decided(engine, text)[1]
    found, gone = matched(doc, "a.txt", findings, [second])
    assert list(found) == [1]
    assert not gone


@pytest.mark.parametrize(
    "now",
    [
        "New first line.\n\nA big boat came in the night.\n",  # moved
        "A big boat came in the morning, they say.\n",  # the rest of its sentence was changed
        "Yesterday a fine big boat came in the night.\n",
    ],
)
def test_a_rejected_finding_is_found_again(engine: Engine, now: str) -> None:
    old = decided(engine, "A big boat came in the night.\n")
    doc = document(now)
    findings = engine.find(doc)
    assert len(findings) == 1
    assert not without_rejected(doc, "a.txt", findings, old)


def test_a_paragraph_wrapped_anew_is_the_same(engine: Engine) -> None:
    old = decided(engine, "They say that a big boat came in the night.\n")
    doc = formats.read("a.txt", b"They say that a\nbig boat came in\nthe night.\n", "markdown", "utf-8")
    findings = engine.find(doc)
    assert len(findings) == 1
    assert not without_rejected(doc, "a.txt", findings, old)


def test_what_is_gone_is_told(engine: Engine) -> None:
    old = decided(engine, "A big boat came in the night.\n")
    doc = document("A small boat came in the night. Another big boat did not.\n")
    found, gone = matched(doc, "a.txt", engine.find(doc), old)
    assert gone == old
    assert not found


def test_a_new_place_with_the_same_words_is_asked(engine: Engine) -> None:
    old = decided(engine, "A big boat came in the night.\n")
    doc = document("A big boat came in the night. We saw the other big boat in Busan.\n")
    kept = without_rejected(doc, "a.txt", engine.find(doc), old)
    assert [f.span.start for f in kept] == [47]


def test_resuming_asks_what_is_left(make_desk: MakeDesk) -> None:
    play(make_desk(), "CR y n")
    desk = make_desk()
    assert desk.preaccepted == 0
    n = desk.session.tally()
    assert (n.accepted, n.rejected, n.open) == (4, 1, 5)
    assert desk.now is not None
    assert desk.now.term == "it makes cold"


def test_what_was_skipped_is_asked_the_next_time(make_desk: MakeDesk) -> None:
    play(make_desk(), "CR s")
    desk = make_desk()
    assert desk.now is not None
    assert desk.now.term == "big boat"


def test_an_earlier_bulk_answer_can_be_undone_whole(make_desk: MakeDesk) -> None:
    play(make_desk(), "CR A y")
    desk = play(make_desk(), "CR z")
    assert desk.session.tally().open == 7


def test_a_file_edited_elsewhere_is_found_again_or_told_as_gone(make_desk: MakeDesk) -> None:
    play(make_desk(), "CR y n")
    file = Path("a.txt")
    file.write_text("First.\n\n" + file.read_text().replace("fifth floor", "last floor"), encoding="utf-8")
    desk = make_desk()
    accepted = next(i for i in desk.session.items if i.term == "big boat")
    assert accepted.decision is not None
    assert accepted.decision.at.start == file.read_text().index("big boat")
    assert [d.at.text for f in desk.session.files for d in f.gone] == ["fifth"]
    play(desk, "CR q y")
    assert "A ship came in the night" in file.read_text()


def test_a_file_changed_during_the_review_is_not_overwritten(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "CR y")
    Path("a.txt").write_text("Somebody else's big boat.\n", encoding="utf-8")
    play(desk, "q y")
    assert Path("a.txt").read_text() == "Somebody else's big boat.\n"
    assert "changed elsewhere" in desk.failures[0]
    assert not applications(read(JOURNAL))


def test_applied_elsewhere_and_taken_back_byte_for_byte(make_desk: MakeDesk) -> None:
    desk = play(make_desk(), "CR a n y q n")
    before = Path("a.txt").read_bytes()
    lines = read(JOURNAL)
    outcomes = {o.path: o for o in apply(lines, lambda p: formats.read(p, Path(p).read_bytes()))}
    done = outcomes["a.txt"]
    assert done.raw is not None
    assert done.record is not None
    assert done.made == 5
    assert b"A ship came in the night" in done.raw
    again = next(iter(apply([*lines, done.record], lambda p: formats.read(p, done.raw or b""))))
    assert (again.raw, again.already, again.stale) == (None, 5, ())
    back = undo(formats.read("a.txt", done.raw), "a.txt", done.record)
    assert back.raw == before
    assert desk.done


def test_taking_back_after_the_file_was_edited_leaves_the_edit(engine: Engine) -> None:
    text = "A big boat came. It was late.\n\nThe second big boat came too.\n"
    lines = decided(engine, text, ACCEPT)
    done = next(iter(apply(lines, lambda p: document(text))))
    assert done.raw is not None
    assert done.record is not None
    edited = done.raw.decode().replace("The second ship came too", "Nothing else came") + "A new end.\n"
    back = undo(document(edited), "a.txt", done.record)
    assert back.raw == b"A big boat came. It was late.\n\nNothing else came.\nA new end.\n"
    assert [s.words for s in back.stale] == ["ship"]


def test_stale_decisions_are_refused_and_the_rest_is_done(engine: Engine) -> None:
    text = "A big boat came. It was late.\n\nThe second big boat came too.\n"
    lines = decided(engine, text, ACCEPT)
    other = "New.\n\nA big boat came. It was late.\n\nThe second raft came too.\n"
    done = next(iter(apply(lines, lambda p: document(other))))
    assert done.raw == b"New.\n\nA ship came. It was late.\n\nThe second raft came too.\n"
    assert [(s.words, s.reason) for s in done.stale] == [("big boat", "is not there any more")]


def test_words_that_could_be_several_are_not_guessed() -> None:
    at = anchor("one x two", Span(4, 5))
    assert locate("one x two", at, set()) == 4
    assert locate("and one x two", at, set()) == 8
    assert locate("one x three", at, set()) is None
    long = "a" * 50 + "one x two" + "b" * 50
    at = anchor(long, Span(54, 55))
    twice = "QQ" + long[38:68] + " ... " + long[38:68]
    assert locate(twice, at, set()) is None  # only a little of what stood beside them is there, and twice


def test_a_plan_is_decisions(engine: Engine) -> None:
    doc = document("A big boat , it makes cold.\n")
    findings = engine.find(doc)
    made = plan(doc, "a.txt", findings, findings)
    assert [(d.rule, d.answer) for d in made] == [("own/garbles/big-boat", ACCEPT), ("own/garbles/comma", ACCEPT)]
    assert wanted(made) == made


def test_paths_are_relative_to_where_we_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert portable("./docs/../docs/a.md") == "docs/a.md"
    assert portable(str(tmp_path / "a.md")) == "a.md"
    assert portable("../a.md") == (tmp_path.parent / "a.md").as_posix()


def test_the_report_counts_what_people_answered(make_desk: MakeDesk) -> None:
    play(make_desk(), "CR D y n n")
    rules = counted(read(JOURNAL))
    assert next((r.rule, r.accepted, r.rejected) for r in rules) == ("own/garbles/big-boat", 0, 4)
    assert all(not r.rule.endswith(("tenant", "comma")) for r in rules)  # accepted unasked: says nothing
    told = table(counted([*read(JOURNAL), *(_rejected(n) for n in range(8))]))
    assert '[tool.ungarble.confidence]\n"own/garbles/other" = 0.10' in told


def _rejected(n: int) -> Decision:
    return Decision(str(n), 0, "c.txt", "own/garbles/other", REJECT, anchor("x", Span(0, 1)), (), 0.8, n + 1)
