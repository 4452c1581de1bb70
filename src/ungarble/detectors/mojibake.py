"""Mojibake rules: text decoded with the wrong encoding ("donâ€™t"), and HTML entities left standing ("R&amp;D").

match:
  sees: encoding | entity      which of the two

Broken encodings are repaired by ftfy (Robyn Speer, 2012-2024), with everything but its encoding repair left out,
and only in the words that hold a broken sequence, so that the rest of the text is never touched. A text that talks
about such things ("if you see &nbsp; on the page") is left alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence

from ungarble.detectors import Detect
from ungarble.detectors.phrase_reader import PatternError
from ungarble.model import Document, Edit, Finding, Fix, Rule, Segment, Span

_BROKEN = re.compile(
    "[\u00c2-\u00f4\u0102\u0103\u010f\u0111\u0413\u0420\u0421]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
"""A lead byte of UTF-8 read as Latin-1 (or cp1250, cp1251), before a byte that can follow it."""

_LOST_BYTE = re.compile("\u00e2\u20ac(?=[.,;:!?)]*\\Z)")
"""A closing curly mark whose third byte has no character in Windows-1252 and was lost."""

_WORDS = re.compile(r"[^ \t\r\n]+")
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,7}|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")
_QUOTES = frozenset(["&laquo;", "&raquo;", "&ldquo;", "&rdquo;", "&bdquo;"])
"""Left to the quotes detector, which knows the marks that the document uses."""

_TALK = re.compile(
    r"\b(?:mojibake|encod(?:ed|es?|ing)|charset|UTF-?8|Latin-?1|ISO[- ]8859|Windows[- ]125\d|cp125\d|Unicode|ASCII"
    r"|entity|entities|escap(?:ed?|es|ing)|HTML|XML|markup|characters?|garbled|code points?|instead of|should be)\b",
    re.IGNORECASE,
)


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all mojibake rules. Raises PatternError for a rule that names no known sight."""
    looks = [(_look(rule), rule) for rule in rules]

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        for look, rule in looks:
            yield from look(rule, segment, document)

    return find


def _look(rule: Rule) -> Callable[[Rule, Segment, Document], Iterator[Finding]]:
    known = {"encoding": _encodings, "entity": _entities}
    sees = rule.match.get("sees")
    if sees not in known:
        raise PatternError(f"{rule.id}: `sees` is one of {', '.join(known)}")
    return known[sees]


def _encodings(rule: Rule, segment: Segment, document: Document) -> Iterator[Finding]:
    text = segment.text
    if text.isascii() or not _BROKEN.search(text) or _TALK.search(text):
        return
    for word in _WORDS.finditer(text):
        if _BROKEN.search(word[0]):
            edit = _repair(word[0], word.start())
            if edit:
                yield _finding(rule, segment, edit)


def _repair(word: str, at: int) -> Edit | None:
    """The smallest edit that mends the encoding of `word`, if ftfy is sure that it is broken."""
    from ftfy import fix_encoding

    mended = fix_encoding(_LOST_BYTE.sub("\\g<0>\u009d", word))
    if mended == word or "\ufffd" in mended:
        return None
    head = 0
    while head < min(len(word), len(mended)) and word[head] == mended[head]:
        head += 1
    tail = 0
    while tail < min(len(word), len(mended)) - head and word[-1 - tail] == mended[-1 - tail]:
        tail += 1
    return Edit(Span(at + head, at + len(word) - tail), mended[head : len(mended) - tail])


def _entities(rule: Rule, segment: Segment, document: Document) -> Iterator[Finding]:
    text = segment.text
    if "&" not in text or document.format != "text" or _TALK.search(text):
        return
    for entity in _ENTITY.finditer(text):
        character = html.unescape(entity[0])
        if entity[0] in _QUOTES or (character.startswith("&") and character != "&") or _beside_quote(text, entity):
            continue
        if character in "<>":
            # "&lt;b&gt;" may be a tag that is shown on purpose
            continue
        yield _finding(rule, segment, Edit(Span(*entity.span()), " " if character == "\u00a0" else character))


def _beside_quote(text: str, entity: re.Match[str]) -> bool:
    """The no-break space inside French quotation marks goes with them."""
    return entity[0] == "&nbsp;" and (
        text.endswith(("&laquo;", "«"), 0, entity.start()) or text.startswith(("&raquo;", "»"), entity.end())
    )


def _finding(rule: Rule, segment: Segment, edit: Edit) -> Finding:
    message = rule.message.format(found=edit.span.of(segment.text), better=edit.text)
    return Finding(rule, segment, edit.span, message, rule.confidence, (Fix((edit,), rule.confidence),))
