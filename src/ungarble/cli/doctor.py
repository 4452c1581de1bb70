"""`doctor`: which grammar engines can be used here, and the next command for those that cannot."""

from __future__ import annotations

import platform
from typing import Annotated

import typer

from ungarble import grammar
from ungarble.cli import options as o
from ungarble.cli.output import write
from ungarble.config import Config
from ungarble.version import __version__


@o.takes_settings
def doctor(
    paths: list[str],
    settings: Config,
    everything: Annotated[
        bool, typer.Option("--all", help="Exit with 2 also where an engine that is not chosen cannot be used.")
    ] = False,
) -> None:
    """Say which grammar engines are available, their versions, and what to do where one is not."""
    from ungarble.finder import service

    write(f"ungarble {__version__}, Python {platform.python_version()}\n")
    failed = False
    at = service(settings)
    for engine in grammar.ENGINES:
        chosen = engine in settings.grammar
        note = "chosen" if chosen else "not chosen"
        try:
            write(f"{engine} ({note}): {grammar.about(engine, at)}\n")
        except grammar.EngineError as error:
            failed |= chosen or everything
            write(f"{engine} ({note}): not available: {error}\n")
    raise typer.Exit(2 if failed else 0)
