"""What holds for any text: nothing but the fixes changes, twice fixed is once fixed, diffs and JSON say the same."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ungarble import formats
from ungarble.engine import Engine
from ungarble.model import Document
from ungarble.outcome import Repair
from ungarble.reports import diff as diff_report
from ungarble.reports import json as json_report

GARBLED = [
    "It was a message soothing for all.",
    "It was a message *soothing* for all.",
    "The tenant of the castle slept , as ever.",
    "They came to the end of of the road, to to stay.",
    "Near the reactor nuclear stood a big boat.",
    "On the fifth floor it makes cold.",
    "Share this page",
    "The **boats , all** of them old, were sold.",
    "Nothing at all is wrong with this one.",
]
PROTECTED = ["`a , b`", "http://a.b/of/of", "{{ a , b }}", "<br>", "%s", "ann@example.org", "c/of/of.txt", "{0}"]
BREAKS = ["\n\n", "\n", " ", "\n> ", "\n- ", "\n# ", "\n    "]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"]

sentence = st.one_of(
    st.sampled_from(GARBLED),
    st.builds(lambda s, p: s.replace(" ", f" {p} ", 1), st.sampled_from(GARBLED), st.sampled_from(PROTECTED)),
    st.text("ab ,.*_`>#é“”-\t", min_size=1, max_size=20),
)
texts = st.lists(st.tuples(sentence, st.sampled_from(BREAKS)), min_size=1, max_size=8).map(
    lambda parts: "".join(s + b for s, b in parts)
)
ends = st.sampled_from(["\n", "\r\n", "\r", "mixed"])
names = st.sampled_from(["text", "markdown"])
few = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def document(text: str, name: str, encoding: str = "utf-8", end: str = "\n", last: bool = True) -> Document:
    text = text.replace("\n", "\r\n", 2) if end == "mixed" else text.replace("\n", end)
    text = text if last else text.rstrip("\r\n")
    if encoding in ("latin-1", "cp1252"):
        text = text.replace("“", '"').replace("”", '"')
    bom = {"utf-8-sig": None, "utf-16": None}.get(encoding, encoding)
    return formats.read("x", text.encode(encoding), name, bom)


def spliced(repair: Repair) -> str:
    """The text before with the fixes put in by hand; only for repairs of one pass."""
    text = repair.before.text
    for one in sorted(repair.applied, key=lambda a: a.at, reverse=True):
        assert text[one.at.start : one.at.end] == one.old
        text = text[: one.at.start] + one.new + text[one.at.end :]
    return text


@few
@given(texts, names, st.sampled_from(ENCODINGS), ends, st.booleans())
def test_only_the_fixes_change_bytes(engine: Engine, text: str, name: str, encoding: str, end: str, last: bool) -> None:
    before = document(text, name, encoding, end, last)
    assert before.bom + before.text.encode(before.encoding) == before.raw
    repair = engine.fix(before)
    assert repair.after.raw == before.bom + repair.after.text.encode(before.encoding)
    accepted = engine.check(before).accepted
    if len(accepted) == len(repair.applied):
        assert spliced(repair) == repair.after.text
    if not accepted:
        assert repair.after.raw == before.raw


@few
@given(texts, names, ends)
def test_fixing_twice_is_fixing_once(engine: Engine, text: str, name: str, end: str) -> None:
    once = engine.fix(document(text, name, end=end)).after
    assert engine.fix(once).after.raw == once.raw


@few
@given(st.lists(st.tuples(st.sampled_from(GARBLED), st.sampled_from(PROTECTED), st.integers(0, 9)), min_size=1), names)
def test_protected_text_stays(engine: Engine, parts: list[tuple[str, str, int]], name: str) -> None:
    lines = []
    for garbled, kept, at in parts:
        words = garbled.split(" ")
        lines.append(" ".join([*words[:at], kept, *words[at:]]))
    after = engine.fix(document("\n\n".join(lines), name)).after.text
    for kept in PROTECTED:
        assert after.count(kept) == sum(line.count(kept) for line in lines)


@few
@given(texts, names, ends)
def test_origin_maps_exactly(text: str, name: str, end: str) -> None:
    read = document(text, name, end=end)
    for segment in read.segments:
        pieces = [read.text[p.at : p.at + p.end - p.start] for p in segment.origin]
        assert "".join(pieces) == segment.text
        assert all(a.at + a.end - a.start <= b.at for a, b in zip(segment.origin, segment.origin[1:], strict=False))
        assert all(0 <= p.start < p.end <= len(segment.text) for p in segment.protected)


@few
@given(texts, names, ends)
def test_json_replays(engine: Engine, text: str, name: str, end: str) -> None:
    """The safe fixes of the report, put in by their offsets, give what one pass of `fix` gives."""
    before = document(text, name, end=end)
    report = engine.check(before)
    found = json.loads(json_report.render([report], []))["findings"]
    new = before.text
    for one in sorted(found, key=lambda f: (f["start"], f["end"]), reverse=True):
        assert before.text[one["start"] : one["end"]] == one["text"]
        if one["fixes"] and one["fixes"][0]["safe"]:
            new = new[: one["start"]] + one["fixes"][0]["text"] + new[one["end"] :]
    edits = tuple(e for a in report.accepted for e in a.edits)
    assert new == formats.rewrite(before, edits).text


@pytest.mark.parametrize("command", [["git", "apply", "-"], ["patch", "-p1", "--binary", "-s"]], ids=["git", "patch"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=texts,
    end=st.sampled_from(["\n", "\r\n"]),
    last=st.booleans(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]),
    name=st.sampled_from(["a.md", "a b.md", "é ü.md", "sub/it's.md", 'q"uote.md']),
)
def test_diffs_apply(
    engine: Engine, command: list[str], text: str, end: str, last: bool, encoding: str, name: str
) -> None:
    read = document(text, "markdown", encoding, end, last)
    before = Document(name, read.raw, read.encoding, read.bom, read.text, read.format, read.segments)
    repair = engine.fix(before)
    pieces = list(diff_report.render(repair))
    printed = b"".join(p.encode(diff_report.encoding_of(before, p), "surrogateescape") for p in pieces)
    if not printed:
        assert repair.after.raw == before.raw
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(before.raw)
        done = subprocess.run(command, input=printed, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, (done.stdout + done.stderr, printed)
        assert path.read_bytes() == repair.after.raw
