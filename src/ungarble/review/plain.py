"""The review line by line: for dumb terminals, screen readers, and scripts. The same keys as on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ungarble.review import overview, view
from ungarble.review.desk import Desk
from ungarble.review.modes import Ask, End, Menu, Page, Question, Start, Table
from ungarble.review.pressing import answer, press
from ungarble.review.script import ScriptError, Typed
from ungarble.review.styled import Line, ansi, bare, clipped, cut, wrapped

_TABLE_ROWS = 12


@dataclass(slots=True)
class Terminal:
    """Where lines go and keys come from. `ask` shows a label, and a text to start from; None: left without answer."""

    write: Callable[[str], None]
    key: Callable[[], str]
    ask: Callable[[str, str], str | None]
    size: Callable[[], tuple[int, int]]
    colour: bool = True


def run(desk: Desk, terminal: Terminal) -> None:
    """Ask until it is done. KeyboardInterrupt and EOFError come from `terminal.key`; the answers are kept."""
    shown: object = None
    while not desk.done:
        mode = desk.mode
        if isinstance(mode, Ask):
            answer(desk, terminal.ask(mode.label, mode.text))
            continue
        state = (id(mode), id(desk.now), desk.view, desk.context, desk.now and desk.now.decision, desk.filter)
        fresh = state != shown or not desk.message
        lines = _lines(desk, terminal, fresh)
        terminal.write("".join(f"{ansi(row) if terminal.colour else bare(row)}\n" for row in lines))
        shown = state
        press(desk, terminal.key())


def _lines(desk: Desk, terminal: Terminal, fresh: bool) -> Iterator[Line]:
    cells, rows = terminal.size()
    mode = desk.mode
    if fresh:
        yield from _whole(desk, cells, rows, marks=not terminal.colour)
    if desk.message:
        yield clipped((("warn", f" {desk.message}"),), cells)
    if isinstance(mode, Menu):
        return
    yield _keys(desk, cells)


def _whole(desk: Desk, cells: int, rows: int, marks: bool) -> Iterable[Line]:
    mode = desk.mode
    rule: Line = (("dim", "─" * min(cells, 100)),)
    if isinstance(mode, Question):
        return [rule, *view.head(desk, cells), *view.body(desk, cells, marks), ()]
    if isinstance(mode, Start):
        return [*overview.start(desk, cells), ()]
    if isinstance(mode, End):
        return [rule, *overview.end(desk, cells), ()]
    if isinstance(mode, Menu):
        told = [((("", "   "), ("key", key), ("", f"  {cut(label, cells - 8)}"))) for key, label, _ in mode.choices]
        return [(("bold", f" {mode.title}"),), *told]
    if isinstance(mode, Table):
        return [rule, *overview.table(mode, cells, min(_TABLE_ROWS, max(4, rows - 6))), ()]
    if isinstance(mode, Page):
        height = max(5, rows - 4)
        part = mode.lines[mode.top : mode.top + height]
        more = len(mode.lines) - mode.top - len(part)
        left: list[Line] = [(("dim", f"   {more} more lines; space shows them"),)] if more > 0 else []
        return [(("bold", f" {mode.title}"),), *(r for row in part for r in wrapped(row, cells - 2, 1)), *left]
    return []


def _keys(desk: Desk, cells: int) -> Line:
    mode = desk.mode
    if isinstance(mode, Start):
        return view.key_line(overview.start_keys(desk), cells)
    if isinstance(mode, End):
        return view.key_line(overview.end_keys(desk), cells)
    if isinstance(mode, Table):
        return view.key_line(overview.table_keys(), cells)
    if isinstance(mode, Page):
        return view.key_line([("space", "on"), ("k", "back up"), ("q", "close")], cells)
    return view.key_line(view.question_keys(), cells)


def replayed(
    script: Iterable[str | Typed], echo: Callable[[str], None]
) -> tuple[Callable[[], str], Callable[[str, str], str | None]]:
    """`key` and `ask` of a terminal that plays a script. At its end `key` raises EOFError.

    Both raise ScriptError where a key is wanted and a text comes, or the other way round.
    """
    tokens = iter(script)

    def key() -> str:
        token = next(tokens, None)
        if token is None:
            raise EOFError
        if isinstance(token, Typed):
            raise ScriptError(f"a key is wanted here, not the text {token.text!r}")
        echo(f"> {token}\n")
        return token

    def ask(label: str, text: str) -> str | None:
        token = next(tokens, None)
        if token is None:
            raise EOFError
        if token == "escape":
            return None
        if isinstance(token, str):
            raise ScriptError(f"a text in quotes is wanted here ({label}), not the key {token}")
        echo(f"> {label}: {token.text}\n")
        return token.text

    return key, ask
