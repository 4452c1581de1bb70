"""Harper, embedded: fast enough for every sentence once only the chosen rules are on.

Its offsets count code points, as ours do. A `Linter` is not safe for threads: one lock guards each.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from ungarble.grammar import EngineError, Match, Service
from ungarble.model import Span


def matches_of(texts: Sequence[str], rules: frozenset[str], service: Service) -> tuple[tuple[Match, ...], ...]:
    """What the chosen Harper rules say about each of `texts`, in the order of the text."""
    return tuple(_matches(text, rules) for text in texts)


def known(text: str, rules: frozenset[str], service: Service) -> tuple[Match, ...] | None:
    """The same for one text: Harper is at hand."""
    return _matches(text, rules)


@lru_cache(maxsize=1024)
def _matches(text: str, rules: frozenset[str]) -> tuple[Match, ...]:
    linter, lock = _linter(rules)
    with lock:
        found = linter.organized_lints(text, language=_plain())
    listed = [
        Match("harper", name, Span(lint.span.start, lint.span.end), lint.message, _replacements(text, lint))
        for name, lints in found.items()
        if name in rules
        for lint in lints
    ]
    return tuple(sorted(listed, key=lambda m: (m.span, m.rule)))


def look(service: Service) -> str:
    """Its version. Raises EngineError where the package is missing."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{version('harper-py')}, embedded"
    except PackageNotFoundError:
        raise EngineError("Harper is not installed; run `pip install harper-py`") from None


def warm_up(rules: frozenset[str]) -> None:
    """Build the linter in a thread: it takes about a second, and leaves Python free meanwhile."""
    threading.Thread(target=_linter, args=(rules,), daemon=True).start()


_building = threading.Lock()


def _linter(rules: frozenset[str]) -> tuple[Any, threading.Lock]:
    with _building:
        return _built(rules)


@cache
def _built(rules: frozenset[str]) -> tuple[Any, threading.Lock]:
    import harper

    linter = harper.Linter()
    linter.set_lint_config({name: name in rules for name in linter.get_lint_config()})
    return linter, threading.Lock()


@cache
def _plain() -> Any:
    import harper

    return harper.Language.PLAINTEXT


def _replacements(text: str, lint: Any) -> tuple[str, ...]:
    """What would stand in the lint's span after each suggestion."""
    import harper

    old = text[lint.span.start : lint.span.end]
    found = []
    for suggestion in lint.suggestions:
        if suggestion.kind == harper.SuggestionKind.REMOVE:
            found.append("")
        elif suggestion.kind == harper.SuggestionKind.INSERT_AFTER:
            found.append(old + suggestion.replacement_text)
        else:
            found.append(suggestion.replacement_text)
    return tuple(found)
