"""reviewdog's diagnostic format (rdjson), with suggestions. Its columns count bytes of UTF-8."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ungarble.outcome import Report
from ungarble.reports.entry import Entry, entries
from ungarble.reports.place import Place
from ungarble.reports.uri import shown


def render(reports: Sequence[Report], errors: Sequence[tuple[str, str]]) -> str:
    """One object; a file that could not be done is an `ERROR` without a place."""
    found = [_diagnostic(report, entry) for report in reports for entry in entries(report)]
    found += [
        {"message": what, "location": {"path": shown(path)}, "severity": "ERROR", "code": {"value": "not-read"}}
        for path, what in errors
    ]
    whole = {"source": {"name": "ungarble"}, "severity": "WARNING", "diagnostics": found}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(report: Report, entry: Entry) -> dict[str, Any]:
    text = report.document.text
    stretch = {"start": _position(text, entry.at), "end": _position(text, entry.end)}
    diagnostic: dict[str, Any] = {
        "message": f"{entry.finding.message}\n{entry.finding.rule.why}",
        "location": {"path": shown(entry.path), "range": stretch},
        "severity": "WARNING" if entry.sure else "INFO",
        "code": {"value": entry.rule},
        "original_output": f"{entry.change} ({entry.finding.confidence:.2f})",
    }
    if entry.replacements:
        diagnostic["suggestions"] = [{"range": stretch, "text": new} for new in entry.replacements[:1]]
    return diagnostic


def _position(text: str, at: Place) -> dict[str, int]:
    line_start = at.span.start - at.column + 1
    return {"line": at.line, "column": len(text[line_start : at.span.start].encode("utf-8", "surrogatepass")) + 1}
