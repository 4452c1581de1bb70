"""`review`: a person goes through the findings; `apply`, `undo`: decisions put into files, and taken back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ungarble import formats
from ungarble.cli import options as o
from ungarble.cli.output import complain, put_whole, tell, write
from ungarble.decisions import JOURNAL, Decision, DecisionsError, Line, live, portable, read
from ungarble.formats.files import write_whole
from ungarble.matching import without_rejected
from ungarble.model import Document, Finding
from ungarble.outcome import Report
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


@dataclass(frozen=True, slots=True)
class How:
    """How a review goes: line by line, in which order, safe fixes asked too, the file that keys come from."""

    plain: bool
    order: Order
    everything: bool
    script: Path | None


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
    from ungarble.cli.reviewing import go_through

    how = How(plain, order, everything, script)
    go_through(paths, settings, run, how, journal, _lines(journal, missing=True))


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
    from ungarble.review.journal import Journal

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
