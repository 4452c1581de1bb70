"""Findings and decisions, brought together: which decision is about which finding, also after the file has changed.

Stands below the reports, so that `plan` and the HTML page can write what `review` writes.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from ungarble.decisions import ACCEPT, REJECT, Anchor, Decision, Key, anchor, now
from ungarble.model import Document, Edit, Finding, Fix, Span
from ungarble.rawedits import raw_edits

_NEAR = 12
"""Code points beside the words that must be the same for a finding in a changed sentence to be the one decided on."""


class UnfitError(ValueError):
    """A fix that the file cannot take. The text says why."""


def fingerprint(path: str, finding: Finding) -> str:
    """16 hexadecimal digits that stay the same when the file's other lines move.

    Made of the path, the rule, the garbled words and the sentence around them, white space folded.
    """
    from ungarble.english.sentences import sentence_at

    sentence = sentence_at(finding.segment.text, finding.span).of(finding.segment.text)
    parts = (path, finding.rule.id, finding.text, " ".join(sentence.split()))
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def keys(path: str, findings: Iterable[Finding]) -> list[Key]:
    """What a decision on each finding of one file is about: its fingerprint, and its number among equal ones.

    `path` as `decisions.portable` writes it; `findings` in the order of the text.
    """
    seen: Counter[str] = Counter()
    found: list[Key] = []
    for finding in findings:
        print_ = fingerprint(path, finding)
        found.append((print_, seen[print_]))
        seen[print_] += 1
    return found


def decision(
    document: Document, path: str, finding: Finding, key: Key, answer: str, fix: Fix | None = None, batch: int = 0
) -> Decision:
    """The answer to one finding, made now. `fix` is what is accepted or typed; None for other answers.

    Raises UnfitError where the file cannot take the fix: it touches protected text, it tears markup.
    """
    at, edits = anchor(document.text, finding.segment.cover(finding.span)), tuple[Edit, ...]()
    if fix is not None:
        at, edits = _changes(document, finding, fix)
    confidence = finding.confidence if fix is None else fix.confidence
    return Decision(key[0], key[1], path, finding.rule.id, answer, at, edits, confidence, batch, now())


def _changes(document: Document, finding: Finding, fix: Fix) -> tuple[Anchor, tuple[Edit, ...]]:
    raw, reason = raw_edits(finding.segment, fix, document.text)
    if reason:
        raise UnfitError(reason)
    spans = [finding.segment.cover(finding.span), *(e.span for e in raw)]
    whole = Span(min(s.start for s in spans), max(s.end for s in spans))
    return anchor(document.text, whole), tuple(Edit(e.span.shifted(-whole.start), e.text) for e in raw)


def plan(document: Document, path: str, findings: Sequence[Finding], chosen: Iterable[Finding]) -> list[Decision]:
    """Decisions that accept the first fix of each of `chosen` (some of `findings`) that the file can take."""
    wanted = {id(f) for f in chosen}
    made: list[Decision] = []
    for finding, key in zip(findings, keys(path, findings), strict=True):
        if id(finding) in wanted and finding.fixes:
            try:
                made.append(decision(document, path, finding, key, ACCEPT, finding.fixes[0]))
            except UnfitError:
                continue
    return made


def matched(
    document: Document, path: str, findings: Sequence[Finding], decisions: Iterable[Decision]
) -> tuple[dict[int, Decision], list[Decision]]:
    """Number of a finding -> the decision about it, and the decisions whose finding is gone from the file.

    First by fingerprint, and among equal ones by the words beside them, then by order. What is left is looked for
    by rule, words and what stands on one side of them: the rest of its sentence may have been changed.
    """
    own = [d for d in decisions if d.path == path]
    if not own:
        return {}, []
    found: dict[int, Decision] = {}
    by_print: dict[str, list[int]] = defaultdict(list)
    for number, (print_, _) in enumerate(keys(path, findings)):
        by_print[print_].append(number)
    left: list[Decision] = []
    for print_, group in _grouped(own).items():
        numbers = by_print.get(print_, [])
        rest: list[Decision] = []
        for one in group:
            here = [n for n in numbers if n not in found and _beside(document, findings[n], one.at) == 2]
            near = min(here, key=lambda n: abs(_start(findings[n]) - one.at.start), default=None)
            if near is None:
                rest.append(one)
            else:
                found[near] = one
        free = [n for n in numbers if n not in found]
        found |= dict(zip(free, rest, strict=False))
        left += rest[len(free) :]
    gone: list[Decision] = []
    for one in left:
        near = _moved(document, findings, one, found)
        if near is None:
            gone.append(one)
        else:
            found[near] = one
    return found, gone


def _grouped(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    groups: dict[str, list[Decision]] = defaultdict(list)
    for one in sorted(decisions, key=lambda d: d.nth):
        groups[one.fingerprint].append(one)
    return groups


def _start(finding: Finding) -> int:
    return finding.segment.cover(finding.span).start


def _beside(document: Document, finding: Finding, at: Anchor) -> int:
    """On how many sides of the words the file reads as it did."""
    text = document.text
    start = text.find(at.text, max(0, _start(finding) - len(at.text)), _start(finding) + len(at.text) + 1)
    if start < 0:
        return 0
    end = start + len(at.text)
    left, right = at.before[-_NEAR:], at.after[:_NEAR]
    return (text[max(0, start - len(left)) : start] == left) + (text[end : end + len(right)] == right)


def _moved(document: Document, findings: Sequence[Finding], one: Decision, taken: dict[int, Decision]) -> int | None:
    """The one finding that `one` must be about though its sentence has changed; None where there is no single one."""
    here = [
        n
        for n, f in enumerate(findings)
        if f.rule.id == one.rule and n not in taken and f.text in one.at.text and _beside(document, f, one.at) > 0
    ]
    return here[0] if len(here) == 1 else None


def without_rejected(
    document: Document, path: str, findings: Sequence[Finding], decisions: Iterable[Decision]
) -> tuple[Finding, ...]:
    """The findings that nobody has rejected: for `check --decisions`."""
    found, _ = matched(document, path, findings, decisions)
    return tuple(f for n, f in enumerate(findings) if n not in found or found[n].answer != REJECT)
