"""From paths on the command line to files and documents; a bad one is told and the rest goes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pathspec import GitIgnoreSpec

from ungarble import formats
from ungarble.cli.options import STDIN, Settings
from ungarble.cli.output import Progress, complain
from ungarble.config import Config
from ungarble.corpus import File
from ungarble.formats.files import walk
from ungarble.model import Document
from ungarble.told import name_below

__all__ = ["STDIN", "Inputs"]


@dataclass(slots=True)
class Inputs:
    """The files of one run, and what went wrong with those that could not be read.

    `config`: one for all, or `Settings` with each file's own. `force_exclude`: whether `exclude` holds also for
    files named outright, as a hook names them.
    """

    paths: Sequence[str]
    config: Config | Settings
    stdin_name: str = STDIN
    force_exclude: bool = False
    errors: list[tuple[str, str]] = field(default_factory=list)
    _stdin: bytes | None = None

    def failed(self, path: str, why: str) -> None:
        """Note and tell that `path` could not be done."""
        self.errors.append((path, why))
        complain(f"{path}: {why}")

    def names(self) -> list[str]:
        """Every file once, those of folders in order of name; `-` is standard input. Raises ConfigError."""
        found: list[str] = []
        for path in self.paths or (".",):
            if path == STDIN:
                found.append(STDIN)
                continue
            walked = Path(path).is_dir()
            names = (str(p) for p in walk([Path(path)], self.config_of(path, walked).exclude))
            found += [n for n in names if not ((walked or self.force_exclude) and self._excluded(n))]
        return list(dict.fromkeys(found))

    def files(self) -> list[File]:
        """The same with the settings of each, and the bytes of standard input. Raises ConfigError."""
        return [
            File(self.stdin_name, self.config_of(STDIN), self._standard_input())
            if name == STDIN
            else File(name, self.config_of(name))
            for name in self.names()
        ]

    def documents(self) -> Iterator[tuple[Document, Progress, int]]:
        """Each document with the run's progress bar and its number."""
        names = self.names()
        with Progress("checking", len(names)) as progress:
            for number, name in enumerate(names):
                document = self._read(name)
                if document is not None:
                    yield document, progress, number
                progress.done(number + 1)

    def config_of(self, path: str, is_folder: bool = False) -> Config:
        """The settings for a file, or for what lies in a folder."""
        if isinstance(self.config, Config):
            return self.config
        return self.config.of_folder(Path(path)) if is_folder else self.config.of(path)

    def is_stdin(self, path: str) -> bool:
        """Whether a document of this name came from standard input."""
        return STDIN in self.paths and path == self.stdin_name

    def _excluded(self, name: str) -> bool:
        """Whether `exclude` names the file, reckoned from the folder of its settings file."""
        config = self.config_of(name)
        if not config.exclude:
            return False
        return GitIgnoreSpec.from_lines(config.exclude).match_file(name_below(name, config.root))

    def _standard_input(self) -> bytes:
        if self._stdin is None:
            self._stdin = sys.stdin.buffer.read()
        return self._stdin

    def _read(self, name: str) -> Document | None:
        config = self.config_of(name)
        try:
            raw = self._standard_input() if name == STDIN else Path(name).read_bytes()
            encoding = None if config.encoding == "auto" else config.encoding
            shown = self.stdin_name if name == STDIN else name
            return formats.read(shown, raw, config.format, encoding)
        except OSError as error:
            self.failed(name, error.strerror or str(error))
        except formats.DocumentError as error:
            self.failed(name, str(error))
        return None
