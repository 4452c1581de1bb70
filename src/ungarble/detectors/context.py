"""Conditions that phrase, tokens and regex rules share: what must, or must not, stand around a match.

near: [...]              one of these phrases stands in the same sentence
unless: [...]            none of these stands in the same sentence
document: [...]          one of these stands somewhere in the document
damaged: true            the text around looks machine translated on the whole (`damage`)
absent: [...]            none of these stands anywhere in the document
preceded_by, followed_by, not_preceded_by, not_followed_by: [...]
                         right before or after the match, blanks and one mark of punctuation aside
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from ungarble.detectors.damage import Damage, damage_by_segment
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.phrases import Phrase, phrase
from ungarble.english.sentences import sentence_at
from ungarble.model import Document, Segment, Span

Allowed = Callable[[Span, Segment, Document], bool]

KEYS = frozenset(
    {
        "damaged",
        "near",
        "unless",
        "document",
        "absent",
        "preceded_by",
        "followed_by",
        "not_preceded_by",
        "not_followed_by",
    }
)
_REACH = 80
"""How far beside a match its neighbours are looked for, in code points: longer than any phrase in a condition."""


def conditions(match: Mapping[str, Any]) -> Allowed:
    """The test that a rule's conditions make. Raises PatternError for a condition that cannot be read."""
    near, unless, document, absent = (_phrases(match, key) for key in ("near", "unless", "document", "absent"))
    before, after = _phrases(match, "preceded_by"), _phrases(match, "followed_by")
    not_before, not_after = _phrases(match, "not_preceded_by"), _phrases(match, "not_followed_by")
    damage_of = _damage_of(match)

    def allowed(span: Span, segment: Segment, whole: Document) -> bool:
        if damage_of is not None and not damage_of(segment, whole).damaged:
            return False
        text = segment.text
        if near or unless:
            sentence = sentence_at(text, span).of(text)
            if (near and not _stands(near, sentence)) or _stands(unless, sentence):
                return False
        if before and not _ends(before, text, span.start):
            return False
        if after and not _begins(after, text, span.end):
            return False
        if _ends(not_before, text, span.start) or _begins(not_after, text, span.end):
            return False
        if absent and any(_stands(absent, s.text) for s in whole.segments):
            return False
        return not document or any(_stands(document, s.text) for s in whole.segments)

    return allowed


def _damage_of(match: Mapping[str, Any]) -> Callable[[Segment, Document], Damage] | None:
    wanted = match.get("damaged", "false")
    if wanted not in ("true", "false"):
        raise PatternError("`damaged` is true or false")
    return _shared() if wanted == "true" else None


@cache
def _shared() -> Callable[[Segment, Document], Damage]:
    """One for all rules: a document's blocks are reckoned once, not for each rule."""
    return damage_by_segment()


def _phrases(match: Mapping[str, Any], key: str) -> tuple[Phrase, ...]:
    value = match.get(key, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise PatternError(f"`{key}` is a list of phrases")
    return tuple(phrase(v) for v in value)


def _stands(phrases: Sequence[Phrase], text: str) -> bool:
    return any(next(p.finditer(text), None) is not None for p in phrases)


def _ends(phrases: Sequence[Phrase], text: str, at: int) -> bool:
    start = max(0, at - _REACH)
    left = text[start:at].rstrip().rstrip("“”\"'‘(,").rstrip()
    return any(hit.span.end == len(left) for p in phrases for hit in p.finditer(left))


def _begins(phrases: Sequence[Phrase], text: str, at: int) -> bool:
    right = text[at : at + _REACH].lstrip().lstrip("“”\"'’,").lstrip()
    return any(hit.span.start == 0 for p in phrases for hit in p.finditer(right))
