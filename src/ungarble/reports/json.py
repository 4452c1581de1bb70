"""The report that machines read: one JSON object. See DESIGN's schema 1; offsets count code points of the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ungarble.model import Finding, Refusal, Rule
from ungarble.outcome import Report
from ungarble.reports.place import fingerprint, fix_text, where
from ungarble.reports.uri import escaped
from ungarble.version import __version__

SCHEMA = 1


def render(reports: Iterable[Report], errors: Sequence[tuple[str, str]]) -> str:
    """The whole report; `errors` are (path, what) of the files that could not be read."""
    reports = list(reports)
    whole = {
        "schema": SCHEMA,
        "version": __version__,
        "findings": [as_data(report, f) for report in reports for f in report.findings],
        "refusals": [_refusal(report, r) for report in reports for r in report.refusals],
        "documents": [
            {
                "path": report.document.path,
                "format": report.document.format,
                "encoding": report.document.encoding,
                "source_lang": list(report.source.langs),
            }
            for report in reports
        ],
        "errors": [{"path": path, "message": what} for path, what in errors],
    }
    return escaped(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n"


def as_data(report: Report, finding: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    document = report.document
    at = where(document, finding)
    safe = report.is_safe(finding)
    return {
        "path": document.path,
        "rule": finding.rule.id,
        "category": finding.rule.category,
        "from": from_data(finding.rule),
        "start": at.span.start,
        "end": at.span.end,
        "line": at.line,
        "column": at.column,
        "text": at.span.of(document.text),
        "message": finding.message,
        "confidence": round(finding.confidence, 4),
        "evidence": dict(finding.evidence),
        "fixes": [
            {
                "text": fix_text(document, finding, n),
                "confidence": round(fix.confidence, 4),
                "safe": safe and n == 0,
            }
            for n, fix in enumerate(finding.fixes)
        ],
        "fingerprint": fingerprint(document, finding),
        "unit": finding.segment.id if finding.segment.source is not None else None,
    }


def from_data(rule: Rule) -> str | list[str] | None:
    """The source language of a rule as its file says it: the code of one, a list of several, None for any."""
    langs = rule.source_langs
    return langs[0] if len(langs) == 1 else list(langs) or None


def _refusal(report: Report, refusal: Refusal) -> dict[str, Any]:
    at = where(report.document, refusal.finding)
    return {
        "path": report.document.path,
        "rule": refusal.finding.rule.id,
        "start": at.span.start,
        "end": at.span.end,
        "line": at.line,
        "column": at.column,
        "reason": refusal.reason,
    }
