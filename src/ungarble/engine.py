"""Document -> findings -> repaired document. The one place where detectors, edits and formats meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from ungarble import edits, formats, grammar, rulepack
from ungarble.config import Config
from ungarble.detectors.damage import damaged
from ungarble.english import pipeline
from ungarble.finder import SIGN, Finder, service
from ungarble.measured import Measured
from ungarble.measured import table as measured_table
from ungarble.model import Document, Finding, RawEdit, Refusal, Rule, Segment, Span
from ungarble.outcome import Accepted, Applied, Judgement, Repair, Report
from ungarble.prior import weighed
from ungarble.source import guess_source, held_to_source
from ungarble.told import Keep, told
from ungarble.vocabulary import vocabulary_rules

MAX_PASSES = 8
"""A repair may lay bare another one. Three passes have sufficed for every text so far; past eight it is a loop."""


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
        loaded = rulepack.load_rules(Path(f) for f in config.rules) if rules is None else rules
        loaded = (*loaded, *vocabulary_rules(config.reject, config.variants))
        self.rules = rulepack.select(loaded, config.select, config.ignore)
        self._proofread = (
            partial(grammar.matches_of, "languagetool", rules=grammar.JUDGES, service=service(config))
            if "languagetool" in config.grammar
            else None
        )
        self._finder = Finder(self.rules, config, measured_table() if measured is None else measured)

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
        return self._shown(self._finder.found(document, on_segment), document)

    def _shown(self, found: Sequence[Finding], document: Document) -> tuple[Finding, ...]:
        kept = held_to_source(found, guess_source(found, self.config.source_lang))
        signs = distinct([f for f in kept if f.confidence >= SIGN])
        sure = [self._finder.as_set(f) for f in weighed(signs, document, damaged(document) if signs else ())]
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
        again = self._finder.again(findings)

        def look_again(repaired: Segment) -> Sequence[Finding]:
            segments = tuple(repaired if s.id == repaired.id else s for s in document.segments)
            return again(repaired, replace(document, segments=segments))

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
