"""A baseline: findings that a project knows of and lives with, so that only new ones are told.

The file lists content fingerprints by file, so that moved lines and renamed folders above it change nothing:

    {"schema": 1, "findings": {"docs/a.md": [{"fingerprint": "…", "rule": "…", "text": "…", "count": 2}]}}

Paths are relative to the file's own folder. Fingerprints are a multiset: two known findings of one kind excuse two.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ungarble.matching import fingerprint
from ungarble.model import Document, Finding

SCHEMA = 1
NAME = ".ungarble-baseline.json"


class BaselineError(ValueError):
    """A baseline file that cannot be used. The text says why."""


@dataclass(frozen=True, slots=True)
class Known:
    """One entry: `count` findings of `rule` with this fingerprint. `rule` and `text` are there for people."""

    fingerprint: str
    rule: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known findings by path, relative to `folder`."""

    folder: str
    known: Mapping[str, tuple[Known, ...]]

    def keep(self, document: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings that the baseline does not know."""
        return part(self, document, findings)[0]


def read(path: Path) -> Baseline:
    """The baseline in a file. Raises BaselineError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise BaselineError(f"{path}: schema {data['schema']} is not {SCHEMA}")
        known = {
            name: tuple(Known(e["fingerprint"], e["rule"], e["text"], int(e.get("count", 1))) for e in entries)
            for name, entries in data["findings"].items()
        }
    except OSError as error:
        raise BaselineError(f"{path}: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, BaselineError):
            raise
        raise BaselineError(f"{path}: not a baseline file: {error!r}") from None
    return Baseline(str(path.parent.absolute()), known)


def dumps(known: Mapping[str, Sequence[Known]]) -> str:
    """The file's text: sorted and one entry a line, so that it merges well."""
    out = [f'{{"schema": {SCHEMA}, "findings": {{']
    files = [(name, entries) for name, entries in sorted(known.items()) if entries]
    for n, (name, entries) in enumerate(files):
        out.append(f"  {json.dumps(name, ensure_ascii=False)}: [")
        rows = [_row(entry) for entry in sorted(entries, key=lambda e: (e.rule, e.text, e.fingerprint))]
        out.append(",\n".join(f"    {row}" for row in rows))
        out.append("  ]," if n + 1 < len(files) else "  ]")
    return "\n".join([*out, "}}"]) + "\n"


def _row(entry: Known) -> str:
    row: dict[str, object] = {"fingerprint": entry.fingerprint, "rule": entry.rule, "text": entry.text}
    return json.dumps({**row, **({"count": entry.count} if entry.count > 1 else {})}, ensure_ascii=False)


def name_in(folder: str, path: str) -> str:
    """How a baseline in `folder` calls the file `path`; bytes that are no UTF-8 stand as `\\xff`."""
    relative = os.path.relpath(Path(path).absolute(), folder)
    return os.fsencode(relative).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def taken(findings: Iterable[Finding]) -> tuple[Known, ...]:
    """Entries for the findings of one file."""
    counted: Counter[str] = Counter()
    about: dict[str, Finding] = {}
    for finding in findings:
        mark = fingerprint("", finding)
        counted[mark] += 1
        about.setdefault(mark, finding)
    return tuple(Known(mark, about[mark].rule.id, about[mark].text[:80], n) for mark, n in counted.items())


def part(
    baseline: Baseline, document: Document, findings: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Known, ...]]:
    """The findings that are new, and the entries (with how many of each) that nothing matches any more."""
    entries = baseline.known.get(name_in(baseline.folder, document.path), ())
    left = Counter({e.fingerprint: e.count for e in entries})
    new = []
    for finding in findings:
        mark = fingerprint("", finding) if left else ""
        if left.get(mark, 0) > 0:
            left[mark] -= 1
        else:
            new.append(finding)
    stale = tuple(Known(e.fingerprint, e.rule, e.text, left[e.fingerprint]) for e in entries if left[e.fingerprint] > 0)
    return tuple(new), stale


def pruned(entries: Sequence[Known], stale: Sequence[Known]) -> tuple[Known, ...]:
    """The entries without those that nothing matches any more."""
    gone = {e.fingerprint: e.count for e in stale}
    kept = (Known(e.fingerprint, e.rule, e.text, e.count - gone.get(e.fingerprint, 0)) for e in entries)
    return tuple(e for e in kept if e.count > 0)
