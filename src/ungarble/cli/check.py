"""`check`: what is garbled, told in one of a dozen ways."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ungarble.cli import options as o
from ungarble.cli.adopt import add_ignores
from ungarble.cli.fix import show_diff, written
from ungarble.cli.output import complain, into, palette, tell, write
from ungarble.cli.review import not_rejected
from ungarble.cli.running import Files
from ungarble.cli.settings import show_settings
from ungarble.outcome import Repair, Report
from ungarble.reports import OUTPUTS

OutputFormat = StrEnum("OutputFormat", {name: name for name in (*OUTPUTS, "diff", "none")})  # type: ignore[misc]
"""How findings are printed."""


_FAILS: dict[str, Callable[[Report], int]] = {
    "all": lambda r: len(r.findings),
    "fixable": lambda r: sum(bool(f.fixes) for f in r.findings),
    "safe": lambda r: len(r.accepted),
    "never": lambda r: 0,
}
"""How many findings of a report count for the exit code."""


@o.takes_settings
def check(
    paths: list[str],
    settings: o.Settings,
    run: o.RunOptions,
    output_format: Annotated[OutputFormat, typer.Option(help="How findings are printed.")] = OutputFormat["full"],
    output_file: Annotated[
        Path | None, typer.Option("--output-file", "-o", help="Print them into this file.", show_default=False)
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count findings by rule instead.")] = False,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", "-e", help="Exit with 0 also when there are findings.")
    ] = False,
    fail_on: Annotated[
        str, typer.Option(metavar="all|fixable|safe|never|RULES", help="Which findings make the exit code 1.")
    ] = "all",
    max_findings: Annotated[int, typer.Option(min=0, help="So many of them are let pass.")] = 0,
    fix: Annotated[bool, typer.Option("--fix", help="Write the safe fixes, and report what is left.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print the safe fixes as a diff instead.")] = False,
    show_fixes: Annotated[bool, typer.Option("--show-fixes", help="With --fix: list what was fixed.")] = False,
    exit_non_zero_on_fix: Annotated[
        bool, typer.Option("--exit-non-zero-on-fix", help="With --fix: exit with 1 if anything was written.")
    ] = False,
    silent: Annotated[bool, typer.Option("--silent", "-s", help="Print errors alone; the exit code tells.")] = False,
    show: Annotated[bool, typer.Option("--show-settings", help="Print the settings of each file, and stop.")] = False,
    list_files: Annotated[bool, typer.Option("--files", help="Print the files to look at, and stop.")] = False,
    ignore_all: Annotated[
        bool, typer.Option("--add-ignore", help="Write a comment that silences it beside each finding.")
    ] = False,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Reason to write into those comments.")] = "",
    decisions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Leave out what was rejected in a review.", show_default=False),
    ] = None,
) -> None:
    """Report what is garbled. Changes nothing unless told so (`--fix`, `--add-ignore`)."""
    fails = _fails(fail_on, settings)
    if silent:
        run, output_format = replace(run, quiet=True), OutputFormat["none"]
    files = Files(paths, settings, run, (not_rejected(decisions),) if decisions else ())
    if show:
        show_settings(files.files)
    elif list_files:
        write("".join(f"{file.path}\n" for file in files.files))
    elif ignore_all:
        files.leave(add_ignores(files, reason) and not exit_zero)
    elif diff or output_format == "diff":
        with into(output_file):
            remain = show_diff(files, palette(run.color if output_file is None else o.Colour.never))
        files.leave(remain and not exit_zero)
    else:
        wrote: list[Repair] = []
        found = _fixed(files, run, show_fixes, wrote) if fix else files.reports()
        reports = _told(files, found, output_format, output_file, statistics, run)
        remain = sum(map(fails, reports)) > max_findings
        files.leave((remain and not exit_zero) or (bool(wrote) and exit_non_zero_on_fix))


def _fails(fail_on: str, settings: o.Settings) -> Callable[[Report], int]:
    """How many findings of a report count. Raises typer.BadParameter for what is neither a word of ours nor a rule."""
    if fail_on in _FAILS:
        return _FAILS[fail_on]
    from ungarble import rulepack

    chosen = o.split([fail_on]) or ()
    known = rulepack.load_rules(Path(folder) for folder in settings.base.rules)
    for name in chosen:
        if not rulepack.select(known, (name,), ()):
            raise typer.BadParameter(f"`{name}` is no rule, and none of {', '.join(_FAILS)}", param_hint="--fail-on")
    under = rulepack.under(chosen, ())
    return lambda report: sum(under(f.rule.id) for f in report.findings)


def _fixed(files: Files, run: o.RunOptions, show_fixes: bool, wrote: list[Repair]) -> Iterator[Report]:
    """What is left in each file once its safe fixes are written; `wrote` gets those that were changed."""
    if o.STDIN in files.inputs.paths:
        raise typer.BadParameter("standard input is fixed by `ungarble fix -`", param_hint="--fix")
    for repair in written(files, run, show_fixes):
        if repair.before.raw != repair.after.raw:
            wrote.append(repair)
        yield repair.rest


def _told(
    files: Files,
    found: Iterable[Report],
    output_format: str,
    output_file: Path | None,
    statistics: bool,
    run: o.RunOptions,
) -> list[Report]:
    """Print the findings while they come, or all at the end; the reports."""
    output = None if statistics or output_format == "none" else OUTPUTS[output_format]
    colours = palette(run.color if output_file is None else o.Colour.never)
    reports: list[Report] = []
    with into(output_file):
        for report in found:
            reports.append(report)
            if output and output.each:
                for line in output.lines(report, colours):
                    write(line + "\n")
        errors = files.inputs.errors
        if statistics:
            _count(reports, output_format)
        elif output and not output.each:
            write(output.whole(reports, errors))
        if output_format == "github" and not statistics:
            _for_github(reports, errors)
    if output_format == "sarif":
        from ungarble.reports.sarif import cut_warning, left_out

        if left := left_out(reports):
            complain(f"warning: {cut_warning(left)}")
    if not run.quiet and (output is None or output.people) and output_format != "none":
        from ungarble.reports.text import summary

        tell(summary(reports, len(reports)))
    return reports


def _count(reports: list[Report], output_format: str) -> None:
    from ungarble.reports import statistics

    write(statistics.as_json(reports) if output_format.startswith("json") else statistics.table(reports))


def _for_github(reports: list[Report], errors: list[tuple[str, str]]) -> None:
    """Errors as annotations, and the table for the step's summary where GitHub Actions runs us."""
    from ungarble.reports import github

    for path, what in errors:
        write(github.error(path, what) + "\n")
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if place:
        try:
            with Path(place).open("a", encoding="utf-8") as file:
                file.write(github.summary(reports, errors))
        except OSError as error:
            complain(f"{place}: {error.strerror or error}")
