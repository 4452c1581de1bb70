"""From "these words should read so" to a finding that changes no more than it must."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ungarble.model import Edit, Finding, Fix, Rule, Segment, Span

ALTERNATIVE = 0.6
"""A second wording is right much more rarely than the first: its share of the rule's confidence."""

_WORD = re.compile(r"[\w’'-]+|\s+|.", re.S)


def rewording(
    rule: Rule,
    segment: Segment,
    span: Span,
    wordings: Sequence[str],
    message: str = "",
    confidence: float | None = None,
    evidence: Mapping[str, str] | None = None,
) -> Finding:
    """A finding on `span` whose fixes put one of `wordings` there, best first; none: seen, not repaired.

    Span and edits shrink to the words that the first wording changes, so that what is equal at both ends is not
    touched, marked or fought over. An insertion keeps one neighbouring word, to have something to point at.
    `confidence` is the rule's where None.
    """
    sure = rule.confidence if confidence is None else confidence
    if wordings:
        span, wordings = _shrunk(segment.text, span, wordings)
    fixes = tuple(Fix((Edit(span, text),), sure * (ALTERNATIVE if n else 1.0)) for n, text in enumerate(wordings))
    said = message or rule.message.format(found=span.of(segment.text), better=wordings[0] if wordings else "")
    return Finding(rule, segment, span, said, sure, fixes, evidence or {})


def _shrunk(text: str, span: Span, wordings: Sequence[str]) -> tuple[Span, list[str]]:
    old = _WORD.findall(span.of(text))
    new = [_WORD.findall(w) for w in wordings]
    head = _common(old, new)
    tail = _common(old[::-1], [w[::-1] for w in new], room=min(len(old), *(len(w) for w in new)) - head)
    if head + tail >= len(old):
        # Nothing of the old is left: a pure insertion. Give back one word to point at.
        if tail:
            tail -= 1
        elif head:
            head -= 1
    start = span.start + sum(len(t) for t in old[:head])
    end = span.end - sum(len(t) for t in old[len(old) - tail :])
    return Span(start, end), ["".join(w[head : len(w) - tail]) for w in new]


def _common(old: Sequence[str], new: Sequence[Sequence[str]], room: int | None = None) -> int:
    """How many leading tokens `old` shares with every one of `new`, ending before a blank, at most `room`."""
    limit = min(len(old), *(len(w) for w in new)) if room is None else room
    n = 0
    # Where a line was wrapped, its end is as good as the blank that the new wording has there.
    while n < limit and all(w[n] == old[n] or (w[n].isspace() and old[n].isspace()) for w in new):
        n += 1
    return n
