"""The grammar engines behind one function. Neither is loaded before it is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from ungarble.model import Span

ENGINES = MappingProxyType({"harper": "harper"})
"""Engine name -> module with `matches(text, rules)`."""


class EngineError(RuntimeError):
    """A grammar engine that cannot be used. The text says what is missing and the command that helps."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a grammar engine reports: `span` in code points of the text, `rule` by the engine's own name."""

    engine: str
    rule: str
    span: Span
    message: str
    replacements: tuple[str, ...]


def matches(engine: str, text: str, rules: Collection[str]) -> tuple[Match, ...]:
    """What `engine` says about `text` with only `rules` switched on. Raises EngineError."""
    ask: Callable[[str, frozenset[str]], tuple[Match, ...]]
    ask = import_module(f"ungarble.grammar.{ENGINES[engine]}").matches
    return ask(text, frozenset(rules))


def warm_up(engine: str, rules: Collection[str]) -> None:
    """Start loading the engine, in the background where it can, so that the first question need not wait."""
    import_module(f"ungarble.grammar.{ENGINES[engine]}").warm_up(frozenset(rules))
