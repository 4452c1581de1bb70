"""The parts of the whole screen as styled lines: head with progress, list of findings, text, menu, foot."""

from __future__ import annotations

from ungarble.review import overview, view
from ungarble.review.desk import VIEWS, Desk
from ungarble.review.items import Item
from ungarble.review.line import Typing
from ungarble.review.modes import Ask, End, Menu, Page, Question, Start, Table
from ungarble.review.styled import Line, clipped, cut, line_width, pad, spread, wrapped

READABLE = 110
"""Cells beyond which lines of prose are hard to read: a wider screen leaves the rest empty."""


def head(desk: Desk, cells: int) -> list[Line]:
    """Two lines on where we are, and a line that fills up as findings are decided."""
    mode = desk.mode
    top = view.head(desk, cells)
    if isinstance(mode, Start):
        top = [
            (("bold", " ungarble review"),),
            (("dim", " answers are kept as you give them; files are written at the end"),),
        ]
    elif isinstance(mode, Page):
        top = [(("bold", f" {mode.title}"),), ()]
    elif isinstance(mode, Table):
        rows = len(mode.rows)
        top = [
            spread(
                (("bold", " rules and words"),),
                ((("dim", f"{mode.at + 1 if rows else 0}/{rows}  by {mode.sort} ")),),
                cells,
            ),
            (),
        ]
    elif isinstance(mode, End):
        top = [(("bold", " the end"),), ()]
    return [*[*top, ()][:2], progress(desk, cells)]


def progress(desk: Desk, cells: int) -> Line:
    """Accepted, rejected and open shares of a line."""
    n = desk.session.tally()
    if not n.total:
        return (("dim", "─" * cells),)
    yes = round((n.accepted + n.edited) / n.total * cells)
    no = round(n.rejected / n.total * cells)
    no = min(no, cells - yes)
    return (("yes", "━" * yes), ("no", "━" * no), ("dim", "─" * (cells - yes - no)))


def listed(desk: Desk, height: int) -> list[Item | None]:
    """The item on each row of the list; None on a row that names a file."""
    at = desk.place()
    first = max(0, min(at - height // 2, len(desk.shown) - height + 1))
    rows: list[Item | None] = []
    name = None
    for item in desk.shown[first : first + height]:
        if item.file.name != name:
            name = item.file.name
            rows.append(None)
        rows.append(item)
    over = len(rows) - height
    if over > 0:
        here = rows.index(desk.now) if desk.now in rows else 0
        cut_above = min(over, max(0, here - height // 2))
        rows = rows[cut_above : cut_above + height]
    return rows


def listing(desk: Desk, cells: int, height: int) -> list[Line]:
    """The findings around this one, by file, each with its answer."""
    lines: list[Line] = []
    rows = listed(desk, height)
    for n, item in enumerate(rows):
        if item is None:
            following = next((i for i in rows[n + 1 :] if i is not None), desk.now)
            path = following.file.document.path if following is not None else ""
            lines.append((("bold", f" {cut_left(view.shown_path(path), cells - 2)}"),))
            continue
        style, sign = view.mark(item)
        told = f"{item.at.line:>5} {cut(item.words or '␣', cells - 12)}"
        if item is desk.now:
            lines.append((("here", pad(f" {sign} {told}", cells - 1)),))
        else:
            lines.append((("", " "), (style, f"{sign} "), ("dim" if item.decision else "", told)))
    return lines


def cut_left(text: str, cells: int) -> str:
    """The end of `text`: of a path the name matters most."""
    return text if line_width((("", text),)) <= cells else "…" + text[-(cells - 1) :]


def middle(desk: Desk, cells: int, height: int, marks: bool) -> list[Line]:
    """What stands between head and foot."""
    mode = desk.mode
    if isinstance(mode, Start):
        return overview.start(desk, cells, max(3, height - 9))
    if isinstance(mode, End):
        return overview.end(desk, cells)
    if isinstance(mode, Table):
        return overview.table(mode, cells, height - 1)
    if isinstance(mode, Page):
        rows = [row for line in mode.lines for row in (wrapped(line, cells - 2, 1) if line else [()])]
        mode.top = max(0, min(mode.top, len(rows) - height))
        return rows[mode.top : mode.top + height]
    return view.body(desk, cells if VIEWS[desk.view] == "side by side" else min(cells, READABLE), marks)


def menu(mode: Menu, cells: int) -> list[Line]:
    """A question and its answers."""
    lines: list[Line] = [(("bold", mode.title),)]
    lines += [clipped((("", "  "), ("key", key), ("", f"  {label}")), cells) for key, label, _ in mode.choices]
    return lines


def asked(mode: Ask, typing: Typing, cells: int) -> list[Line]:
    """The line that is typed, after what it is for."""
    label: Line = (("bold", f"{mode.label}: "),)
    return [(*label, *typing.shown(cells - line_width(label)))]


def foot(desk: Desk, cells: int) -> list[Line]:
    """The last message, and the keys."""
    said: Line = clipped((("warn", f" {desk.message}"),), cells) if desk.message else ()
    return [said, view.key_line(keys(desk), cells)]


def keys(desk: Desk) -> list[tuple[str, str]]:
    """The keys that matter now."""
    mode = desk.mode
    if isinstance(mode, Start):
        return overview.start_keys(desk)
    if isinstance(mode, End):
        return overview.end_keys(desk)
    if isinstance(mode, Table):
        return overview.table_keys()
    if isinstance(mode, Page):
        return [("j k", "line"), ("space", "page"), ("q", "close")]
    if isinstance(mode, Ask):
        return [("Enter", "take it"), ("Esc", "leave it")]
    if isinstance(mode, Menu):
        return [("Esc", "nothing")]
    assert isinstance(mode, Question)
    return view.question_keys()
