"""The grammar engines behind one function. Neither is loaded before it is asked."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from ungarble.model import Span

ENGINES = MappingProxyType({"harper": "harper", "languagetool": "languagetool"})
"""Engine name -> module with `matches_of(texts, rules, service)`, `known(text, rules, service)`, `warm_up(rules)`."""


JUDGES = frozenset({"@GRAMMAR", "@CONFUSED_WORDS", "@COLLOCATIONS"})
"""The LanguageTool rules that may object to a repair."""


class EngineError(RuntimeError):
    """A grammar engine that cannot be used. The text says what is missing and the command that helps."""


class EngineWarning(UserWarning):
    """A grammar engine that could be done without is missing from this run. The text is that of its EngineError."""


@dataclass(frozen=True, slots=True)
class Service:
    """How an engine outside this process is reached. Times are in seconds."""

    url: str = ""
    """Address of a LanguageTool server that the user runs; empty: one of our own is started here."""
    start_within: float = 60.0
    """How long a server of our own may take until it answers."""
    answer_within: float = 30.0
    """How long an answer may take."""
    optional: bool = False
    """Whether the run goes on, with an EngineWarning, where the engine cannot be used."""
    mother_tongue: str = ""
    """ISO 639-1 code of the source language where it is known: LanguageTool then tells its false friends."""


LOCAL = Service()


@dataclass(frozen=True, slots=True)
class Match:
    """What a grammar engine reports: `span` in code points of the text, `rule` and `category` by its own names."""

    engine: str
    rule: str
    span: Span
    message: str
    replacements: tuple[str, ...]
    category: str = ""


def matches(
    engine: str, text: str, rules: Collection[str], service: Service = LOCAL, among: Sequence[str] = ()
) -> tuple[Match, ...]:
    """What `engine` says about `text` with only `rules` switched on.

    `among`: texts that will be asked about next; an engine that is far away answers for all of them at once.
    Raises EngineError, unless the service is optional: then an EngineWarning is issued once and nothing is found.
    """
    chosen = frozenset(rules)
    if not among:
        return matches_of(engine, (text,), chosen, service)[0]
    known: Callable[[str, frozenset[str], Service], tuple[Match, ...] | None]
    known = import_module(f"ungarble.grammar.{ENGINES[engine]}").known
    found = None if (engine, service) in _missing else known(text, chosen, service)
    return matches_of(engine, (text, *among), chosen, service)[0] if found is None else found


def matches_of(
    engine: str, texts: Sequence[str], rules: Collection[str], service: Service = LOCAL
) -> tuple[tuple[Match, ...], ...]:
    """What `engine` says about each of `texts`, asked together. Raises EngineError as `matches` does."""
    if (engine, service) in _missing:
        return ((),) * len(texts)
    ask: Callable[[Sequence[str], frozenset[str], Service], tuple[tuple[Match, ...], ...]]
    ask = import_module(f"ungarble.grammar.{ENGINES[engine]}").matches_of
    try:
        return ask(texts, frozenset(rules), service)
    except EngineError as error:
        if not service.optional:
            raise
        _missing.add((engine, service))
        warnings.warn(EngineWarning(f"{error}; going on without {engine}"), stacklevel=2)
        return ((),) * len(texts)


ANSWERS = "languagetool.sqlite"
"""Name of the file of answers, in the folder that holds it."""

_kept_in: list[Path | None] = []


def keep_answers(folder: Path | None) -> None:
    """From now on engines outside this process keep their answers in `folder`; None: nowhere, and know no old ones."""
    _kept_in[:] = [folder]


def answers_folder() -> Path | None:
    """The folder that `keep_answers` has named last; before that the user's cache of ungarble."""
    if not _kept_in:
        from platformdirs import user_cache_path

        return user_cache_path("ungarble")
    return _kept_in[0]


_missing: set[tuple[str, Service]] = set()
"""Engines that this run goes on without."""


def missing(engine: str, service: Service = LOCAL) -> str:
    """Why `engine` cannot be used, as an EngineError would say it; empty where it can. Starts nothing."""
    try:
        about(engine, service)
    except EngineError as error:
        return str(error)
    return ""


def about(engine: str, service: Service = LOCAL) -> str:
    """The version of `engine` and where it is. Raises EngineError where it cannot be used. Starts nothing."""
    told: str = import_module(f"ungarble.grammar.{ENGINES[engine]}").look(service)
    return told


def warm_up(engine: str, rules: Collection[str]) -> None:
    """Start loading the engine, in the background where it can, so that the first question need not wait."""
    import_module(f"ungarble.grammar.{ENGINES[engine]}").warm_up(frozenset(rules))
