"""A unified diff that `git apply` and `patch -p1` take, with `#` lines that say which rule, how sure, and why."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from ungarble.model import Document
from ungarble.outcome import Applied, Repair
from ungarble.reports.place import place
from ungarble.reports.text import PLAIN, Palette

_CONTEXT = 3


def render(repair: Repair, palette: Palette = PLAIN) -> Iterator[str]:
    """The diff of one file, in pieces that carry their line ends; nothing where nothing changes.

    Lines keep the ends they have in the file, a missing last one is told as git tells it.
    """
    before, after = repair.before, repair.after
    if before.text == after.text:
        return
    for one in sorted(repair.applied, key=lambda a: (a.at, a.finding.rule.id)):
        yield from _reason(before, one)
    mark = before.bom.decode(before.encoding)  # git and patch take a byte order mark for a part of the first line
    old, new = _lines(mark + before.text), _lines(mark + after.text)
    name = _name(before.path)
    first = True
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", n=_CONTEXT, lineterm="\n"):
        if first:
            yield from _header(before)
        first = False
        if line.startswith(("--- ", "+++ ")) and line.rstrip("\n").endswith(name):
            continue
        yield _coloured(line, palette)


def _header(document: Document) -> tuple[str, str]:
    name = _name(document.path)
    return f"--- {_quoted('a/' + name)}\n", f"+++ {_quoted('b/' + name)}\n"


def _reason(document: Document, one: Applied) -> Iterator[str]:
    at = place(document, one.at)
    rule = one.finding.rule
    sure = one.finding.fixes[0].confidence
    yield f"# {_flat(document.path)}:{at.line}:{at.column} {rule.id}  confidence {sure:.2f}\n"
    old, new = _flat(one.old) or "a blank", _flat(one.new)
    change = f"“{old}” → “{new}”" if new else f"“{old}” deleted"
    yield f"#   {change}: {_flat(one.finding.message)}\n"
    yield f"#   {_flat(rule.why)}\n"


def _flat(text: str) -> str:
    """One line: a line end inside a comment would be read as part of the diff."""
    return " ".join(text.split())


def _lines(text: str) -> list[str]:
    """Lines by `\\n` alone, as git and patch see them, ends kept."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _name(path: str) -> str:
    """The name in the diff's header: relative, without `./`; standard input is called `stdin`."""
    if path == "-":
        return "stdin"
    pure = PurePath(path)
    return pure.relative_to(pure.anchor).as_posix() if pure.is_absolute() else pure.as_posix()


def _quoted(name: str) -> str:
    """A name as git writes it: quoted where it holds a quote, a backslash or a control character."""
    if not re.search(r'[\x00-\x1f"\\\x7f]', name):
        return name + ("\t" if " " in name else "")
    out = []
    for char in name:
        simple = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(char)
        out.append(simple or (f"\\{ord(char):03o}" if ord(char) < 32 or ord(char) == 127 else char))
    return f'"{"".join(out)}"'


def _coloured(line: str, p: Palette) -> str:
    body = line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
    colour = {"+": p.new, "-": p.old, "@": p.rule}.get(line[:1], "")
    return f"{colour}{body[:-1]}{p.end}\n" if colour else body


def has_change(repairs: Sequence[Repair]) -> bool:
    """Whether any of the repairs changes its file."""
    return any(r.before.raw != r.after.raw for r in repairs)


def encoding_of(document: Document, piece: str) -> str:
    """The encoding in which a piece of the diff is printed: the file's for its own lines, so that patch finds them.

    File names are printed in UTF-8, as the file system has them.
    A file in UTF-16 has no diff that patch could take; it is shown in UTF-8.
    """
    own = piece[:1] in ("+", "-", " ") and not document.encoding.startswith(("utf-16", "utf-32"))
    return document.encoding if own and piece not in _header(document) else "utf-8"
