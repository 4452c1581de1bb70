"""Grammar rules: what a grammar engine says, from the few of its rules that tell MT damage.

    match:
      engine: harper                  or languagetool
      rules: [AnA, MassNouns]         the engine's own names; each proved on real MT and on clean English
      categories: [FALSE_FRIENDS]     instead: all rules of a LanguageTool category
      fix: "no"                       the place is garbled, but the engine's repair is no better than chance
      mother_tongues: [it, pl]        only where the text comes from one of these languages: told by the settings or
                                      by what the other detectors have found (as for all FALSE_FRIENDS)
      screen: "\\bdespite of\\b"       regular expression without which the engine is not asked: most texts stop here
      only: "[a-z]+s"                 regular expression that the whole garble must match
      near, unless, ...               conditions, see `context`

Names, foreign words and numbers that an engine would "correct" are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ungarble import grammar
from ungarble.detectors import Detect
from ungarble.detectors.context import conditions
from ungarble.detectors.wording import rewording
from ungarble.english.ngrams import ngrams
from ungarble.english.words import tokens
from ungarble.model import Document, Finding, Rule, Segment, Span


def detect(rules: Sequence[Rule], service: grammar.Service = grammar.LOCAL) -> Detect:
    """Findings of all grammar rules; each engine is asked once a segment, with all the rules wanted of it.

    `service`: where the engines are. An engine outside this process is asked about a whole document at a time.
    """
    by_engine: dict[str, dict[str, Rule]] = {}
    allowed = {rule.id: conditions(rule.match) for rule in rules}
    for rule in rules:
        if service.mother_tongue in rule.match.get("mother_tongues", (service.mother_tongue,)):
            names = by_engine.setdefault(rule.match["engine"], {})
            names.update(dict.fromkeys(rule.match.get("rules", ()), rule))
            names.update(dict.fromkeys((f"@{c}" for c in rule.match.get("categories", ())), rule))
    screens = {
        engine: re.compile("|".join(f"(?:{rule.match.get('screen', '')})" for rule in names.values()))
        for engine, names in by_engine.items()
    }
    for engine, names in by_engine.items():
        grammar.warm_up(engine, names)

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        for engine, names in by_engine.items():
            screen = screens[engine]
            if not screen.search(segment.text):
                continue
            among = () if engine == "harper" else [s.text for s in document.segments]
            for match in grammar.matches(engine, segment.text, names, service, among):
                rule = names.get(match.rule) or names.get(f"@{match.category}")
                if rule is None or not _ours(rule, match, segment) or _unlikely(segment.text, match):
                    continue
                if allowed[rule.id](match.span, segment, document):
                    yield rewording(
                        rule,
                        segment,
                        match.span,
                        match.replacements[:3] if rule.match.get("fix") != "no" else (),
                        evidence={"engine": engine, "its rule": match.rule, "it says": match.message},
                    )

    return find


def _ours(rule: Rule, match: grammar.Match, segment: Segment) -> bool:
    """Whether the match is on English prose: an engine "corrects" names, foreign words and numbers."""
    found = match.span.of(segment.text)
    if not re.fullmatch(rule.match.get("only", ".+"), found, re.S):
        return False
    if not match.replacements or found in match.replacements:
        return False
    new = match.replacements[0]
    lost = set(re.findall(r"\d+", found)) - set(re.findall(r"\d+", new))
    return not lost and not _renames(segment.text, match.span, new)


def _unlikely(text: str, match: grammar.Match) -> bool:
    """Whether good English has the words oftener with what follows them than it has the first replacement.

    Counter-example: Harper wants "an" before "US" and "one"; the counts know "a US", "a one-off".
    """
    right = tokens(text[match.span.end :][:60])[:1]
    count = ngrams().count
    old, new = tokens(match.span.of(text)), tokens(match.replacements[0])
    return bool(old and right) and count(*old[-2:], *right) > count(*new[-2:], *right)


def _renames(text: str, span: Span, new: str) -> bool:
    """A word capitalised amid its sentence that the replacement does not keep is a name."""
    before = text[max(0, span.start - 2) : span.start]
    for word in re.finditer(r"[A-ZÀ-ÖØ-Þ][\w’'-]*", span.of(text)):
        inside = word.start() > 0 or bool(re.fullmatch(r"[\w,;] ", before))
        if inside and word[0] not in new:
            return True
    return False
