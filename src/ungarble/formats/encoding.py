"""Bytes <-> text, losslessly: whatever is decoded here can be encoded to the same bytes again."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\x1b")


class UndecodableError(ValueError):
    """Bytes that are no text in any encoding we can name. The text says what was found and where."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """`raw == bom + text.encode(encoding)`."""

    text: str
    encoding: str
    bom: bytes


def decode(raw: bytes, encoding: str | None = None) -> Decoded:
    """Text of `raw`, in `encoding` if given, else by byte order mark, as UTF-8, or as charset-normalizer finds.

    Line ends are kept as they are. Raises UndecodableError for binary data and for bytes that do not fit.
    """
    for bom, name in _BOMS:
        if raw.startswith(bom) and (encoding is None or codecs.lookup(encoding).name in (name, "utf-8-sig", name[:6])):
            return _checked(raw, name, bom)
    if encoding is not None:
        try:
            return _checked(raw, codecs.lookup(encoding).name, b"")
        except LookupError:
            raise UndecodableError(f"unknown encoding: {encoding}") from None
    if b"\0" in raw[:8192]:
        raise UndecodableError("binary data: a NUL byte")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guessed(raw, error)
    if sum(raw[:8192].count(c) for c in _CONTROLS) * 50 > len(raw[:8192]):
        raise UndecodableError("binary data: too many control characters")
    return Decoded(text, "utf-8", b"")


def _guessed(raw: bytes, why_not_utf8: UnicodeDecodeError) -> Decoded:
    from charset_normalizer import from_bytes

    place = f"byte {why_not_utf8.start} is not UTF-8"
    if sum(raw[:8192].count(c) for c in _CONTROLS):
        raise UndecodableError(f"binary data: {place} and there are control characters")
    best = from_bytes(raw[:1_000_000]).best()
    if best is None:
        raise UndecodableError(f"{place}, and no other encoding fits; name it with --encoding")
    return _checked(raw, best.encoding, b"")


def _checked(raw: bytes, encoding: str, bom: bytes) -> Decoded:
    try:
        text = raw[len(bom) :].decode(encoding)
        lossless = bom + text.encode(encoding) == raw
    except UnicodeError as error:
        where = f" at byte {error.start + len(bom)}" if isinstance(error, UnicodeDecodeError) else ""
        raise UndecodableError(f"not {encoding}{where}") from None
    if not lossless:
        raise UndecodableError(f"{encoding} does not give the same bytes back; name the encoding with --encoding")
    return Decoded(text, encoding, bom)
