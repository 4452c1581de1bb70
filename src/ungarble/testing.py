"""Run the examples of rules: for our packs and for anyone else's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ungarble import formats, grammar
from ungarble.config import Config
from ungarble.detectors.phrase import broken
from ungarble.engine import Engine
from ungarble.model import Document, Edit, Example, Finding, Rule, apply_edits


class Failure(StrEnum):
    """The four ways in which a rule can fail its example, and the one in which a known failure can."""

    missing = "missing"
    broken = "broken pattern"
    noisy = "noisy"
    wrong = "wrong"
    found_again = "found again"
    known_failure_passes = "known failure passes"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example of one rule: `failure` is None where it holds. `detail` says what was found instead."""

    rule: Rule
    example: Example
    failure: Failure | None
    detail: str = ""

    @property
    def ok(self) -> bool:
        """Whether the example holds, or fails as it says it does."""
        if self.example.known_failure:
            return self.failure is not None
        return self.failure is None


def run_examples(rules: Sequence[Rule], only: Iterable[str] = ()) -> Iterator[Outcome]:
    """Check every example of `rules` (those named in `only`, if any) against its own rule alone.

    A rule is tried by itself: what other rules make of its examples is a matter of the golden documents. A rule of
    a grammar engine that is not on this machine is left out (`not_here`).
    """
    wanted = set(only)
    for rule in rules:
        if wanted and rule.id not in wanted:
            continue
        if not_here(rule):
            continue
        if fault := broken(rule):
            yield from (Outcome(rule, example, Failure.broken, fault) for example in rule.examples)
            continue
        engine = Engine(Config(min_confidence=0.0, grammar=(rule.match.get("engine", "harper"),)), [rule], measured={})
        for example in rule.examples:
            yield _outcome(engine, rule, example)


def not_here(rule: Rule) -> str:
    """Why a rule cannot be tried on this machine; empty where it can."""
    return _missing(rule.match["engine"]) if rule.kind == "grammar" else ""


@cache
def _missing(engine: str) -> str:
    return grammar.missing(engine)


def _outcome(engine: Engine, rule: Rule, example: Example) -> Outcome:
    if example.ok:
        found = engine.find(_document(example.ok))
        return Outcome(rule, example, Failure.noisy if found else None, _told(found))
    document = _document(example.bad)
    found = engine.find(document)
    if not found:
        return Outcome(rule, example, Failure.missing)
    if not example.good:
        return Outcome(rule, example, None)
    repaired = _repaired(document, found)
    if repaired != example.good:
        return Outcome(rule, example, Failure.wrong, repaired)
    again = [f for f in engine.find(_document(repaired)) if f.fixes]
    return Outcome(rule, example, Failure.found_again if again else None, _told(again))


def _document(text: str) -> Document:
    return formats.read("example.txt", text.encode(), "text", "utf-8")


def _repaired(document: Document, findings: Sequence[Finding]) -> str:
    """The text with the first fix of every finding applied."""
    text = document.text
    for segment in reversed(document.segments):
        edits: list[Edit] = [e for f in findings if f.segment.id == segment.id and f.fixes for e in f.fixes[0].edits]
        if not edits:
            continue
        start = segment.origin[0].at
        end = start + len(segment.text)
        new = apply_edits(segment.text, tuple(edits))
        if not new.strip() and segment.removal:
            text = text[: segment.removal.start] + text[segment.removal.end :]
        else:
            text = text[:start] + new + text[end:]
    return text


def _told(found: Sequence[Finding]) -> str:
    return "; ".join(f"“{f.text}” → “{f.fixes[0].edits[0].text if f.fixes else ''}”" for f in found)
