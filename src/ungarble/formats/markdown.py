"""Markdown (CommonMark, GitHub tables, footnotes, math, MDX): the prose between the markup, with exact places.

tree-sitter's block grammar finds paragraphs, headings and cells; `markdown_inline` finds what a reader sees in each.
The parsers read a shadow of the text that has one ASCII byte for each code point, so that their byte offsets are
our code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ungarble.formats.markdown_inline import folded, prose
from ungarble.model import Segment, Span

if TYPE_CHECKING:
    from tree_sitter import Node

_SKIPPED = frozenset(
    [
        "minus_metadata",
        "plus_metadata",
        "fenced_code_block",
        "indented_code_block",
        "html_block",
        "thematic_break",
        "link_reference_definition",
        "pipe_table_delimiter_row",
    ]
)
_BLANK = " \t>"
_BLANK_LINE = re.compile(r"[ \t>]*\r?\n")
_MATH_BLOCK = re.compile(r"^[ \t>]*\$\$[ \t]*\r?\n(?:.*\n){1,80}?[ \t>]*(?:.*[^\s$])?\$\$[ \t]*\r?$", re.MULTILINE)
_MODULE = re.compile(r"(?:import\s+(?:[\w*{].*\sfrom\s+)?['\"]|export\s+(?:(?:const|let|var|function|default)\b|[*{]))")
_ODD_LINE = re.compile(
    r"""^[ \t]*(?:
        (?P<mark> :{2,}.*                       # :::note  ::name{…}  :::
          | \[![\w-]+\][+-]? .*                 # > [!NOTE]
          | \{[%:\#.][^\n]*\}[ \t]*\r?          # {% raw %}  {: .class}
          | (?:!!!|\?\?\?\+?|===)[ ].*          # !!! note
          | \\(?:begin|end)\{.*                 # \begin{align}
          | \[TOC\][ \t]*\r? | \[\[_?TOC_?\]\][ \t]*\r?
        )$
      | (?P<lead> \[\^[^\s\]]+\]:[ \t]* | :[ \t]+(?=\S) )  # [^1]: a footnote;  : a definition
    )""",
    re.VERBOSE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class _Block:
    """Prose of one block: stretches of the file without what continues a quotation or a list item."""

    ranges: tuple[tuple[int, int], ...]
    removal: Span | None = None
    heading: bool = False


def segments(text: str) -> Iterator[Segment]:
    """One segment for each paragraph, heading, table cell and image description of `text`."""
    shadow = _shadow(text)
    blocks, labels = _blocks(text, shadow)
    number = 0
    for block in blocks:
        for ranges, removal in _without_odd_lines(shadow, block):
            for found in prose(text, shadow, ranges, labels, block.heading):
                own = removal if not found.nested else None
                yield Segment(str(number), found.text, found.origin, None, found.protected, own)
                number += 1


def _shadow(text: str) -> str:
    """`text` with one ASCII character for each code point: letters stay letters, other signs become a `%`.

    Lines end with `\\n`, also where they end with `\\r` alone.
    """
    if "\r" in text:
        text = re.sub(r"\r(?!\n)", "\n", text)
    text = text.replace("\0", "x")
    if not text.isascii():
        text = re.sub(r"[^\W\x00-\x7f]+", lambda m: "x" * len(m[0]), text)
        text = re.sub(r"[^\x00-\x7f]+", lambda m: "%" * len(m[0]), text)
    return text


def _blocks(text: str, shadow: str) -> tuple[list[_Block], frozenset[str]]:
    """The blocks that hold prose, in order, and the labels of the link references that are defined."""
    import tree_sitter
    import tree_sitter_markdown

    parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_markdown.language()))
    tree = parser.parse(shadow.encode("ascii"))
    math = [m.span() for m in _MATH_BLOCK.finditer(shadow)] if "$$" in text else []
    blocks: list[_Block] = []
    labels: set[str] = set()
    stack: list[tuple[Node, Node | None]] = [(tree.root_node, None)]
    while stack:
        node, item = stack.pop()
        kind = node.type
        if kind == "link_reference_definition":
            label = node.named_children[0]
            labels.add(folded(text[label.start_byte + 1 : label.end_byte - 1]))
        elif kind in _SKIPPED:
            continue
        elif kind in ("paragraph", "atx_heading", "setext_heading"):
            blocks += _prose_block(text, shadow, node, item)
        elif kind == "pipe_table_cell":
            blocks.append(_Block(((node.start_byte, node.end_byte),)))
        else:
            children = node.named_children
            alone = node if kind == "list_item" and _only_paragraph(children) else None
            stack += [(child, alone) for child in reversed(children)]
    if math:
        blocks = [b for b in blocks if not any(a <= b.ranges[0][0] < z for a, z in math)]
    return blocks, frozenset(labels)


def _only_paragraph(children: Sequence[Node]) -> bool:
    inside = [c.type for c in children if not c.type.startswith(("list_marker", "block_continuation", "task_list"))]
    return inside == ["paragraph"]


def _prose_block(text: str, shadow: str, node: Node, item: Node | None) -> Iterator[_Block]:
    inline = _inline_of(node)
    if inline is None:
        return
    start, end = inline.start_byte, inline.end_byte
    heading = node.type != "paragraph"
    if not heading and _MODULE.match(text, start):
        return
    last = node.named_children[-1].end_byte if node.type == "setext_heading" else end
    first = item.start_byte if item is not None else node.start_byte
    yield _Block(_without_continuations(shadow, inline), _removal(shadow, first, last), heading)


def _inline_of(node: Node) -> Node | None:
    stack = [node]
    while stack:
        here = stack.pop()
        if here.type == "inline":
            return here
        stack += [c for c in here.named_children if c.type in ("inline", "paragraph")]
    return None


def _without_continuations(shadow: str, inline: Node) -> tuple[tuple[int, int], ...]:
    start, end = inline.start_byte, inline.end_byte
    ranges = []
    if "\n" in shadow[start:end]:
        for child in inline.named_children:
            if child.type == "block_continuation" and child.end_byte > child.start_byte:
                ranges.append((start, child.start_byte))
                start = child.end_byte
    ranges.append((start, end))
    return tuple(r for r in ranges if r[0] < r[1])


def _removal(shadow: str, start: int, end: int) -> Span | None:
    """The lines of a block, with the blank ones after it if there is one before it too; None if they hold more.

    Without a blank line before the block, those after it keep its neighbours apart.
    """
    first = shadow.rfind("\n", 0, start) + 1
    if shadow[first:start].strip(_BLANK):
        return None
    last = shadow.find("\n", end) + 1 or len(shadow)
    if first == 0 or not shadow[shadow.rfind("\n", 0, first - 1) + 1 : first].strip(_BLANK + "\r\n"):
        while match := _BLANK_LINE.match(shadow, last):
            last = match.end()
    return Span(first, last)


def _without_odd_lines(shadow: str, block: _Block) -> Iterator[tuple[tuple[tuple[int, int], ...], Span | None]]:
    """The ranges of a block, cut where a line is markup that CommonMark does not know: directives, footnote marks."""
    joined = "".join(shadow[a:b] for a, b in block.ranges)
    odd = list(_ODD_LINE.finditer(joined))
    if not odd:
        yield block.ranges, block.removal
        return
    start = 0
    for match in odd:
        yield from _part(block, start, match.start())
        start = match.end()
    yield from _part(block, start, len(joined))


def _part(block: _Block, start: int, end: int) -> Iterator[tuple[tuple[tuple[int, int], ...], None]]:
    """The stretch `[start, end)` of a block's joined ranges, as ranges of the file."""
    ranges = []
    offset = 0
    for a, b in block.ranges:
        left, right = max(start - offset, 0), min(end - offset, b - a)
        if left < right:
            ranges.append((a + left, a + right))
        offset += b - a
    if ranges:
        yield tuple(ranges), None
