"""What the review asks of the world: reading, writing, an editor, the settings. The command line hands it in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from ungarble.formats.files import write_whole
from ungarble.review.items import File, Item
from ungarble.review.session import Session
from ungarble.review.writing import Draft, application, carried, raw


@dataclass(frozen=True, slots=True)
class Ignore:
    """One way to ignore a finding for good. `does` gives what was done, and the items that are rejected by it.

    `rereads`: it changes the file itself, which is then read and checked again.
    """

    key: str
    label: Callable[[Item], str]
    does: Callable[[Item, Session], tuple[str, list[Item]]]
    rereads: bool = False


@dataclass(slots=True)
class Outside:
    """`read` gives a file again, checked anew, from its name in decisions; `open_editor` runs an editor at a line and
    says what went wrong (empty: nothing). `aside` gives the terminal away meanwhile.
    """

    read: Callable[[str], File]
    open_editor: Callable[[str, int], str]
    ignores: tuple[Ignore, ...] = ()
    aside: Callable[[], AbstractContextManager[object]] = field(default=nullcontext)

    def edit(self, item: Item) -> str:
        """Open the file of an item in an editor, at its line; what went wrong."""
        with self.aside():
            return self.open_editor(item.file.document.path, item.at.line)

    def save(self, done: Draft, session: Session, again: bool) -> int:
        """Write one file, its record first, so that a crash between leaves nothing that cannot be undone.

        A file that was changed elsewhere meanwhile is not overwritten. `again`: read and check it afterwards. How
        many changes were written. Raises OSError, and ValueError where the file is not as it was.
        """
        document = done.file.document
        path = Path(document.path)
        if path.read_bytes() != document.raw:
            raise ValueError("was changed elsewhere since it was read; answers are kept: run review again")
        made = [(i.decision, raw(i.decision)) for i in done.taken if i.decision is not None]
        record = application(document, done.after, done.file.name, made)
        left = [d for d in session.decisions.values() if d.path == done.file.name and d.key not in record.keys]
        session.write([record])
        write_whole(path, done.after.raw)
        moved = carried(done, left)
        if again:
            session.replaced(done.file, self.read(done.file.name), record.keys, moved)
        else:
            session.write(moved)
            session.drop(done.taken)
        return len(made)
