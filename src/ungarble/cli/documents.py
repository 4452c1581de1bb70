"""From paths on the command line to documents, one at a time; a bad one is told and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ungarble import formats
from ungarble.cli.output import Progress, complain
from ungarble.config import Config
from ungarble.formats.files import walk
from ungarble.model import Document

STDIN = "-"


@dataclass(slots=True)
class Inputs:
    """The documents of one run, and what went wrong with those that could not be read."""

    paths: Sequence[str]
    config: Config
    stdin_name: str = STDIN
    errors: list[tuple[str, str]] = field(default_factory=list)

    def failed(self, path: str, why: str) -> None:
        """Note and tell that `path` could not be done."""
        self.errors.append((path, why))
        complain(f"{path}: {why}")

    def documents(self) -> Iterator[tuple[Document, Progress, int]]:
        """Each document with the run's progress bar and its number."""
        names = self._names()
        with Progress("checking", len(names)) as progress:
            for number, name in enumerate(names):
                document = self._read(name)
                if document is not None:
                    yield document, progress, number
                progress.done(number + 1)

    def _names(self) -> list[str]:
        names: list[str] = []
        for path in self.paths or (".",):
            names += [STDIN] if path == STDIN else [str(p) for p in walk([Path(path)], self.config.exclude)]
        return list(dict.fromkeys(names))

    def _read(self, name: str) -> Document | None:
        try:
            raw = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
            encoding = None if self.config.encoding == "auto" else self.config.encoding
            shown = self.stdin_name if name == STDIN else name
            return formats.read(shown, raw, self.config.format, encoding)
        except OSError as error:
            self.failed(name, error.strerror or str(error))
        except formats.DocumentError as error:
            self.failed(name, str(error))
        return None
