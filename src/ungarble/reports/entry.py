"""A finding with its place and replacement worked out once, for outputs that print many of its sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ungarble.matching import fingerprint
from ungarble.model import Finding, Span
from ungarble.outcome import Report
from ungarble.reports.place import Place, fix_text, place, where

SURE = 0.8
"""A finding at least this sure is told as a warning, a less sure one as a note."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding of `path`: `at` its start, `end` the place after its last character.

    `replacements`: what each fix puts in place of `text`, best first. `fingerprint` is made of rule, words and
    sentence; `number` tells the first, second… finding of the same fingerprint in the file apart.
    """

    path: str
    finding: Finding
    at: Place
    end: Place
    text: str
    replacements: tuple[str, ...]
    safe: bool
    fingerprint: str
    number: int

    @property
    def rule(self) -> str:
        """The rule's name."""
        return self.finding.rule.id

    @property
    def sure(self) -> bool:
        """Whether it is told as a warning rather than a note."""
        return self.finding.confidence >= SURE

    @property
    def change(self) -> str:
        """`“old” → “new”` on one line, for people."""
        old = f"“{_one_line(self.text)}”"
        if not self.replacements:
            return old
        new = _one_line(self.replacements[0])
        return f"{old} → “{new}”" if new else f"{old} → (delete)"


def entries(report: Report) -> Iterator[Entry]:
    """The findings of one document, in order."""
    document = report.document
    seen: Counter[str] = Counter()
    safe = {id(one.finding) for one in report.accepted}
    for finding in report.findings:
        at = where(document, finding)
        end = place(document, Span(at.span.end, at.span.end))
        mark = fingerprint("", finding)
        seen[mark] += 1
        yield Entry(
            document.path,
            finding,
            at,
            end,
            at.span.of(document.text),
            tuple(fix_text(document, finding, n) for n in range(len(finding.fixes))),
            id(finding) in safe,
            mark,
            seen[mark],
        )


def _one_line(text: str) -> str:
    text = " ".join(text.split()) if "\n" in text or "\r" in text else text
    return text if len(text) <= 120 else f"{text[:80]} … {text[-30:]}"
