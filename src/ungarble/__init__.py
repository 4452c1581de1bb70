"""Find the damage that machine translation leaves in English text, and repair it.

    >>> from ungarble import check, fix
    >>> fix("The tests showed that the missiles , on Sunday, were real.").after.text
    'The tests showed that the missiles, on Sunday, were real.'

`check` and `fix` take text; for files, many documents or other settings use `Engine` with `formats.read`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ungarble.version import __version__

if TYPE_CHECKING:
    from ungarble.config import Config
    from ungarble.outcome import Repair, Report


__all__ = ["__version__", "check", "fix"]


def check(text: str, config: Config | None = None, format: str = "text") -> Report:
    """What is garbled in `text`. Raises RuleError where a rule pack of `config` cannot be read."""
    from ungarble import formats
    from ungarble.config import Config
    from ungarble.engine import Engine

    return Engine(config or Config()).check(formats.read("-", text.encode(), format, "utf-8"))


def fix(text: str, config: Config | None = None, format: str = "text") -> Repair:
    """`text` with its safe fixes applied. Raises RuleError, and UnstableError where the repairs do not hold."""
    from ungarble import formats
    from ungarble.config import Config
    from ungarble.engine import Engine

    return Engine(config or Config()).fix(formats.read("-", text.encode(), format, "utf-8"))
