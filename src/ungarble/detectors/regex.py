"""Regex rules: what has no words to hold on to (marks, spacing, crumbs of other programs).

match:
  pattern: " +([,;])(?=\\s)"      Python's `re`; the whole match is the garble, or its group `here` if there is one
  becomes: "\\1"                  `\\1`, `\\g<name>`; without it the finding has no fix; a list: best first
  flags: i                        any of i (case), m (lines), s (dot takes all), x (verbose)
  screen: " ,"                    plain text that stands wherever the pattern matches: most texts stop here
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ungarble.detectors import Detect
from ungarble.detectors.context import KEYS, Allowed, conditions
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.wording import ALTERNATIVE
from ungarble.model import Document, Edit, Finding, Fix, Rule, Segment, Span

_FLAGS = {"i": re.I, "m": re.M, "s": re.S, "x": re.X}


@dataclass(frozen=True, slots=True)
class _Pattern:
    rule: Rule
    compiled: Callable[[], re.Pattern[str]]
    screens: tuple[str, ...]
    becomes: tuple[str, ...]
    allowed: Allowed


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all regex rules."""
    patterns = [_pattern(rule) for rule in rules]
    unscreened = [p for p in patterns if not p.screens]
    by_screen: dict[str, list[_Pattern]] = {}
    for pattern in patterns:
        for screen in pattern.screens:
            by_screen.setdefault(screen, []).append(pattern)

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        passed = {p.rule.id: p for screen, group in by_screen.items() if screen in segment.text for p in group}
        for pattern in (*unscreened, *passed.values()):
            for match in pattern.compiled().finditer(segment.text):
                yield from _finding(pattern, match, segment, document)

    return find


def _pattern(rule: Rule) -> _Pattern:
    match = rule.match
    unknown = set(match) - KEYS - {"pattern", "becomes", "flags", "screen"}
    if unknown:
        raise PatternError(f"{rule.id}: unknown key under `match`: {', '.join(sorted(unknown))}")

    @cache
    def compiled() -> re.Pattern[str]:
        """Compiled when a text passes the screen: most rules never are."""
        try:
            flags = sum((_FLAGS[f] for f in match.get("flags", "")), re.RegexFlag(0))
            return re.compile(match["pattern"], flags)
        except (re.error, KeyError) as error:
            raise PatternError(f"{rule.id}: `{match['pattern']}`: {error}") from None

    if not match.get("screen"):
        compiled()
    return _Pattern(
        rule, compiled, _several(match.get("screen", [])), _several(match.get("becomes", [])), conditions(match)
    )


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _finding(pattern: _Pattern, match: re.Match[str], segment: Segment, document: Document) -> Iterator[Finding]:
    rule = pattern.rule
    group = "here" if "here" in match.re.groupindex else 0
    span = Span(*match.span(group))
    if not pattern.allowed(span, segment, document):
        return
    wordings = [match.expand(becomes) for becomes in pattern.becomes]
    if match[group] in wordings:
        return
    fixes = tuple(
        Fix((Edit(span, text),), rule.confidence * (ALTERNATIVE if n else 1.0)) for n, text in enumerate(wordings)
    )
    message = rule.message.format(found=match[group], better=wordings[0] if wordings else "")
    yield Finding(rule, segment, span, message, rule.confidence, fixes)
