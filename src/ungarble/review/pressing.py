"""What each key does, in each mode. `screen`, `plain` and scripts press keys on the same desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ungarble.decisions import ACCEPT, REJECT, SKIP
from ungarble.matching import UnfitError
from ungarble.review import answering, moving, saving, triage
from ungarble.review.desk import Desk
from ungarble.review.keys import action
from ungarble.review.modes import Ask, End, Menu, Page, Question, Start, Table


def press(desk: Desk, key: str) -> None:
    """One key: a character, or `enter`, `space`, `escape`, `up`, `down`, `pageup` …"""
    desk.message = ""
    mode = desk.mode
    if isinstance(mode, Question):
        _question(desk, key)
    elif isinstance(mode, Start):
        _start(desk, key)
    elif isinstance(mode, End):
        _end(desk, key)
    elif isinstance(mode, Menu):
        _menu(desk, mode, key)
    elif isinstance(mode, Page):
        _page(desk, mode, key)
    elif isinstance(mode, Table):
        _table(desk, mode, key)


def answer(desk: Desk, text: str | None) -> None:
    """The line that was asked for; None: left without an answer."""
    mode = desk.mode
    if isinstance(mode, Ask):
        desk.back()
        if text is not None:
            mode.then(text)


def _start(desk: Desk, key: str) -> None:
    if key in ("q", "Q", "escape"):
        desk.done = True
    elif key == "?":
        moving.show_help(desk)
    elif key in ("G", "/", "v"):
        desk.mode = Question()
        _question(desk, key)
    elif desk.now is None or not any(i.open for i in desk.shown):
        desk.mode = End() if key != "k" or desk.now is None else Question()
    elif key in ("enter", "space", "y", "j", " "):
        desk.mode = Question()


def _question(desk: Desk, key: str) -> None:
    does = action(key)
    if not does:
        desk.message = f"{key} does nothing here; ? tells the keys"
        return
    if desk.now is None and does not in ("filter", "help", "undo", "redo", "diff", "write", "quit", "quit_unwritten"):
        desk.message = "nothing is shown; / with nothing shows all"
        return
    try:
        if does == "pick":
            answering.accept(desk, int(key) - 1)
        else:
            ACTIONS[does](desk)
    except UnfitError as error:
        desk.message = f"not possible: {error}"


def _menu(desk: Desk, menu: Menu, key: str) -> None:
    desk.back()
    chosen = next((then for k, _, then in menu.choices if k == key), None)
    if chosen is None:
        desk.message = "nothing done"
    else:
        chosen()


def _page(desk: Desk, page: Page, key: str) -> None:
    steps = {"j": 1, "down": 1, "enter": 1, "k": -1, "up": -1, "space": 15, " ": 15, "pagedown": 15, "pageup": -15}
    if key in steps:
        page.top = max(0, min(page.top + steps[key], len(page.lines) - 1))
    elif key in ("g", "home"):
        page.top = 0
    elif key in ("G", "end"):
        page.top = max(0, len(page.lines) - 10)
    else:
        desk.back()


def _table(desk: Desk, table: Table, key: str) -> None:
    last = len(table.rows) - 1
    steps = {"j": 1, "down": 1, "k": -1, "up": -1, "pagedown": 15, "pageup": -15, "home": -last, "end": last}
    row = table.rows[table.at] if table.rows else None
    if key in steps:
        table.at = max(0, min(table.at + steps[key], last))
    elif key == "o":
        table.sort = triage.SORTS[(triage.SORTS.index(table.sort) + 1) % len(triage.SORTS)]
        table.rows, table.at = triage.rows(desk.shown, table.sort), 0
    elif key in ("z", "Z"):
        answering.step(desk, forward=key == "Z", go=False)
    elif key == "v":
        saving.show_diff(desk)
    elif key == "?":
        moving.show_help(desk)
    elif key in ("y", "space", " ", "n", "s", "r", "enter") and row is not None:
        _row(desk, table, key)
    elif key in ("q", "G", "escape"):
        desk.back()
        desk.settle()
    else:
        desk.message = f"{key} does nothing here"


def _row(desk: Desk, table: Table, key: str) -> None:
    row = table.rows[table.at]
    if key == "enter":
        desk.now = next((i for i in row.items if i.open), row.items[0])
        desk.back()
        return
    if key == "r":
        answering.rule_of(desk, min(row.items, key=lambda i: i.finding.confidence), only_open=True)
        return
    wanted = {"n": REJECT, "s": SKIP}.get(key, ACCEPT)
    if key in ("space", " ") and triage.state(row.items) == ACCEPT:
        n = desk.session.clear(row.items)
        desk.message = f"{n} undecided again"
        return
    n = desk.session.decide([i for i in row.items if i.decision is None or i.decision.answer != wanted], wanted)
    told = {ACCEPT: "accepted", REJECT: "rejected", SKIP: "skipped"}[wanted]
    desk.message = f"{n} {told}" if n else "no fix here: enter goes there" if wanted == ACCEPT else "nothing to do"
    table.at = min(table.at + 1, len(table.rows) - 1) if n else table.at


def quit(desk: Desk) -> None:
    """Show what was decided and ask whether to write it."""
    desk.open(End())


def quit_unwritten(desk: Desk) -> None:
    """Leave; nothing is written."""
    desk.done = True


def _end(desk: Desk, key: str) -> None:
    pending = any(i.decision and i.decision.changes for i in desk.session.items)
    if key == "v" and pending:
        saving.show_diff(desk)
    elif key == "?":
        moving.show_help(desk)
    elif key in ("k", "K", "up", "escape", "z"):
        desk.below.clear()
        desk.mode = Question()
        if key == "z":
            answering.undo(desk)
    elif pending and key in ("y", "W"):
        saving.save(desk, saving.drafts(desk), again=False)
        desk.done = True
    elif key in ("n", "N", "q", "Q", "enter"):
        desk.done = True
    else:
        keys = "y writes, n leaves, v shows the changes" if pending else "q leaves"
        desk.message = f"{keys}, k goes back"


ACTIONS: Mapping[str, Callable[[Desk], None]] = MappingProxyType(
    {
        "accept": answering.accept,
        "reject": answering.reject,
        "edit": answering.edit,
        "skip": answering.skip,
        "ignore": answering.ignore,
        "editor": saving.editor,
        "accept_alike": answering.accept_alike,
        "accept_alike_all": answering.accept_alike_all,
        "reject_alike": answering.reject_alike,
        "reject_alike_all": answering.reject_alike_all,
        "accept_rule": answering.accept_rule,
        "triage": moving.show_table,
        "undo": answering.undo,
        "redo": answering.redo,
        "next_open": moving.next_open,
        "previous_open": moving.previous_open,
        "next_any": moving.next_any,
        "previous_any": moving.previous_any,
        "next_file": moving.next_file,
        "previous_file": moving.previous_file,
        "jump": moving.jump,
        "filter": moving.ask_filter,
        "more": moving.more,
        "less": moving.less,
        "view": moving.next_view,
        "explain": moving.show_rule,
        "diff": saving.show_diff,
        "write": saving.write,
        "quit": quit,
        "quit_unwritten": quit_unwritten,
        "help": moving.show_help,
    }
)
"""What `keys.BINDINGS` name -> the function; `pick` needs the key itself."""
