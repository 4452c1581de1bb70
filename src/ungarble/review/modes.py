"""What the review is showing: one of these at a time, kept as plain data for `screen` and `plain` to draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ungarble.review.items import Item
from ungarble.review.styled import Line


@dataclass(slots=True)
class Start:
    """What there is to do, before it begins."""


@dataclass(slots=True)
class Question:
    """One finding."""


@dataclass(slots=True)
class End:
    """What was decided, and whether to write it."""


@dataclass(slots=True)
class Ask:
    """A line to be typed, with something to start from; `then` gets it."""

    label: str
    text: str
    then: Callable[[str], None]


@dataclass(slots=True)
class Menu:
    """A choice by one key. Any other key leaves it."""

    title: str
    choices: tuple[tuple[str, str, Callable[[], None]], ...]


@dataclass(slots=True)
class Page:
    """Something to read, from line `top` on."""

    title: str
    lines: list[Line]
    top: int = 0


@dataclass(slots=True)
class Row:
    """Items of one rule with the same words and the same repair."""

    rule: str
    term: str
    items: list[Item]
    new: str | None = None


@dataclass(slots=True)
class Table:
    """Rules and words with their numbers, and the row where the cursor stands."""

    rows: list[Row]
    at: int = 0
    sort: str = "count"


Mode = Start | Question | End | Ask | Menu | Page | Table
