"""Phrase rules: fixed wording with inflections and slots, and what English says instead.

match:
  swap: {"~tenant of the (White House|Kremlin)": "~occupant of the {1}"}    with a fix; several: a list, best first
  flag: ["in this optic"]                                                    without one
  unless: [...]                                                              conditions, see `context`
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ungarble.detectors import Detect
from ungarble.detectors.context import KEYS, Allowed, conditions
from ungarble.detectors.inflected import with_article
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.phrases import Hit, Phrase, phrase, render, word_set
from ungarble.detectors.wording import rewording
from ungarble.model import Document, Finding, Rule, Segment, Span

_GROUP: Final = re.compile(r"\{(\d+)")


@dataclass(frozen=True, slots=True)
class _Swap:
    rule: Rule
    phrase: Phrase
    becomes: tuple[str, ...]
    allowed: Allowed


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all phrase rules. A rule is tried only on text that holds one of its anchor words."""
    by_anchor: dict[str, list[_Swap]] = defaultdict(list)
    everywhere: list[_Swap] = []
    for rule in rules:
        for swap in _swaps(rule):
            for anchor in swap.phrase.anchors:
                by_anchor[anchor].append(swap)
            if not swap.phrase.anchors:
                everywhere.append(swap)

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        words = word_set(segment.text)
        tried = {id(swap): swap for word in words for swap in by_anchor.get(word, ()) if swap.phrase.possible(words)}
        taken: dict[str, list[Span]] = defaultdict(list)
        hits = [(hit, swap) for swap in (*tried.values(), *everywhere) for hit in swap.phrase.finditer(segment.text)]
        # Of two patterns of one rule on one place the longer knows more: "in rupture of stock", "rupture of stock".
        for hit, swap in sorted(hits, key=lambda pair: -len(pair[0].span)):
            here = taken[swap.rule.id]
            if not any(hit.span.overlaps(span) for span in here) and swap.allowed(hit.span, segment, document):
                here.append(hit.span)
                yield from _findings(swap, hit, segment)

    return find


def _swaps(rule: Rule) -> Iterator[_Swap]:
    unknown = set(rule.match) - KEYS - {"swap", "flag"}
    if unknown:
        raise PatternError(f"{rule.id}: unknown key under `match`: {', '.join(sorted(unknown))}")
    allowed = conditions(rule.match)
    swap: Mapping[str, Any] = rule.match.get("swap", {})
    for pattern, becomes in swap.items():
        wordings = (becomes,) if isinstance(becomes, str) else tuple(becomes)
        for wording in wordings:
            phrase(pattern).check(wording)
        yield _Swap(rule, phrase(pattern), wordings, allowed)
    for pattern in rule.match.get("flag", ()):
        yield _Swap(rule, phrase(pattern), (), allowed)


def _findings(swap: _Swap, hit: Hit, segment: Segment) -> Iterator[Finding]:
    rule = swap.rule
    found = hit.span.of(segment.text)
    wordings = [render(becomes, hit, segment.text) for becomes in swap.becomes]
    if found in wordings:
        return
    better = wordings[0] if wordings else ""
    message = rule.message.format(found=found, better=better)
    span, wordings = with_article(segment.text, hit.span, wordings)
    yield rewording(rule, segment, span, wordings, message)


def broken(rule: Rule) -> str:
    """What is wrong with the patterns and conditions of a phrase, tokens or regex rule; "" for nothing.

    Patterns are compiled when a text asks for them: a rule's author wants to know before.
    """
    match = rule.match
    pairs = [(p, [w] if isinstance(w, str) else w) for p, w in match.get("swap", {}).items() if rule.kind == "phrase"]
    singles = list(match.get("flag", ())) if rule.kind == "phrase" else []
    for key in sorted(KEYS - {"damaged"}):
        value = match.get(key, [])
        singles += [value] if isinstance(value, str) else value
    try:
        for pattern, wordings in (*pairs, *((single, ()) for single in singles)):
            made = phrase(pattern)
            for wording in wordings:
                made.check(wording)
            groups = len([g for g in made.regex.groupindex if g[0] == "g"])
            asked = [int(n) for wording in wordings for n in _GROUP.findall(wording)]
            if asked and max(asked) > groups:
                return f"`{pattern}` has {groups} choices and slots, its replacement asks for number {max(asked)}"
        if rule.kind == "regex":
            re.compile(match["pattern"])
    except (PatternError, re.error) as error:
        return str(error)
    return ""
