"""Double quotation marks in a text: which they are, and what the blanks around them say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ungarble.model import Document, Segment, Span

OPEN: Final = "open"
CLOSE: Final = "close"

GLYPHS: Final = {
    "“": OPEN,
    "”": CLOSE,
    "«": OPEN,
    "»": CLOSE,
    "„": OPEN,
    "「": OPEN,
    "」": CLOSE,
    "『": OPEN,
    "』": CLOSE,
    "《": OPEN,
    "》": CLOSE,
    "‹": OPEN,
    "›": CLOSE,
    "&ldquo;": OPEN,
    "&rdquo;": CLOSE,
    "&laquo;": OPEN,
    "&raquo;": CLOSE,
    "&bdquo;": OPEN,
    "``": OPEN,
    "''": CLOSE,
    '"': "",
    "&quot;": "",
    "‟": "",
    "＂": "",
}
"""Each mark, and the side on which it stands; "" where its form does not tell."""

ENGLISH: Final = frozenset('“”"')

_MARK = re.compile("|".join(re.escape(glyph) for glyph in sorted(GLYPHS, key=len, reverse=True)))
_BLANK = r"(?:[ \t\u00a0\u202f\u2009\r\n]|&nbsp;)*"
_BEFORE = re.compile(_BLANK + r"\Z")
_AFTER = re.compile(_BLANK)
_OPENERS = frozenset("([{—–-/‘'’…=>*_:¿¡|+~[")
"""After these an opening mark needs no blank."""


NEIGHBOURHOOD: Final = 3000
"""How far around a paragraph, in code points, its way of writing is looked for."""

_MARKS_APART = re.compile(r"(?:(?<=\s)|^)[“”\"](?=\s|$)", re.M)
_MARKS_TIGHT = re.compile(r"[“\"](?=\w)|(?<=[\w.,!?])[”\"]")
_CLITICS_APART = re.compile(r"(?<=\w)\s[’'](?=\s?(?:s|t|re|ve|ll|d|m)\b)|(?<=[a-z])\sn[’']t\b")
_CLITICS_TIGHT = re.compile(r"(?<=[a-z])[’'](?=(?:s|t|re|ve|ll|d|m)\b)")
_MANY = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark. `gap` is the mark with the blanks around it; `left` and `right` are the characters beyond,
    empty at the ends of the text."""

    span: Span
    glyph: str
    gap: Span
    left: str
    right: str

    @property
    def side(self) -> str:
        """What the form of the mark says: `OPEN`, `CLOSE` or ""."""
        return GLYPHS[self.glyph]

    @property
    def spaced_before(self) -> bool:
        """Whether a blank, or nothing, stands before it."""
        return not self.left or self.gap.start < self.span.start

    @property
    def spaced_after(self) -> bool:
        """Whether a blank, or nothing, stands after it."""
        return not self.right or self.gap.end > self.span.end

    def misplaced(self, role: str) -> int:
        """How many of the two blanks are wrong (missing or too much) if the mark is on the side `role`."""
        if role == OPEN:
            before = not self.spaced_before and (self.left.isalpha() or self.left in ",;.!?")
            return int(before) + int(self.spaced_after or self.right in ",.;:)")
        return int(self.spaced_before) + int(not self.spaced_after and self.right.isalpha())

    def contradicts(self, role: str) -> bool:
        """Whether the mark stands as if it were on the other side than `role`."""
        other = OPEN if role == CLOSE else CLOSE
        return self.side != role and bool(self.misplaced(role)) and not self.misplaced(other)


def marks(text: str, protected: Sequence[Span] = ()) -> tuple[Mark, ...]:
    """The double quotation marks of `text` outside `protected`, in order."""
    return tuple(_marks(text, protected))


def has_marks(text: str) -> bool:
    """Whether there is any mark at all: the screen."""
    return _MARK.search(text) is not None


def _marks(text: str, protected: Sequence[Span]) -> Iterator[Mark]:
    for found in _MARK.finditer(text):
        span = Span(*found.span())
        if any(p.overlaps(span) for p in protected):
            continue
        blank = _BEFORE.search(text, max(0, span.start - 12), span.start)
        start = blank.start() if blank else span.start
        after = _AFTER.match(text, span.end)
        end = after.end() if after else span.end
        right = "…" if text.startswith("...", end) else text[end : end + 1]
        yield Mark(span, found[0], Span(start, end), text[start - 1 : start] if start else "", right)


def style(document: Document) -> tuple[str, str]:
    """The opening and closing mark that the document uses: curly unless its marks or apostrophes are straight."""
    text = document.text
    if "“" in text or "”" in text:
        return "“", "”"
    if '"' in text or ("'" in text and "’" not in text):
        return '"', '"'
    return "“", "”"


def rewritten(text: str, mark: Mark, role: str, glyph: str) -> tuple[Span, str]:
    """The span to replace, and its new text, so that `mark` becomes `glyph` on the side `role`."""
    start, end = mark.span.start, mark.span.end
    before = after = ""
    if role == OPEN:
        if mark.spaced_after and mark.right:
            end = mark.gap.end
        if not mark.spaced_before and mark.left not in _OPENERS:
            before = " "
    else:
        if mark.spaced_before and mark.left:
            start = mark.gap.start
        if not mark.spaced_after and mark.right.isalpha():
            after = " "
    return Span(start, end), before + glyph + after


def spaced_throughout(segment: Segment, document: Document) -> bool:
    """Whether the text around sets most of its marks or apostrophes between blanks, as tokenised corpora do: its way of
    writing, not damage to it."""
    around = _around(segment, document)
    for apart, tight in ((_MARKS_APART, _MARKS_TIGHT), (_CLITICS_APART, _CLITICS_TIGHT)):
        spaced = len(apart.findall(around))
        if spaced >= _MANY and spaced > 2 * len(tight.findall(around)):
            return True
    return False


def mixes_throughout(segment: Segment, document: Document) -> bool:
    """Whether the text around has several straight marks among its curly ones: nobody minded there."""
    return _around(segment, document).count('"') > 2


def _around(segment: Segment, document: Document) -> str:
    first, last = segment.origin[0].at, segment.origin[-1].at
    return document.text[max(0, first - NEIGHBOURHOOD) : last + len(segment.text) + NEIGHBOURHOOD]


def next_starts_open(segment: Segment, document: Document) -> bool:
    """Whether the paragraph after this one starts with an opening mark, as each paragraph of a long quotation does."""
    last = segment.origin[-1]
    end = last.at + last.end - last.start
    return document.text[end : end + 40].lstrip()[:1] in tuple("“\"«„‘'")
