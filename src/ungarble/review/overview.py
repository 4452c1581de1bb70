"""The start, the end and the table as styled lines, for a width and a height."""

from __future__ import annotations

from ungarble.review import triage
from ungarble.review.desk import Desk
from ungarble.review.items import Item
from ungarble.review.modes import Table
from ungarble.review.styled import Line, clipped, cut, line_width, pad, width, wrapped
from ungarble.review.view import ANSWER_MARKS, bar


def start(desk: Desk, cells: int, rows: int = 20) -> list[Line]:
    """What there is to do: files, findings by rule with bars, how long it may take."""
    items, n = desk.session.items, desk.session.tally()
    files = len({i.file.name for i in items})
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.rule, []).append(item)
    top = sorted(found.items(), key=lambda e: (-len(e[1]), e[0]))
    most = len(top[0][1]) if top else 1
    decided = n.total - n.open - desk.preaccepted
    lines: list[Line] = [
        (),
        (("bold", f"   {_count(n.total, 'finding')} in {_count(files, 'file')}"),),
        (),
    ]
    names = max((width(rule) for rule, _ in top), default=0)
    names = min(names, max(20, cells - 30))
    for rule, own in top[:rows]:
        waiting = sum(i.open for i in own)
        lines.append(
            (
                ("rule", f"   {cut(rule, names):<{names}} "),
                ("", f"{len(own):>5}  "),
                ("", bar(waiting / most, 14, "▇", "")),
                ("dim", bar((len(own) - waiting) / most, 14, "▁", "")),
            )
        )
    if len(top) > rows:
        lines.append((("dim", f"   and {_count(len(top) - rows, 'more rule')}"),))
    lines.append(())
    if desk.preaccepted:
        lines.append((("yes", f"   {desk.preaccepted} safe"), ("dim", " ones are accepted already; J and K show them")))
    if decided:
        lines.append((("", f"   {decided} decided"), ("dim", " before")))
    if gone := sum(len(f.gone) for f in desk.session.files):
        lines.append((("warn", f"   {_count(gone, 'earlier answer')}"), ("dim", " about text that is gone")))
    lines.append((("bold", f"   {n.open} to review"), ("dim", f", about {minutes(n.open)}" if n.open else "")))
    return lines


def minutes(count: int, seconds: float = 5.0) -> str:
    """How long so many answers take, at some five seconds each."""
    whole = max(1, round(count * seconds / 60))
    return "1 minute" if whole == 1 else f"{whole} minutes"


def _count(n: int, what: str) -> str:
    return f"1 {what}" if n == 1 else f"{n} {what}s"


def end(desk: Desk, cells: int) -> list[Line]:
    """What was decided, by answer; what is gone; the question whether to write."""
    n = desk.session.tally()
    pending = [i for i in desk.session.items if i.decision and i.decision.changes]
    files = len({i.file.name for i in pending})
    lines: list[Line] = [
        (),
        (("bold", "   Done."),) if not n.open else (("bold", f"   {n.open} not decided yet."),),
        (),
        (("yes", f"   ✔ {n.accepted:>5}"), ("", "  accepted")),
        (("yes", f"   ✎ {n.edited:>5}"), ("", "  with your own wording")),
        (("no", f"   ✘ {n.rejected:>5}"), ("", "  rejected")),
        (("warn", f"   … {n.skipped + n.open:>5}"), ("", "  left for later")),
    ]
    if desk.written:
        lines.append((("dim", f"     {desk.written:>5}  written"),))
    gone = [(f.name, d) for f in desk.session.files for d in f.gone]
    if gone:
        lines += [(), (("warn", f"   {_count(len(gone), 'earlier answer')} about text that is gone"),)]
        lines += [(("dim", f"     {name}: “{cut(d.at.text, 40)}” {d.rule}"),) for name, d in gone[:5]]
    for failure in desk.failures[-5:]:
        lines += wrapped((("warn", failure),), cells - 3, 3)
    lines.append(())
    if pending:
        asked = f"   Write {_count(len(pending), 'change')} into {_count(files, 'file')}?"
        lines.append((("bold", asked),))
    else:
        lines.append((("dim", "   Nothing is waiting to be written."),))
    return lines


def start_keys(desk: Desk) -> list[tuple[str, str]]:
    """The keys of the start."""
    begin = [("Enter", "begin"), ("G", "table"), ("/", "filter")] if desk.session.tally().open else [("Enter", "on")]
    return [*begin, ("q", "leave"), ("?", "help")]


def end_keys(desk: Desk) -> list[tuple[str, str]]:
    """The keys of the end."""
    if any(i.decision and i.decision.changes for i in desk.session.items):
        return [
            ("y", "write and leave"),
            ("n", "leave without"),
            ("v", "see the changes"),
            ("k", "back"),
            ("?", "help"),
        ]
    return [("q", "leave"), ("k", "back"), ("?", "help")]


def table(mode: Table, cells: int, rows: int) -> list[Line]:
    """The rows around the cursor."""
    first = max(0, min(mode.at - rows // 2, len(mode.rows) - rows))
    names = min(max((width(r.rule) for r in mode.rows), default=10), max(18, cells * 2 // 5))
    words = max(10, cells - names - 22)
    lines: list[Line] = [
        (("dim", f"     {'rule':<{names}}  {'words':<{words}} {'conf':>5} {'count':>6}"),),
    ]
    for number, row in enumerate(mode.rows[first : first + rows], first):
        style, sign = ANSWER_MARKS[triage.state(row.items)]
        here = number == mode.at
        change = _change(row.term, row.new, words)
        line: Line = (
            ("here" if here else "", "▶ " if here else "  "),
            (style, f"{sign} "),
            ("rule", pad(cut(row.rule, names), names)),
            ("", "  "),
            *change,
            ("", " " * (words - line_width(change))),
            ("", f" {triage.confidence(row):>5.2f} {len(row.items):>6}"),
        )
        lines.append(tuple(("bold" if here and s == "" else s, t) for s, t in line))
    return lines


def _change(old: str, new: str | None, cells: int) -> Line:
    old = old or "␣"
    if new is None:
        return clipped((("mark", old),), cells)
    new = new or "(delete)"
    half = (cells - 3) // 2
    if width(old) + width(new) + 3 <= cells:
        return (("old", old), ("dim", " → "), ("new", new))
    if width(old) <= half:
        return (("old", old), ("dim", " → "), ("new", cut(new, cells - 3 - width(old))))
    short = cut(old, max(half, cells - 3 - width(new)))
    return (("old", short), ("dim", " → "), ("new", cut(new, cells - 3 - width(short))))


def table_keys() -> list[tuple[str, str]]:
    """The keys of the table."""
    return [
        ("y", "accept row"),
        ("n", "reject row"),
        ("r", "whole rule"),
        ("Enter", "one by one"),
        ("o", "order"),
        ("z", "undo"),
        ("q", "back"),
        ("?", "help"),
    ]
