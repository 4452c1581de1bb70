"""Keys that write files, or read them again."""

from __future__ import annotations

from collections.abc import Iterable

from ungarble.review import pages
from ungarble.review.desk import Desk, matcher
from ungarble.review.items import File
from ungarble.review.writing import Draft, draft


def drafts(desk: Desk) -> list[Draft]:
    """Every file with changes that are not written, as it would be written."""
    files = dict.fromkeys(i.file.name for i in desk.session.items if i.decision and i.decision.changes)
    return [draft(f, desk.session.items) for f in desk.session.files if f.name in files]


def write(desk: Desk) -> None:
    """Write what is accepted, read the files again, go on."""
    written = save(desk, drafts(desk), again=True)
    desk.message = desk.message or ("nothing is accepted that is not written" if not written else f"{written} written")


def save(desk: Desk, drafts: Iterable[Draft], again: bool) -> int:
    """Write drafts (and read the files `again`); how many changes that were. What fails is noted and said."""
    count = 0
    for one in drafts:
        desk.failures += [f"{one.file.name}:{i.at.line}: not written: {why}" for i, why in one.refused]
        if not one.changed:
            continue
        try:
            count += desk.outside.save(one, desk.session, again)
        except (OSError, ValueError) as error:
            desk.failures.append(f"{one.file.name}: not written: {getattr(error, 'strerror', None) or error}")
            desk.message = desk.failures[-1]
    desk.written += count
    if again:
        refresh(desk)
    return count


def editor(desk: Desk) -> None:
    """Open the file in an editor, then check it again."""
    item = desk.item()
    desk.message = desk.outside.edit(item) or reread(desk, item.file, item.at.line)


def reread(desk: Desk, file: File, line: int) -> str:
    """Read and check a file again and go to the item at `line` or after it; what is to be said about it."""
    try:
        desk.session.replaced(file, desk.outside.read(file.name))
    except (OSError, ValueError) as error:
        return f"{file.name}: {error}"
    refresh(desk)
    here = [i for i in desk.shown if i.file.name == file.name]
    desk.now = next((i for i in here if i.at.line >= line), here[-1] if here else desk.now)
    return f"{file.name} was checked again"


def refresh(desk: Desk) -> None:
    """After files were read again: the same filter, and the item that stands where we were."""
    old = desk.now
    wanted = matcher(desk.filter)
    desk.shown = [i for i in desk.session.items if wanted(i)]
    if old is not None and old not in desk.shown:
        same = [i for i in desk.shown if i.file.name == old.file.name and i.at.span.start >= old.at.span.start]
        desk.now = next((i for i in same if i.open), desk.shown[0] if desk.shown else None)


def show_diff(desk: Desk) -> None:
    """Show all changes so far."""
    desk.open(pages.diff_page(drafts(desk)))
