"""Findings below the name of their file, places in a column: for a run over many files."""

from __future__ import annotations

from collections.abc import Iterator

from ungarble.outcome import Report
from ungarble.reports.entry import entries
from ungarble.reports.text import PLAIN, Palette


def grouped(report: Report, palette: Palette = PLAIN) -> Iterator[str]:
    """The file's name, then a line a finding; nothing for a clean file."""
    p = palette
    found = list(entries(report))
    if not found:
        return
    yield f"{p.path}{report.document.path}{p.end}"
    wide = max(len(f"{e.at.line}:{e.at.column}") for e in found)
    for entry in found:
        place = f"{entry.at.line}:{entry.at.column}"
        safe = " safe" if entry.safe else ""
        yield f"  {place:>{wide}}  {entry.change}  {p.rule}{entry.rule}{p.end} {entry.finding.confidence:.2f}{safe}"
    yield ""
