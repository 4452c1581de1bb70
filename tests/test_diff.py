"""Diffs as the command prints them, taken by the real `git apply` and `patch`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from command import Command

CONTENT = {
    "plain": b"A.\n\nThe end of of it.\n\nB.\n",
    "no last line end": b"A.\n\nThe end of of it.",
    "CR LF": b"A.\r\n\r\nThe end of of it.\r\n\r\nB.\r\n",
    "mixed": b"A.\n\r\nThe end of of it.\r\nB , c.\n",
    "byte order mark": b"\xef\xbb\xbfThe end of of it.\n",
    "Latin-1": "The end of of it , déjà.\n".encode("latin-1"),
    "form feed": b"A.\x0cThe end of of it.\n\nB , c.\n",
    "a line like a header": b"--- a , b\n\n+++ b , c\n\n-- of of it\n",
}
NAMES = ["a.md", "a b.txt", "é ü.md", 'q"uote.txt', "sub dir/x.md", "tab\tname.txt", "back\\slash.md", "it's.md"]


@pytest.mark.parametrize("apply", [["git", "apply"], ["patch", "-p1", "--binary"]], ids=["git", "patch"])
@pytest.mark.parametrize("content", CONTENT.values(), ids=CONTENT.keys())
def test_content(ungarble: Command, tmp_path: Path, content: bytes, apply: list[str]) -> None:
    check(ungarble, tmp_path, {"a.txt": content}, apply)


@pytest.mark.parametrize("apply", [["git", "apply"], ["patch", "-p1", "--binary"]], ids=["git", "patch"])
def test_names(ungarble: Command, tmp_path: Path, apply: list[str]) -> None:
    check(ungarble, tmp_path, dict.fromkeys(NAMES, b"The end of of it.\n"), apply)


def check(ungarble: Command, folder: Path, files: dict[str, bytes], apply: list[str]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    printed = (
        ungarble("diff", ".", "--encoding", "latin-1")
        if "déjà".encode("latin-1") in b"".join(files.values())
        else ungarble("diff", ".")
    )
    assert (printed.returncode, b"Traceback" in printed.stderr) == (1, False), printed.stderr
    applied = subprocess.run(apply, input=printed.stdout, cwd=folder, capture_output=True, check=False)
    assert applied.returncode == 0, (applied.stdout + applied.stderr, printed.stdout)
    by_diff = {name: (folder / name).read_bytes() for name in files}
    assert by_diff != files
    for name, content in files.items():
        (folder / name).write_bytes(content)
    ungarble("fix", ".", *(("--encoding", "latin-1") if b"\xe9" in b"".join(files.values()) else ()))
    assert {name: (folder / name).read_bytes() for name in files} == by_diff
