"""The user's own words: those that are right as they stand, those never wanted, names and their wrong forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ungarble.model import Finding, Rule, Span, apply_edits

REJECTED = "vocabulary/rejected"
NAMED = "vocabulary/name"


def vocabulary_rules(reject: Sequence[str], variants: Sequence[tuple[str, str]]) -> tuple[Rule, ...]:
    """Rules made of a project's lists.

    `reject`: phrases that are never wanted, each as `words` or `words => better words`. `variants`: (wrong form,
    right name).
    """
    swaps: dict[str, str] = {}
    flags: list[str] = []
    for line in reject:
        words, arrow, better = line.partition("=>")
        if arrow and better.strip():
            swaps[_pattern(words)] = _wording(better)
        else:
            flags.append(_pattern(words))
    rules = []
    if swaps or flags:
        match = {key: value for key, value in (("swap", swaps), ("flag", flags)) if value}
        rules.append(_rule(REJECTED, match, "“{found}” is on this project's list of rejected words.", 0.97))
    if variants:
        names = {_pattern(wrong): _wording(right) for wrong, right in variants}
        rules.append(_rule(NAMED, {"swap": names}, "“{found}” is called “{better}” in this project.", 0.99))
    return tuple(rules)


def _rule(id: str, match: Mapping[str, object], message: str, confidence: float) -> Rule:
    why = "The project's vocabulary says so."
    return Rule(id, "phrase", message, why, "terminology/inconsistent-with-termbase", confidence, False, match, ())


def _pattern(words: str) -> str:
    """Words as a phrase pattern: its signs stand for nothing but themselves."""
    return re.sub(r"[~()|\[\]<>{}]", " ", words).strip()


def _wording(words: str) -> str:
    return re.sub(r"[{}]", "", words).strip()


class Vocabulary:
    """Asks of a finding whether it touches words that the user vouches for."""

    def __init__(self, accept: Iterable[str], names: Iterable[str]) -> None:
        self._accept = _any_of(accept)
        self._names = _any_of(names)

    def allows(self, finding: Finding) -> bool:
        """True where the finding is about accepted words, or its first fix would take a listed name away."""
        text = finding.segment.text
        if self._accept and any(m.overlaps(finding.span) for m in _places(self._accept, text)):
            return True
        if not self._names:
            return False
        touched = [m for m in _places(self._names, text) if m.overlaps(finding.span)]
        if not touched:
            return False
        if not finding.fixes:
            return any(m.covers(finding.span) for m in touched)
        return _loses(self._names, text, apply_edits(text, finding.fixes[0].edits))


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted({w.strip() for w in words if w.strip()}, key=lambda w: (-len(w), w))
    joined = "|".join(r"\s+".join(re.escape(part) for part in w.split()) for w in ordered)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if joined else None


def _places(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [Span(*m.span()) for m in pattern.finditer(text)]


def _loses(names: re.Pattern[str], before: str, after: str) -> bool:
    """Whether a fix loses a name: fewer of them stand in the text after it."""
    return len(names.findall(after)) < len(names.findall(before))
