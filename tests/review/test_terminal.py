"""The real command on a real terminal: both modes from start to written file, crashes, Ctrl-C, no terminal at all."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ungarble.decisions import JOURNAL, live, read

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")
Command = Callable[..., "subprocess.CompletedProcess[bytes]"]
PACKS = Path(__file__).parent.parent / "packs"
OWN = ["--rules", str(PACKS), "--select", "own", "--grammar", "none", "--no-cache"]
TEXT = (
    "The tenant of the castle slept. A big boat came in the night.\n\nOutside it makes cold. Another big boat came.\n"
)
_CODES = re.compile(r"\x1b\[[0-9;?<>=]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78]")


class Session:
    """A process on a terminal of its own: what it shows, and keys for it."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._master = master
        self._seen = ""

    def wait_for(self, text: str, seconds: float = 40) -> None:
        """Until `text` is shown, after what was waited for before."""
        end = time.monotonic() + seconds
        while text not in self._seen:
            left = end - time.monotonic()
            assert left > 0, f"no {text!r} in:\n{self._seen[-3000:]}"
            if select.select([self._master], [], [], left)[0]:
                try:
                    more = os.read(self._master, 65536)
                except OSError:  # the other end has gone
                    more = b""
                assert more, f"ended before {text!r}:\n{self._seen[-3000:]}"
                self._seen += _CODES.sub("", more.decode("utf-8", "replace"))
        self._seen = self._seen.split(text, 1)[1]

    def send(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def ended(self, seconds: float = 20) -> int:
        """The exit code; what is still printed is read meanwhile."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            if select.select([self._master], [], [], 0.1)[0]:
                try:
                    self._seen += _CODES.sub("", os.read(self._master, 65536).decode("utf-8", "replace"))
                except OSError:
                    break
        return self.process.wait(5)


@contextmanager
def terminal(
    folder: Path, *options: str, term: str = "xterm-256color", env: dict[str, str] | None = None
) -> Iterator[Session]:
    import fcntl
    import struct
    import termios

    (folder / "a.txt").exists() or (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "ungarble", "review", "a.txt", *OWN, *options],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=folder,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # Ctrl-C is for the terminal's own process
        env={**os.environ, "TERM": term, "LANG": "C.UTF-8", "NO_COLOR": "", "TEXTUAL": "", **(env or {})},
    )
    os.close(slave)
    try:
        yield Session(master, process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(master)


@pytest.mark.parametrize(("options", "term"), [((), "xterm-256color"), (("--plain",), "xterm-256color"), ((), "dumb")])
def test_from_start_to_written_file(tmp_path: Path, options: tuple[str, ...], term: str) -> None:
    with terminal(tmp_path, *options, term=term) as there:
        there.wait_for("3 to review")
        there.send("\r")
        there.wait_for("big boat")
        there.send("2")
        there.wait_for("it makes cold")
        there.send("e")
        there.wait_for("replace by:")
        there.send("\x15it is cold\r")  # Ctrl-U empties the line
        there.wait_for("[4/4]")
        there.send("n")
        there.wait_for("Write 3 changes into 1 file?")
        there.send("y")
        assert there.ended() == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == (
        "The occupant of the castle slept. A large boat came in the night.\n\n"
        "Outside it is cold. Another big boat came.\n"
    )


@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_killed_in_the_middle_it_goes_on_where_it_was(tmp_path: Path, options: tuple[str, ...]) -> None:
    with terminal(tmp_path, *options) as there:
        there.wait_for("3 to review")
        there.send("\r")
        there.wait_for("big boat")
        there.send("n")
        there.wait_for("it makes cold")
        os.kill(there.process.pid, signal.SIGKILL)
        there.process.wait()
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT
    with terminal(tmp_path, *options) as there:
        there.wait_for("2 to review")
        there.send("\r")
        there.wait_for("it makes cold")
        there.send("q")
        there.wait_for("Write 1 change into 1 file?")
        there.send("y")
        assert there.ended() == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT.replace("tenant", "occupant")


@pytest.mark.parametrize("options", [(), ("--plain",)])
def test_ctrl_c_loses_nothing(tmp_path: Path, options: tuple[str, ...]) -> None:
    with terminal(tmp_path, *options) as there:
        there.wait_for("3 to review")
        there.send("\r")
        there.wait_for("big boat")
        there.send("n")
        there.wait_for("it makes cold")
        there.send("\x03")
        assert there.ended() == 130
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT
    assert sorted(d.answer for d in live(read(tmp_path / JOURNAL)).values()) == ["accept", "reject"]


def test_the_editor_gets_the_line_and_the_file_is_checked_again(tmp_path: Path) -> None:
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\necho "$@" > asked\nsed -i s/big.boat.came.in/raft.came.in/ "$2"\n', encoding="utf-8")
    script.chmod(0o755)
    with terminal(tmp_path, env={"EDITOR": str(script), "VISUAL": ""}) as there:
        there.wait_for("3 to review")
        there.send("\r")
        there.wait_for("big boat")
        there.send("E")
        there.wait_for("a.txt was checked again")
        there.send("Q")
        assert there.ended() == 0
    assert (tmp_path / "asked").read_text() == "+1 a.txt\n"


def test_without_a_terminal_it_says_what_to_use(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = ungarble("review", "a.txt")
    assert done.returncode == 2
    for command in ("ungarble diff", "ungarble plan", "ungarble apply", "--script"):
        assert command in done.stderr.decode()


def test_a_script_plays_keys(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "keys.txt").write_text('<enter> A y  # both boats\ne "it is cold" y\n', encoding="utf-8")
    done = ungarble("review", "a.txt", "--script", "keys.txt", *OWN)
    assert done.returncode == 0, done.stderr.decode()
    after = (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert after == (
        "The occupant of the castle slept. A ship came in the night.\n\nOutside it is cold. Another ship came.\n"
    )
    back = ungarble("undo", str(JOURNAL))
    assert back.returncode == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT
    again = ungarble("apply", str(JOURNAL))
    assert again.returncode == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == after


def test_a_script_that_ends_early_writes_nothing(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "keys.txt").write_text("<enter> n", encoding="utf-8")
    done = ungarble("review", "a.txt", "--script", "keys.txt", *OWN)
    assert done.returncode == 0
    assert b"the script ends here" in done.stderr
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == TEXT
    checked = ungarble("check", "a.txt", "--output-format", "concise", "--decisions", str(JOURNAL), "--no-cache")
    assert checked.stdout.decode().count("big-boat") == 1  # the other was rejected


@pytest.mark.parametrize(
    ("keys", "told"), [("y", "a key is wanted here, not the text"), ("e", "a text in quotes is wanted")]
)
def test_a_script_that_does_not_fit_is_an_error(ungarble: Command, tmp_path: Path, keys: str, told: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "keys.txt").write_text(f"<enter> {keys} " + ('"x"' if keys == "y" else "y"), encoding="utf-8")
    done = ungarble("review", "a.txt", "--script", "keys.txt", *OWN)
    assert done.returncode == 2
    assert told in done.stderr.decode()


def test_stale_decisions_are_told_and_the_exit_code_is_2(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "keys.txt").write_text("<enter> A y q n", encoding="utf-8")
    ungarble("review", "a.txt", "--script", "keys.txt", *OWN)
    (tmp_path / "a.txt").write_text("Before.\n\n" + TEXT.replace("Another big boat", "A raft"), encoding="utf-8")
    done = ungarble("apply", str(JOURNAL))
    assert done.returncode == 2
    assert "stale: “big boat”" in done.stderr.decode()
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == (
        "Before.\n\nThe occupant of the castle slept. A ship came in the night.\n\n"
        "Outside it makes cold. A raft came.\n"
    )


def test_since_asks_only_about_changed_lines(ungarble: Command, tmp_path: Path) -> None:
    def git(*args: str) -> None:
        subprocess.run(["git", *args], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    git("config", "user.email", "a@b.c")
    git("config", "user.name", "A")
    (tmp_path / "a.txt").write_text("A big boat came.\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "one")
    (tmp_path / "a.txt").write_text("A big boat came.\n\nOutside it makes cold.\n", encoding="utf-8")
    (tmp_path / "keys.txt").write_text("<enter> n", encoding="utf-8")
    done = ungarble("review", "a.txt", "--script", "keys.txt", "--since", "HEAD", *OWN)
    assert b"1 finding in 1 file" in done.stdout
    assert b"it makes cold" in done.stdout


def test_settings_say_how_sure_a_rule_is(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "ungarble.toml").write_text(
        '[confidence]\nown = 0.6\n"own/garbles/big-boat" = 0.97\n"own/garbles/only-seen" = 0.4\n', encoding="utf-8"
    )
    done = ungarble("check", "a.txt", "--output-format", "concise", "--no-cache").stdout.decode()
    assert "big-boat “big boat” → “ship” 0.97 safe" in done
    assert "tenant “tenant” → “occupant” 0.60\n" in done
    assert "only-seen" not in done
    (tmp_path / "ungarble.toml").write_text("[confidence]\nown = 7\n", encoding="utf-8")
    done = ungarble("check", "a.txt", "--no-cache")
    assert done.returncode == 2
    assert b"`own` is a number from 0 to 1" in done.stderr
