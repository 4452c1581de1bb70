"""How a project takes up with us: `baseline`, `plan`, `clean`, and comments that silence findings (`--add-ignore`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ungarble import baseline as known
from ungarble import formats, matching
from ungarble.cli import options as o
from ungarble.cli.output import complain, into, put_whole, tell, write, write_bytes
from ungarble.cli.running import Files, cache_folder
from ungarble.decisions import as_line, portable
from ungarble.formats.files import write_whole
from ungarble.model import Document, Finding
from ungarble.outcome import Report
from ungarble.reports.place import place
from ungarble.suppressions import commented


@o.takes_settings
def baseline(
    paths: list[str],
    settings: o.Settings,
    run: o.RunOptions,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; default: that of the settings.", show_default=False)
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Only take out findings that are gone.")] = False,
) -> None:
    """Write the findings there are into a file of known ones, so that only new ones are told."""
    file = output or run.baseline or Path(settings.base.baseline or known.NAME)
    files = Files(paths, settings, replace(run, no_baseline=True))
    before = known.read(file) if file.exists() else known.Baseline(str(file.parent.absolute()), {})
    after = {name: entries for name, entries in before.known.items() if not prune or _is_there(before.folder, name)}
    for report in files.reports():
        name = known.name_in(before.folder, report.document.path)
        if prune:
            _, stale = known.part(before, report.document, report.findings)
            after[name] = known.pruned(after.get(name, ()), stale)
        else:
            after[name] = known.taken(report.findings)
    try:
        put_whole(file, known.dumps(after).encode("utf-8", "backslashreplace"))
    except OSError as error:
        complain(f"{file}: not written: {error.strerror or error}")
        raise typer.Exit(2) from None
    was, now = _count(before.known), _count(after)
    gone = f", {was - now} taken out" if now < was else ""
    tell(f"{file}: {now} known findings{gone}")
    if not settings.base.baseline and not run.baseline and not run.quiet:
        tell(f'to use it: baseline = "{file}" in the settings, or --baseline {file}')
    files.leave(False)


def _is_there(folder: str, name: str) -> bool:
    return "\\x" in name or (Path(folder) / name).exists()


def _count(entries: Mapping[str, Sequence[known.Known]]) -> int:
    return sum(e.count for own in entries.values() for e in own)


@o.takes_settings
def plan(
    paths: list[str],
    settings: o.Settings,
    run: o.RunOptions,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file; default: standard output.")] = None,
) -> None:
    """Write the safe fixes (`--unsafe-fixes`: all) as decisions for `ungarble apply`. Changes nothing."""
    files = Files(paths, settings, run)
    count = 0
    with into(output):
        for report in files.reports():
            chosen = [one.finding for one in report.accepted]
            for decision in matching.plan(report.document, portable(report.document.path), report.findings, chosen):
                write(as_line(decision))
                count += 1
    tell(f"{count} fixes planned" + (f"; ungarble apply {output}" if output else ""))
    files.leave(False)


def clean(cache_dir: o.CacheDir = None) -> None:
    """Empty the cache of findings and of LanguageTool's answers."""
    from ungarble.cache import Cache
    from ungarble.grammar import ANSWERS
    from ungarble.grammar.lt_cache import Cache as Answers

    folder = cache_folder(cache_dir)
    try:
        count = Cache(folder).clean() + Answers(folder / ANSWERS).clean()
    except OSError as error:
        complain(f"{folder}: {error.strerror or error}")
        raise typer.Exit(2) from None
    tell(f"{count} entries taken out of {folder}")


def add_ignores(files: Files, reason: str) -> bool:
    """Write comments that silence all findings into their files; whether any finding could not be silenced."""
    left = False
    for report in files.reports():
        document, loud = report.document, []
        for findings in _by_line(report):
            try:
                document = commented(document, findings, reason)
            except formats.DocumentError as error:
                loud += [(finding, str(error)) for finding in findings]
        if document.raw != report.document.raw and not _written(files, report.document, document):
            continue
        count = len(report.findings) - len(loud)
        if count:
            tell(f"{document.path}: {count} silenced")
        for finding, why in loud:
            left = True
            at = place(report.document, finding.segment.cover(finding.span))
            write(f"{document.path}:{at.line}:{at.column}: {finding.rule.id} not silenced: {why}\n")
    return left


def _by_line(report: Report) -> Iterator[list[Finding]]:
    """The findings by the line where they end, the last line first, so that comments move none of the others."""
    lines: dict[int, list[Finding]] = defaultdict(list)
    text = report.document.text
    for finding in report.findings:
        lines[text.count("\n", 0, finding.segment.cover(finding.span).end)].append(finding)
    for line in sorted(lines, reverse=True):
        yield lines[line]


def _written(files: Files, before: Document, after: Document) -> bool:
    if files.inputs.is_stdin(before.path):
        write_bytes(after.raw)
        return True
    try:
        write_whole(Path(before.path), after.raw)
    except OSError as error:
        files.inputs.failed(before.path, f"not written: {error.strerror or error}")
        return False
    return True
