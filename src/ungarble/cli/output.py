"""Standard output and standard error: findings on the one, everything else on the other."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import typer

from ungarble.formats.files import write_whole
from ungarble.reports.text import COLOUR, PLAIN, Palette

PROGRESS_AFTER = 2.0
"""Seconds of work after which a progress bar appears on a terminal."""


def write(text: str, encoding: str = "utf-8") -> None:
    """Print `text` as it is: file names that are no UTF-8 come out as the bytes they were read as."""
    write_bytes(text.encode(encoding, "surrogateescape"))


def write_bytes(raw: bytes) -> None:
    """Print bytes as they are."""
    if _instead:
        _instead[-1].write(raw)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()


_instead: list[io.BytesIO] = []
"""Where `write` puts what is meant for a file."""


@contextmanager
def into(path: Path | None) -> Iterator[None]:
    """What is written meanwhile goes into the file `path`, once all of it is there; None: to standard output.

    Raises typer.Exit(2) where the file cannot be written.
    """
    if path is None:
        yield
        return
    _instead.append(io.BytesIO())
    try:
        yield
        raw = _instead[-1].getvalue()
    finally:
        _instead.pop()
    try:
        if path.exists() and not path.is_file():  # /dev/stdout, a pipe
            path.write_bytes(raw)
        else:
            put_whole(path, raw)
    except OSError as error:
        complain(f"{path}: not written: {error.strerror or error}")
        raise typer.Exit(2) from None


def put_whole(path: Path, raw: bytes) -> None:
    """Make or replace a file: all of it or none. Raises OSError."""
    if path.exists():
        write_whole(path, raw)
        return
    beside = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(raw)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def complain(message: str) -> None:
    """Say on standard error what went wrong."""
    tell(f"ungarble: {message}")


def tell(message: str) -> None:
    """A line on standard error."""
    sys.stderr.write(message.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") + "\n")
    sys.stderr.flush()


def palette(choice: str) -> Palette:
    """Colours for standard output: `always`, `never`, or `auto`: on a terminal, unless NO_COLOR is set."""
    if choice == "auto":
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not sys.stdout.isatty()
        return PLAIN if plain else COLOUR
    return COLOUR if choice == "always" else PLAIN


class Progress:
    """A bar on standard error, on a terminal only, and only once the work has taken `PROGRESS_AFTER` seconds."""

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total = what, total
        self._began = time.monotonic()
        self._on = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._bar: object | None = None
        self._task = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()  # type: ignore[attr-defined]

    def done(self, amount: float) -> None:
        """`amount` of the total is done now."""
        if not self._on or time.monotonic() - self._began < PROGRESS_AFTER:
            return
        from rich.console import Console
        from rich.progress import Progress as Bar

        if self._bar is None:
            bar = Bar(console=Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR"))), transient=True)
            self._task = bar.add_task(self._what, total=self._total)
            bar.start()
            self._bar = bar
        self._bar.update(self._task, completed=amount)  # type: ignore[attr-defined]
