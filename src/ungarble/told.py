"""Which findings of a document are told: minus what the settings, the text itself and the caller leave out."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pathspec import GitIgnoreSpec

from ungarble.config import Config
from ungarble.model import Document, Finding, Rule
from ungarble.suppressions import sift, unused

Keep = Callable[[Document, Sequence[Finding]], Sequence[Finding]]
"""Which of a document's findings the caller wants told (and fixed): a baseline, the lines changed since a revision."""


def told(
    document: Document, shown: Sequence[Finding], found: Sequence[Finding], rules: Sequence[Rule], config: Config
) -> tuple[Finding, ...]:
    """The findings of `shown` that neither `per-file-ignores` nor a comment in the text silences.

    With `unused-suppressions` those on idle comments are added: a comment is idle where it silences none of `found`,
    the findings of any confidence.
    """
    quiet = quiet_rules(config, document.path)
    if "ALL" in quiet:
        return ()
    told = [f for f in shown if not _under(f.rule.id, quiet)] if quiet else list(shown)
    told = list(sift(document, told, not config.ignore_suppressions).kept)
    if config.unused_suppressions and not config.ignore_suppressions:
        everything = not config.select and not config.ignore and not quiet
        told += unused(document, sift(document, found).idle, rules, everything)
        told.sort(key=lambda f: f.segment.cover(f.span).start)
    return tuple(told)


def quiet_rules(config: Config, path: str) -> tuple[str, ...]:
    """Rule name prefixes that `per-file-ignores` silences in the file `path`; `ALL`: all."""
    if not config.per_file_ignores:
        return ()
    name = name_below(path, config.root)
    return tuple(
        rule for pattern, rules in config.per_file_ignores if _spec(pattern).match_file(name) for rule in rules
    )


def name_below(path: str, root: str) -> str:
    """The name of a file for patterns that are reckoned from `root`; its last part where it lies elsewhere."""
    full, base = Path(os.path.abspath(path)), Path(os.path.abspath(root or "."))  # noqa: PTH100  links stay as named
    return full.relative_to(base).as_posix() if full.is_relative_to(base) else full.name


@lru_cache(maxsize=256)
def _spec(pattern: str) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines([pattern])


def _under(rule: str, prefixes: Sequence[str]) -> bool:
    return any(rule == p or rule.startswith(p.rstrip("/") + "/") for p in prefixes)


def on_lines(lines: Mapping[str, frozenset[int]], document: Document, findings: Sequence[Finding]) -> list[Finding]:
    """A Keep (with `lines` bound) for findings that touch one of a file's `lines`, which count from 1.

    Files that `lines` does not name are kept whole: standard input has no history.
    """
    wanted = lines.get(document.path)
    if wanted is None:
        return list(findings)
    starts = _line_starts(document.text)
    kept = []
    for finding in findings:
        at = finding.segment.cover(finding.span)
        first, last = _line(starts, at.start), _line(starts, max(at.start, at.end - 1))
        if any(n in wanted for n in range(first, last + 1)):
            kept.append(finding)
    return kept


def _line(starts: Sequence[int], offset: int) -> int:

    return bisect_right(starts, offset)


@lru_cache(maxsize=4)
def _line_starts(text: str) -> tuple[int, ...]:

    return (0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text)))
