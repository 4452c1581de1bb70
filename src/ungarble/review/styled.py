"""Text with styles, before anyone knows where it will be shown: lines of pieces, wrapped by terminal cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

Piece = tuple[str, str]
"""Style and text."""

Line = tuple[Piece, ...]

ANSI: Mapping[str, str] = MappingProxyType(
    {
        "": "",
        "old": "\033[31;9m",
        "new": "\033[32;1m",
        "mark": "\033[33;1;4m",
        "yes": "\033[32m",
        "no": "\033[31m",
        "dim": "\033[2m",
        "bold": "\033[1m",
        "rule": "\033[36m",
        "key": "\033[1;4m",
        "warn": "\033[33;1m",
        "here": "\033[7m",
    }
)
"""Styles on a terminal, in its own sixteen colours, so that they suit a light one and a dark one."""

RICH: Mapping[str, str] = MappingProxyType(
    {
        "": "",
        "old": "red strike",
        "new": "bold green",
        "mark": "bold underline yellow",
        "yes": "green",
        "no": "red",
        "dim": "dim",
        "bold": "bold",
        "rule": "cyan",
        "key": "bold underline",
        "warn": "bold yellow",
        "here": "reverse",
    }
)
"""The same as rich names them."""

_WORD = re.compile(r"\s+|[^\s]+")


def width(text: str) -> int:
    """Terminal cells: two for a wide character, none for a combining one."""
    from rich.cells import cell_len

    return cell_len(text)


def line_width(line: Iterable[Piece]) -> int:
    """Terminal cells of a line."""
    return sum(width(text) for _, text in line)


def ansi(line: Iterable[Piece]) -> str:
    """A line with terminal codes."""
    return "".join(f"{ANSI[style]}{text}\033[0m" if style else text for style, text in line)


def bare(line: Iterable[Piece]) -> str:
    """A line without any."""
    return "".join(text for _, text in line)


def cut(text: str, cells: int) -> str:
    """`text` in at most `cells` terminal cells, on one line, with an ellipsis where it was longer."""
    text = " ".join(text.split())
    if width(text) <= cells:
        return text
    while text and width(text) > cells - 1:
        text = text[:-1]
    return text + "…" if cells > 0 else ""


def pad(text: str, cells: int) -> str:
    """`text` with blanks up to `cells`."""
    return text + " " * max(0, cells - width(text))


def wrapped(line: Iterable[Piece], cells: int, indent: int = 0) -> list[Line]:
    """A line in several of at most `cells`, broken at blanks, each `indent` to the right; long words are broken."""
    room = max(8, cells - indent)
    rows: list[list[Piece]] = [[]]
    used = 0
    for style, text in line:
        for word in _WORD.findall(text):
            for part in _parts(word, room):
                size = width(part)
                if used + size > room and used:
                    rows.append([])
                    used = 0
                    if part.isspace():
                        continue
                if part.isspace() and ("\n" in part or (not used and len(rows) > 1)):
                    part, size = (" ", 1) if used else ("", 0)
                rows[-1].append((style, part))
                used += size
    pad: Line = (("", " " * indent),) if indent else ()
    return [(*pad, *_merged(row)) for row in map(_without_blank_end, rows)]


def _without_blank_end(row: list[Piece]) -> list[Piece]:
    while row and row[-1][1].isspace():
        row = row[:-1]
    return row


def _parts(word: str, room: int) -> Iterable[str]:
    while width(word) > room:
        n = 1
        while n < len(word) and width(word[: n + 1]) <= room:
            n += 1
        yield word[:n]
        word = word[n:]
    yield word


def _merged(row: list[Piece]) -> Line:
    out: list[Piece] = []
    for style, text in row:
        if out and out[-1][0] == style:
            out[-1] = (style, out[-1][1] + text)
        elif text:
            out.append((style, text))
    return tuple(out)


def spread(left: Line, right: Line, cells: int) -> Line:
    """`left` at the left edge and `right` at the right one; `left` is cut where both do not fit."""
    room = cells - line_width(right) - 1
    if line_width(left) > room:
        left = clipped(left, room)
    return (*left, ("", " " * max(1, cells - line_width(left) - line_width(right))), *right)


def clipped(line: Line, cells: int) -> Line:
    """A line in at most `cells`, with an ellipsis where it was longer; blanks inside stay."""
    if line_width(line) <= cells:
        return line
    out: list[Piece] = []
    room = max(0, cells - 1)
    for style, text in line:
        n = len(text)
        while n and width(text[:n]) > room:
            n -= 1
        out.append((style, text[:n]))
        room -= width(text[:n])
        if n < len(text):
            break
    return (*out, ("dim", "…" if cells > 0 else ""))


def rich_text(lines: Iterable[Line]) -> Text:
    """The lines as one `rich.text.Text`."""
    from rich.text import Text

    text = Text(no_wrap=True, end="")
    for number, line in enumerate(lines):
        if number:
            text.append("\n")
        for style, part in line:
            text.append(part, RICH[style])
    return text
