"""What the commands over many files have in common: options -> a run over the files -> its outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import platformdirs
import typer

from ungarble import baseline, grammar
from ungarble.cache import Cache
from ungarble.changes import changed_lines
from ungarble.cli.documents import Inputs, listed
from ungarble.cli.options import RunOptions, Settings
from ungarble.cli.output import Progress, complain
from ungarble.corpus import Failure, Run
from ungarble.outcome import Repair, Report
from ungarble.told import Keep, on_lines


class Files:
    """The inputs of a command, and the outcome of each as it is asked for."""

    def __init__(self, paths: list[str], settings: Settings, run: RunOptions, keep: tuple[Keep, ...] = ()) -> None:
        """`keep`: what the command itself leaves out. Raises ConfigError, BaselineError, ChangesError."""
        named = [*paths, *(listed(run.file_list) if run.file_list else () if paths else (".",))]
        self.inputs = Inputs(named, settings, run.stdin_filename, run.force_exclude, run.respect_gitignore)
        self._run = run
        grammar.keep_answers(None if run.no_cache else cache_folder(run.cache_dir))
        self.files = self.inputs.files()
        if not self.files:
            complain("no files found")
            if run.error_on_no_files:
                raise typer.Exit(2)
        self._keep = (*self._wanted(), *keep)

    def reports(self) -> Iterator[Report]:
        """What is found in each file; failures are told and noted."""
        for outcome in self._outcomes(fix=False):
            if isinstance(outcome, Report):
                yield outcome

    def repairs(self) -> Iterator[Repair]:
        """Each file repaired in memory; failures are told and noted."""
        for outcome in self._outcomes(fix=True):
            if isinstance(outcome, Repair):
                yield outcome

    def _outcomes(self, fix: bool) -> Iterator[Report | Repair]:
        cache = None if self._run.no_cache else Cache(cache_folder(self._run.cache_dir))
        run = Run(fix, self._keep, cache, self._run.jobs or 0)
        with Progress("checking", len(self.files)) as progress:
            for outcome in run.outcomes(self.files, progress.done):
                if isinstance(outcome, Failure):
                    self.inputs.failed(outcome.path, outcome.what)
                else:
                    yield outcome

    def _wanted(self) -> Iterator[Keep]:
        """The baseline's and `--since`'s say in which findings are wanted."""
        if not self._run.no_baseline:
            names = {str(self._run.baseline)} if self._run.baseline else {f.config.baseline for f in self.files}
            for name in sorted(n for n in names if n):
                yield baseline.read(Path(name)).keep
        if self._run.since:
            named = [f.path for f in self.files if f.raw is None]
            lines = changed_lines(named, self._run.since)
            yield partial(on_lines, {path: frozenset(numbers) for path, numbers in lines.items()})

    def leave(self, remain: bool) -> None:
        """End the command: 2 where a file could not be done, 1 where something remains, else 0."""
        raise typer.Exit(2 if self.inputs.errors else 1 if remain else 0)


def cache_folder(asked: Path | None) -> Path:
    """The folder of the cache: the one asked for, else the user's."""
    return asked or Path(platformdirs.user_cache_dir("ungarble"))
