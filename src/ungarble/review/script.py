"""Keys from a file: a review that was thought out before, for batch runs and tests.

Each character is a key; blanks and line ends between keys count for nothing. `<enter>`, `<space>`, `<escape>`,
`<up>`, `<down>` … are the named keys. What is to be typed stands in double quotes (`\\"` and `\\\\` inside), and
`#` starts a comment that goes on to the end of its line: `y n 2 e"ceasefire" A y q y  # and write`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"""\s+|\#[^\n]*|"(?:\\.|[^"\\\n])*"|<[a-z]{2,}>|.""", re.DOTALL)


class ScriptError(ValueError):
    """A script that asks for what cannot be done. The text says where."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A line of text."""

    text: str


def keys(script: str) -> Iterator[str | Typed]:
    """The keys and lines of a script, in order. Raises ScriptError for a quotation that does not end."""
    for found in _TOKEN.finditer(script):
        token = found[0]
        if token.isspace() or token.startswith("#"):
            continue
        if token.startswith('"'):
            line = script.count("\n", 0, found.start()) + 1
            try:
                yield Typed(json.loads(token))
            except ValueError:
                raise ScriptError(f"line {line}: a text that is not closed or not readable: {token[:40]}") from None
        elif len(token) > 1:
            yield token[1:-1]
        else:
            yield token
