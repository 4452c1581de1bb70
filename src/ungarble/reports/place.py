"""Lines, columns and fingerprints: how a place in a file is told to people and remembered by programs."""

from __future__ import annotations

import bisect
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from ungarble.model import Document, Finding, Span


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
    """The place of a finding in the decoded file."""
    return place(document, finding.segment.cover(finding.span))


def fix_text(document: Document, finding: Finding, number: int = 0) -> str:
    """What stands in place of the finding's stretch of the file after fix `number`, shown as one replacement."""
    cover = finding.segment.cover(finding.span)
    edits = finding.fixes[number].edits
    pieces = [(finding.segment.locate(e.span) or finding.segment.cover(e.span), e.text) for e in edits]
    text = cover.of(document.text)
    for span, new in sorted(pieces, reverse=True):
        text = text[: span.start - cover.start] + new + text[span.end - cover.start :]
    return text


def line_of(document: Document, at: Place) -> str:
    """The whole line of the file where `at` stands, without its end."""
    starts = _line_starts(document.text)
    end = starts[at.line] if at.line < len(starts) else len(document.text)
    return document.text[starts[at.line - 1] : end].rstrip("\r\n")


def fingerprint(document: Document, finding: Finding) -> str:
    """16 hexadecimal digits that stay the same when the file's other lines move.

    Made of the path, the rule, the garbled words and the sentence around them, white space folded.
    """
    from ungarble.english.sentences import sentence_at

    sentence = sentence_at(finding.segment.text, finding.span).of(finding.segment.text)
    parts = (document.path, finding.rule.id, finding.text, " ".join(sentence.split()))
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
