"""The screens as styled lines, for a width and a height: what `screen` and `plain` both show."""

from __future__ import annotations

from ungarble.review.desk import VIEWS, Desk
from ungarble.review.items import Item
from ungarble.review.keys import BINDINGS
from ungarble.review.styled import Line, Piece, clipped, cut, line_width, spread, wrapped
from ungarble.review.words import both, neighbours, worded

ANSWER_MARKS = {
    "accept": ("yes", "✔"),
    "edit": ("yes", "✎"),
    "reject": ("no", "✘"),
    "skip": ("warn", "…"),
    "open": ("dim", "·"),
    "mixed": ("warn", "±"),
}
_LABEL = 7
"""Cells of the column that says `why`, `also` …"""

_WIDE = 110
"""Cells from which two wordings are set side by side."""


def bar(share: float, cells: int, done: str = "▇", left: str = "▁") -> str:
    """A share from 0 to 1 as a bar; a single full cell is only shown for more than nothing."""
    full = round(share * cells)
    full = max(full, 1) if share > 0 else 0
    return done * min(full, cells) + left * max(0, cells - full)


def mark(item: Item) -> Piece:
    """The sign of an item's answer."""
    return ANSWER_MARKS[item.decision.answer if item.decision else "open"]


def head(desk: Desk, cells: int) -> list[Line]:
    """Where we are and how far: file and line, number, counts; the rule and how sure."""
    item = desk.now
    n = desk.session.tally()
    counts: Line = (
        ("yes", f" ✔{n.accepted + n.edited}"),
        ("no", f" ✘{n.rejected}"),
        ("dim", f" …{n.open + n.skipped}"),
        ("", " "),
    )
    if item is None:
        return [spread(((" ", ""), ("bold", " nothing is shown")), counts, cells)]
    number: Line = (("bold", f"[{desk.place() + 1}/{len(desk.shown)}]"),)
    if desk.filter:
        number = (("warn", f"/{cut(desk.filter, 20)} "), *number)
    at = item.at
    left: Line = (("", " "), ("bold", f"{shown_path(item.file.document.path)}:{at.line}:{at.column}"))
    second = spread((("", " "), ("rule", item.rule)), (*sureness(item), ("", " ")), cells)
    return [spread(left, (*number, *counts), cells), second]


def shown_path(path: str) -> str:
    """A path that can be printed: what is no UTF-8, and control characters, escaped."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def sureness(item: Item) -> Line:
    """Confidence as number and bar, and whether `fix` would do it unasked."""
    value = item.finding.confidence
    safe: Line = (("yes", " safe"),) if item.safe else (("dim", " asks"),) if item.finding.rule.ask else ()
    style = "yes" if value >= 0.9 else "warn" if value < 0.7 else ""
    return (("dim", "confidence "), (style, f"{value:.2f} {bar(value, 10)}"), *safe)


def body(desk: Desk, cells: int, marks: bool = False) -> list[Line]:
    """The text with its difference, the reason, the wordings to choose from."""
    item = desk.now
    if item is None:
        return [(), (("dim", "   Nothing is shown. / with nothing shows all."),)]
    lines: list[Line] = [()]
    before, after = neighbours(item, desk.context)
    if before is not None:
        lines += [*wrapped((("dim", cut(before.text, 4 * cells)),), cells - 3, 3), ()]
    lines += _difference(desk, item, cells, marks)
    if after is not None:
        lines += [(), *wrapped((("dim", cut(after.text, 4 * cells)),), cells - 3, 3)]
    lines.append(())
    if item.finding.segment.source is not None:
        lines += labelled("source", (("", item.finding.segment.source),), cells)
    lines += labelled("what", (("", item.finding.message),), cells)
    if item.finding.rule.why and item.finding.rule.why not in item.finding.message:
        lines += labelled("why", (("", item.finding.rule.why),), cells)
    if item.finding.evidence:
        told = " · ".join(f"{key}: {value}" for key, value in item.finding.evidence.items())
        lines += labelled("cues", (("", told),), cells)
    if more := also(desk, item):
        lines += labelled("also", (("", more),), cells)
    lines += [(), *wordings(item, cells)]
    return lines


def labelled(label: str, line: Line, cells: int) -> list[Line]:
    """Lines with a label before the first."""
    rows = wrapped(line, cells - 3 - _LABEL - 1, 0)
    pad = " " * (3 + _LABEL)
    return [((("dim", f"   {label:<{_LABEL}}") if n == 0 else ("", pad)), *row) for n, row in enumerate(rows)]


def _difference(desk: Desk, item: Item, cells: int, marks: bool) -> list[Line]:
    number = choice(item)
    if VIEWS[desk.view] == "words":
        return wrapped(worded(item, number, desk.context, marks), cells - 3, 3)
    old, new = both(item, number, desk.context)
    if VIEWS[desk.view] == "side by side" and cells >= _WIDE // 2:
        half = (cells - 9) // 2
        left, right = wrapped(old, half), wrapped(new, half)
        rows = max(len(left), len(right))
        left, right = left + [()] * (rows - len(left)), right + [()] * (rows - len(right))
        return [
            (("", "   "), *a, ("", " " * (half - line_width(a))), ("dim", " │ "), *b)
            for a, b in zip(left, right, strict=True)
        ]
    return [*_signed("-", "no", old, cells), *_signed("+", "yes", new, cells)]


def _signed(sign: str, style: str, line: Line, cells: int) -> list[Line]:
    rows = wrapped(line, cells - 6)
    return [((style, f" {sign if n == 0 else ' '} "), *row) for n, row in enumerate(rows)]


def choice(item: Item) -> int:
    """The number of the fix that is shown: the accepted one, else the first."""
    if item.decision is None or not item.decision.changes:
        return 0
    wanted = item.decision.replacement
    for number in range(len(item.finding.fixes)):
        if " ".join(wanted.split()) in (item.wording(number), " ".join(item.wording(number).split())):
            return number
    return 0


def also(desk: Desk, item: Item) -> str:
    """How many more places are like it."""
    same = [i for i in desk.session.groups[item.rule, item.term] if i is not item]
    if not same:
        return ""
    files = len({i.file.name for i in same})
    places = "1 more place" if len(same) == 1 else f"{len(same)} more places"
    waiting = sum(i.open for i in same)
    return f"{places} in {files} {'file' if files == 1 else 'files'}, {waiting} undecided"


def wordings(item: Item, cells: int) -> list[Line]:
    """The numbered wordings, and the answer there is."""
    lines: list[Line] = []
    row: list[Piece] = []
    for number, fix in enumerate(item.finding.fixes[:9]):
        text = item.wording(number) or "(delete)"
        entry: list[Piece] = [
            ("key", str(number + 1)),
            ("", f" {cut(text, cells - 16)} "),
            ("dim", f"{fix.confidence:.2f}"),
        ]
        if row and line_width(row) + line_width(entry) + 8 > cells:
            lines.append((("", "   "), *row))
            row = []
        row += [("", "     "), *entry] if row else entry
    if not item.finding.fixes:
        row = [
            ("dim", "no wording to propose: "),
            ("key", "e"),
            ("dim", " types one, "),
            ("key", "n"),
            ("dim", " keeps it"),
        ]
    lines.append((("", "   "), *row))
    if item.decision is not None:
        style, sign = mark(item)
        told = {"accept": "accepted", "edit": "your wording", "reject": "rejected", "skip": "skipped"}
        what = f" {sign} {told.get(item.decision.answer, '')}"
        new = f": {cut(item.decision.replacement, cells - 30) or '(delete)'}" if item.decision.changes else ""
        lines += [(), ((style, f"  {what}"), ("", new))]
    return lines


def foot(desk: Desk, cells: int) -> Line:
    """The last message, or the keys that matter most, as many as there is room for."""
    if desk.message:
        return clipped((("warn", f" {desk.message}"),), cells)
    return key_line(question_keys(), cells)


def question_keys() -> list[tuple[str, str]]:
    """The keys that the foot of a question names."""
    return [(b.key, b.brief) for b in BINDINGS if b.brief]


def key_line(pairs: list[tuple[str, str]], cells: int) -> Line:
    """`y accept · n reject …`, cut between keys; the last two (leaving, help) always stay."""
    named: list[list[Piece]] = [[("key", key), ("", f" {brief}")] for key, brief in pairs]
    last = named[-2:]
    room = cells - sum(line_width(piece) + 3 for piece in last)
    out: list[Piece] = [("", " ")]
    for piece in named[:-2]:
        if line_width(out) + line_width(piece) + 3 > room:
            break
        out += [*piece, ("dim", " · ")]
    return (*out, *last[0], *(p for piece in last[1:] for p in (("dim", " · "), *piece)))
