"""The nouns: what flows between the parts of `ungarble`.

Everything here is frozen data; this module imports nothing of ours. Offsets are Unicode code points, spans are
half-open. A segment's offsets count in its own text; `Segment.locate` carries them to the decoded file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

SAFE_CONFIDENCE = 0.95
"""Default of `fix-min-confidence`: a fix at least this sure may be applied unasked."""

SHOWN_CONFIDENCE = 0.5
"""Default of `min-confidence`: a finding less sure than this is not shown."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` in code points; an empty span is a place between two characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The stretch of `text` under this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character, or an empty one lies inside or at the edge of the other."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """The same stretch, `by` code points further on."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Piece:
    """Segment text `[start, end)` stands unchanged in the decoded file from offset `at`."""

    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class Segment:
    """The prose a reader sees in one run: a paragraph, a heading, a table cell, a translation unit's target.

    `origin` says where the text stands in the decoded file. It has one piece where the text stands there in one
    run, several where markup lies between (`a **bold** word` is three pieces). `protected` spans (of `text`) are
    code, URLs, placeholders, tags, quotations in another language: no edit may touch them. `source` is the source
    text of a bilingual unit. `removal` is the stretch of the file that goes when the whole segment is deleted
    (a paragraph goes with the blank line after it).
    """

    id: str
    text: str
    origin: tuple[Piece, ...]
    source: str | None = None
    protected: tuple[Span, ...] = ()
    removal: Span | None = None

    def locate(self, span: Span) -> Span | None:
        """The stretch of the decoded file under `span`; None where markup lies inside it.

        An insertion between two pieces belongs to the end of the left one, so that a word added after
        `**bold**` is not torn from it by white space that stands before the next piece.
        """
        for piece in self.origin:
            if piece.start <= span.start and span.end <= piece.end:
                return span.shifted(piece.at - piece.start)
        return None

    def cover(self, span: Span) -> Span:
        """The smallest stretch of the decoded file that holds all of `span`, markup inside it included."""
        inside = [p for p in self.origin if p.start <= span.end and span.start <= p.end]
        ends = [p for p in inside if p.start < span.end or p is inside[0]]
        starts = [p for p in inside if span.start < p.end or p is inside[-1]]
        first, last = starts[0], ends[-1]
        start = first.at + max(span.start - first.start, 0)
        end = last.at + min(span.end, last.end) - last.start
        return Span(start, max(start, end))


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was read. `raw` is exactly its bytes: `bom + text.encode(encoding)`.

    `path` is how the user named it (`-` for standard input); `format` names the reader that found the segments.
    """

    path: str
    raw: bytes
    encoding: str
    bom: bytes
    text: str
    format: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule must and must not do. `bad` text is found (and becomes `good`, if given); `ok` text is not.

    `known_failure` gives the reason why the example does not hold yet: a strict expected failure.
    """

    bad: str = ""
    good: str = ""
    ok: str = ""
    known_failure: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is wrong with a text, as data. `id` is `pack/file/name`; `match` belongs to `kind`.

    `confidence` says how often a reader accepts the fix (or, where there is none, the finding). A rule with `ask`
    is never applied unasked, however sure, because being wrong would change the meaning. `source_langs` are the
    languages whose interference this is (`fr`; `es` and `pt` where both say it so), empty where any language leaves
    this damage. A rule with `company` is asked only where other damage is found near: by itself it would be wrong too
    often.
    """

    id: str
    kind: str
    message: str
    why: str
    category: str
    confidence: float
    ask: bool
    match: Mapping[str, Any]
    examples: tuple[Example, ...]
    source_langs: tuple[str, ...] = ()
    company: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `span` of a segment's text by `text`. An empty span inserts, an empty text deletes."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits of one segment that go together or not at all, in order and apart."""

    edits: tuple[Edit, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One garble. `fixes` best first; none: seen, not repaired. `evidence` says what speaks for it."""

    rule: Rule
    segment: Segment
    span: Span
    message: str
    confidence: float
    fixes: tuple[Fix, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words that are garbled."""
        return self.span.of(self.segment.text)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the first fix of a finding was not applied."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class RawEdit:
    """Replace `span` of the decoded file by `text`: an edit after `Segment.locate`."""

    span: Span
    text: str


def apply_edits(text: str, edits: Sequence[Edit | RawEdit]) -> str:
    """`text` after edits that do not overlap.

    Raises ValueError where two overlap: which of them to drop is the caller's decision, not ours.
    """
    ordered = sorted(edits, key=lambda e: (e.span.start, e.span.end))
    for left, right in pairwise(ordered):
        if left.span.end > right.span.start or left.span == right.span:
            raise ValueError(f"edits overlap: {left} and {right}")
    parts, at = [], 0
    for edit in ordered:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])
