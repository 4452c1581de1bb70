"""`diff` and `fix`: the safe fixes, shown or written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from ungarble.cli import options as o
from ungarble.cli.output import palette, tell, write, write_bytes
from ungarble.cli.running import Files
from ungarble.formats.files import write_whole
from ungarble.outcome import Repair
from ungarble.reports import diff as diff_report
from ungarble.reports import text as text_report
from ungarble.reports.text import Palette


@o.takes_settings
def diff(paths: list[str], settings: o.Settings, run: o.RunOptions) -> None:
    """Print the safe fixes as a unified diff; findings without one go to standard error. Changes nothing."""
    files = Files(paths, settings, run)
    files.leave(show_diff(files, palette(run.color)))


@o.takes_settings
def fix(
    paths: list[str],
    settings: o.Settings,
    run: o.RunOptions,
    show: Annotated[bool, typer.Option("--diff", help="Print the fixes as a diff, and write nothing.")] = False,
    show_fixes: Annotated[bool, typer.Option("--show-fixes", help="List what was fixed.")] = False,
    fix_only: Annotated[
        bool, typer.Option("--fix-only", help="Say nothing of what is left, and exit with 0 whatever that is.")
    ] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", "-e", help="Exit with 0 also when findings remain.")
    ] = False,
    exit_non_zero_on_fix: Annotated[
        bool, typer.Option("--exit-non-zero-on-fix", help="Exit with 1 if anything was written, as hooks do.")
    ] = False,
) -> None:
    """Write the safe fixes into the files (standard input: to standard output) and report what is left."""
    files = Files(paths, settings, run)
    colours = palette(run.color)
    if show:
        files.leave(show_diff(files, colours) and not exit_zero)
    remain = wrote = False
    for repair in written(files, run, show_fixes):
        wrote |= repair.before.raw != repair.after.raw
        if fix_only:
            continue
        from_stdin = files.inputs.is_stdin(repair.before.path)
        for line in text_report.concise(repair.rest, colours):
            remain = True
            tell(line) if from_stdin else write(line + "\n")
    files.leave((remain and not exit_zero) or (wrote and exit_non_zero_on_fix))


def written(files: Files, run: o.RunOptions, show_fixes: bool) -> Iterator[Repair]:
    """Write each repaired file, say so, and pass on the repair; those that cannot be written are told and left out."""
    for repair in files.repairs():
        path = repair.before.path
        if files.inputs.is_stdin(path):
            write_bytes(repair.after.raw)
        elif repair.before.raw != repair.after.raw and not _written(files, repair):
            continue
        if repair.applied and not run.quiet:
            tell(f"{path}: {len(repair.applied)} fixed")
        if show_fixes:
            for line in text_report.applied(repair):
                tell(line)
        yield repair


def show_diff(files: Files, colours: Palette) -> bool:
    """Print the diff of every file; whether there was any or a finding that it does not repair."""
    found = False
    for repair in files.repairs():
        for piece in diff_report.render(repair, colours):
            write(piece, diff_report.encoding_of(repair.before, piece))
        found |= repair.before.raw != repair.after.raw or bool(repair.rest.findings)
        for line in text_report.concise(repair.rest):
            tell(f"not fixed: {line}")
    return found


def _written(files: Files, repair: Repair) -> bool:
    """Write the repaired file, unless it is no longer what was read."""
    path = Path(repair.before.path)
    try:
        if path.read_bytes() != repair.before.raw:
            files.inputs.failed(repair.before.path, "not written: it was changed meanwhile")
            return False
        write_whole(path, repair.after.raw)
    except OSError as error:
        files.inputs.failed(repair.before.path, f"not written: {error.strerror or error}")
        return False
    return True
