"""File names in reports: as URIs, and as text where a name is no UTF-8."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from urllib.parse import quote


def uri(path: str) -> str:
    """A URI reference: relative for a relative path, `file:///…` for an absolute one; any byte can be named."""
    pure = PurePath(path)
    text = quote(os.fsencode(pure.as_posix()), safe="/~!$&'()*+,;=@")
    return f"file://{'' if text.startswith('/') else '/'}{text}" if pure.is_absolute() else text


def shown(path: str) -> str:
    """The path as text that any program reads: bytes that are no UTF-8 stand as `\\xff`. No `./` before it."""
    text = os.fsencode(PurePath(path).as_posix()).decode("utf-8", "backslashreplace")
    return text or path


def escaped(json_text: str) -> str:
    """JSON in which bytes of file names that are no UTF-8 stand as `\\udcff`, so that every reader takes it."""
    return re.sub("[\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", json_text)
