"""SARIF 2.1.0 (OASIS), for GitHub code scanning and other viewers. Columns count code points.

GitHub takes at most 25,000 results of one run: the surest are kept, and a notification tells how many are left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from ungarble.model import Rule
from ungarble.outcome import Report
from ungarble.reports.entry import Entry, entries
from ungarble.reports.place import Place
from ungarble.reports.uri import shown, uri
from ungarble.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MAX_RESULTS = 25_000


def render(reports: Sequence[Report], errors: Sequence[tuple[str, str]], limit: int = MAX_RESULTS) -> str:
    """One run. `errors` are (path, what); at most `limit` results."""
    found = [entry for report in reports for entry in entries(report)]
    told = [_notification(f"{shown(path)}: {what}", "error", path) for path, what in errors]
    if len(found) > limit:
        surest = sorted(range(len(found)), key=lambda n: (-found[n].finding.confidence, n))[:limit]
        left = len(found) - limit
        told.append(_notification(cut_warning(left, limit), "warning"))
        found = [found[n] for n in sorted(surest)]
    rules = {entry.rule: entry.finding.rule for entry in found}
    order = {name: n for n, name in enumerate(sorted(rules))}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "ungarble",
                "semanticVersion": __version__,
                "rules": [_rule(rules[name]) for name in order],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not errors, "toolExecutionNotifications": told}],
        "results": [_result(entry, order[entry.rule]) for entry in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def cut_warning(left: int, limit: int = MAX_RESULTS) -> str:
    """What is said where results are left out."""
    return f"{left} more findings are left out: SARIF readers take {limit} at most; the surest are kept"


def left_out(reports: Sequence[Report], limit: int = MAX_RESULTS) -> int:
    """How many findings do not get into the report."""
    return max(0, sum(len(r.findings) for r in reports) - limit)


def _notification(text: str, level: str, path: str | None = None) -> dict[str, Any]:
    notification: dict[str, Any] = {"level": level, "message": {"text": text}}
    if path is not None:
        notification["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(path)}}]
    return notification


def _rule(rule: Rule) -> dict[str, Any]:
    help_ = [rule.why]
    help_ += [f"- {e.bad}\n+ {e.good}" if e.good else f"- {e.bad}" for e in rule.examples if e.bad]
    return {
        "id": rule.id,
        "name": rule.id.rsplit("/", 1)[-1],
        "shortDescription": {"text": rule.why},
        "help": {"text": "\n\n".join(help_)},
        "defaultConfiguration": {"level": "warning", "rank": round(100 * rule.confidence, 2)},
        "properties": {
            "category": rule.category,
            "tags": [rule.category.split("/", 1)[0], *(f"from-{lang}" for lang in rule.source_langs)],
            "asks": rule.ask,
        },
    }


def _result(entry: Entry, index: int) -> dict[str, Any]:
    finding = entry.finding
    result: dict[str, Any] = {
        "ruleId": entry.rule,
        "ruleIndex": index,
        "level": "warning" if entry.sure else "note",
        "rank": round(100 * finding.confidence, 2),
        "message": {"text": finding.message or entry.change},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(entry.path),
                    "region": {**_region(entry.at, entry.end), "snippet": {"text": entry.text}},
                }
            }
        ],
        "partialFingerprints": {"ungarble/v1": f"{entry.fingerprint}:{entry.number}"},
        "properties": {"confidence": round(finding.confidence, 4), "safe": entry.safe},
    }
    if entry.replacements:
        result["fixes"] = [_fix(entry, new) for new in entry.replacements]
    return result


def _fix(entry: Entry, new: str) -> dict[str, Any]:
    return {
        "description": {"text": f"Replace “{entry.text}” by “{new}”" if new else f"Delete “{entry.text}”"},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(entry.path),
                "replacements": [{"deletedRegion": _region(entry.at, entry.end), "insertedContent": {"text": new}}],
            }
        ],
    }


def _artifact(path: str) -> dict[str, str]:
    return {"uri": uri(path)} if PurePath(path).is_absolute() else {"uri": uri(path), "uriBaseId": "%SRCROOT%"}


def _region(start: Place, end: Place) -> dict[str, int]:
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": start.span.start,
        "charLength": end.span.start - start.span.start,
    }
