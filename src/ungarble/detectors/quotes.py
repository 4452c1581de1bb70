"""Quotation marks on the wrong side, with blanks on the wrong side, or of another language.

match:
  sees: turned       a mark is turned round (`Kim, “said Ann`, `was” important “that`)
        spaced       a blank stands on the wrong side of a mark (`a trip ”, said`)
        mixed        the marks of a pair are of two kinds (`“a trip"`, `an agreement », warned`)
        clitic       a tokeniser's blank before an apostrophe (`Anna 's`, `do n't`)
        foreign      both marks of a pair are another language's (`„Login“`, `« Accept »`)

Each paragraph is read as a whole (`quotes_roles.py`); where a mark would have to be missing, nothing is said, because
nobody knows where it stood. Text about quotation marks is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ungarble.detectors import Detect
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.quotes_marks import (
    CLOSE,
    ENGLISH,
    OPEN,
    Mark,
    has_marks,
    marks,
    mixes_throughout,
    next_starts_open,
    rewritten,
    spaced_throughout,
    style,
)
from ungarble.detectors.quotes_pairs import Pair, foreign_pairs, is_english, talks_of_marks
from ungarble.detectors.quotes_roles import INCHES, read
from ungarble.detectors.quotes_speech import reports_speech
from ungarble.model import Document, Edit, Finding, Fix, Rule, Segment, Span

SIGHTS: Final = ("turned", "spaced", "mixed", "foreign", "clitic")
UNSURE = 0.8
"""Share of a rule's confidence where the reading is likely but something else could be meant."""

UNSHOWN: Final = 0.5
"""The same where the whole text is written so."""

_CLITIC = re.compile(
    r"\b(?:[Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Ww]as|[Aa]re|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad|[Ww]ould|[Cc]ould|[Ss]hould|[Mm]ust"
    r"|[Nn]eed|[Mm]ight|[Cc]a|[Ww]o|[Ss]ha)(?P<gap>[ \u00a0]+)(?=n['’]t\b)"
    r"|(?<=[A-Za-z][a-rt-z])(?P<gap2>[ \u00a0]+)(?=['’](?:s|re|ve|ll)[\s.,;:!?])"
)
_APOSTROPHES = re.compile(r"\b(?:plural|possessive|suffix|ending|clitic|apostrophe)s?\b")
_CODE = re.compile(r"=\"|\"\s*[=:,{}]\s*\"|\\\"|[{};]\s*$")
_GOES_ON = re.compile(r"(?:and|but|or|which|who|of|in|on|for|at|to|with|from|by|is|was|are|were|has|had|have|will)\b")
"""Words that start no quotation: `called “brand colors` lacks its closing mark."""

_STOPS = frozenset(",.;:!?)")
_MAX_SWAPPED_WORDS = 8


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all quotes rules. Raises PatternError for a rule that names no known sight."""
    by_sight: dict[str, Rule] = {}
    for rule in rules:
        sight = rule.match.get("sees")
        if sight not in SIGHTS:
            raise PatternError(f"{rule.id}: `sees` is one of {', '.join(SIGHTS)}")
        by_sight[sight] = rule

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        if "clitic" in by_sight:
            yield from _clitics(by_sight["clitic"], segment, document)
        if has_marks(segment.text) and not _CODE.search(segment.text):
            row = marks(segment.text, segment.protected)
            if row:
                yield from _findings(by_sight, row, segment, document)

    return find


def _findings(rules: dict[str, Rule], row: tuple[Mark, ...], segment: Segment, document: Document) -> Iterator[Finding]:
    text = segment.text
    pairs = foreign_pairs(text, row)
    paired = {id(mark) for pair in pairs for mark in (pair.opening, pair.closing)}
    row = tuple(mark for mark in row if id(mark) not in paired)
    if pairs and not talks_of_marks(segment, document):
        rule = rules.get("foreign")
        for pair in pairs:
            if rule and is_english(pair.content(text)):
                yield _converted(rule, pair, row, segment, document)
    if _is_fine(row):
        return
    reading = read(row, next_starts_open(segment, document))
    if not reading.whole or talks_of_marks(segment, document):
        return
    wrong = [n for n, role in enumerate(reading.roles) if _is_wrong(row, reading.roles, n, role)]
    groups = list(_together(row, reading.roles, wrong, text))
    doubtful = [group for group, supported in groups if not supported]
    if doubtful and (len(groups) > 1 or not _may_close(text, doubtful[0])):
        return
    for group, _ in groups:
        yield from _repaired(rules, group, segment, document, UNSURE if doubtful else 1.0)


def _is_fine(row: Sequence[Mark]) -> bool:
    """Whether the marks alternate, are curly, and have no blank on a wrong side: the usual case, told fast."""
    role = OPEN
    for mark in row:
        if mark.glyph != ("“" if role == OPEN else "”") or mark.misplaced(role):
            return False
        role = CLOSE if role == OPEN else OPEN
    return True


def _is_wrong(row: Sequence[Mark], roles: Sequence[str], n: int, role: str) -> bool:
    mark = row[n]
    if role == INCHES:
        return False
    if mark.side not in ("", role) or mark.glyph not in ENGLISH or mark.misplaced(role):
        return True
    at = n + 1 if role == OPEN else n - 1
    partner = row[at].glyph if 0 <= at < len(row) and roles[at] != INCHES else mark.glyph
    return mark.glyph == '"' and partner != '"'


Group = list[tuple[Mark, str]]


def _together(
    row: Sequence[Mark], roles: Sequence[str], wrong: Sequence[int], text: str
) -> Iterator[tuple[Group, bool]]:
    """The marks to change, those of one pair together, and whether the text around bears the reading out."""
    taken: set[int] = set()
    for n in wrong:
        if n in taken:
            continue
        mark, role = row[n], roles[n]
        group = [(mark, role)]
        supported = True
        if role == OPEN and n + 1 in wrong:
            taken.add(n + 1)
            group.append((row[n + 1], roles[n + 1]))
        if role == OPEN and mark.contradicts(OPEN):
            supported = len(group) == 2 and row[n + 1].contradicts(CLOSE) and _is_short(text, mark, row[n + 1])
        elif group[-1][1] == CLOSE and group[-1][0].contradicts(CLOSE):
            supported = _ends_speech(text, group[-1][0])
        if any(_is_adrift(text, *member) for member in group):
            supported = False
        if len(group) == 2 and not re.search(r"\w", text[mark.span.end : row[n + 1].span.start]):
            supported = False
        yield group, supported


def _may_close(text: str, group: Group) -> bool:
    """`that “the work is not finished “and that`: the one wrong mark, between words of a sentence that goes on."""
    mark, role = group[-1]
    return (
        len(group) == 1
        and role == CLOSE
        and mark.glyph == "“"
        and mark.left.isalnum()
        and _GOES_ON.match(text, mark.gap.end) is not None
    )


def _is_adrift(text: str, mark: Mark, role: str) -> bool:
    """Whether a turned mark stands between two blanks, so that nothing but its form told which side it is on."""
    turned = mark.side not in ("", role)
    return turned and mark.spaced_before and mark.spaced_after and not (role == CLOSE and _ends_speech(text, mark))


def _is_short(text: str, opening: Mark, closing: Mark) -> bool:
    """`was” important “that`: a few words without punctuation, set between words."""
    inside = text[opening.span.end : closing.span.start].strip()
    return (
        opening.left.isalnum()
        and closing.right.isalnum()
        and 0 < len(inside.split()) <= _MAX_SWAPPED_WORDS
        and not re.search(r"[.!?;:,]", inside)
        and not reports_speech(inside)
    )


def _ends_speech(text: str, mark: Mark) -> bool:
    """`the summit, “said Ann`: punctuation before the mark, a verb of saying after it."""
    return mark.left in ",.!?…" and reports_speech(text[mark.gap.end : mark.gap.end + 60])


def _repaired(
    rules: dict[str, Rule], group: Group, segment: Segment, document: Document, share: float
) -> Iterator[Finding]:
    text = segment.text
    if any(mark.side not in ("", role) for mark, role in group):
        rule = rules.get("turned")
    elif any(mark.glyph not in ENGLISH for mark, _ in group) or _is_mixed(group, segment):
        rule = rules.get("mixed")
    else:
        rule = rules.get("spaced")
    if rule is None:
        return
    straight = all(mark.glyph == '"' for mark, _ in group) and len(group) == 2
    opening, closing = ('"', '"') if straight else _style_here(segment, document)
    edits = []
    for mark, role in group:
        span, new = rewritten(text, mark, role, opening if role == OPEN else closing)
        if new != span.of(text):
            edits.append(Edit(span, new))
    if not edits:
        return
    unclear = any(mark.glyph == '"' for mark, _ in group)
    glued = any(not m.spaced_before and role == OPEN and m.side in ("", role) for m, role in group)
    alone = len(group) == 1 and not (group[0][1] == CLOSE and group[0][0].spaced_before and group[0][0].right in _STOPS)
    sure = rule.confidence * share * (UNSURE if unclear and (glued or alone) else 1.0)
    if rule is rules.get("spaced") and spaced_throughout(segment, document):
        sure *= UNSHOWN
    if rule is rules.get("mixed") and unclear and mixes_throughout(segment, document):
        sure *= UNSHOWN
    yield _finding(rule, segment, tuple(edits), sure)


def _clitics(rule: Rule, segment: Segment, document: Document) -> Iterator[Finding]:
    text = segment.text
    if not any(screen in text for screen in (" '", " ’", " n'", " n’")) or _APOSTROPHES.search(text):
        return
    for found in _CLITIC.finditer(text):
        throughout = spaced_throughout(segment, document)
        sure = rule.confidence * (UNSHOWN if throughout else 1.0)
        yield _finding(rule, segment, (Edit(Span(*found.span(found.lastgroup or 0)), ""),), sure)


def _is_mixed(group: Group, segment: Segment) -> bool:
    """Whether a straight mark has a curly one for its partner."""
    straight = [mark.glyph == '"' for mark, _ in group]
    return any(straight) and (len(group) == 1 or not all(straight)) and any(c in segment.text for c in "“”")


def _style_here(segment: Segment, document: Document) -> tuple[str, str]:
    """The marks of this paragraph where it has any, else those of the document."""
    if "“" in segment.text or "”" in segment.text:
        return "“", "”"
    return ('"', '"') if '"' in segment.text else style(document)


def _converted(rule: Rule, pair: Pair, row: Sequence[Mark], segment: Segment, document: Document) -> Finding:
    text = segment.text
    opening, closing = style(document)
    if pair.is_nested(row):
        opening, closing = "‘", "’"
    edits = []
    for mark, role, glyph in ((pair.opening, OPEN, opening), (pair.closing, CLOSE, closing)):
        edits.append(Edit(*rewritten(text, mark, role, glyph)))
    few = sum(document.text.count(glyph) for glyph in (pair.opening.glyph, pair.closing.glyph)) <= 4
    sure = 1.0 if few or any(mark in document.text for mark in ENGLISH) else UNSURE
    return _finding(rule, segment, tuple(edits), rule.confidence * sure)


def _finding(rule: Rule, segment: Segment, edits: tuple[Edit, ...], confidence: float) -> Finding:
    span = Span(edits[0].span.start, edits[-1].span.end)
    new = segment.text[span.start : span.end]
    for edit in reversed(edits):
        new = new[: edit.span.start - span.start] + edit.text + new[edit.span.end - span.start :]
    message = rule.message.format(found=span.of(segment.text), better=new)
    return Finding(rule, segment, span, message, confidence, (Fix(edits, confidence),))
