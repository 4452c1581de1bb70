"""Lines, columns and replacements: how a place in a file is told to people and programs."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import lru_cache

from ungarble import matching
from ungarble.decisions import portable
from ungarble.model import Document, Finding, RawEdit, Span, apply_edits
from ungarble.rawedits import raw_edits


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span stands: `span` in code points of the decoded file; line and column count from 1."""

    span: Span
    line: int
    column: int


@lru_cache(maxsize=8)
def _line_starts(text: str) -> list[int]:
    return [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text))]


def place(document: Document, span: Span) -> Place:
    """Line and column of the start of `span` of the decoded file."""
    starts = _line_starts(document.text)
    line = bisect.bisect_right(starts, span.start)
    return Place(span, line, span.start - starts[line - 1] + 1)


def where(document: Document, finding: Finding) -> Place:
    """The place of a finding in the decoded file: of its words, and of whatever its fixes change."""
    spans = [finding.segment.cover(finding.span)]
    spans += [e.span for n in range(len(finding.fixes)) for e in _edits(document, finding, n)]
    return place(document, Span(min(s.start for s in spans), max(s.end for s in spans)))


def fix_text(document: Document, finding: Finding, number: int = 0) -> str:
    """What stands in place of the finding's stretch of the file after fix `number`, shown as one replacement."""
    whole = where(document, finding).span
    own = [RawEdit(e.span.shifted(-whole.start), e.text) for e in _edits(document, finding, number)]
    return apply_edits(whole.of(document.text), own)


def _edits(document: Document, finding: Finding, number: int) -> tuple[RawEdit, ...]:
    """The edits of fix `number`; where it cannot be applied, those of what it says would stand there."""
    segment, fix = finding.segment, finding.fixes[number]
    edits, reason = raw_edits(segment, fix, document.text)
    return tuple(RawEdit(segment.cover(e.span), e.text) for e in fix.edits) if reason else edits


def line_of(document: Document, at: Place) -> str:
    """The whole line of the file where `at` stands, without its end."""
    starts = _line_starts(document.text)
    end = starts[at.line] if at.line < len(starts) else len(document.text)
    return document.text[starts[at.line - 1] : end].rstrip("\r\n")


def fingerprint(document: Document, finding: Finding) -> str:
    """What decisions call the finding: 16 hexadecimal digits that stay the same when the file's other lines move."""
    return matching.fingerprint(_portable(document.path), finding)


@lru_cache(maxsize=8)
def _portable(path: str) -> str:
    return portable(path)
