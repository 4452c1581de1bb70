"""Where text lives: from bytes to segments of prose, and from edits back to bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType

from ungarble.formats.encoding import UndecodableError, decode
from ungarble.formats.expected import expected_texts
from ungarble.model import Document, RawEdit, Segment, apply_edits

FORMATS = MappingProxyType({"text": "plain", "markdown": "markdown"})
"""Format name -> module with `segments(text)`."""

SUFFIXES = MappingProxyType(
    {
        ".txt": "text",
        ".text": "text",
        "": "text",
        ".md": "markdown",
        ".markdown": "markdown",
        ".mdown": "markdown",
        ".mkd": "markdown",
        ".mdx": "markdown",
    }
)
"""File name ending -> format."""


class DocumentError(ValueError):
    """A file that cannot be read as text, or that an edit would not leave whole. The text says why."""


class UnstableError(DocumentError):
    """Writing the edits would change more than the edits."""


def format_of(path: str) -> str | None:
    """The format for a file name; None where nothing reads it."""
    return SUFFIXES.get(PurePath(path).suffix.lower())


def read(path: str, raw: bytes, format: str = "auto", encoding: str | None = None) -> Document:
    """The document in `raw`. `auto` takes the format of the name's ending, plain text where that is unknown.

    Raises DocumentError where the bytes are no text.
    """
    try:
        decoded = decode(raw, encoding)
    except UndecodableError as error:
        raise DocumentError(str(error)) from None
    name = format if format != "auto" else format_of(path) or "text"
    return Document(path, raw, decoded.encoding, decoded.bom, decoded.text, name, tuple(_segments(name, decoded.text)))


def _segments(name: str, text: str) -> Iterable[Segment]:
    reader: Callable[[str], Iterable[Segment]] = import_module(f"ungarble.formats.{FORMATS[name]}").segments
    return reader(text)


def rewrite(document: Document, edits: Sequence[RawEdit]) -> Document:
    """The document after `edits`, read again and compared: every word where it was, but for the edits' own.

    Raises UnstableError where the new text reads otherwise than the edits say (a mark torn from its fellow, a
    paragraph that has become code), holds other protected text or more paragraphs than before, and where a
    replacement has a character that the file's encoding lacks.
    """
    text = apply_edits(document.text, tuple(edits))
    try:
        raw = document.bom + text.encode(document.encoding)
    except UnicodeEncodeError as error:
        what = error.object[error.start : error.end]
        raise UnstableError(f"{document.encoding} has no {what!r}") from None
    after = Document(
        document.path,
        raw,
        document.encoding,
        document.bom,
        text,
        document.format,
        tuple(_segments(document.format, text)),
    )
    expected = expected_texts(document, edits)
    if any(re.search(r"\n\s*\n", e.text) and not re.search(r"\n\s*\n", e.span.of(document.text)) for e in edits):
        raise UnstableError("an edit would split a paragraph")
    if [w for s in after.segments for w in s.text.split()] != [w for t in expected for w in t.split()]:
        raise UnstableError("an edit would change what stands around it")
    if _protected(after) != _protected(document):
        removed = [s for s in document.segments if s.removal and any(e.span.covers(s.removal) for e in edits)]
        gone = [p.of(s.text) for s in removed for p in s.protected]
        if sorted([*_protected(after), *gone]) != _protected(document):
            raise UnstableError("an edit would change protected text")
    return after


def _protected(document: Document) -> list[str]:
    return sorted(span.of(s.text) for s in document.segments for span in s.protected)
