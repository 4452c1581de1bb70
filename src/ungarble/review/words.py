"""The difference a decision makes, word by word, with as much of the text around it as is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ungarble.decisions import EDIT
from ungarble.english.sentences import sentence_at
from ungarble.model import Edit, Segment, Span
from ungarble.review.items import Item
from ungarble.review.styled import Line, Piece

SENTENCE, PARAGRAPH, NEIGHBOURS = 0, 1, 2
CONTEXTS = ("sentence", "paragraph", "three paragraphs")
LONGEST = 1500
"""Code points of context beyond which a paragraph is cut, so that the words in question stay on the screen."""

_BLANKS = re.compile(r"\s+")


def edits_shown(item: Item, choice: int = 0) -> tuple[Edit, ...]:
    """The edits of the segment that are shown: what was typed, or fix `choice`; none where there is none."""
    if item.decision is not None and item.decision.answer == EDIT:
        return _typed(item)
    return item.finding.fixes[choice].edits if choice < len(item.finding.fixes) else ()


def _typed(item: Item) -> tuple[Edit, ...]:
    """A person's own words as word edits of the segment; where markup lies between, as one edit of it all."""
    decision = item.decision
    if decision is None:
        return ()
    segment = item.finding.segment
    found: list[Edit] = []
    for edit in decision.edits:
        at = edit.span.shifted(decision.at.start)
        piece = next((p for p in segment.origin if p.at <= at.start and at.end <= p.at + p.end - p.start), None)
        if piece is None:
            return (Edit(item.cover, decision.replacement),)
        own = at.shifted(piece.start - piece.at)
        found += word_edits(own.of(segment.text), edit.text, own.start)
    return tuple(found)


def word_edits(old: str, new: str, at: int = 0) -> list[Edit]:
    """What turns `old` into `new`, by whole words; spans are shifted by `at`."""
    from difflib import SequenceMatcher

    a, b = re.findall(r"\w+|\s+|[^\w\s]", old), re.findall(r"\w+|\s+|[^\w\s]", new)
    starts = [at]
    for word in a:
        starts.append(starts[-1] + len(word))
    out: list[Edit] = []
    for what, i, j, k, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what != "equal":
            out.append(Edit(Span(starts[i], starts[j]), "".join(b[k:n])))
    return out


def window(item: Item, context: int) -> Span:
    """The stretch of the segment that is shown: the sentences that the edits touch, or all of it."""
    text = item.finding.segment.text
    cover = item.cover
    if context == SENTENCE:
        first = sentence_at(text, Span(cover.start, cover.start))
        last = sentence_at(text, Span(cover.end, cover.end)) if len(cover) else first
        span = Span(min(first.start, cover.start), max(first.end, last.end, cover.end))
    else:
        span = Span(0, len(text))
    if len(span) > LONGEST:
        middle = cover.start
        return Span(max(span.start, middle - LONGEST // 2), min(span.end, max(cover.end, middle + LONGEST // 2)))
    return span


def worded(item: Item, choice: int, context: int, marks: bool) -> Line:
    """The text with old and new words marked: by style alone, or as `[-old-]{+new+}` where there is no colour."""
    segment, span = item.finding.segment, window(item, context)
    edits = sorted(edits_shown(item, choice), key=lambda e: e.span)
    pieces: list[Piece] = [("dim", "… ")] if span.start else []
    at = span.start
    if not edits:
        own = item.finding.span
        pieces += [
            ("", _flat(segment.text[at : own.start])),
            ("mark", f"[?{_flat(item.finding.text)}?]" if marks else _shown(item.finding.text)),
        ]
        at = own.end
    for edit in edits:
        pieces.append(("", _flat(segment.text[at : edit.span.start])))
        pieces += changed(edit.span.of(segment.text), edit.text, marks)
        at = edit.span.end
    pieces.append(("", _flat(segment.text[at : span.end])))
    if span.end < len(segment.text):
        pieces.append(("dim", " …"))
    return tuple(p for p in pieces if p[1])


def changed(old: str, new: str, marks: bool) -> list[Piece]:
    """An old and a new wording side by side. Blanks that alone make the difference are shown as `␣`."""
    out: list[Piece] = []
    if old:
        out.append(("old", f"[-{_flat(old)}-]" if marks else _shown(old)))
    if old and new and not marks:
        out.append(("dim", "→"))
    if new:
        out.append(("new", f"{{+{_flat(new)}+}}" if marks else _shown(new)))
    return out


def _shown(text: str) -> str:
    return _flat(text) if text.strip() else "␣" * len(text)


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text)


def both(item: Item, choice: int, context: int) -> tuple[Line, Line]:
    """The text before and after, each with its own words marked: for lines one below the other, or side by side."""
    segment, span = item.finding.segment, window(item, context)
    edits = sorted(edits_shown(item, choice), key=lambda e: e.span)
    old: list[Piece] = []
    new: list[Piece] = []
    at = span.start
    for edit in edits or [Edit(item.finding.span, item.finding.text)]:
        same = ("", _flat(segment.text[at : edit.span.start]))
        old += [same, ("old" if edits else "mark", _flat(edit.span.of(segment.text)))]
        new += [same, ("new" if edits else "", _flat(edit.text))]
        at = edit.span.end
    rest = ("", _flat(segment.text[at : span.end]))
    return tuple(p for p in (*old, rest) if p[1]), tuple(p for p in (*new, rest) if p[1])


def neighbours(item: Item, context: int) -> tuple[Segment | None, Segment | None]:
    """The segments before and after, where so much is asked for."""
    if context < NEIGHBOURS:
        return None, None
    segments: Sequence[Segment] = item.file.document.segments
    at = next((n for n, s in enumerate(segments) if s.id == item.finding.segment.id), None)
    if at is None:
        return None, None
    return (segments[at - 1] if at else None), (segments[at + 1] if at + 1 < len(segments) else None)
