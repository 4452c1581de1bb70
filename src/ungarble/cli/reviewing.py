"""A review as it runs: the findings, the terminal or the script that answers, what is told at the end."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import typer

from ungarble.cli import options as o
from ungarble.cli.ignores import ignores
from ungarble.cli.output import complain, tell, write
from ungarble.cli.review import How
from ungarble.cli.running import Files
from ungarble.cli.terminal import forget_keys, open_editor, plain_terminal
from ungarble.decisions import Line, live, portable
from ungarble.outcome import Report
from ungarble.review.desk import Desk
from ungarble.review.items import File
from ungarble.review.journal import Journal
from ungarble.review.outside import Outside
from ungarble.review.session import Session


def go_through(
    paths: list[str], settings: o.Settings, run: o.RunOptions, how: How, journal: Path, lines: list[Line]
) -> None:
    """Ask about the findings in `paths`, `lines` being what the journal has; write what is accepted, and end."""
    files = Files(paths, settings, run)
    reports = [r for r in files.reports() if not files.inputs.is_stdin(r.document.path)]
    kept = Journal(journal)
    try:
        desk = _desk(reports, lines, kept, how.order, partial(_again, settings=settings, run=run), how.everything)
        interrupted = _ask(desk, how, run)
    finally:
        kept.close()
    _tell(desk, journal, interrupted)
    if interrupted:
        raise typer.Exit(130)
    files.leave(bool(desk.failures))


def _desk(
    reports: Iterable[Report],
    lines: list[Line],
    journal: Journal,
    order: str,
    again: Callable[[str], File],
    everything: bool,
) -> Desk:
    files = [File(portable(r.document.path), r) for r in reports]
    session = Session(files, live(lines), journal.append, order)
    accepted = 0 if everything else session.accept_safe()
    desk = Desk(session, Outside(again, open_editor, ignores()))
    desk.preaccepted = accepted
    return desk


def _again(name: str, settings: o.Settings, run: o.RunOptions) -> File:
    """One file read and checked anew. Raises OSError where it cannot be."""
    files = Files([name], settings, run)
    for found in files.reports():
        return File(name, found)
    raise OSError(files.inputs.errors[0][1] if files.inputs.errors else "cannot be read again")


def _ask(desk: Desk, how: How, run: o.RunOptions) -> bool:
    """Run the review; whether it was interrupted."""
    from ungarble.review.plain import run as run_plain

    try:
        if how.script is not None:
            _play(desk, how.script)
            return False
        forget_keys()
        if how.plain or os.environ.get("TERM", "dumb") in ("dumb", "unknown", ""):
            with plain_terminal(run.color) as terminal:
                run_plain(desk, terminal)
        else:
            from ungarble.review.screen import show

            return show(desk, colour=not os.environ.get("NO_COLOR"))
    except (KeyboardInterrupt, EOFError):
        return True
    return False


def _play(desk: Desk, script: Path) -> None:
    """Keys from a file. Where it ends before the review does, the rest stays undecided and nothing more is written."""
    from ungarble.review.plain import Terminal, replayed
    from ungarble.review.plain import run as run_plain
    from ungarble.review.script import ScriptError, keys

    try:
        key, ask = replayed(keys(script.read_text(encoding="utf-8")), write)
        run_plain(desk, Terminal(write, key, ask, lambda: (100, 40), colour=False))
    except (OSError, UnicodeDecodeError, ScriptError) as error:
        complain(f"{script}: {getattr(error, 'strerror', None) or error}")
        raise typer.Exit(2) from None
    except EOFError:
        tell("the script ends here; the rest is undecided")


def _tell(desk: Desk, journal: Path, interrupted: bool) -> None:
    """After the screen has gone: what was decided, what was not written and why, the command that would repeat it."""
    n = desk.session.tally()
    if interrupted:
        tell("interrupted; all answers are kept")
    accepted, left = n.accepted + n.edited + desk.written, n.open + n.skipped
    tell(f"{accepted} accepted, {n.rejected} rejected, {left} left; {desk.written} written")
    for failure in desk.failures:
        complain(failure)
    waiting = any(i.decision and i.decision.changes for i in desk.session.items)
    if waiting or desk.written:
        again = "to write them" if waiting else "to do the same elsewhere"
        tell(
            f"{again}: ungarble apply {journal}"
            + (f"; to take them back: ungarble undo {journal}" if desk.written else "")
        )
