"""The terminal of a review in lines, and the user's editor: keys without Enter, lines with something to start from."""

from __future__ import annotations

import os
import re
import select
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from ungarble.cli.options import Colour
from ungarble.cli.output import palette, write
from ungarble.review.plain import Terminal

_NAMED = {
    "\r": "enter",
    "\n": "enter",
    " ": "space",
    "\x1b": "escape",
    "\x1b[A": "up",
    "\x1b[B": "down",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x1bOA": "up",
    "\x1bOB": "down",
    "\x1b[5~": "pageup",
    "\x1b[6~": "pagedown",
    "\x1b[H": "home",
    "\x1b[F": "end",
}
"""What terminals send for keys that are no character."""

_SEQUENCE = rb"\x1b(?:\[[0-9;?]*[@-~]|O.|[^\[O])"
_ESCAPE = 0.05
"""Seconds after which an Escape that nothing follows is the key itself."""

_WITH_COLON = ("code", "codium", "subl", "zed", "hx", "helix")
"""Editors that take `file:line`; the others take `+line file`."""


@contextmanager
def plain_terminal(color: Colour) -> Iterator[Terminal]:
    """The terminal that we run on, with keys coming one by one while this lasts.

    What is typed ahead is kept: over a slow line the next key is there before the question is.
    """
    with _by_key() as key:
        yield Terminal(write, key, partial(_ask, key), _size, colour=palette(color).end != "")


def forget_keys() -> None:
    """Throw away what was typed while files were checked: it cannot have been an answer."""
    try:
        import termios
    except ImportError:  # Windows
        return
    termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


@contextmanager
def _by_key() -> Iterator[Callable[[], str]]:
    try:
        import termios
        import tty
    except ImportError:  # Windows
        yield _click_key
        return
    fd = sys.stdin.fileno()
    before = termios.tcgetattr(fd)
    tty.setcbreak(fd, termios.TCSADRAIN)
    try:
        yield partial(_read_key, fd)
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)


def _read_key(fd: int) -> str:
    """The next key, no byte more than it has. Raises KeyboardInterrupt, and EOFError where the terminal has gone."""
    sys.stdout.flush()
    raw = _byte(fd)
    if raw == b"\x1b":
        while select.select([fd], [], [], _ESCAPE)[0] and not re.fullmatch(_SEQUENCE, raw):
            raw += _byte(fd)
        return _NAMED.get(raw.decode("ascii", "replace"), "escape" if raw == b"\x1b" else "")
    while len(raw) < 4:
        try:
            pressed = raw.decode()
        except UnicodeDecodeError:
            raw += _byte(fd)
            continue
        if pressed == "\x04":
            raise EOFError
        return _NAMED.get(pressed, pressed)
    return ""


def _byte(fd: int) -> bytes:
    try:
        got = os.read(fd, 1)
    except OSError:
        got = b""
    if not got:
        raise EOFError
    return got


def _size() -> tuple[int, int]:
    columns, rows = shutil.get_terminal_size()
    return max(40, columns), max(10, rows)


def _click_key() -> str:
    import click

    sys.stdout.flush()
    pressed = click.getchar()
    return _NAMED.get(pressed, pressed)


def _ask(key: Callable[[], str], label: str, text: str) -> str | None:
    """A line typed by the user, starting from `text`; None after Ctrl-D. Keys come one by one again afterwards."""
    try:
        import readline
        import termios
        import tty
    except ImportError:  # Windows: nothing to start from, so it is shown
        return _line(f"{label} [{text}]")
    if key is _click_key:
        return _line(f"{label} [{text}]")
    fd = sys.stdin.fileno()
    cbreak = termios.tcgetattr(fd)
    cooked = [*cbreak[:3], cbreak[3] | termios.ICANON | termios.ECHO, *cbreak[4:]]
    termios.tcsetattr(fd, termios.TCSADRAIN, cooked)
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        return _line(label)
    finally:
        readline.set_startup_hook(None)
        tty.setcbreak(fd, termios.TCSADRAIN)


def _line(label: str) -> str | None:
    sys.stdout.flush()
    try:
        return input(f" {label}: ")
    except EOFError:
        return None


def open_editor(path: str, line: int) -> str:
    """Run $VISUAL or $EDITOR at a line of a file and wait for it; what went wrong, empty: nothing."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    if not command:
        return "neither $VISUAL nor $EDITOR names an editor"
    name = os.path.basename(command[0])  # noqa: PTH119
    place = [f"{path}:{line}"] if name.startswith(_WITH_COLON) else [f"+{line}", path]
    if name.startswith(("code", "codium")):
        place = ["--wait", "--goto", *place]
    try:
        done = subprocess.run([*command, *place], check=False)
    except OSError as error:
        return f"{command[0]}: {error.strerror or error}"
    return f"{command[0]} ended with {done.returncode}" if done.returncode else ""
