"""What a reader sees in one block of Markdown: its text without the marks, and where each piece of it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from ungarble.formats.markdown_pieces import complement, in_file, moved, pieces, stripped
from ungarble.formats.protect import merged, protected_spans
from ungarble.model import Piece, Span

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

CHUNK = 8_000
"""Code points that the inline parser gets at once: its time grows with the square of unmatched marks."""

_MARKUP = re.compile(r"[*_`\[\]<&\\~]")
_LINE_EDGES = re.compile(r"[ \t]+(?=\r?\n)|(?<=[\r\n])[ \t]+")
_HEADING_TAIL = re.compile(r"(?:(?:^|[ \t]+)#+)?[ \t]*\Z")
_ATTRIBUTES = re.compile(r"[ \t]*\{[:#.][^{}\n]*\}[ \t]*\Z")
_RUN = re.compile(r"[*_~]+|\[")
_DENSE_RUNS, _DENSE_SHARE = 100, 6
"""More than so many marks in a chunk, and more than one in so many code points: no prose; marks are left as text."""

_MATH = re.compile(
    r"(?<![\\$])\$\$(?!\$).+?(?<!\\)\$\$"  # $$ … $$
    r"|(?<![\\$\w])\$(?![\s$])[^$`\n]{0,300}?(?<![\s\\])\$(?![\d$])",  # $x$, and not: from $5 to $6
    re.DOTALL,
)
_WORDS = re.compile(r"(?<!\\)\b[A-Za-z]{2,} [A-Za-z]{2,}\b")
_OWN = re.compile(
    r"\[\[[^\]\n]+\]\]"  # [[Page|text]]
    r"|(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])"  # :smile:
    r"|\{[:#.][^{}\n]*\}"  # {#id .class}
    r"|\[-?@[\w:.-]+[^\]\n]*\]"  # [@source, p. 3]
)
_FORMATTING = re.compile(
    r"</?(?:a|abbr|b|cite|del|dfn|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?>\Z", re.IGNORECASE
)
_CUT_WHOLE = frozenset({"emphasis_delimiter"})
_KEPT = frozenset({"code_span", "uri_autolink", "email_autolink", "entity_reference", "numeric_character_reference"})
_LINKS = frozenset({"inline_link", "full_reference_link", "collapsed_reference_link", "shortcut_link"})


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of text as read. `nested`: it stands inside another one's markup (an image's description)."""

    text: str
    origin: tuple[Piece, ...]
    protected: tuple[Span, ...]
    nested: bool = False


@dataclass(slots=True)
class _Marks:
    """Stretches of a block's joined text: `cut` is left out, `kept` is protected, `apart` is prose of its own."""

    cut: list[Span] = field(default_factory=list)
    kept: list[Span] = field(default_factory=list)
    apart: list[Span] = field(default_factory=list)


def prose(
    text: str, shadow: str, ranges: Sequence[tuple[int, int]], labels: frozenset[str], heading: bool = False
) -> Iterator[Prose]:
    """The runs of text in `ranges` of the file: the block's own, then those of its images.

    `shadow` is the text with one ASCII character for each code point; `labels` are the folded names of the link
    references that are defined: `[word]` is no link without one.
    """
    joined = "".join(text[a:b] for a, b in ranges)
    marks = _marks(joined, "".join(shadow[a:b] for a, b in ranges), labels, heading)
    starts = [0]
    for a, b in ranges:
        starts.append(starts[-1] + b - a)
    found = _composed(joined, Span(0, len(joined)), marks, ranges, starts)
    if found is not None:
        yield found
    for span in marks.apart:
        inside = _composed(joined, span, _marks_within(marks, span), ranges, starts, nested=True)
        if inside is not None:
            yield inside


def _marks(joined: str, shadow: str, labels: frozenset[str], heading: bool) -> _Marks:
    marks = _Marks()
    end = len(joined.rstrip())
    if heading and (tail := _HEADING_TAIL.search(joined, 0, end)):
        end = tail.start()
    if joined[:end].endswith("}") and (tail := _ATTRIBUTES.search(joined, 0, end)):
        end = tail.start()
    marks.cut.append(Span(end, len(joined)))
    if "\n" in joined or "\r" in joined:
        marks.cut += [Span(*m.span()) for m in _LINE_EDGES.finditer(joined)]
    if "$" in joined:
        math = [Span(*m.span()) for m in _MATH.finditer(joined) if m[0][1] == "$" or not _WORDS.search(m[0])]
        marks.kept += math
        for span in math:
            shadow = shadow[: span.start] + "x" * len(span) + shadow[span.end :]
        shadow = shadow.replace("$", "%")
    if _MARKUP.search(joined):
        for start, end in _chunks(joined):
            _parse(joined, _thinned(shadow[start:end]), start, labels, marks)
    return marks


def _chunks(joined: str) -> Iterator[tuple[int, int]]:
    """Stretches of at most `CHUNK` code points that end with a line, a sentence or a word where there is one."""
    start = 0
    while len(joined) - start > CHUNK:
        limit = start + CHUNK
        ends = [joined.rfind(mark, start + CHUNK // 2, limit) for mark in ("\n", ". ", " ")]
        end = next((e for e in ends if e > 0), limit - 1) + 1
        yield start, end
        start = end
    yield start, len(joined)


def _thinned(shadow: str) -> str:
    """The chunk, its marks made plain signs where there are so many that it cannot be prose."""
    runs = len(_RUN.findall(shadow))
    if runs > _DENSE_RUNS and runs * _DENSE_SHARE > len(shadow):
        return re.sub(r"[*_~\[]", "%", shadow)
    return shadow


@cache
def _parser() -> Parser:
    import tree_sitter
    import tree_sitter_markdown

    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.inline_language()))


def _parse(joined: str, shadow: str, offset: int, labels: frozenset[str], marks: _Marks) -> None:
    tree = _parser().parse(shadow.encode("ascii"))
    stack = [tree.root_node]
    while stack:
        node = stack.pop()
        kind = node.type
        span = Span(node.start_byte + offset, node.end_byte + offset)
        if kind in _CUT_WHOLE:
            marks.cut.append(span)
        elif kind in _KEPT:
            marks.kept.append(span)
        elif kind == "backslash_escape":
            # An edit of the sign alone would leave the backslash before something else.
            marks.cut.append(Span(span.start, span.start + 1))
            marks.kept.append(Span(span.start + 1, span.end))
        elif kind == "hard_line_break":
            marks.cut.append(Span(span.start, span.start + len(span.of(joined).rstrip("\r\n"))))
        elif kind == "html_tag":
            _tag(joined, span, marks)
        elif kind == "image":
            stack += _image(joined, node, span, offset, marks)
        elif kind in _LINKS:
            stack += _link(joined, node, span, offset, labels, marks)
        else:
            stack += node.named_children


def _tag(joined: str, span: Span, marks: _Marks) -> None:
    tag = span.of(joined)
    if tag.startswith("<!--"):
        marks.cut.append(_with_blank(joined, span))
    elif _FORMATTING.match(tag):
        marks.cut.append(span)
    else:
        marks.kept.append(span)


def _image(joined: str, node: Node, span: Span, offset: int, marks: _Marks) -> list[Node]:
    marks.cut.append(_with_blank(joined, span))
    inside = [c for c in node.named_children if c.type == "image_description"]
    marks.apart += [Span(c.start_byte + offset, c.end_byte + offset) for c in inside]
    return inside


def _link(joined: str, node: Node, span: Span, offset: int, labels: frozenset[str], marks: _Marks) -> list[Node]:
    children = node.named_children
    words = next((c for c in children if c.type == "link_text"), None)
    if words is None:
        marks.kept.append(span)
        return []
    inside = Span(words.start_byte + offset, words.end_byte + offset)
    if node.type == "shortcut_link" and re.fullmatch(r"\^[^\s\]]+", inside.of(joined)):
        marks.cut.append(_with_blank(joined, span))  # a footnote mark
        return []
    label = next((c for c in children if c.type == "link_label"), None)
    name = joined[label.start_byte + offset + 1 : label.end_byte + offset - 1] if label else inside.of(joined)
    if node.type == "inline_link" or folded(name) in labels:
        marks.cut += [Span(span.start, inside.start), Span(inside.end, span.end)]
    return [words]


def folded(label: str) -> str:
    """A reference label as CommonMark compares it."""
    return " ".join(label.split()).casefold()


def _with_blank(joined: str, span: Span) -> Span:
    """What leaves no two blanks behind when it is left out."""
    before = span.start == 0 or joined[span.start - 1].isspace()
    return Span(span.start, span.end + 1) if before and joined[span.end : span.end + 1] == " " else span


def _marks_within(marks: _Marks, span: Span) -> _Marks:
    return _Marks([s for s in marks.cut if span.covers(s)], [s for s in marks.kept if span.covers(s)], [])


def _composed(
    joined: str,
    within: Span,
    marks: _Marks,
    ranges: Sequence[tuple[int, int]],
    starts: Sequence[int],
    nested: bool = False,
) -> Prose | None:
    """The text of `joined` in `within` without what is cut; None where no word is left outside protected text."""
    left = stripped(joined, complement(within, marks.cut))
    if not left:
        return None
    text = "".join(span.of(joined) for span in left)
    origin = list(pieces(left, ranges, starts))
    lead = joined[within.start : left[0].start]
    if lead.strip():
        at = within.start + len(lead) - len(lead.lstrip())
        origin.insert(0, Piece(0, 0, in_file(at, ranges, starts)))
    tail = joined[left[-1].end : within.end].rstrip()
    if tail:
        at = left[-1].end + len(tail) - 1
        origin.append(Piece(len(text), len(text), in_file(at, ranges, starts) + 1))
    own = [Span(*m.span()) for m in _OWN.finditer(text)] if "[" in text or ":" in text or "{" in text else []
    protected = merged([*protected_spans(text), *moved(marks.kept, left), *own])
    if not re.search(r"[^\W\d_]", _complement_text(text, protected)):
        return None
    return Prose(text, tuple(origin), protected, nested)


def _complement_text(text: str, protected: Sequence[Span]) -> str:
    return " ".join(s.of(text) for s in complement(Span(0, len(text)), list(protected)))
