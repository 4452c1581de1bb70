"""Which lines of a file were changed since a revision, as git tells it: for `--since REV`."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_LINE_END = re.compile(rb"\r\n|\r|\n")


class ChangesError(ValueError):
    """Git cannot tell what has changed. The text says why: no repository, no such revision, no git."""


def changed_lines(paths: Iterable[str], rev: str) -> dict[str, set[int]]:
    """For each path the numbers (from 1) of the lines that are new or different since `rev`, in the working tree.

    `rev` stands for its merge base with HEAD: what was changed on `main` meanwhile is no change of ours. All lines of
    an untracked file count, and of one that git takes for binary (UTF-16). Raises ChangesError.
    """
    found: dict[str, set[int]] = {}
    by_root: dict[str, list[str]] = {}
    roots: dict[str, str] = {}
    for path in paths:
        folder = str(Path(path).parent)
        if folder not in roots:
            roots[folder] = os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n"))
        by_root.setdefault(roots[folder], []).append(path)
    for root, own in by_root.items():
        base = _base(root, rev)
        changed = _names(root, "diff", "--name-only", "--no-renames", "-z", base)
        untracked = _names(root, "ls-files", "--others", "-z")
        for path in own:
            name = os.path.relpath(os.path.realpath(Path(path).parent), os.path.realpath(root))
            inside = os.path.normpath(Path(name) / Path(path).name)
            if inside in untracked:
                found[path] = _all_lines(path)
            elif inside in changed:
                found[path] = _of_diff(root, base, inside, path)
            else:
                found[path] = set()
    return found


def _base(root: str, rev: str) -> str:
    """The merge base of `rev` and HEAD; `rev` itself where the two have none."""
    if rev.startswith("-"):
        raise ChangesError(f"git: not a revision: {rev}")
    commit = os.fsdecode(_git(root, "rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}", what=rev)).strip()
    try:
        return os.fsdecode(_git(root, "merge-base", commit, "HEAD")).strip() or commit
    except ChangesError:
        return commit


def _names(root: str, *command: str) -> set[str]:
    return {os.path.normpath(os.fsdecode(n)) for n in _git(root, *command).split(b"\0") if n}


def _of_diff(root: str, base: str, inside: str, path: str) -> set[int]:
    told = _git(root, "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "-U0", base, "--",
                f":(literal){inside}")  # fmt: skip
    raw = _bytes(path)
    hunks = list(_HUNK.finditer(told))
    # Git ends lines at \n alone: where there are others, its numbers are not ours.
    if not hunks or b"\r" in raw.replace(b"\r\n", b""):
        return _all_lines(path)
    lines: set[int] = set()
    for hunk in hunks:
        start, count = int(hunk[1]), int(hunk[2] or 1)
        lines.update(range(start, start + count))
    return lines


def _all_lines(path: str) -> set[int]:
    return set(range(1, len(_LINE_END.findall(_bytes(path))) + 2))


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""  # reading the document tells why


def _git(folder: str, *command: str, what: str = "") -> bytes:
    try:
        done = subprocess.run(["git", "-C", folder or ".", *command], capture_output=True, check=False)
    except OSError as error:
        raise ChangesError(f"git cannot be run: {error.strerror or error}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise ChangesError(f"git: {said or f'no such revision: {what}'}")
    return done.stdout
