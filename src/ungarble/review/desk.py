"""The review without a screen: what is shown, and where we are. `pressing` tells what each key does to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ungarble.matching import UnfitError
from ungarble.review.items import Item
from ungarble.review.modes import End, Mode, Question, Start
from ungarble.review.outside import Outside
from ungarble.review.session import Session

VIEWS = ("words", "lines", "side by side")

CONFIDENCE = re.compile(r"conf(?:idence)?\s*(<=|>=|<|>|=)\s*(0?\.\d+|[01])$")


class FilterError(ValueError):
    """A filter that cannot be read. The text says what one looks like."""


@dataclass(slots=True)
class Desk:
    """The review at work: which item is shown and how, which mode it is in, what was said last."""

    session: Session
    outside: Outside
    mode: Mode = field(default_factory=Start)
    now: Item | None = None
    shown: list[Item] = field(default_factory=list)
    filter: str = ""
    context: int = 0
    view: int = 0
    message: str = ""
    preaccepted: int = 0
    written: int = 0
    done: bool = False
    failures: list[str] = field(default_factory=list)
    below: list[Mode] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shown = list(self.session.items)
        self.now = next((i for i in self.shown if i.open), self.shown[0] if self.shown else None)

    def place(self) -> int:
        """Where the item that is shown stands among those shown."""
        return self.shown.index(self.now) if self.now in self.shown else 0

    def item(self) -> Item:
        """The item that is shown. Raises UnfitError where none is."""
        if self.now is None:
            raise UnfitError("nothing is shown")
        return self.now

    def turn(self, step: int, wanted: Callable[[Item], bool], none: str) -> None:
        """Go to the nearest item in that direction that is wanted, round the end; say `none` where there is none."""
        n, at = len(self.shown), self.place()
        for far in range(0 if step > 0 and self.now not in self.shown else 1, n):
            item = self.shown[(at + step * far) % n]
            if wanted(item):
                self.now = item
                return
        self.message = self.message or none

    def settle(self) -> None:
        """Go to the next undecided item, from the start again after the last; to the end where there is none."""
        self.turn(1, lambda i: i.open, "")
        if self.shown and not any(i.open for i in self.shown) and isinstance(self.mode, Question):
            if self.filter and any(i.open for i in self.session.items):
                self.message = "all of these are decided; / with nothing shows the rest"
            else:
                self.mode = End()

    def show(self, text: str) -> None:
        """Show only what the filter `text` lets through; empty: everything."""
        try:
            wanted = matcher(text)
        except FilterError as error:
            self.message = str(error)
            return
        found = [i for i in self.session.items if wanted(i)]
        if not found:
            self.message = f"nothing has {text}"
            return
        self.filter, self.shown = text.strip(), found
        if self.now not in self.shown:
            self.now = next((i for i in self.shown if i.open), self.shown[0])
        self.message = f"{len(found)} of {len(self.session.items)} shown" if self.filter else "all are shown"

    def open(self, mode: Mode) -> None:
        """Show `mode` above what is shown now."""
        self.below.append(self.mode)
        self.mode = mode

    def back(self) -> None:
        """Show what was shown before."""
        self.mode = self.below.pop() if self.below else Question()


def matcher(text: str) -> Callable[[Item], bool]:
    """What a filter lets through: `conf<0.8`, or words of the text, the rule's name or the path. Raises FilterError."""
    text = text.strip()
    if not text:
        return lambda item: True
    if found := CONFIDENCE.match(text):
        limit = float(found[2])
        return {
            "<": lambda i: i.finding.confidence < limit,
            ">": lambda i: i.finding.confidence > limit,
            "<=": lambda i: i.finding.confidence <= limit,
            ">=": lambda i: i.finding.confidence >= limit,
            "=": lambda i: abs(i.finding.confidence - limit) < 0.005,
        }[found[1]]
    if re.match(r"conf\w*\s*[<>=]", text):
        raise FilterError("a confidence is told like conf<0.8 or conf>=0.95")
    low = text.casefold()
    return lambda i: any(low in part.casefold() for part in (i.rule, i.words, i.file.name, i.finding.message))
