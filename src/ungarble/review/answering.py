"""Keys that decide: on one finding, on all that are alike, on a rule; taking back; ignoring for good."""

from __future__ import annotations

from functools import partial

from ungarble.decisions import ACCEPT, EDIT, REJECT, SKIP
from ungarble.matching import UnfitError
from ungarble.review import saving
from ungarble.review.desk import Desk
from ungarble.review.items import Item
from ungarble.review.modes import Ask, Menu
from ungarble.review.outside import Ignore


def accept(desk: Desk, number: int = 0) -> None:
    """Accept a fix and go on."""
    decide(desk, [desk.item()], ACCEPT, number)


def reject(desk: Desk) -> None:
    """Leave the text and go on."""
    decide(desk, [desk.item()], REJECT)


def skip(desk: Desk) -> None:
    """Decide later."""
    decide(desk, [desk.item()], SKIP)


def edit(desk: Desk) -> None:
    """Ask for the wording."""
    item = desk.item()
    decision = item.decision
    given = decision.replacement if decision and decision.answer == EDIT else item.prefill
    desk.open(Ask("replace by", " ".join(given.split()), lambda text: _typed(desk, item, text)))


def _typed(desk: Desk, item: Item, text: str) -> None:
    for number in range(len(item.finding.fixes)):
        if text == item.wording(number):
            return guarded(desk, [item], ACCEPT, number)
    if text == item.words:
        desk.message = "unchanged: rejected"
        return guarded(desk, [item], REJECT)
    return guarded(desk, [item], EDIT, text)


def guarded(desk: Desk, items: list[Item], answer: str, fix: int | str = 0) -> None:
    """The same; what cannot be done is said."""
    try:
        decide(desk, items, answer, fix)
    except UnfitError as error:
        desk.message = f"not possible: {error}"


def decide(desk: Desk, items: list[Item], answer: str, fix: int | str = 0) -> None:
    """Answer for `items`, say what came of it, and go on. Raises UnfitError as `Session.decide`."""
    n = desk.session.decide(items, answer, fix)
    if len(items) > 1 or not n:
        told = {ACCEPT: "accepted", REJECT: "rejected", SKIP: "skipped", EDIT: "edited"}[answer]
        desk.message = f"{n} {told}" + ("; z takes it back" if n else "")
    desk.settle()


def accept_alike(desk: Desk) -> None:
    """Accept the same rule and words from here on in this file."""
    decide(desk, _alike(desk, from_here=True), ACCEPT)


def reject_alike(desk: Desk) -> None:
    """Reject them."""
    decide(desk, _alike(desk, from_here=True), REJECT)


def accept_alike_all(desk: Desk) -> None:
    """Accept the same rule and words everywhere, after a question."""
    _sure(desk, "accept", _alike(desk), ACCEPT)


def reject_alike_all(desk: Desk) -> None:
    """Reject them."""
    _sure(desk, "reject", _alike(desk), REJECT)


def accept_rule(desk: Desk) -> None:
    """Accept everything undecided of this rule that is at least as sure, after a question."""
    rule_of(desk, desk.item())


def rule_of(desk: Desk, item: Item, only_open: bool = False) -> None:
    """Accept what the rule of `item` found and is at least as sure of, after a question."""
    same = [
        i
        for i in desk.shown
        if i.rule == item.rule and i.finding.fixes and i.finding.confidence >= item.finding.confidence
    ]
    _sure(desk, "accept", [i for i in same if i.open or (i is item and not only_open)], ACCEPT, f"of {item.rule} ")


def _alike(desk: Desk, from_here: bool = False) -> list[Item]:
    item = desk.item()
    same = [i for i in desk.session.groups[item.rule, item.term] if i.open or i is item]
    if from_here:
        same = [i for i in same if i.file is item.file and i.at.span >= item.at.span]
    return same


def _sure(desk: Desk, verb: str, items: list[Item], answer: str, of: str = "") -> None:
    if not items:
        desk.message = "nothing of it is undecided"
        return
    files = len({i.file.name for i in items})
    where = "1 file" if files == 1 else f"{files} files"
    places = "1 place" if len(items) == 1 else f"{len(items)} places"
    title = f"{verb} {places} {of}in {where}?"
    desk.open(Menu(title, (("y", verb, lambda: guarded(desk, items, answer)), ("n", "no", lambda: _nothing(desk)))))


def _nothing(desk: Desk) -> None:
    desk.message = "nothing done"


def undo(desk: Desk) -> None:
    """Take the last answer back and show what it was about."""
    step(desk, forward=False)


def redo(desk: Desk) -> None:
    """Give it again."""
    step(desk, forward=True)


def step(desk: Desk, forward: bool, go: bool = True) -> None:
    """Undo or redo; `go`: and show what it was about."""
    items = desk.session.redo() if forward else desk.session.undo()
    what = "redone" if forward else "undone"
    desk.message = f"{len(items)} {what}" if items else f"nothing to be {what}"
    if items and go:
        if items[0] not in desk.shown:
            desk.show("")
        desk.now = items[0]


def ignore(desk: Desk) -> None:
    """Offer ways to ignore it for good."""
    item = desk.item()
    choices = tuple((i.key, i.label(item), partial(_ignored, desk, item, i)) for i in desk.outside.ignores)
    desk.open(Menu("ignore for good", (*choices, ("q", "nothing", lambda: _nothing(desk)))))


def _ignored(desk: Desk, item: Item, way: Ignore) -> None:
    try:
        told, items = way.does(item, desk.session)
    except (OSError, ValueError) as error:
        desk.message = f"not done: {error}"
        return
    if way.rereads:
        saving.reread(desk, item.file, item.at.line)
        desk.message = told
        return
    n = desk.session.decide([i for i in items if i.decision is None or i.decision.answer != REJECT], REJECT)
    desk.message = f"{told}; {n} rejected" if n else told
    desk.settle()
