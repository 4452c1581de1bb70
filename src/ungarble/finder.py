"""Which detectors are asked about a document, and in which order.

First all that need to know nothing; then, once their findings tell the source language, the rules that want it; last
the rules that are right in the company of other damage only (`company: true`), where there is some: clean text never
pays for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ungarble import detectors
from ungarble.config import Config
from ungarble.detectors import Detect
from ungarble.english.foreign import reads_english
from ungarble.grammar import Service
from ungarble.measured import Measured, shifts
from ungarble.measured import weighed as as_measured
from ungarble.model import Document, Finding, Fix, Rule, Segment
from ungarble.outcome import SourceGuess
from ungarble.prior import crowded
from ungarble.source import guess_source, held_to_source
from ungarble.vocabulary import Vocabulary

SIGN = 0.3
"""A finding at least this sure is a sign of damage to its neighbours, even where it is not shown itself."""


class Finder:
    """The detectors for one configuration; each is made when it is first wanted."""

    def __init__(self, rules: Sequence[Rule], config: Config, measured: Mapping[str, Measured]) -> None:
        """Raises PatternError for a rule that its detector cannot use."""
        self.config = config
        self._measured = measured
        self._shifts = shifts(measured)
        self._vocabulary = Vocabulary(config.accept, config.names)
        asked = [r for r in rules if _asked_for(r, config)]
        first = [r for r in asked if not r.company and not detectors.after_source(r)]
        self._in_company = [r for r in asked if r.company]
        self._by_source = [r for r in asked if detectors.after_source(r)]
        if not first and not self._by_source:
            # Nobody else is there to keep them company: they were asked for by name.
            first, self._in_company = self._in_company, []
        self._first = self._made(first)
        self._company: tuple[Detect, ...] | None = None
        self._for_tongue: dict[str, tuple[Detect, ...]] = {}

    def found(self, document: Document, on_segment: Callable[[int], None] | None = None) -> list[Finding]:
        """What all detectors find, nothing left out yet. `on_segment` is called with the number of segments done."""
        found: list[Finding] = []
        for n, segment in enumerate(document.segments):
            found += self._of(segment, document, self._first)
            if on_segment:
                on_segment(n + 1)
        source = guess_source(found, self.config.source_lang)
        if late := self._after_source(source):
            found += [f for segment in document.segments for f in self._of(segment, document, late)]
        if found and self._in_company:
            near = crowded(held_to_source(found, source), document)
            found += [f for s in document.segments if s.id in near for f in self._of(s, document, self._with_company())]
        return found

    def again(self, findings: Sequence[Finding]) -> Callable[[Segment, Document], Sequence[Finding]]:
        """A function that looks at a segment as repaired, with all the detectors that had a say in `findings`."""
        detects = (*self._first, *self._after_source(guess_source(findings, self.config.source_lang)))
        if any(f.rule.company for f in findings) and self._in_company:
            detects = (*detects, *self._with_company())
        return lambda segment, document: self._of(segment, document, detects)

    def as_set(self, finding: Finding) -> Finding:
        """The finding as sure as the settings are of its rule; its other fixes keep their distance from the first."""
        if not self.config.confidence or (value := self.config.confidence_of(finding.rule.id)) is None:
            return finding
        first = finding.fixes[0].confidence if finding.fixes else finding.confidence
        scale = value / first if first else 1.0
        fixes = tuple(Fix(f.edits, min(1.0, f.confidence * scale)) for f in finding.fixes)
        return replace(finding, confidence=value, fixes=fixes)

    def _of(self, segment: Segment, document: Document, detects: Sequence[Detect]) -> list[Finding]:
        if not reads_english(segment.text):
            return []  # A paragraph in another language, in a text about languages or on a bilingual page.
        found = (f for detect in detects for f in detect(segment, document) if not self._allowed(f))
        return [self.as_set(self._as_measured(f)) for f in found]

    def _after_source(self, source: SourceGuess) -> tuple[Detect, ...]:
        """The detectors of rules that want to know the source language, once the others' findings have told it."""
        if not self._by_source or len(source.langs) != 1:
            return ()
        tongue = source.langs[0]
        if tongue not in self._for_tongue:
            asked = replace(service(self.config), mother_tongue=tongue)
            self._for_tongue[tongue] = (detectors.detector("grammar", service=asked)(self._by_source),)
        return self._for_tongue[tongue]

    def _with_company(self) -> tuple[Detect, ...]:
        if self._company is None:
            self._company = self._made(self._in_company)
        return self._company

    def _made(self, rules: Sequence[Rule]) -> tuple[Detect, ...]:
        return tuple(
            detectors.detector(kind, self.config.names, service(self.config))(group)
            for kind in detectors.MODULES
            if (group := [r for r in rules if r.kind == kind])
        )

    def _as_measured(self, finding: Finding) -> Finding:
        return as_measured(finding, self._shifts, self._measured) if self._measured else finding

    def _allowed(self, finding: Finding) -> bool:
        """Protected text is never reported on, accepted words neither."""
        if finding.rule.kind not in ("scrape", "repetition") and any(
            p.covers(finding.span) for p in finding.segment.protected
        ):
            return True
        return self._vocabulary.allows(finding)


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
