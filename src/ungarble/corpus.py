"""Many documents: what is known already from the cache, the rest in this process or in several, in the given order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ungarble import formats
from ungarble.cache import Cache
from ungarble.config import Config
from ungarble.grammar import EngineError
from ungarble.model import Document
from ungarble.outcome import Repair, Report
from ungarble.rulepack import RuleError
from ungarble.told import Keep

if TYPE_CHECKING:
    from ungarble.engine import Engine

WORTH_A_PROCESS = 150_000
"""Bytes of text (about 5 seconds of work) for each further process: its start takes 3 seconds of processor time."""

MAX_JOBS = 8
"""Processes at most where none are asked for: each holds some 400 MB of language data."""


@dataclass(frozen=True, slots=True)
class File:
    """One input: `path` as the user named it, its settings, and its bytes where they are no file (standard input)."""

    path: str
    config: Config
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be done, and why."""

    path: str
    what: str


Outcome = Report | Repair | Failure
Done = Callable[[float], None]
"""Told how many files are done; a part of one counts as a fraction."""


@dataclass(frozen=True, slots=True)
class Run:
    """What to do with each file: `fix` or only look, leaving out what `keep` drops; in `jobs` processes (0: as many
    as pay)."""

    fix: bool = False
    keep: tuple[Keep, ...] = ()
    cache: Cache | None = None
    jobs: int = 1

    def outcomes(self, files: Sequence[File], done: Done = lambda _: None) -> Iterator[Outcome]:
        """The outcome of each file, in their order.

        Raises RuleError, PatternError for rules that cannot be used; whatever is wrong with one file is a Failure.
        """
        # A LanguageTool server is asked by one thread, and each further process would start one of its own.
        alone = any("languagetool" in file.config.grammar for file in files)
        jobs = 1 if alone else self.jobs or self._jobs_that_pay(files)
        outcomes = self._here(files, done) if jobs == 1 else self._spread(files, jobs)
        for number, (key, outcome) in enumerate(outcomes):
            self._remember(key, outcome)
            yield without(outcome, self.keep) if isinstance(outcome, Report) else outcome
            done(number + 1)
        if self.cache:
            self.cache.prune()

    @property
    def _asked(self) -> tuple[Keep, ...]:
        """What engines leave out. For a look it is left out afterwards, so that the cache holds what is in the text."""
        return self.keep if self.fix else ()

    def _here(self, files: Sequence[File], done: Done) -> Iterator[tuple[str | None, Outcome]]:
        engines = _Engines(self._asked)
        for number, file in enumerate(files):
            key, known = self._known(file)
            if known is None:
                known = _work(engines, file, self.fix, lambda part, n=number: done(n + part))  # type: ignore[misc]
                yield key, known
            else:
                yield None, known

    def _spread(self, files: Sequence[File], jobs: int) -> Iterator[tuple[str | None, Outcome]]:
        """The same in `jobs` processes. Ctrl-C ends them at once; they write nothing, so nothing is lost by it."""
        pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start, (self._asked,))
        waiting: deque[tuple[str, str | None, Outcome | Future[Outcome]]] = deque()
        try:
            for file in files:
                key, known = self._known(file)
                if known is None:
                    with _unheard_of_interrupts():
                        waiting.append((file.path, key, _submitted(pool, file, self.fix)))
                else:
                    waiting.append((file.path, None, known))
                while waiting and (_ready(waiting[0][2]) or sum(not _ready(w[2]) for w in waiting) >= 3 * jobs):
                    yield _result(*waiting.popleft())
            while waiting:
                yield _result(*waiting.popleft())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.terminate()
            raise
        pool.shutdown()

    def _known(self, file: File) -> tuple[str | None, Outcome | None]:
        """The key in the cache, and the outcome if the cache has it. A repair is known where nothing is to be done."""
        try:
            raw = file.raw if file.raw is not None else Path(file.path).read_bytes()
        except OSError as error:
            return None, Failure(file.path, error.strerror or str(error))
        if self.cache is None:
            return None, None
        key = self.cache.key(file.path, raw, file.config)
        if not self.cache.has(key):
            return key, None
        try:
            document = _document(replace(file, raw=raw))
        except formats.DocumentError as error:
            return None, Failure(file.path, str(error))
        report = self.cache.read(key, document)
        if report is None or not self.fix:
            return key, report
        kept = without(report, self.keep)
        return key, None if kept.accepted else Repair(document, document, (), kept)

    def _remember(self, key: str | None, outcome: Outcome) -> None:
        """Store what is found in the whole text; where engines leave something out a report holds only part of it.

        That is `fix` with a baseline or `--since`: it reads what `check` stored and stores nothing of its own. Storing
        would mean a look at the whole text before each such fix, twice the work for every file that has one to make,
        to save that of a second such run, which hooks ask for on changed files alone.
        """
        if self.cache is None or key is None or self._asked:
            return
        if isinstance(outcome, Report):
            self.cache.write(key, outcome)
        elif isinstance(outcome, Repair) and outcome.before.raw == outcome.after.raw:
            self.cache.write(key, outcome.rest)

    def _jobs_that_pay(self, files: Sequence[File]) -> int:
        waiting = 0
        for file in files:
            if file.raw is None and Path(file.path).is_file():
                waiting += self._cost(file)
        return max(1, min(os.cpu_count() or 1, MAX_JOBS, waiting // WORTH_A_PROCESS))

    def _cost(self, file: File) -> int:
        """Bytes of a file that the cache does not know."""
        try:
            raw = Path(file.path).read_bytes()
        except OSError:
            return 0
        known = self.cache is not None and self.cache.has(self.cache.key(file.path, raw, file.config))
        return 0 if known else len(raw)


def without(report: Report, keep: Sequence[Keep]) -> Report:
    """The report with only the findings that each `keep` lets through."""
    if not keep:
        return report
    findings = report.findings
    for one in keep:
        findings = tuple(one(report.document, findings))
    left = {id(f) for f in findings}
    return replace(
        report,
        findings=findings,
        accepted=tuple(a for a in report.accepted if id(a.finding) in left),
        refusals=tuple(r for r in report.refusals if id(r.finding) in left),
    )


class _Engines:
    """One engine for each configuration, made when a file first needs it."""

    def __init__(self, keep: tuple[Keep, ...]) -> None:
        self._keep = keep
        self._made: dict[Config, Engine] = {}

    def of(self, config: Config) -> Engine:
        from ungarble.engine import Engine  # a run whose outcomes are all known needs none

        plain = replace(config, baseline="", exclude=(), root=config.root if config.per_file_ignores else "")
        if plain not in self._made:
            self._made[plain] = Engine(plain, keep=self._keep)
        return self._made[plain]


def _document(file: File) -> Document:
    raw = file.raw if file.raw is not None else Path(file.path).read_bytes()
    encoding = None if file.config.encoding == "auto" else file.config.encoding
    return formats.read(file.path, raw, file.config.format, encoding)


def _work(engines: _Engines, file: File, fix: bool, part: Callable[[float], None] | None = None) -> Outcome:
    engine = engines.of(file.config)
    try:
        document = _document(file)
        total = max(1, len(document.segments))
        told = (lambda done: part(min(done / total, 1.0))) if part else None
        return engine.fix(document, told) if fix else engine.check(document, told)
    except OSError as error:
        return Failure(file.path, error.strerror or str(error))
    except formats.DocumentError as error:
        return Failure(file.path, str(error))
    except (RuleError, EngineError):
        raise
    except Exception as error:  # one text that we cannot cope with must not stop the others
        from ungarble.detectors.phrase_reader import PatternError

        if isinstance(error, PatternError):
            raise
        at = traceback.extract_tb(error.__traceback__)[-1]
        return Failure(file.path, f"internal error: {error!r} ({Path(at.filename).name}:{at.lineno})")


_DIED = "a worker process died (out of memory?); try --jobs 1"

_there: list[_Engines] = []
"""The engines of a worker process."""


def _start(keep: tuple[Keep, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all processes of a terminal; the parent decides
    _there.append(_Engines(keep))


def _work_there(file: File, fix: bool) -> Outcome:
    return _work(_there[0], file, fix)


def _ready(outcome: Outcome | Future[Outcome]) -> bool:
    return not isinstance(outcome, Future) or outcome.done()


def _result(path: str, key: str | None, outcome: Outcome | Future[Outcome]) -> tuple[str | None, Outcome]:
    if not isinstance(outcome, Future):
        return key, outcome
    try:
        return key, outcome.result()
    except BrokenProcessPool:
        return None, Failure(path, _DIED)


def _submitted(pool: ProcessPoolExecutor, file: File, fix: bool) -> Outcome | Future[Outcome]:
    try:
        return pool.submit(_work_there, file, fix)
    except BrokenProcessPool:
        return Failure(file.path, _DIED)


@contextmanager
def _unheard_of_interrupts() -> Iterator[None]:
    """A process started here inherits that SIGINT is held back: one that has not yet set up would print a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
