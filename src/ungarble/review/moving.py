"""Keys that go elsewhere or show more, and decide nothing."""

from __future__ import annotations

from ungarble.review import pages, triage
from ungarble.review.desk import VIEWS, Desk
from ungarble.review.modes import Ask, Table
from ungarble.review.words import CONTEXTS


def next_open(desk: Desk) -> None:
    """The next item that is undecided."""
    desk.turn(1, lambda i: i.open, "no other is undecided")


def previous_open(desk: Desk) -> None:
    """The one before."""
    desk.turn(-1, lambda i: i.open, "no other is undecided")


def next_any(desk: Desk) -> None:
    """The next item."""
    desk.turn(1, lambda i: True, "there is no other")


def previous_any(desk: Desk) -> None:
    """The item before."""
    desk.turn(-1, lambda i: True, "there is no other")


def next_file(desk: Desk) -> None:
    """The first item of the next file, undecided if there is one."""
    _file(desk, 1)


def previous_file(desk: Desk) -> None:
    """That of the file before."""
    _file(desk, -1)


def _file(desk: Desk, step: int) -> None:
    names = list(dict.fromkeys(i.file.name for i in desk.shown))
    if len(names) < 2:
        desk.message = "there is no other file"
        return
    own = desk.item().file.name
    name = names[((names.index(own) if own in names else 0) + step) % len(names)]
    there = [i for i in desk.shown if i.file.name == name]
    desk.now = next((i for i in there if i.open), there[0])


def jump(desk: Desk) -> None:
    """Ask for a number."""
    desk.open(Ask(f"go to (1-{len(desk.shown)})", "", lambda text: _jumped(desk, text)))


def _jumped(desk: Desk, text: str) -> None:
    if text.strip().isdecimal() and 1 <= int(text) <= len(desk.shown):
        desk.now = desk.shown[int(text) - 1]
    elif text.strip():
        desk.message = f"no number from 1 to {len(desk.shown)}: {text}"


def ask_filter(desk: Desk) -> None:
    """Ask what is to be shown."""
    desk.open(Ask("show only", desk.filter, desk.show))


def more(desk: Desk) -> None:
    """More of the text around."""
    desk.context = min(desk.context + 1, len(CONTEXTS) - 1)
    desk.message = CONTEXTS[desk.context]


def less(desk: Desk) -> None:
    """Less of it."""
    desk.context = max(desk.context - 1, 0)
    desk.message = CONTEXTS[desk.context]


def next_view(desk: Desk) -> None:
    """The next way to show a difference."""
    desk.view = (desk.view + 1) % len(VIEWS)
    desk.message = VIEWS[desk.view]


def show_table(desk: Desk) -> None:
    """Show the table."""
    rows = triage.rows(desk.shown)
    at = next((n for n, row in enumerate(rows) if any(i is desk.now for i in row.items)), 0)
    desk.open(Table(rows, at))


def show_rule(desk: Desk) -> None:
    """Show the rule's page."""
    desk.open(pages.rule_page(desk.item().finding.rule))


def show_help(desk: Desk) -> None:
    """Show the keys."""
    desk.open(pages.help_page(table=isinstance(desk.mode, Table)))
