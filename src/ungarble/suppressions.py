"""What a text says of itself: comments that silence findings, `translate="no"`, `[sic]`.

    <!-- ungarble: ignore[from-fr/calques] -->   on a line with text: this line; alone: the paragraph below
    <!-- ungarble: ignore-next-line -->          the next line that is not empty
    <!-- ungarble: off --> … <!-- ungarble: on -->
    <!-- ungarble: file-ignore[any/typography]: a reason -->

Names are rules or starts of rules; without brackets: all. Each format has its own comments (`COMMENTS`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ungarble import formats
from ungarble.model import Document, Edit, Finding, Fix, Piece, RawEdit, Rule, Segment, Span, apply_edits

_BODY = r"ungarble:[ \t]*(?P<verb>[\w-]+)[ \t]*(?:\[(?P<rules>[^\[\]\n]*)\])?(?P<reason>[^\n]*?)"
_XML = rf"<!--\s*{_BODY}\s*-->"
_MDX = rf"\{{/\*\s*{_BODY}\s*\*/\}}"
_LINK = rf"^[ \t]*\[//\]:\s*#\s*\(\s*{_BODY}\s*\)[ \t]*$"
_HASH = rf"(?:^[ \t]*#[.|]?|[ \t]#)[ \t]*{_BODY}[ \t]*$"
_SLASHES = rf"(?:^|[ \t])//[ \t]*{_BODY}[ \t]*$"

COMMENTS: dict[str, tuple[str, ...]] = {
    "text": (_XML, rf"^[ \t]*(?:#|//)[ \t]*{_BODY}[ \t]*$"),
    "markdown": (_XML, _MDX, _LINK),
    "html": (_XML,),
    "xliff": (_XML,),
    "tmx": (_XML,),
    "ts": (_XML,),
    "resx": (_XML,),
    "android": (_XML,),
    "docx": (),
    "po": (_HASH, r"^#,[^\n]*?\b(?P<verb>no-ungarble)\b"),
    "rst": (rf"^[ \t]*\.\.[ \t]+{_BODY}[ \t]*$",),
    "asciidoc": (rf"^//[ \t]*{_BODY}[ \t]*$",),
    "latex": (rf"%[ \t]*{_BODY}[ \t]*$",),
    "org": (rf"^[ \t]*#[ \t]+{_BODY}[ \t]*$",),
    "srt": (),
    "vtt": (rf"^NOTE[ \t]+{_BODY}[ \t]*$",),
    "json": (),
    "jsonl": (),
    "csv": (),
    "tsv": (),
}
"""Format -> patterns of the comments that it has; a format not named here has XML's, `#` and `//`."""

_OTHERS = (_XML, _HASH, _SLASHES)
VERBS = ("ignore", "ignore-next-line", "off", "on", "file-ignore", "no-ungarble")
UNUSED = Rule(
    id="ungarble/unused-suppression",
    kind="suppression",
    message="",
    why="A comment that silences nothing hides what comes later.",
    category="other",
    confidence=1.0,
    ask=False,
    match={},
    examples=(),
)
_NO_TRANSLATE = re.compile(
    r"""<(?P<tag>[A-Za-z][\w:.-]*)(?=[\s])[^<>]*?\s
    (?: translate\s*=\s*["']?no\b | class\s*=\s*["'][^"'<>]*\bnotranslate\b )[^<>]*>""",
    re.VERBOSE | re.IGNORECASE,
)
_SIC = re.compile(r"\S+\s*[\[(]sic!?[\])]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: `at` where it stands, `over` the stretch in which findings are silenced, both in the decoded file.

    `rules`: names or starts of names; empty: all. `problem`: why it can do nothing; empty if it can.
    """

    at: Span
    over: Span
    rules: tuple[str, ...]
    problem: str = ""

    def silences(self, rule: str) -> bool:
        """Whether the comment is about `rule`."""
        return not self.problem and (
            not self.rules or any(rule == p or rule.startswith(p.rstrip("/") + "/") for p in self.rules)
        )


@lru_cache(maxsize=4)
def suppressions(document: Document) -> tuple[Suppression, ...]:
    """The comments of a document, in order."""
    if "ungarble" not in document.text:
        return ()
    return tuple(_read(document.text, COMMENTS.get(document.format, _OTHERS)))


def _read(text: str, patterns: Sequence[str]) -> Iterator[Suppression]:
    found: dict[Span, re.Match[str]] = {}
    for pattern in patterns:
        for match in re.finditer(pattern, text, re.MULTILINE):
            found.setdefault(Span(*match.span()), match)
    ordered = sorted(found.items())
    for n, (at, match) in enumerate(ordered):
        verb = match["verb"]
        named = match.groupdict().get("rules")
        rules = tuple(part.strip() for part in (named or "").split(",") if part.strip())
        if verb not in VERBS:
            yield Suppression(at, at, rules, f"unknown word `{verb}`; known: {', '.join(VERBS[:-1])}")
        elif named is not None and not rules:
            yield Suppression(at, at, (), "empty brackets")
        elif verb == "off":
            ends = (o.start for o, m in ordered[n + 1 :] if m["verb"] == "on" and _ends(m, rules))
            yield Suppression(at, Span(at.end, next(ends, len(text))), rules)
        elif verb != "on":
            yield Suppression(at, _over(text, at, verb, [s for s, _ in ordered]), rules)


def _ends(match: re.Match[str], rules: tuple[str, ...]) -> bool:
    """Whether an `on` ends an `off` of `rules`: one without names ends all."""
    named = match.groupdict().get("rules")
    return named is None or set(rules) == {part.strip() for part in named.split(",") if part.strip()}


def _over(text: str, at: Span, verb: str, comments: Sequence[Span]) -> Span:
    if verb == "file-ignore":
        return Span(0, len(text))
    start, end = _line(text, at)
    bare = "".join(text[i] for i in range(start, end) if not any(c.start <= i < c.end for c in comments))
    if verb == "ignore" and bare.strip(" \t>*-"):
        return Span(start, end)
    following = re.compile(r"(?:[ \t>]*(?:\r\n|\r|\n))*").match(text, end)
    first = following.end() if following else end
    if verb == "ignore-next-line":
        return Span(first, _line(text, Span(first, first))[1])
    gap = re.compile(r"(?:\r\n|\r|\n)[ \t>]*(?:\r\n|\r|\n)").search(text, first)
    return Span(first, gap.start() if gap else len(text))


def _line(text: str, at: Span) -> tuple[int, int]:
    """Start and end, without the line end, of the lines under `at`."""
    start = max(text.rfind("\n", 0, at.start), text.rfind("\r", 0, at.start)) + 1
    end = re.compile(r"[\r\n]|\Z").search(text, at.end)
    return start, end.start() if end else len(text)


@lru_cache(maxsize=4)
def silent_spans(document: Document) -> tuple[Span, ...]:
    """Stretches of the decoded file on which nothing is reported: the comments themselves, what is marked not to be
    translated, and words followed by `[sic]`. Sorted; they may overlap."""
    text = document.text
    spans = [s.at for s in suppressions(document)]
    if "sic" in text or "SIC" in text or "Sic" in text:
        spans += [Span(*m.span()) for m in _SIC.finditer(text)]
    if "translate" in text or "TRANSLATE" in text:
        spans += [Span(m.start(), _element_end(text, m)) for m in _NO_TRANSLATE.finditer(text)]
    return tuple(sorted(spans))


def _element_end(text: str, opening: re.Match[str]) -> int:
    """Where the element that `opening` starts ends: after the close tag that belongs to it, counting those inside."""
    if opening[0].endswith("/>"):
        return opening.end()
    depth = 1
    name = re.escape(opening["tag"])
    for tag in re.compile(rf"<(/?){name}(?=[\s/>])[^<>]*?(/?)>", re.IGNORECASE).finditer(text, opening.end()):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        if depth == 0:
            return tag.end()
    return opening.end()


@dataclass(frozen=True, slots=True)
class Sifted:
    """Findings that may be told, those that comments silence, and the comments that silenced none."""

    kept: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    idle: tuple[Suppression, ...]


def sift(document: Document, findings: Sequence[Finding], heed_comments: bool = True) -> Sifted:
    """Part the findings by what the document says of itself; `[sic]` and `translate="no"` hold in any case."""
    comments = suppressions(document) if heed_comments else ()
    silent = silent_spans(document)
    if not comments and not silent:
        return Sifted(tuple(findings), (), ())
    starts = [s.start for s in silent]
    longest = max((len(s) for s in silent), default=0)
    kept, silenced, used = [], [], set()
    for finding in findings:
        at = finding.segment.cover(finding.span)
        near = silent[bisect_left(starts, at.start - longest) : bisect_right(starts, at.end)]
        by = [n for n, c in enumerate(comments) if c.over.overlaps(at) and c.silences(finding.rule.id)]
        used.update(by)
        if by or any(s.overlaps(at) and len(s) for s in near):
            silenced.append(finding)
        else:
            kept.append(finding)
    idle = tuple(c for n, c in enumerate(comments) if n not in used)
    return Sifted(tuple(kept), tuple(silenced), idle)


def unused(document: Document, idle: Sequence[Suppression], rules: Sequence[Rule], all_rules: bool) -> list[Finding]:
    """A finding for each comment that silenced nothing, with a fix that takes it out.

    A comment is judged only where the rules that it names are among `rules`, those of this run; one without names
    only where `all_rules` ran.
    """
    names = {rule.id for rule in rules}
    found = []
    for one in idle:
        ran = all(any(r == p or r.startswith(p.rstrip("/") + "/") for r in names) for p in one.rules)
        if one.problem or (ran and (one.rules or all_rules)):
            words = one.at.of(document.text)
            about = one.problem or f"silences nothing{': ' + ', '.join(one.rules) if one.rules else ''}"
            segment = Segment(
                id=f"comment {one.at.start}",
                text=words,
                origin=(Piece(0, len(words), one.at.start),),
                removal=_with_blank(document.text, one.at),
            )
            whole = Span(0, len(words))
            fixes = () if one.problem or document.format == "po" else (Fix((Edit(whole, ""),), 1.0),)
            found.append(Finding(UNUSED, segment, whole, f"The comment {about}.", 1.0, fixes))
    return found


def _with_blank(text: str, at: Span) -> Span:
    """The comment with the blank before it; with its whole line where nothing else stands on that."""
    start, end = _line(text, at)
    if not (text[start : at.start] + text[at.end : end]).strip():
        after = re.compile(r"\r\n|\r|\n|").match(text, end)
        return Span(start, after.end() if after else end)
    return Span(len(text[: at.start].rstrip(" \t")), at.end)


def commented(document: Document, findings: Sequence[Finding], reason: str = "") -> Document:
    """The document with a comment that silences `findings`, which end on one line.

    Raises formats.UnstableError where the format has no comments, and where one would be read as text or leave a
    finding as loud as before. `formats.rewrite` is for repairs: it takes what is put behind a paragraph's last word
    for a part of the paragraph, and a comment is none.
    """
    edit = _comment_edit(document, findings, reason)
    if edit is None:
        raise formats.UnstableError(f"{document.format} has no comments; a baseline can take it")
    try:
        raw = document.bom + apply_edits(document.text, [edit]).encode(document.encoding)
    except UnicodeEncodeError as error:
        raise formats.UnstableError(f"{document.encoding} has no {error.object[error.start : error.end]!r}") from None
    after = formats.read(document.path, raw, document.format, document.encoding)
    if _prose(after) != _prose(document):
        raise formats.UnstableError("a comment would be read as text here; a baseline can take it")
    added = [c for c in suppressions(after) if c.at.overlaps(Span(edit.span.start, edit.span.start + len(edit.text)))]
    for finding in findings:
        at = finding.segment.cover(finding.span)
        moved = len(edit.text) if at.start >= edit.span.end else 0
        if not any(c.silences(finding.rule.id) and c.over.overlaps(at.shifted(moved)) for c in added):
            raise formats.UnstableError("a comment would not reach it here; a baseline can take it")
    return after


def _prose(document: Document) -> list[list[str]]:
    """What a reader sees, paragraph by paragraph: the words, then the stretches that nobody may touch."""
    texts = [[*segment.text.split(), *(p.of(segment.text) for p in segment.protected)] for segment in document.segments]
    return [words for words in texts if words]


def _comment_edit(document: Document, findings: Sequence[Finding], reason: str = "") -> RawEdit | None:
    """The edit that puts a comment for `findings`, which end on one line; None where the format has none for it.

    At the end of their line for Markdown and HTML (a line of its own would cut a paragraph or a list in two), above
    the entry for PO.
    """
    names = ", ".join(dict.fromkeys(f.rule.id for f in findings))
    # Two hyphens end a comment for XML and for Markdown as GitHub reads it: it would show the comment as text.
    told = " ".join(re.sub("--+", "–", reason).replace("*/", "").split())
    told = f"ungarble: ignore[{names}]{': ' + told if told else ''}"
    ends = max(f.segment.cover(f.span).end for f in findings)
    text = document.text
    if document.format in ("markdown", "html"):
        mdx = document.path.endswith(".mdx")
        end = _line(text, Span(ends, ends))[1]
        end = len(text[:end].rstrip(" \t"))
        if text[end - 1 : end] == "|":  # a table's row: what stands behind it would be one more cell
            end = len(text[: end - 1].rstrip(" \t"))
        return RawEdit(Span(end, end), f" {{/* {told} */}}" if mdx else f" <!-- {told} -->")
    if document.format == "po":
        start = max((m.end() for m in re.finditer(r"\A|\n[ \t]*\r?\n", text[:ends])), default=0)
        return RawEdit(Span(start, start), f"# {told}\n")
    return None
