"""Document -> findings -> repaired document. The one place where detectors, edits and formats meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ungarble import detectors, edits, formats, rulepack
from ungarble.config import Config
from ungarble.model import Document, Finding, RawEdit, Refusal, Rule, Segment, Span
from ungarble.outcome import Accepted, Applied, Judgement, Repair, Report
from ungarble.prior import weighed
from ungarble.source import guess_source, held_to_source

MAX_PASSES = 8
"""A repair may lay bare another one. Three passes have sufficed for every text so far; past eight it is a loop."""

SIGN = 0.3
"""A finding at least this sure is a sign of damage to its neighbours, even where it is not shown itself."""


class Engine:
    """The detectors for one configuration, built once and used for many documents."""

    def __init__(self, config: Config, rules: Sequence[Rule] | None = None) -> None:
        """`rules`: all packs of the configuration where None. Raises RuleError, PatternError."""
        self.config = config
        loaded = rulepack.load_rules(Path(f) for f in config.rules) if rules is None else rules
        self.rules = rulepack.select(loaded, config.select, config.ignore)
        self._detects = tuple(
            detectors.detector(kind, config.names)(group)
            for kind in detectors.MODULES
            if (group := [r for r in self.rules if r.kind == kind and _asked_for(r, config)])
        )

    def find(self, document: Document, on_segment: Callable[[int], None] | None = None) -> tuple[Finding, ...]:
        """Every finding that is sure enough to be shown, in the order of the text.

        Where two overlap, the surer one stays: a reader wants one message for one place. `on_segment` is called
        with the number of segments done.
        """
        found: list[Finding] = []
        for n, segment in enumerate(document.segments):
            found += self._of(segment, document)
            if on_segment:
                on_segment(n + 1)
        return self._shown(found, document)

    def _of(self, segment: Segment, document: Document) -> list[Finding]:
        return [f for detect in self._detects for f in detect(segment, document) if not self._allowed(f)]

    def _allowed(self, finding: Finding) -> bool:
        """Protected text is never reported on, accepted words neither."""
        if finding.rule.kind not in ("scrape", "repetition") and any(
            p.covers(finding.span) for p in finding.segment.protected
        ):
            return True
        return any(word == finding.text for word in self.config.accept)

    def _shown(self, found: Sequence[Finding], document: Document) -> tuple[Finding, ...]:
        kept = held_to_source(found, guess_source(found, self.config.source_lang))
        told = weighed(distinct([f for f in kept if f.confidence >= SIGN]), document)
        return tuple(f for f in told if f.confidence >= self.config.min_confidence)

    def check(self, document: Document, on_segment: Callable[[int], None] | None = None) -> Report:
        """What is found, and which of it `fix` would repair."""
        return self._examined(document, on_segment)[0]

    def _examined(self, document: Document, on_segment: Callable[[int], None] | None) -> tuple[Report, Document]:
        """What is found, and the document after the fixes that are accepted."""
        findings = self.find(document, on_segment)
        verdict, after = held(document, self._judge(findings, document))
        source = guess_source(findings, self.config.source_lang)
        return Report(document, findings, verdict.accepted, verdict.refusals, source), after

    def _judge(self, findings: Sequence[Finding], document: Document) -> Judgement:
        def look_again(repaired: Segment) -> Sequence[Finding]:
            segments = tuple(repaired if s.id == repaired.id else s for s in document.segments)
            return self._of(repaired, replace(document, segments=segments))

        return edits.judge(findings, document.text, self.config.applied_from, self.config.unsafe_fixes, look_again)

    def fix(self, document: Document, on_segment: Callable[[int], None] | None = None) -> Repair:
        """Apply safe fixes until none is left.

        Raises formats.UnstableError where repairs go round in circles; the caller then leaves the file as it was.
        """
        now = document
        applied: list[Applied] = []
        history: list[tuple[RawEdit, ...]] = []
        for _ in range(MAX_PASSES):
            report, after = self._examined(now, on_segment)
            if not report.accepted:
                return Repair(document, now, tuple(applied), report)
            applied += [_applied(one, now, history) for one in report.accepted]
            history.append(_edits(report.accepted))
            now = after
        raise formats.UnstableError(f"repairs do not come to rest in {MAX_PASSES} passes")


def _asked_for(rule: Rule, config: Config) -> bool:
    """A grammar rule counts only where its engine is chosen."""
    return rule.kind != "grammar" or rule.match.get("engine") in config.grammar


def held(document: Document, verdict: Judgement) -> tuple[Judgement, Document]:
    """The verdict without the fixes after which the file would not read back as it should, and the file after it.

    Those that spoil the rest are found by halving: one of them costs some ten readings, not one for each fix.
    """
    kept: list[Accepted] = []
    refused: list[Refusal] = []
    after = document
    groups = [list(verdict.accepted)] if verdict.accepted else []
    while groups:
        group = groups.pop()
        try:
            after = formats.rewrite(document, _edits([*kept, *group]))
            kept += group
        except formats.UnstableError as error:
            if len(group) == 1:
                refused.append(Refusal(group[0].finding, str(error)))
            else:
                middle = len(group) // 2
                groups += [group[middle:], group[:middle]]
    if not refused:
        return verdict, after
    return Judgement(tuple(kept), (*verdict.refusals, *refused)), after


def _edits(accepted: Sequence[Accepted]) -> tuple[RawEdit, ...]:
    return tuple(e for one in accepted for e in one.edits)


def _applied(one: Accepted, document: Document, history: Sequence[tuple[RawEdit, ...]]) -> Applied:
    start, end = min(e.span.start for e in one.edits), max(e.span.end for e in one.edits)
    old = document.text[start:end]
    new = old
    for edit in sorted(one.edits, key=lambda e: e.span, reverse=True):
        new = new[: edit.span.start - start] + edit.text + new[edit.span.end - start :]
    for batch in reversed(history):
        start, end = _before(start, batch), _before(end, batch)
    return Applied(one.finding, Span(start, max(start, end)), old, new)


def _before(offset: int, batch: Sequence[RawEdit]) -> int:
    """Where `offset` of the text after `batch` stood in the text before it; inside an edit: at its start."""
    shift = 0
    for edit in sorted(batch, key=lambda e: e.span):
        start = edit.span.start + shift
        if offset <= start:
            break
        if offset < start + len(edit.text):
            return edit.span.start
        shift += len(edit.text) - len(edit.span)
    return offset - shift


def distinct(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings in the order of the text, without those that overlap a surer one."""
    kept: list[Finding] = []
    places: dict[str, edits.Places] = {}
    for finding in sorted(findings, key=lambda f: (-f.confidence, -len(f.fixes), -len(f.span), f.rule.id)):
        here = places.setdefault(finding.segment.id, edits.Places())
        if here.free(finding.span):
            here.take(finding.span)
            kept.append(finding)
    return tuple(sorted(kept, key=lambda f: (f.segment.cover(f.span).start, f.rule.id)))
