"""Document -> findings -> repaired document. The one place where detectors, edits and formats meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from ungarble import detectors, edits, formats, grammar, rulepack
from ungarble.config import Config
from ungarble.detectors import Detect
from ungarble.english import pipeline
from ungarble.english.foreign import reads_english
from ungarble.grammar import Service
from ungarble.measured import Measured, shifts
from ungarble.measured import table as measured_table
from ungarble.measured import weighed as as_measured
from ungarble.model import Document, Finding, Fix, RawEdit, Refusal, Rule, Segment, Span
from ungarble.outcome import Accepted, Applied, Judgement, Repair, Report, SourceGuess
from ungarble.prior import weighed
from ungarble.source import guess_source, held_to_source
from ungarble.told import Keep, told
from ungarble.vocabulary import Vocabulary, vocabulary_rules

MAX_PASSES = 8
"""A repair may lay bare another one. Three passes have sufficed for every text so far; past eight it is a loop."""

SIGN = 0.3
"""A finding at least this sure is a sign of damage to its neighbours, even where it is not shown itself."""


class Engine:
    """The detectors for one configuration, built once and used for many documents."""

    def __init__(
        self,
        config: Config,
        rules: Sequence[Rule] | None = None,
        keep: Sequence[Keep] = (),
        measured: Mapping[str, Measured] | None = None,
    ) -> None:
        """`rules`: all packs of the configuration where None. Raises RuleError, PatternError, PipelineNotFound.

        `measured`: what was counted for each rule, the shipped table where None; empty: as authors state it.

        `keep`: what the caller leaves out, asked in turn: a finding that one of them drops is neither told nor fixed.
        """
        self.config = config
        pipeline.use(config.spacy_model)
        self._keep = tuple(keep)
        self._measured = measured_table() if measured is None else measured
        self._shifts = shifts(self._measured)
        self._vocabulary = Vocabulary(config.accept, config.names)
        loaded = rulepack.load_rules(Path(f) for f in config.rules) if rules is None else rules
        loaded = (*loaded, *vocabulary_rules(config.reject, config.variants))
        self.rules = rulepack.select(loaded, config.select, config.ignore)
        self._proofread = (
            partial(grammar.matches_of, "languagetool", rules=grammar.JUDGES, service=service(config))
            if "languagetool" in config.grammar
            else None
        )
        asked = [r for r in self.rules if _asked_for(r, config)]
        self._detects = tuple(
            detectors.detector(kind, config.names, service(config))(group)
            for kind in detectors.MODULES
            if (group := [r for r in asked if r.kind == kind and not detectors.after_source(r)])
        )
        self._by_source = [r for r in asked if detectors.after_source(r)]
        self._for_tongue: dict[str, tuple[Detect, ...]] = {}

    def find(self, document: Document, on_segment: Callable[[int], None] | None = None) -> tuple[Finding, ...]:
        """Every finding that is sure enough to be shown, in the order of the text.

        Where two overlap, the surer one stays: a reader wants one message for one place. `on_segment` is called
        with the number of segments done.
        """
        found = self._find(document, on_segment)
        for keep in self._keep:
            found = tuple(keep(document, found))
        return found

    def _find(self, document: Document, on_segment: Callable[[int], None] | None) -> tuple[Finding, ...]:
        """What `find` gives before the caller's `keep`."""
        found: list[Finding] = []
        for n, segment in enumerate(document.segments):
            found += self._of(segment, document, self._detects)
            if on_segment:
                on_segment(n + 1)
        if late := self._late(guess_source(found, self.config.source_lang)):
            found += [f for segment in document.segments for f in self._of(segment, document, late)]
        return self._shown(found, document)

    def _late(self, source: SourceGuess) -> tuple[Detect, ...]:
        """The detectors of rules that want to know the source language, once the others' findings have told it."""
        if not self._by_source or len(source.langs) != 1:
            return ()
        tongue = source.langs[0]
        if tongue not in self._for_tongue:
            asked = replace(service(self.config), mother_tongue=tongue)
            self._for_tongue[tongue] = (detectors.detector("grammar", service=asked)(self._by_source),)
        return self._for_tongue[tongue]

    def _of(self, segment: Segment, document: Document, detects: Sequence[Detect]) -> list[Finding]:
        if not reads_english(segment.text):
            return []  # A paragraph in another language, in a text about languages or on a bilingual page.
        found = (f for detect in detects for f in detect(segment, document) if not self._allowed(f))
        return [self._set(self._as_measured(f)) for f in found]

    def _as_measured(self, finding: Finding) -> Finding:
        return as_measured(finding, self._shifts, self._measured) if self._measured else finding

    def _set(self, finding: Finding) -> Finding:
        """The finding as sure as the settings are of its rule; its other fixes keep their distance from the first."""
        if not self.config.confidence or (value := self.config.confidence_of(finding.rule.id)) is None:
            return finding
        first = finding.fixes[0].confidence if finding.fixes else finding.confidence
        scale = value / first if first else 1.0
        fixes = tuple(Fix(f.edits, min(1.0, f.confidence * scale)) for f in finding.fixes)
        return replace(finding, confidence=value, fixes=fixes)

    def _allowed(self, finding: Finding) -> bool:
        """Protected text is never reported on, accepted words neither."""
        if finding.rule.kind not in ("scrape", "repetition") and any(
            p.covers(finding.span) for p in finding.segment.protected
        ):
            return True
        return self._vocabulary.allows(finding)

    def _shown(self, found: Sequence[Finding], document: Document) -> tuple[Finding, ...]:
        kept = held_to_source(found, guess_source(found, self.config.source_lang))
        sure = [self._set(f) for f in weighed(distinct([f for f in kept if f.confidence >= SIGN]), document)]
        shown = [f for f in sure if f.confidence >= self.config.min_confidence]
        return told(document, shown, found, self.rules, self.config)

    def check(self, document: Document, on_segment: Callable[[int], None] | None = None) -> Report:
        """What is found, and which of it `fix` would repair."""
        return self._examined(document, self.find(document, on_segment))[0]

    def _examined(self, document: Document, findings: Sequence[Finding]) -> tuple[Report, Document]:
        """The report on `findings`, and the document after the fixes that are accepted."""
        findings = tuple(findings)
        verdict, after = held(document, self._judge(findings, document))
        source = guess_source(findings, self.config.source_lang)
        return Report(document, findings, verdict.accepted, verdict.refusals, source), after

    def _judge(self, findings: Sequence[Finding], document: Document) -> Judgement:
        detects = (*self._detects, *self._late(guess_source(findings, self.config.source_lang)))

        def look_again(repaired: Segment) -> Sequence[Finding]:
            segments = tuple(repaired if s.id == repaired.id else s for s in document.segments)
            return self._of(repaired, replace(document, segments=segments), detects)

        fixable = rulepack.under(self.config.fixable or ("",), self.config.unfixable)
        shown_only = [Refusal(f, "the settings call its rule unfixable") for f in findings if not fixable(f.rule.id)]
        verdict = edits.judge(
            [f for f in findings if fixable(f.rule.id)],
            document.text,
            self.config.applied_from,
            self.config.unsafe_fixes,
            look_again,
            self._proofread,
        )
        return Judgement(verdict.accepted, (*verdict.refusals, *shown_only))

    def fix(self, document: Document, on_segment: Callable[[int], None] | None = None) -> Repair:
        """Apply safe fixes until none is left.

        Raises formats.UnstableError where repairs go round in circles; the caller then leaves the file as it was.
        """
        now = document
        applied: list[Applied] = []
        history: list[tuple[RawEdit, ...]] = []
        first = self._find(document, on_segment)
        kept = first
        for keep in self._keep:
            kept = tuple(keep(document, kept))
        # What was left out stays so in later passes, though a repair beside it changes its sentence and its line.
        left_out = Counter(_words(f) for f in first) - Counter(_words(f) for f in kept)
        for number in range(MAX_PASSES):
            findings = kept if number == 0 else _without(self._find(now, on_segment), left_out)
            report, after = self._examined(now, findings)
            if not report.accepted:
                return Repair(document, now, tuple(applied), report)
            applied += [_applied(one, now, history) for one in report.accepted]
            history.append(_edits(report.accepted))
            now = after
        raise formats.UnstableError(f"repairs do not come to rest in {MAX_PASSES} passes")


def _words(finding: Finding) -> tuple[str, str]:
    return finding.rule.id, finding.text


def _without(findings: Sequence[Finding], left_out: Counter[tuple[str, str]]) -> tuple[Finding, ...]:
    """The findings but for as many of each rule and wording as are left out."""
    left = Counter(left_out)
    kept = []
    for finding in findings:
        if left[_words(finding)] > 0:
            left[_words(finding)] -= 1
        else:
            kept.append(finding)
    return tuple(kept)


def _asked_for(rule: Rule, config: Config) -> bool:
    """A grammar rule counts only where its engine is chosen."""
    return rule.kind != "grammar" or rule.match.get("engine") in config.grammar


def service(config: Config) -> Service:
    """Where the grammar engines of a configuration are."""
    return Service(
        config.languagetool_url,
        config.languagetool_start_timeout,
        config.languagetool_timeout,
        config.grammar_optional,
    )


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
