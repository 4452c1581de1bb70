"""From paths on the command line to files, each with its settings; what goes wrong with one is told and noted."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import typer
from pathspec import GitIgnoreSpec

from ungarble.cli.options import STDIN, Settings
from ungarble.cli.output import complain
from ungarble.corpus import File
from ungarble.formats.files import walk
from ungarble.told import name_below

__all__ = ["STDIN", "Inputs"]


@dataclass(slots=True)
class Inputs:
    """The files of one run, and what went wrong with those that could not be read.

    `force_exclude`: whether `exclude` holds also for files and folders named outright, as a hook names them;
    `gitignore`: whether what .gitignore names is left out of folders.
    """

    paths: Sequence[str]
    settings: Settings
    stdin_name: str = STDIN
    force_exclude: bool = False
    gitignore: bool = True
    errors: list[tuple[str, str]] = field(default_factory=list)

    def failed(self, path: str, why: str) -> None:
        """Note and tell that `path` could not be done."""
        self.errors.append((path, why))
        complain(f"{path}: {why}")

    def names(self) -> list[str]:
        """Every file once, those of folders in order of name; `-` is standard input. Raises ConfigError."""
        found: list[str] = []
        for path in self.paths:
            if path == STDIN:
                found.append(STDIN)
            elif not (self.force_exclude and self._excluded(Path(path), Path(path).is_dir())):
                found += (str(p) for p in walk([Path(path)], self._excluded, self.gitignore))
        return list(dict.fromkeys(found))

    def files(self) -> list[File]:
        """The same with the settings of each, and the bytes of standard input. Raises ConfigError."""
        return [
            File(self.stdin_name, self.settings.of(STDIN), sys.stdin.buffer.read())
            if name == STDIN
            else File(name, self.settings.of(name))
            for name in self.names()
        ]

    def is_stdin(self, path: str) -> bool:
        """Whether a document of this name came from standard input."""
        return STDIN in self.paths and path == self.stdin_name

    def _excluded(self, path: Path, is_folder: bool) -> bool:
        """Whether `exclude` names the file or folder, or one that it lies in, reckoned from its settings file."""
        config = self.settings.of(str(path))
        if not config.exclude:
            return False
        name = name_below(str(path), config.root) + ("/" if is_folder else "")
        return _patterns(config.exclude).match_file(name)


@lru_cache(maxsize=64)
def _patterns(exclude: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(exclude)


def listed(file: Path) -> list[str]:
    """The names in a file (`-`: standard input), one a line; ended by NUL bytes where there are any (`git diff -z`).

    Raises typer.Exit(2) where it cannot be read.
    """
    try:
        raw = sys.stdin.buffer.read() if str(file) == STDIN else file.read_bytes()
    except OSError as error:
        complain(f"{file}: {error.strerror or error}")
        raise typer.Exit(2) from None
    lines = raw.split(b"\0") if b"\0" in raw else raw.splitlines()
    return [os.fsdecode(line) for line in lines if line]
