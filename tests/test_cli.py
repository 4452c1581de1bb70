"""The command as its users run it: exit codes, standard input, colours, files kept as they were."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from command import OWN, Command

GARBLED = b"The end of of it.\n"
CLEAN = b"The end of it.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(GARBLED)
    return path


@pytest.mark.parametrize(
    ("command", "content", "code"),
    [
        ("check", GARBLED, 1),
        ("check", CLEAN, 0),
        ("diff", GARBLED, 1),
        ("diff", CLEAN, 0),
        ("diff", b"Outside it makes cold.\n", 1),
        ("fix", GARBLED, 0),
        ("fix", b"The end of of it, it makes cold.\n", 1),
    ],
)
def test_exit_codes(ungarble: Command, file: Path, command: str, content: bytes, code: int) -> None:
    file.write_bytes(content)
    assert ungarble(command, "a.txt").returncode == code


def test_exit_zero_and_two(ungarble: Command, file: Path) -> None:
    assert ungarble("check", "a.txt", "--exit-zero").returncode == 0
    assert ungarble("check", "none.txt").returncode == 2
    assert ungarble("check", "a.txt", "--no-such-option").returncode == 2


def test_fix_writes_check_and_diff_do_not(ungarble: Command, file: Path) -> None:
    ungarble("check", "a.txt")
    ungarble("diff", "a.txt")
    assert file.read_bytes() == GARBLED
    ungarble("fix", "a.txt")
    assert file.read_bytes() == CLEAN


def test_standard_input(ungarble: Command) -> None:
    done = ungarble("fix", "-", stdin=GARBLED)
    assert (done.stdout, done.returncode) == (CLEAN, 0)
    assert b"\n+The end of it." in ungarble("diff", "-", stdin=GARBLED).stdout


def test_the_name_of_standard_input_gives_its_format(ungarble: Command) -> None:
    text = b"It was a message *soothing*.\n\n    the end of of it\n"
    done = ungarble("fix", "-", "--stdin-filename", "x.md", stdin=text)
    assert done.stdout == b"It was a *soothing* message.\n\n    the end of of it\n"


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_standard_input_keeps_its_bytes(ungarble: Command, bom: bytes) -> None:
    done = ungarble("fix", "-", stdin=bom + b"The end of of it.\r\nA , b.")
    assert done.stdout == bom + b"The end of it.\r\nA, b."


# Places counted by hand: (line, column, start, end) of each finding.
PLACES = {
    "markdown": ("x.md", "# Éa , b\n\n> The *tenant* of the castle\n> slept.\n", [(1, 5, 4, 5), (3, 8, 17, 23)]),
    "crlf": ("x.txt", "Éa b.\r\n\r\nWe ran , then\r\nof of it\r\n", [(3, 7, 15, 16), (4, 4, 27, 30)]),
    "marks": ("x.md", "It was a message *soothing*.\n", [(1, 10, 9, 27)]),
    "cells": ("x.md", "| a , b | 🙂 |\n|---|---|\n| 🙂 we ran , then | e |\n", [(1, 4, 3, 4), (3, 11, 34, 35)]),
}


@pytest.mark.parametrize(("name", "text", "places"), PLACES.values(), ids=PLACES.keys())
def test_places_in_json(
    ungarble: Command, tmp_path: Path, name: str, text: str, places: list[tuple[int, int, int, int]]
) -> None:
    (tmp_path / name).write_bytes(text.encode())
    report = json.loads(ungarble("check", name, "--output-format", "json").stdout)
    found = [(f["line"], f["column"], f["start"], f["end"]) for f in report["findings"]]
    assert found == places
    assert all(text[f["start"] : f["end"]] == f["text"] for f in report["findings"])


def test_json_of_several_files(ungarble: Command, tmp_path: Path, file: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02")
    done = ungarble("check", "a.txt", "b.txt", "--output-format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert [f["path"] for f in report["findings"]] == ["a.txt"]
    assert [(e["path"], e["message"]) for e in report["errors"]] == [("b.txt", "binary data: a NUL byte")]


def test_colour_on_a_terminal_only(ungarble: Command, tmp_path: Path, file: Path) -> None:
    def on_terminal(**env: str) -> bytes:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "ungarble", "check", "a.txt", *OWN]
        given = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
        with subprocess.Popen(
            command, cwd=tmp_path, stdout=theirs, stderr=subprocess.DEVNULL, env={**given, "TERM": "xterm", **env}
        ) as process:
            os.close(theirs)
            seen = b""
            try:
                while part := os.read(ours, 4096):
                    seen += part
            except OSError:  # Linux tells so that the other end is closed
                pass
            process.wait(30)
        os.close(ours)
        return seen

    assert b"\x1b[" in on_terminal()
    assert b"\x1b[" not in on_terminal(NO_COLOR="1")
    assert b"\x1b[" not in on_terminal(TERM="dumb")
    assert b"\x1b[" not in ungarble("check", "a.txt").stdout
    assert b"\x1b[" in ungarble("check", "a.txt", "--color", "always").stdout


def test_folders_are_walked_gitignore_holds(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("out/\n*.skip.txt\n!keep.skip.txt\n")
    for name in ["a.txt", "out/b.txt", "c.skip.txt", "keep.skip.txt", "sub/d.md", "sub/e.py", ".git/f.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(GARBLED)
    done = ungarble("check", "--output-format", "concise")
    assert [line.split(b":")[0] for line in done.stdout.splitlines()] == [b"a.txt", b"keep.skip.txt", b"sub/d.md"]
    assert ungarble("check", "out/b.txt").returncode == 1  # named outright


def test_a_loop_of_links_ends(ungarble: Command, tmp_path: Path, file: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to("self.txt")
    done = ungarble("check", ".", "--output-format", "concise")
    assert done.stdout.count(b"a.txt") == 1


def test_explain_names_the_nearest_rule(ungarble: Command) -> None:
    done = ungarble("explain", "own/garbles/tennant", "--rules", OWN[1])
    assert done.returncode == 2
    assert b"own/garbles/tenant" in done.stderr
    assert b"The occupant of the castle slept." in ungarble("explain", "own/garbles/tenant", "--rules", OWN[1]).stdout
