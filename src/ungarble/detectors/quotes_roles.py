"""Which side each quotation mark of a paragraph is meant to stand on: the cheapest reading of the whole row.

A reading gives each mark a side so that they alternate; what contradicts the form of a mark or the blanks around it,
and each mark that would have to be missing, costs something. A mark that is turned round altogether (form and blanks
agree on the wrong side) is one error, not three.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ungarble.detectors.quotes_marks import CLOSE, OPEN, Mark

INCHES: Final = "inches"
"""A straight mark after a number, which is no quotation mark at all."""

_BLANK, _FORM, _TURNED = 1.0, 1.5, 2.5
_MISSING, _UNCLOSED, _UNOPENED, _INCHES = 5.0, 4.0, 2.0, 0.3


@dataclass(frozen=True, slots=True)
class Reading:
    """The side of each mark, and what the reading costs. `whole`: no mark has to be missing for it."""

    roles: tuple[str, ...]
    cost: float
    whole: bool


def read(row: Sequence[Mark], open_end: bool) -> Reading:
    """The cheapest reading of a paragraph's marks; `open_end`: its quotation may go on in the next paragraph."""
    best = {False: Reading((), 0.0, True), True: Reading((), _UNOPENED, False)}
    for mark in row:
        step: dict[bool, Reading] = {}
        for inside, so_far in best.items():
            for role, after, extra in _choices(mark, inside):
                cost = so_far.cost + extra + (_INCHES if role == INCHES else _cost(mark, role))
                if after not in step or cost < step[after].cost:
                    step[after] = Reading((*so_far.roles, role), cost, so_far.whole and extra < _MISSING)
        best = step
    ends = [best[False]]
    unclosed = best[True]
    ends.append(Reading(unclosed.roles, unclosed.cost + (0 if open_end else _UNCLOSED), unclosed.whole and open_end))
    return min(ends, key=lambda reading: reading.cost)


def _choices(mark: Mark, inside: bool) -> list[tuple[str, bool, float]]:
    """(role, whether we are inside a quotation after it, what it costs to get there)"""
    found = [(OPEN, True, _MISSING if inside else 0.0), (CLOSE, False, 0.0 if inside else _MISSING)]
    if mark.glyph == '"' and mark.left.isdigit() and not mark.spaced_before:
        found.append((INCHES, inside, 0.0))
    return found


def _cost(mark: Mark, role: str) -> float:
    wrong_form = mark.side not in ("", role)
    blanks = mark.misplaced(role)
    if not wrong_form:
        return _BLANK * blanks
    other = OPEN if role == CLOSE else CLOSE
    if not blanks:
        return _FORM
    return _TURNED if not mark.misplaced(other) else _TURNED + _BLANK
