"""Pages to read: the keys, a rule with its examples, the changes so far."""

from __future__ import annotations

from collections.abc import Iterable

from ungarble.model import Rule
from ungarble.outcome import Repair, Report
from ungarble.reports.diff import render
from ungarble.review.keys import BINDINGS
from ungarble.review.modes import Page
from ungarble.review.styled import Line
from ungarble.review.writing import Draft

TABLE_KEYS = (
    ("y", "accept the whole row; Space does the same, and takes it back"),
    ("n", "reject the whole row"),
    ("s", "skip the whole row"),
    ("r", "accept all of this row's rule that it is at least as sure of (asks first)"),
    ("Enter", "go through the row one by one"),
    ("j k ↓ ↑", "move"),
    ("o", "order: most places, surest, by rule"),
    ("z Z", "undo, redo"),
    ("v", "all changes so far"),
    ("q G", "back"),
)


def help_page(table: bool = False) -> Page:
    """The keys, in groups."""
    lines: list[Line] = []
    if table:
        lines += [(("key", f"{key:>8}"), ("", f"  {what}")) for key, what in TABLE_KEYS]
        return Page("keys of the table", lines)
    group = ""
    for binding in sorted(BINDINGS, key=lambda b: _order(b.group)):
        if binding.group != group:
            group = binding.group
            lines += [(), (("bold", group),)] if lines else [(("bold", group),)]
        lines.append((("", " " * (6 - len(binding.key))), ("key", binding.key), ("", f"  {binding.meaning}")))
    lines += [
        (),
        (("dim", "Answers are on the disk at once; files are written only by W and at the end."),),
        (("dim", "Ctrl-C leaves like Q."),),
    ]
    return Page("keys", lines)


def _order(group: str) -> int:
    return list(dict.fromkeys(b.group for b in BINDINGS)).index(group)


def rule_page(rule: Rule) -> Page:
    """A rule: what it is about, how sure, its examples."""
    lines: list[Line] = [
        (("", rule.why),),
        (),
        (
            ("dim", "kind "),
            ("", rule.kind),
            ("dim", "   category "),
            ("", rule.category),
            ("dim", "   confidence "),
            ("", f"{rule.confidence:.2f}"),
            ("dim", "   always asks" if rule.ask else ""),
            ("dim", f"   from {' or '.join(rule.source_langs)}" if rule.source_langs else ""),
        ),
        (),
    ]
    for example in rule.examples:
        if example.bad:
            lines.append((("no", "- "), ("", example.bad)))
            if example.good:
                lines.append((("yes", "+ "), ("", example.good)))
        else:
            lines.append((("dim", "  "), ("", example.ok), ("dim", "  (left alone)")))
    return Page(rule.id, lines)


def diff_page(drafts: Iterable[Draft]) -> Page:
    """All changes that are accepted and not written, as a unified diff, and those that cannot be written."""
    lines: list[Line] = []
    for one in drafts:
        for item, why in one.refused:
            lines.append((("warn", f"{one.file.name}:{item.at.line}: cannot be written: {why}"),))
        report = Report(one.after, (), (), (), one.file.report.source)
        for piece in render(Repair(one.file.document, one.after, (), report)):
            lines += [((_style(row), row.rstrip("\r")),) for row in piece.rstrip("\n").split("\n")]
    return Page("changes so far", lines or [(("dim", "nothing is accepted yet"),)])


def _style(row: str) -> str:
    if row.startswith(("+++", "---")):
        return "bold"
    return {"+": "yes", "-": "no", "@": "rule"}.get(row[:1], "")
