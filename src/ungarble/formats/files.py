"""Files and folders: which to read, and how to write one so that nothing is ever half written."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pathspec import GitIgnoreSpec

from ungarble.formats import format_of

_NEVER = frozenset({".git", ".hg", ".svn", ".ungarble", "node_modules", ".venv", "venv", "__pycache__"})


LeftOut = Callable[[Path, bool], bool]
"""Whether the caller wants a path left out; the second argument says whether it is a folder."""


def walk(
    paths: Iterable[Path], left_out: LeftOut = lambda path, is_folder: False, gitignore: bool = True
) -> Iterator[Path]:
    """Files to look at: those named, and in named folders those of a known text format, in order of name.

    Each folder's .gitignore holds for what lies below it, also those above a named folder up to the repository's
    root; not where `gitignore` is false. `left_out` is asked about files and folders below those named; a path named
    outright is always taken. Links to folders are not followed, so a loop of links ends nothing. A path that is not
    there is passed on: reading it tells why.
    """
    seen: set[Path] = set()
    for path in paths:
        found = _below(path, _rules_above(path) if gitignore else None, left_out) if path.is_dir() else iter((path,))
        for file in found:
            if file not in seen:
                seen.add(file)
                yield file


_Rules = tuple[tuple[Path, GitIgnoreSpec], ...]


def _rules_above(folder: Path) -> _Rules:
    """The .gitignore files of the folders above `folder`, up to the root of its repository."""
    above: list[tuple[Path, GitIgnoreSpec]] = []
    here = folder.resolve()
    if (here / ".git").exists():
        return ()
    for parent in here.parents:
        above += _rules_in(parent)
        if (parent / ".git").exists():
            return tuple(reversed(above))
    return ()


def _rules_in(folder: Path) -> list[tuple[Path, GitIgnoreSpec]]:
    file = folder / ".gitignore"
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [(folder.resolve(), GitIgnoreSpec.from_lines(lines))]


def _below(folder: Path, rules: _Rules | None, left_out: LeftOut) -> Iterator[Path]:
    """`rules`: what .gitignore files above say; None where they are not heeded."""
    rules = None if rules is None else (*rules, *_rules_in(folder))
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        yield folder  # reading it gives the error, with its name
        return
    for entry in entries:
        path = folder / entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name in _NEVER or (rules and _ignored(path, is_folder, rules)) or left_out(path, is_folder):
            continue
        if is_folder:
            yield from _below(path, rules, left_out)
        elif path.suffix and format_of(entry.name) and _is_file(entry):
            yield path


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether there is a file at the end of its links; a loop of links ends nowhere."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _ignored(path: Path, is_folder: bool, rules: _Rules) -> bool:
    """The nearest .gitignore that says something about `path` decides, as in git."""
    absolute = path.parent.resolve() / path.name
    for folder, spec in reversed(rules):
        name = absolute.relative_to(folder).as_posix() + ("/" if is_folder else "")
        verdict = spec.check_file(name).include
        if verdict is not None:
            return verdict
    return False


def write_whole(path: Path, raw: bytes) -> None:
    """Replace the content of `path` by `raw`: all of it or, if anything fails, none of it.

    The mode stays; a link stays a link and its target gets the content. Raises OSError.
    """
    target = Path(os.path.realpath(path))
    mode = stat.S_IMODE(target.stat().st_mode)
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
