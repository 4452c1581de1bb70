"""A line that is being typed: text, a place in it, and what keys do there."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ungarble.review.styled import Line, width


@dataclass(slots=True)
class Typing:
    """Text and the place (code points from its start) where the next character goes."""

    text: str
    at: int

    def insert(self, text: str) -> None:
        """Put text in, on one line; control characters are left out."""
        clean = "".join(c for c in " ".join(text.split("\n")) if c.isprintable())
        self.text = self.text[: self.at] + clean + self.text[self.at :]
        self.at += len(clean)

    def key(self, key: str) -> bool:
        """Do what a named key does (those of readline); whether it is one."""
        if key in ("left", "ctrl+b"):
            self.at = self._before(self.at)
        elif key in ("right", "ctrl+f"):
            self.at = self._after(self.at)
        elif key in ("home", "ctrl+a", "up"):
            self.at = 0
        elif key in ("end", "ctrl+e", "down"):
            self.at = len(self.text)
        elif key in ("ctrl+left", "alt+b", "alt+left"):
            self.at = self._word_before()
        elif key in ("ctrl+right", "alt+f", "alt+right"):
            self.at = self._word_after()
        elif key in ("backspace", "ctrl+h"):
            self._cut(self._before(self.at), self.at)
        elif key in ("delete", "ctrl+d"):
            self._cut(self.at, self._after(self.at))
        elif key in ("ctrl+w", "alt+backspace", "ctrl+backspace"):
            self._cut(self._word_before(), self.at)
        elif key == "ctrl+u":
            self._cut(0, self.at)
        elif key == "ctrl+k":
            self._cut(self.at, len(self.text))
        else:
            return False
        return True

    def _cut(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.at = start

    def _before(self, at: int) -> int:
        """The start of the character before: what is combined with a letter goes with it."""
        at = max(0, at - 1)
        while at and unicodedata.combining(self.text[at]):
            at -= 1
        return at

    def _after(self, at: int) -> int:
        at = min(len(self.text), at + 1)
        while at < len(self.text) and unicodedata.combining(self.text[at]):
            at += 1
        return at

    def _word_before(self) -> int:
        found = [m.start() for m in re.finditer(r"\w+|[^\w\s]+", self.text[: self.at])]
        return found[-1] if found else 0

    def _word_after(self) -> int:
        found = re.compile(r"\s*(?:\w+|[^\w\s]+)").match(self.text, self.at)
        return found.end() if found else len(self.text)

    def shown(self, cells: int) -> Line:
        """The part around the place that fits, the place itself in reverse."""
        end = self._after(self.at)
        left, here, right = self.text[: self.at], self.text[self.at : end] or " ", self.text[end:]
        while left and width(left) + width(here) > cells - min(8, width(right)):
            left = left[1:]
        while right and width(left) + width(here) + width(right) > cells:
            right = right[:-1]
        return (("", left), ("here", here), ("", right))
