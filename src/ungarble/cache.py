"""What was found in a text before: reports by the hash of everything that they depend on.

One file an entry, written beside and then moved into place: runs at the same time see whole entries or none. An entry
is plain JSON, so that a cache that somebody else has written can show wrong findings but run no code. A cache that
cannot be read or written is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from ungarble.config import Config
from ungarble.formats import format_of
from ungarble.model import Document, Edit, Finding, Fix, Piece, RawEdit, Refusal, Rule, Segment, Span
from ungarble.outcome import Accepted, Report, SourceGuess
from ungarble.rulepack import shipped_rules
from ungarble.told import quiet_rules
from ungarble.version import __version__

LAYOUT = "2"
"""Changes with the shape of entries."""

KEPT_DAYS = 30
"""An entry that was not asked for this long is taken out."""

_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of ungarble.\n"
_LIBRARIES = ("spacy", "harper-py", "ftfy", "lemminflect", "rapidfuzz", "tree-sitter-markdown")


class Cache:
    """Reports on disk below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = folder / f"findings-{LAYOUT}"
        self._writable = True

    def key(self, path: str, raw: bytes, config: Config) -> str | None:
        """The name of the entry for a text; None where its findings depend on more than we can see: a server."""
        if set(config.grammar) - {"harper", "none"}:
            return None
        quiet = quiet_rules(config, path)
        plain = replace(config, root="", baseline="", exclude=(), per_file_ignores=(("", quiet),))
        own = (str(format_of(path)), repr(plain), _tool(), *(_folder(Path(f)) for f in config.rules))
        told = hashlib.blake2b("\0".join(own).encode("utf-8", "surrogatepass"), digest_size=20)
        told.update(hashlib.blake2b(raw).digest())
        return told.hexdigest()

    def has(self, key: str | None) -> bool:
        """Whether there is an entry."""
        return key is not None and self._file(key).is_file()

    def read(self, key: str | None, document: Document) -> Report | None:
        """The report on `document` as it was stored; None where there is none that can be read."""
        if key is None:
            return None
        file = self._file(key)
        try:
            data = json.loads(file.read_bytes())
            report = _report(data, document)
        except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
            return None
        with contextlib.suppress(OSError):
            os.utime(file)
        return report

    def write(self, key: str | None, report: Report) -> None:
        """Store a report. A disk that takes nothing makes the cache silent for the rest of the run."""
        if key is None or not self._writable:
            return
        file = self._file(key)
        name = ""
        try:
            if not self._root.is_dir():
                self._root.mkdir(parents=True, exist_ok=True)
                (self.folder / "CACHEDIR.TAG").write_text(_TAG, encoding="utf-8")
            file.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=file.parent)
            with os.fdopen(handle, "wb") as opened:
                opened.write(json.dumps(_data(report), ensure_ascii=False).encode("utf-8", "surrogatepass"))
            Path(name).replace(file)
        except OSError:
            self._writable = False
            with contextlib.suppress(OSError):
                Path(name).unlink()

    def prune(self) -> None:
        """Once a day, take out what was not asked for in `KEPT_DAYS`."""
        stamp = self._root / "pruned"
        now = time.time()
        with contextlib.suppress(OSError):
            if not self._root.is_dir() or (stamp.is_file() and now - stamp.stat().st_mtime < 86_400):
                return
            stamp.write_bytes(b"")
            for file in self._root.glob("*/*"):
                with contextlib.suppress(OSError):
                    if now - file.stat().st_mtime > KEPT_DAYS * 86_400:
                        file.unlink()

    def clean(self) -> int:
        """Take out all entries, of older layouts too; how many there were. Raises OSError."""
        count = 0
        for folder in self.folder.glob("findings-*"):
            count += sum(1 for _ in folder.glob("*/*.json"))
            shutil.rmtree(folder)
        return count

    def _file(self, key: str) -> Path:
        return self._root / key[:2] / f"{key[2:]}.json"


@cache
def _tool() -> str:
    """The hash of all that makes findings: our code, rules and data, and the versions of what we lean on."""
    versions = [__version__]
    for name in _LIBRARIES:
        with contextlib.suppress(metadata.PackageNotFoundError):
            versions.append(f"{name} {metadata.version(name)}")
    return "\0".join([*versions, _folder(Path(__file__).parent), _folder(shipped_rules())])


@cache
def _folder(folder: Path) -> str:
    """The hash of the files below a folder, by name and content."""
    whole = hashlib.blake2b(digest_size=20)
    for file in sorted(_files(folder)):
        whole.update(f"{file.relative_to(folder).as_posix()}\0".encode())
        with file.open("rb") as opened:
            whole.update(hashlib.file_digest(opened, "blake2b").digest())
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    return (f for f in folder.rglob("*") if f.is_file() and f.suffix != ".pyc" and "__pycache__" not in f.parts)


def _data(report: Report) -> dict[str, Any]:
    numbers = {id(f): n for n, f in enumerate(report.findings)}
    places = {id(s): n for n, s in enumerate(report.document.segments)}
    rules = {f.rule.id: f.rule for f in report.findings}
    order = {name: n for n, name in enumerate(rules)}
    extra: list[Segment] = []
    findings = []
    for f in report.findings:
        if id(f.segment) in places:
            place = places[id(f.segment)]
        else:
            extra.append(f.segment)
            place = -len(extra)
        fixes = [[fix.confidence, [[*_span(e.span), e.text] for e in fix.edits]] for fix in f.fixes]
        findings.append(
            [order[f.rule.id], place, *_span(f.span), f.message, f.confidence, fixes, dict(f.evidence)],
        )
    return {
        "rules": [_rule_data(rule) for rule in rules.values()],
        "segments": [[s.id, s.text, s.origin[0].at, _span(s.removal) if s.removal else None] for s in extra],
        "findings": findings,
        "accepted": [[numbers[id(a.finding)], [[*_span(e.span), e.text] for e in a.edits]] for a in report.accepted],
        "refusals": [[numbers[id(r.finding)], r.reason] for r in report.refusals if id(r.finding) in numbers],
        "source": [list(report.source.langs), report.source.given, [list(w) for w in report.source.weights]],
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _rule_data(rule: Rule) -> list[Any]:
    bad = [[e.bad, e.good] for e in rule.examples if e.bad]
    langs = list(rule.source_langs)
    return [rule.id, rule.kind, rule.message, rule.why, rule.category, rule.confidence, rule.ask, langs, bad]


def _report(data: Mapping[str, Any], document: Document) -> Report:
    from ungarble.model import Example

    rules = [
        Rule(id, kind, message, why, category, confidence, ask, {}, tuple(Example(b, g) for b, g in bad), tuple(langs))
        for id, kind, message, why, category, confidence, ask, langs, bad in data["rules"]
    ]
    extra = [
        Segment(id, text, (Piece(0, len(text), at),), removal=Span(*removal) if removal else None)
        for id, text, at, removal in data["segments"]
    ]
    findings = tuple(
        Finding(
            rules[rule],
            document.segments[place] if place >= 0 else extra[-place - 1],
            Span(start, end),
            message,
            confidence,
            tuple(Fix(tuple(Edit(Span(s, e), text) for s, e, text in edits), sure) for sure, edits in fixes),
            evidence,
        )
        for rule, place, start, end, message, confidence, fixes, evidence in data["findings"]
    )
    langs, given, weights = data["source"]
    return Report(
        document,
        findings,
        tuple(
            Accepted(findings[n], tuple(RawEdit(Span(s, e), text) for s, e, text in edits))
            for n, edits in data["accepted"]
        ),
        tuple(Refusal(findings[n], reason) for n, reason in data["refusals"]),
        SourceGuess(tuple(langs), given, tuple((lang, weight) for lang, weight in weights)),
    )
