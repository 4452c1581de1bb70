"""The reports that people read on a terminal: `full` with the words in their line, `concise` one line a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ungarble.model import Finding
from ungarble.outcome import Repair, Report
from ungarble.reports.place import fix_text, line_of, place, where

_CONTEXT = 50
"""Code points of the line shown on either side of a finding."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Terminal codes around parts of a report; all empty: no colour."""

    path: str = ""
    old: str = ""
    new: str = ""
    rule: str = ""
    dim: str = ""
    end: str = ""


PLAIN = Palette()
COLOUR = Palette("\033[1m", "\033[31m", "\033[32m", "\033[36m", "\033[2m", "\033[0m")


def concise(report: Report, palette: Palette = PLAIN) -> Iterator[str]:
    """`path:line:column: rule  “old” → “new”  0.97 safe`, one finding a line."""
    p = palette
    for finding in report.findings:
        at = where(report.document, finding)
        place = f"{p.path}{report.document.path}:{at.line}:{at.column}{p.end}"
        yield f"{place}: {p.rule}{finding.rule.id}{p.end} {_change(report, finding, p)} {_sureness(report, finding)}"


def full(report: Report, palette: Palette = PLAIN) -> Iterator[str]:
    """A block for each finding: place and rule, the words in their line, the message, the reason."""
    p = palette
    for finding in report.findings:
        at = where(report.document, finding)
        yield (
            f"{p.path}{report.document.path}:{at.line}:{at.column}{p.end} "
            f"{p.rule}{finding.rule.id}{p.end} {_sureness(report, finding)}"
        )
        yield f"    {_in_line(report, finding, p)}"
        yield f"    {finding.message}"
        yield f"    {p.dim}{finding.rule.why}{p.end}"
        if len(finding.fixes) > 1:
            others = ", ".join(
                f"“{_one_line(fix_text(report.document, finding, n))}”" for n in range(1, len(finding.fixes))
            )
            yield f"    {p.dim}or: {others}{p.end}"
        if finding.evidence:
            told = "; ".join(f"{k}: {v}" for k, v in finding.evidence.items())
            yield f"    {p.dim}{told}{p.end}"
        yield ""


def applied(repair: Repair) -> Iterator[str]:
    """What was fixed in a document, one fix a line; lines and columns are those of the file before."""
    for one in repair.applied:
        at = place(repair.before, one.at)
        new = f"“{_one_line(one.new)}”" if one.new else "(delete)"
        where_ = f"{repair.before.path}:{at.line}:{at.column}"
        yield f"{where_}: fixed {one.finding.rule.id} “{_one_line(one.old)}” → {new}"


def summary(reports: list[Report], files: int) -> str:
    """One line on the whole run."""
    findings = sum(len(r.findings) for r in reports)
    safe = sum(len(r.accepted) for r in reports)
    langs = sorted({" or ".join(r.source.langs) for r in reports if r.source.langs})
    told = f"; source language: {', '.join(langs)}" if langs else ""
    what = "1 finding" if findings == 1 else f"{findings} findings"
    where_ = "1 file" if files == 1 else f"{files} files"
    return f"{what} in {where_}, {safe} with a safe fix{told}"


def _sureness(report: Report, finding: Finding) -> str:
    safe = " safe" if report.is_safe(finding) else ""
    return f"{finding.confidence:.2f}{safe}"


def _change(report: Report, finding: Finding, p: Palette) -> str:
    old = f"{p.old}“{_one_line(where(report.document, finding).span.of(report.document.text))}”{p.end}"
    if not finding.fixes:
        return old
    new = _one_line(fix_text(report.document, finding))
    return f"{old} → {p.new}“{new}”{p.end}" if new else f"{old} → {p.new}(delete){p.end}"


def _in_line(report: Report, finding: Finding, p: Palette) -> str:
    at = where(report.document, finding)
    line = line_of(report.document, at)
    column = at.column - 1
    old = at.span.of(report.document.text)
    shown = _one_line(old)
    left = line[max(0, column - _CONTEXT) : column]
    right = report.document.text[at.span.end : at.span.end + _CONTEXT].split("\n")[0].rstrip("\r")
    dots_left = "…" if column > _CONTEXT else ""
    change = f"{p.old}[-{shown}-]{p.end}"
    if finding.fixes:
        new = _one_line(fix_text(report.document, finding))
        change += f"{p.new}{{+{new}+}}{p.end}" if new else ""
    return f"{dots_left}{left}{change}{right}"


def _one_line(text: str) -> str:
    text = " ".join(text.split()) if "\n" in text else text
    return text if len(text) <= 120 else f"{text[:80]} … {text[-30:]}"
