"""What a person has decided about findings, as data: JSON lines that `review`, `plan` and the HTML page write and
`apply`, `undo` and `check --decisions` read.

A file of decisions is only ever appended to; the last line about a place (`fingerprint` and `nth`) holds. Two sorts
of lines (`schema` 1), in UTF-8:

A *decision* on one finding. `at` says where the words stand in the decoded file (code points) and what stands beside
them; `edits` are `[start, end, text]` relative to `at.text`. `answer` is `accept` (a fix of ours), `edit` (the
person's own words), `reject`, `skip` (later), or `open` (an answer taken back). `nth` counts equal fingerprints in
the file; lines with the same `batch` were one answer::

    {"schema": 1, "fingerprint": "9a…", "nth": 0, "path": "docs/a.md", "rule": "any/names/…", "answer": "accept",
     "at": {"start": 31, "before": "…with ", "text": "Kim Jong-a", "after": " on Sunday…"},
     "edits": [[9, 10, "un"]], "confidence": 0.97, "batch": 3, "time": "2026-11-24T16:10:00+00:00"}

An *application*: what was written into one file, as changes of the new text that take it back. `before` and `after`
are digests of the file's bytes, `keys` the decisions it fulfils::

    {"schema": 1, "applied": "docs/a.md", "before": "…", "after": "…", "keys": [["9a…", 0]],
     "changes": [[{"start": 31, "before": "…", "text": "Kim Jong-un", "after": "…"}, [[9, 11, "a"]]]], "time": "…"}

`undone` instead of `applied` says that `undo` took it back: its decisions wait to be written again.

Paths are written with `/`, relative to the folder where the command ran where they lie below it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any

from ungarble.model import Edit, Span, apply_edits

SCHEMA = 1

ACCEPT, EDIT, REJECT, SKIP, OPEN = "accept", "edit", "reject", "skip", "open"
ANSWERS = (ACCEPT, EDIT, REJECT, SKIP, OPEN)

JOURNAL = Path(".ungarble/review.jsonl")
"""Where `review` keeps its decisions, below the folder where it runs."""

Key = tuple[str, int]
"""Fingerprint and number among equal ones: what a decision is about."""


class DecisionsError(ValueError):
    """A line that is no decision. The text names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of a decoded file: where it started (code points), its text, and up to 40 code points beside it."""

    start: int
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one finding. `edits` are relative to the anchor's text; none for `reject`, `skip` and `open`."""

    fingerprint: str
    nth: int
    path: str
    rule: str
    answer: str
    at: Anchor
    edits: tuple[Edit, ...] = ()
    confidence: float = 1.0
    batch: int = 0
    time: str = ""

    @property
    def key(self) -> Key:
        """What the decision is about."""
        return self.fingerprint, self.nth

    @property
    def changes(self) -> bool:
        """Whether the file is to be changed."""
        return self.answer in (ACCEPT, EDIT)

    @property
    def replacement(self) -> str:
        """What will stand where the anchor's text stands."""
        return apply_edits(self.at.text, self.edits)


@dataclass(frozen=True, slots=True)
class Application:
    """What was written into the file `path`: changes of the new text that take it back.

    `before` and `after` are digests of the file's bytes then; `keys` are the decisions fulfilled.
    """

    path: str
    before: str
    after: str
    keys: tuple[Key, ...]
    changes: tuple[tuple[Anchor, tuple[Edit, ...]], ...]
    time: str = ""
    undone: bool = False
    """Whether this took back what was written, so that the decisions wait again."""


Line = Decision | Application


def now() -> str:
    """The time of a decision: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def digest(raw: bytes) -> str:
    """16 hexadecimal digits of a file's bytes."""
    return hashlib.blake2b(raw, digest_size=8).hexdigest()


def portable(path: str, base: Path | None = None) -> str:
    """`path` as decisions write it: with `/`, relative to `base` (default: this folder) where it lies below it."""
    full = os.path.abspath(path)  # noqa: PTH100  links stay as they are named
    root = os.path.abspath(base or ".")  # noqa: PTH100
    inside = os.path.commonpath([full, root]) == root if PurePath(full).anchor == PurePath(root).anchor else False
    return PurePath(os.path.relpath(full, root) if inside else full).as_posix()


def anchor(text: str, span: Span, beside: int = 40) -> Anchor:
    """The anchor of a stretch of the decoded file `text`."""
    before, after = text[max(0, span.start - beside) : span.start], text[span.end : span.end + beside]
    return Anchor(span.start, before, span.of(text), after)


def as_line(line: Line) -> str:
    """One line of the file, with its end. Bytes of a path that are no UTF-8 are written as `\\udcXX`."""
    data = _decision_data(line) if isinstance(line, Decision) else _application_data(line)
    told = json.dumps({"schema": SCHEMA, **data}, ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", told) + "\n"


def _decision_data(d: Decision) -> dict[str, Any]:
    return {
        "fingerprint": d.fingerprint,
        "nth": d.nth,
        "path": d.path,
        "rule": d.rule,
        "answer": d.answer,
        "at": _anchor_data(d.at),
        "edits": _edits_data(d.edits),
        "confidence": round(d.confidence, 4),
        "batch": d.batch,
        "time": d.time,
    }


def _application_data(a: Application) -> dict[str, Any]:
    return {
        "undone" if a.undone else "applied": a.path,
        "before": a.before,
        "after": a.after,
        "keys": [list(k) for k in a.keys],
        "changes": [[_anchor_data(at), _edits_data(edits)] for at, edits in a.changes],
        "time": a.time,
    }


def _anchor_data(at: Anchor) -> dict[str, Any]:
    return {"start": at.start, "before": at.before, "text": at.text, "after": at.after}


def _edits_data(edits: Iterable[Edit]) -> list[list[Any]]:
    return [[e.span.start, e.span.end, e.text] for e in edits]


def read(path: Path) -> list[Line]:
    """The lines of a file of decisions, in order.

    A last line without an end that cannot be read was being written when the machine stopped: it is left out.
    Raises OSError, and DecisionsError for any other line that is none of ours.
    """
    found: list[Line] = []
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                found.append(_parsed(json.loads(line)))
            except (ValueError, KeyError, TypeError, IndexError) as error:
                if not line.endswith("\n"):
                    break
                what = f"no {error}" if isinstance(error, KeyError) else str(error)
                raise DecisionsError(f"{path}:{number}: not a decision: {what}") from None
    return found


def _parsed(data: Any) -> Line:
    if not isinstance(data, dict):
        raise ValueError("not an object")
    if data["schema"] != SCHEMA:
        raise ValueError(f"schema {data['schema']!r}, not {SCHEMA}")
    if "applied" in data or "undone" in data:
        return Application(
            path=_text(data, "undone" if "undone" in data else "applied"),
            before=_text(data, "before"),
            after=_text(data, "after"),
            keys=tuple((str(f), int(n)) for f, n in data["keys"]),
            changes=tuple((_anchor(at), _edits(edits, at)) for at, edits in data["changes"]),
            time=str(data.get("time", "")),
            undone="undone" in data,
        )
    answer = _text(data, "answer")
    if answer not in ANSWERS:
        raise ValueError(f"answer {answer!r}, not one of {', '.join(ANSWERS)}")
    return Decision(
        fingerprint=_text(data, "fingerprint"),
        nth=int(data.get("nth", 0)),
        path=_text(data, "path"),
        rule=_text(data, "rule"),
        answer=answer,
        at=_anchor(data["at"]),
        edits=_edits(data.get("edits", ()), data["at"]),
        confidence=float(data.get("confidence", 1.0)),
        batch=int(data.get("batch", 0)),
        time=str(data.get("time", "")),
    )


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data[key]
    if not isinstance(value, str):
        raise ValueError(f"{key} is no text")
    return value


def _anchor(data: Mapping[str, Any]) -> Anchor:
    return Anchor(int(data["start"]), _text(data, "before"), _text(data, "text"), _text(data, "after"))


def _edits(data: Iterable[Any], at: Mapping[str, Any]) -> tuple[Edit, ...]:
    edits = tuple(Edit(Span(int(start), int(end)), str(text)) for start, end, text in data)
    apply_edits(at["text"], edits)  # ValueError where two overlap
    if any(e.span.end > len(at["text"]) for e in edits):
        raise ValueError("an edit reaches beyond its text")
    return edits


def live(lines: Iterable[Line]) -> dict[Key, Decision]:
    """The decisions that hold after all lines and are not yet written into a file; those taken back are left out."""
    return _sorted_out(lines)[0]


def wanted(lines: Iterable[Line]) -> list[Decision]:
    """The decisions that change a file, written already or not: what `apply` is to do in another copy of it."""
    waiting, written = _sorted_out(lines)
    return [d for d in (*written, *waiting.values()) if d.changes]


def _sorted_out(lines: Iterable[Line]) -> tuple[dict[Key, Decision], list[Decision]]:
    waiting: dict[Key, Decision] = {}
    written: dict[tuple[str, Key], Decision] = {}
    done: list[Decision] = []
    for line in lines:
        if isinstance(line, Decision):
            waiting.pop(line.key, None)
            if line.answer != OPEN:
                waiting[line.key] = line
            continue
        for key in line.keys:
            if line.undone and (line.path, key) in written:
                waiting.setdefault(key, written.pop((line.path, key)))
            elif not line.undone and key in waiting:
                if (line.path, key) in written:  # the same words, found a second time after the first were repaired
                    done.append(written[line.path, key])
                written[line.path, key] = waiting.pop(key)
    return waiting, [*done, *written.values()]
