"""The ignore menu of a review: each way to ignore a finding for good, and which findings that settles."""

from __future__ import annotations

from pathlib import Path

from ungarble import baseline
from ungarble.cli.output import put_whole
from ungarble.decisions import portable
from ungarble.formats.files import write_whole
from ungarble.review.ignoring import add, file_of, silence
from ungarble.review.items import Item
from ungarble.review.outside import Ignore
from ungarble.review.session import Session
from ungarble.settings_file import load, nearest
from ungarble.suppressions import commented


def ignores() -> tuple[Ignore, ...]:
    """The menu's entries."""
    return (
        Ignore("w", lambda i: f"“{i.term}” is right: accept, in {_file(i)}", _word),
        Ignore("n", lambda i: f"“{i.term}” is a name: names, in {_file(i)}", _name),
        Ignore("r", lambda i: f"{i.rule} in this file: per-file-ignores, in {_file(i)}", _rule),
        Ignore("l", lambda i: "this place: a comment beside it in the text", _comment, rereads=True),
        Ignore("b", lambda i: f"this finding: the baseline, {_baseline(i)}", _known),
    )


def _path(item: Item) -> Path:
    return Path(item.file.document.path)


def _file(item: Item) -> Path:
    return Path(portable(str(file_of(_path(item)))))


def _listed(item: Item, session: Session, key: str) -> tuple[str, list[Item]]:
    file = file_of(_path(item))
    fresh = add(file, key, item.finding.text)
    told = f"“{item.term}” is in {key} of {_file(item)}" + ("" if fresh else " already")
    return told, [i for i in session.items if i.finding.text == item.finding.text]


def _word(item: Item, session: Session) -> tuple[str, list[Item]]:
    return _listed(item, session, "accept")


def _name(item: Item, session: Session) -> tuple[str, list[Item]]:
    return _listed(item, session, "names")


def _rule(item: Item, session: Session) -> tuple[str, list[Item]]:
    silence(file_of(_path(item)), _path(item), item.rule)
    told = f"{item.rule} is silent in {item.file.name}"
    return told, [i for i in session.items if i.file is item.file and i.rule == item.rule]


def _comment(item: Item, session: Session) -> tuple[str, list[Item]]:
    """The comment is written at once: it is no fix that could be reviewed."""
    document = item.file.document
    if _path(item).read_bytes() != document.raw:
        raise ValueError("the file was changed elsewhere since it was read")
    after = commented(document, [item.finding])
    write_whole(_path(item), after.raw)
    return "a comment silences it", []


def _baseline(item: Item) -> Path:
    found = nearest(_path(item).absolute().parent)
    named = load(file=found).baseline if found else ""
    return Path(portable(named)) if named else Path(baseline.NAME)


def _known(item: Item, session: Session) -> tuple[str, list[Item]]:
    file = _baseline(item)
    before = baseline.read(file) if file.exists() else baseline.Baseline(str(file.parent.absolute()), {})
    name = baseline.name_in(before.folder, item.file.document.path)
    entries = {e.fingerprint: e for e in before.known.get(name, ())}
    for entry in baseline.taken([item.finding]):
        old = entries.get(entry.fingerprint)
        count = entry.count + (old.count if old else 0)
        entries[entry.fingerprint] = baseline.Known(entry.fingerprint, entry.rule, entry.text, count)
    after = {**before.known, name: tuple(entries.values())}
    put_whole(file, baseline.dumps(after).encode("utf-8", "backslashreplace"))
    return f"{file} knows it", [item]
