"""`check`, `diff`, `fix`: the same engine, and three things to do with what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ungarble import formats
from ungarble.cli import options as o
from ungarble.cli.documents import STDIN, Inputs
from ungarble.cli.output import palette, tell, write
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.formats.files import write_whole
from ungarble.outcome import Repair, Report
from ungarble.reports import diff as diff_report
from ungarble.reports import json as json_report
from ungarble.reports import text as text_report


class OutputFormat(StrEnum):
    """How findings are printed."""

    full = "full"
    concise = "concise"
    json = "json"


@o.takes_settings
def check(
    paths: list[str],
    settings: Config,
    output_format: Annotated[OutputFormat, typer.Option(help="How findings are printed.")] = OutputFormat.full,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 also when there are findings.")] = False,
    stdin_filename: o.StdinName = STDIN,
    color: o.Color = o.Colour.auto,
) -> None:
    """Report what is garbled. Changes nothing."""
    inputs = Inputs(paths, settings, stdin_filename)
    engine = Engine(settings)
    colours = palette(color)
    render = {"full": text_report.full, "concise": text_report.concise}.get(output_format)
    reports: list[Report] = []
    for document, progress, number in inputs.documents():
        total = max(1, len(document.segments))
        report = engine.check(document, lambda done, n=number, t=total, p=progress: p.done(n + done / t))  # type: ignore[misc]
        reports.append(report)
        if render:
            for line in render(report, colours):
                write(line + "\n")
    if output_format == OutputFormat.json:
        write(json_report.render(reports, inputs.errors))
    else:
        tell(text_report.summary(reports, len(reports)))
    _exit(inputs, any(r.findings for r in reports) and not exit_zero)


@o.takes_settings
def diff(
    paths: list[str],
    settings: Config,
    stdin_filename: o.StdinName = STDIN,
    color: o.Color = o.Colour.auto,
) -> None:
    """Print the safe fixes as a unified diff; findings without one go to standard error. Changes nothing."""
    inputs = Inputs(paths, settings, stdin_filename)
    colours = palette(color)
    changed = remain = False
    for repair in _repairs(inputs, Engine(settings)):
        for piece in diff_report.render(repair, colours):
            write(piece, diff_report.encoding_of(repair.before, piece))
        changed |= repair.before.raw != repair.after.raw
        remain |= bool(repair.rest.findings)
        for line in text_report.concise(repair.rest):
            tell(f"not fixed: {line}")
    _exit(inputs, changed or remain)


@o.takes_settings
def fix(
    paths: list[str],
    settings: Config,
    stdin_filename: o.StdinName = STDIN,
    color: o.Color = o.Colour.auto,
) -> None:
    """Write the safe fixes into the files (standard input: to standard output) and report what is left."""
    inputs = Inputs(paths, settings, stdin_filename)
    colours = palette(color)
    remain = False
    for repair in _repairs(inputs, Engine(settings)):
        path = repair.before.path
        from_stdin = STDIN in paths and path == stdin_filename
        if from_stdin:
            write(repair.after.text, repair.after.encoding)
        elif repair.before.raw != repair.after.raw:
            try:
                write_whole(Path(path), repair.after.raw)
            except OSError as error:
                inputs.failed(path, f"not written: {error.strerror or error}")
                continue
        if repair.applied:
            tell(f"{path}: {len(repair.applied)} fixed")
        for line in text_report.concise(repair.rest, colours):
            remain = True
            tell(line) if from_stdin else write(line + "\n")
    _exit(inputs, remain)


def _repairs(inputs: Inputs, engine: Engine) -> Iterator[Repair]:
    for document, progress, number in inputs.documents():
        total = max(1, len(document.segments))
        try:
            yield engine.fix(document, lambda done, n=number, t=total, p=progress: p.done(n + done / t))  # type: ignore[misc]
        except formats.UnstableError as error:
            inputs.failed(document.path, str(error))


def _exit(inputs: Inputs, remain: bool) -> None:
    raise typer.Exit(2 if inputs.errors else 1 if remain else 0)
