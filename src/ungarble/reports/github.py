"""Workflow commands of GitHub Actions (annotations), and a table for the summary of the step.

GitHub shows ten warnings and ten notices of a step as annotations; the table holds the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ungarble.outcome import Report
from ungarble.reports.entry import Entry, entries
from ungarble.reports.uri import shown

MAX_ROWS = 300
"""Rows of the table: GitHub refuses a summary of more than 1 MiB."""


def lines(report: Report) -> Iterator[str]:
    """One workflow command a finding."""
    for entry in entries(report):
        properties = {
            "file": shown(entry.path),
            "line": str(entry.at.line),
            "endLine": str(entry.end.line),
            # GitHub takes columns only where a finding stands on one line.
            **({"col": str(entry.at.column), "endColumn": str(entry.end.column)} if _on_one_line(entry) else {}),
            "title": entry.rule,
        }
        told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        yield f"::{'warning' if entry.sure else 'notice'} {told}::{_data(_message(entry))}"


def error(path: str, what: str) -> str:
    """The workflow command for a file that could not be done."""
    return f"::error file={_property(shown(path))},title=ungarble::{_data(what)}"


def summary(reports: Sequence[Report], errors: Sequence[tuple[str, str]]) -> str:
    """A Markdown table, the surest findings first, for `$GITHUB_STEP_SUMMARY`."""
    found = [entry for report in reports for entry in entries(report)]
    files = len({entry.path for entry in found})
    safe = sum(entry.safe for entry in found)
    out = ["### ungarble", ""]
    if not found:
        out.append(f"No findings in {len(reports)} files.")
    else:
        out.append(f"{len(found)} findings in {files} of {len(reports)} files, {safe} with a safe fix.")
        out += ["", "| place | change | rule | confidence |", "|---|---|---|---:|"]
        for entry in sorted(found, key=lambda e: -e.finding.confidence)[:MAX_ROWS]:
            where = f"{shown(entry.path)}:{entry.at.line}"
            sureness = f"{entry.finding.confidence:.2f}{' safe' if entry.safe else ''}"
            out.append(f"| {_cell(where)} | {_cell(entry.change)} | {_cell(entry.rule)} | {sureness} |")
        if len(found) > MAX_ROWS:
            out.append(f"\n… and {len(found) - MAX_ROWS} more.")
    out += [f"\n**{_cell(shown(path))}**: {_cell(what)}" for path, what in errors]
    return "\n".join(out) + "\n"


def _message(entry: Entry) -> str:
    sureness = f"confidence {entry.finding.confidence:.2f}{', safe fix' if entry.safe else ''}"
    return f"{entry.finding.message}\n{entry.change} ({sureness})\n{entry.finding.rule.why}"


def _on_one_line(entry: Entry) -> bool:
    return entry.at.line == entry.end.line


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """Text in a table cell: nothing of it is read as Markdown or as a tag."""
    for char in "\\`*_[]<>|":
        text = text.replace(char, f"\\{char}")
    return " ".join(text.split())
