"""The review on a whole screen, drawn by Textual in the terminal's own colours. The only module that knows Textual."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from textual import events
from textual.app import App, ComposeResult, SuspendNotSupported
from textual.containers import Horizontal, VerticalScroll
from textual.css.query import NoMatches
from textual.widgets import Static

from ungarble.review import panes
from ungarble.review.desk import Desk
from ungarble.review.line import Typing
from ungarble.review.modes import Ask, Menu, Page, Question
from ungarble.review.pressing import answer, press
from ungarble.review.styled import Line, rich_text

LIST_FROM = 120
"""Cells of width from which the list of findings stands beside the text."""

_SCROLL = {"pageup": -1, "pagedown": 1}


class ReviewApp(App[bool]):
    """A desk on a screen; its value says whether it was interrupted."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: ansi_default; color: ansi_default; layout: vertical; overflow: hidden; }
    Static { background: ansi_default; color: ansi_default; }
    #head { height: 3; }
    #middle { height: 1fr; }
    #list { width: 46; height: 100%; border-right: solid ansi_bright_black; display: none; }
    #text { height: 1fr; background: ansi_default; scrollbar-size-vertical: 1; }
    #text:focus { border: none; }
    #body { height: auto; }
    #menu { height: auto; display: none; border-top: solid ansi_bright_black; padding: 0 1; }
    #foot { height: 2; }
    """

    def __init__(self, desk: Desk, colour: bool = True) -> None:
        super().__init__(ansi_color=True)
        self.theme = "ansi-dark"
        self.desk = desk
        self._marks = not colour
        self._drawn: object = None
        self._typing: Typing | None = None
        self._there: dict[str, list[Line]] = {}
        desk.outside.aside = self._aside

    def compose(self) -> ComposeResult:
        """Head, list and text, what is asked, foot."""
        yield Static(id="head")
        with Horizontal(id="middle"):
            yield Static(id="list")
            with VerticalScroll(id="text", can_focus=False):
                yield Static(id="body")
        yield Static(id="menu")
        yield Static(id="foot")

    def on_mount(self) -> None:
        """The first look."""
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        """The same, in another size."""
        self.draw()

    async def on_event(self, event: events.Event) -> None:
        """Keys are answered here, in the order in which they come: over a slow line several come at once, and none
        of them may reach a widget that the one before has put away.
        """
        if isinstance(event, events.Key):
            self._key(event)
        elif isinstance(event, events.Paste):
            if self._typing is not None:
                self._typing.insert(event.text)
                self.draw()
        else:
            await super().on_event(event)

    def _key(self, event: events.Key) -> None:
        if self.desk.done:
            return
        if event.key in ("ctrl+c", "ctrl+q"):  # every answer is in the journal already
            self.desk.done = True
            self.exit(True)
        elif self._typing is not None:
            self._type(self._typing, event)
        elif isinstance(self.desk.mode, Question) and event.key in _SCROLL:
            text = self.query_one("#text")
            text.scroll_relative(y=_SCROLL[event.key] * max(1, text.size.height - 2), animate=False)
        else:
            press(self.desk, _name(event))
            self._after()

    def _type(self, typing: Typing, event: events.Key) -> None:
        if event.key == "enter":
            answer(self.desk, typing.text)
        elif event.key == "escape":
            answer(self.desk, None)
        elif not typing.key(event.key) and event.character is not None:
            typing.insert(event.character)
        self._after()

    def on_click(self, event: events.Click) -> None:
        """A click on the list goes to that finding."""
        if isinstance(self.desk.mode, Question) and getattr(event.widget, "id", None) == "list":
            rows = panes.listed(self.desk, self.query_one("#list").size.height)
            if event.y < len(rows) and (item := rows[event.y]) is not None:
                self.desk.message = ""
                self.desk.now = item
                self.draw()

    def _after(self) -> None:
        mode = self.desk.mode
        if self.desk.done:
            self.exit(False)
            return
        if not isinstance(mode, Ask):
            self._typing = None
        elif self._typing is None:
            self._typing = Typing(mode.text, len(mode.text))
        self.draw()

    def draw(self) -> None:
        """Show the desk as it is now."""
        desk, mode = self.desk, self.desk.mode
        cells, rows = self.size
        try:
            listing = self.query_one("#list", Static)
        except NoMatches:  # a size comes before the widgets do
            return
        wide = cells >= LIST_FROM and isinstance(mode, Question | Ask | Menu) and desk.now is not None
        listing.display = wide
        menu = panes.menu(mode, cells - 2) if isinstance(mode, Menu) else []
        if isinstance(mode, Ask) and self._typing is not None:
            menu = panes.asked(mode, self._typing, cells - 2)
        self.query_one("#menu").display = bool(menu)
        self._put("#menu", menu)
        self._put("#head", panes.head(desk, cells))
        self._put("#foot", panes.foot(desk, cells))
        taken = 5 + (len(menu) + 1 if menu else 0)
        height = max(4, rows - taken)
        if wide:
            self._put("#list", panes.listing(desk, 44, height))
        self._put("#body", panes.middle(desk, cells - (46 if wide else 0) - 1, height, self._marks))
        here = (id(desk.now), id(mode) if isinstance(mode, Page) else None)
        if here != self._drawn:
            self.query_one("#text").scroll_home(animate=False)
            self._drawn = here

    def _put(self, where: str, lines: list[Line]) -> None:
        """Show lines in a widget, if they are others than before: drawing is what takes most of a key's time."""
        if self._there.get(where) != lines:
            self._there[where] = lines
            self.query_one(where, Static).update(rich_text(lines))

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Give the terminal away, to an editor, and take it back."""
        try:
            with self.suspend():
                yield
        except SuspendNotSupported:  # a terminal that is none: in tests
            yield


def _name(event: events.Key) -> str:
    if event.key in ("space", "enter", "escape", "up", "down", "left", "right", "home", "end"):
        return event.key
    return event.character if event.character and event.is_printable else event.key


def show(desk: Desk, colour: bool = True) -> bool:
    """Run the review on the screen; whether it was interrupted."""
    return bool(ReviewApp(desk, colour).run())
