"""GitLab's code quality report: a JSON list in the format of Code Climate."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from ungarble.outcome import Report
from ungarble.reports.entry import Entry, entries
from ungarble.reports.uri import shown


def render(reports: Sequence[Report], errors: Sequence[tuple[str, str]]) -> str:
    """The whole list; a file that could not be done is a `blocker`."""
    found = [_finding(entry) for report in reports for entry in entries(report)]
    found += [_error(path, what) for path, what in errors]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _finding(entry: Entry) -> dict[str, object]:
    return {
        "description": f"{entry.finding.message} {entry.change}",
        "check_name": entry.rule,
        "fingerprint": _fingerprint(shown(entry.path), entry.fingerprint, str(entry.number)),
        "severity": "minor" if entry.sure else "info",
        "location": {"path": shown(entry.path), "lines": {"begin": entry.at.line, "end": entry.end.line}},
    }


def _error(path: str, what: str) -> dict[str, object]:
    return {
        "description": what,
        "check_name": "ungarble/not-read",
        "fingerprint": _fingerprint(shown(path), what),
        "severity": "blocker",
        "location": {"path": shown(path), "lines": {"begin": 1}},
    }


def _fingerprint(*parts: str) -> str:
    """GitLab drops a second finding of the same fingerprint, so path and number are part of it."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
