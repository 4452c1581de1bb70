"""How often each rule found something, most often first."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ungarble.outcome import Report


@dataclass(slots=True)
class Tally:
    """Findings of one rule, those with a fix, those with a safe one, and files they stand in."""

    findings: int = 0
    with_fix: int = 0
    safe: int = 0
    files: int = 0


def tallies(reports: Sequence[Report]) -> list[tuple[str, Tally]]:
    """Each rule that found something with its tally."""
    counted: dict[str, Tally] = defaultdict(Tally)
    for report in reports:
        safe = {id(one.finding) for one in report.accepted}
        for finding in report.findings:
            tally = counted[finding.rule.id]
            tally.findings += 1
            tally.with_fix += bool(finding.fixes)
            tally.safe += id(finding) in safe
        for name in {f.rule.id for f in report.findings}:
            counted[name].files += 1
    return sorted(counted.items(), key=lambda item: (-item[1].findings, item[0]))


def table(reports: Sequence[Report]) -> str:
    """A table for people: findings, how many with a fix, how many safe, files, rule."""
    rows = tallies(reports)
    if not rows:
        return ""
    head = ("findings", "with fix", "safe", "files")
    out = ["  ".join([*head, "rule"])]
    for name, t in rows:
        numbers = (t.findings, t.with_fix, t.safe, t.files)
        out.append("  ".join([*(f"{n:>{len(h)}}" for n, h in zip(numbers, head, strict=True)), name]))
    return "\n".join(out) + "\n"


def as_json(reports: Sequence[Report]) -> str:
    """The same as a JSON list."""
    rows = [
        {"rule": name, "findings": t.findings, "with_fix": t.with_fix, "safe": t.safe, "files": t.files}
        for name, t in tallies(reports)
    ]
    return json.dumps(rows, indent=1) + "\n"
