"""`review`: a person goes through the findings; `apply`, `undo`: decisions put into files, and taken back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ungarble import formats
from ungarble.cli import options as o
from ungarble.cli.ignores import ignores
from ungarble.cli.output import complain, put_whole, tell, write
from ungarble.cli.running import Files
from ungarble.cli.terminal import forget_keys, open_editor, plain_terminal
from ungarble.decisions import JOURNAL, Decision, DecisionsError, Line, live, portable, read
from ungarble.formats.files import write_whole
from ungarble.matching import without_rejected
from ungarble.model import Document, Finding
from ungarble.outcome import Report
from ungarble.review.desk import Desk
from ungarble.review.items import File
from ungarble.review.journal import Journal
from ungarble.review.outside import Outside
from ungarble.review.session import Session
from ungarble.told import Keep

NO_TERMINAL = """review needs a terminal to ask on. Without one:
    ungarble diff PATHS                         the safe fixes as a diff
    ungarble plan PATHS -o plan.jsonl           the fixes as decisions, to be edited
    ungarble apply plan.jsonl                   what was decided, put into the files
    ungarble review PATHS --script keys.txt     keys from a file"""


class Order(StrEnum):
    """The order of the questions."""

    document = "document"
    rule = "rule"
    confidence = "confidence"


JournalFile = Annotated[
    Path, typer.Option("--journal", metavar="FILE", help="Where the answers are kept.", show_default=str(JOURNAL))
]


@o.takes_settings
def review(
    paths: list[str],
    settings: o.Settings,
    run: o.RunOptions,
    plain: Annotated[bool, typer.Option("--plain", help="Line by line, also on a terminal that can do more.")] = False,
    order: Annotated[Order, typer.Option(help="The order of the questions.")] = Order.document,
    everything: Annotated[
        bool, typer.Option("--all", help="Ask about safe fixes too; else they are accepted unasked.")
    ] = False,
    script: Annotated[
        Path | None, typer.Option("--script", metavar="FILE", help="Take the keys from a file.", show_default=False)
    ] = None,
    journal: JournalFile = JOURNAL,
    report: Annotated[bool, typer.Option("--report", help="Print how each rule was answered, and stop.")] = False,
) -> None:
    """Go through the findings one by one, a key for each; write the accepted fixes at the end."""
    if report:
        from ungarble.review.report import counted, table

        write(table(counted(_lines(journal))))
        return
    if script is None and not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain(NO_TERMINAL)
        raise typer.Exit(2)
    lines = _lines(journal, missing=True)
    files = Files(paths, settings, run)
    reports = [r for r in files.reports() if not files.inputs.is_stdin(r.document.path)]
    kept = Journal(journal)
    try:
        desk = _desk(reports, lines, kept, order, partial(_again, settings=settings, run=run), everything)
        interrupted = _ask(desk, plain, script, run)
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


def _ask(desk: Desk, plain: bool, script: Path | None, run: o.RunOptions) -> bool:
    """Run the review; whether it was interrupted."""
    from ungarble.review.plain import run as run_plain

    try:
        if script is not None:
            _play(desk, script)
            return False
        forget_keys()
        if plain or os.environ.get("TERM", "dumb") in ("dumb", "unknown", ""):
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


def _lines(path: Path, missing: bool = False) -> list[Line]:
    """The lines of a file of decisions; none where it may be `missing`."""
    try:
        return read(path)
    except FileNotFoundError:
        if missing:
            return []
        complain(f"{path}: no such file")
    except OSError as error:
        complain(f"{path}: {error.strerror or error}")
    except DecisionsError as error:
        complain(str(error))
    raise typer.Exit(2)


def _document(path: str, text_format: str | None, encoding: str | None) -> Document:
    known = None if encoding in (None, "auto") else encoding
    return formats.read(path, Path(path).read_bytes(), text_format or "auto", known)


def not_rejected(path: Path) -> Keep:
    """What `check --decisions` leaves in: findings that nobody has rejected."""
    decided = list(live(_lines(path)).values())

    def keep(document: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        return without_rejected(document, portable(document.path), findings, decided)

    return keep


DecisionsFile = Annotated[Path, typer.Argument(help="A journal of `review`, or a plan.", show_default=False)]


def apply(
    decisions: DecisionsFile,
    dry_run: Annotated[bool, typer.Option("--diff", help="Print what would change as a diff; write nothing.")] = False,
    text_format: o.TextFormat = None,
    encoding: o.Encoding = None,
) -> None:
    """Put accepted decisions into the files they name. What has gone stale is refused and told; exit code 2 then."""
    from ungarble.review.applying import Stale
    from ungarble.review.applying import apply as applied

    lines = _lines(decisions)
    stale: list[Stale] = []
    made = already = files = 0
    errors = False
    names = list(dict.fromkeys(line.path for line in lines if isinstance(line, Decision)))
    for name in names:
        own = [line for line in lines if line.path == name]
        try:
            document = _document(name, text_format, encoding)
            for outcome in applied(own, lambda _, d=document: d):  # type: ignore[misc]
                stale += outcome.stale
                already += outcome.already
                if outcome.raw is None or outcome.record is None:
                    continue
                if dry_run:
                    _print_diff(document, outcome.raw)
                else:
                    _recorded(decisions, outcome.record)
                    write_whole(Path(name), outcome.raw)
                made += outcome.made
                files += 1
        except BrokenPipeError:
            raise
        except (OSError, formats.DocumentError) as error:
            complain(f"{name}: {getattr(error, 'strerror', None) or error}")
            errors = True
    for one in stale:
        complain(f"{one.path}: stale: “{' '.join(one.words.split())[:60]}” {one.rule}: {one.reason}")
    done = "would be made" if dry_run else "made"
    tell(f"{made} changes {done} in {files} files, {already} there already, {len(stale)} stale")
    raise typer.Exit(2 if errors or stale else 0)


def _recorded(path: Path, record: Line) -> None:
    journal = Journal(path)
    try:
        journal.append([record])
    finally:
        journal.close()


def _print_diff(before: Document, raw: bytes) -> None:
    from ungarble.outcome import Repair, SourceGuess
    from ungarble.reports import diff

    after = formats.read(before.path, raw, before.format, before.encoding)
    rest = Report(after, (), (), (), SourceGuess((), False))
    for piece in diff.render(Repair(before, after, (), rest)):
        write(piece, diff.encoding_of(before, piece))


def undo(
    decisions: DecisionsFile,
    last: Annotated[bool, typer.Option("--last", help="Only what was written last into each file.")] = False,
    text_format: o.TextFormat = None,
    encoding: o.Encoding = None,
) -> None:
    """Take back what `review` or `apply` wrote with these decisions; the answers are kept."""
    from ungarble.review.applying import applications
    from ungarble.review.applying import undo as undone

    lines = _lines(decisions)
    held = applications(lines)
    if not held:
        tell("nothing was written with these decisions that is not taken back")
        return
    made = stale = 0
    errors = False
    for name, done in held.items():
        for one in reversed(done[-1:] if last else done):
            try:
                outcome = undone(_document(name, text_format, encoding), name, one)
                if outcome.raw is not None:
                    put_whole(Path(name), outcome.raw)
                if outcome.record is not None:
                    _recorded(decisions, outcome.record)
            except (OSError, formats.DocumentError) as error:
                complain(f"{name}: {getattr(error, 'strerror', None) or error}")
                errors = True
                break
            made += outcome.made
            stale += len(outcome.stale)
            for gone in outcome.stale:
                complain(f"{name}: not taken back: “{' '.join(gone.words.split())[:60]}” {gone.reason}")
    tell(f"{made} changes taken back in {len(held)} files" + (f", {stale} stale" if stale else ""))
    raise typer.Exit(2 if errors or stale else 0)
