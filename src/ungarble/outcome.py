"""What came of a document: what was found, what may be done about it, what was done."""

from __future__ import annotations

from dataclasses import dataclass, field

from ungarble.model import Document, Finding, RawEdit, Refusal, Span


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding whose first fix will be applied, as edits of the decoded file."""

    finding: Finding
    edits: tuple[RawEdit, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is to be done about the findings of one document."""

    accepted: tuple[Accepted, ...]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class SourceGuess:
    """The source languages of a document: `given` by the user, or told by its findings with the `weights` of each.

    Several that were told: one of them, but what was found is the same in all.
    """

    langs: tuple[str, ...]
    given: bool
    weights: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a document, and which first fixes `fix` would apply (`accepted`)."""

    document: Document
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    refusals: tuple[Refusal, ...]
    source: SourceGuess
    _safe: frozenset[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_safe", frozenset(id(one.finding) for one in self.accepted))

    def __reduce__(self) -> tuple[type[Report], tuple[object, ...]]:
        # Another process has other identities: made anew there, not copied.
        return type(self), (self.document, self.findings, self.accepted, self.refusals, self.source)

    def is_safe(self, finding: Finding) -> bool:
        """Whether `fix` would apply the first fix of this finding, one of `findings` itself and not a copy."""
        return id(finding) in self._safe


@dataclass(frozen=True, slots=True)
class Applied:
    """A finding whose fix was applied. `at`: its place in the decoded file as it was before any repair."""

    finding: Finding
    at: Span
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A document before and after its fixes, and the report on what is left."""

    before: Document
    after: Document
    applied: tuple[Applied, ...]
    rest: Report
