"""`languagetool install`: fetch the second grammar engine."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ungarble.cli.output import complain, tell
from ungarble.grammar import EngineError

app = typer.Typer(no_args_is_help=True, help="LanguageTool, the second grammar engine (needs Java 17).")


class Origin(StrEnum):
    """Where LanguageTool comes from."""

    auto = "auto"
    download = "download"
    maven = "maven"


@app.callback()
def languagetool() -> None:
    """LanguageTool, the second grammar engine (needs Java 17)."""


@app.command()
def install(
    origin: Annotated[
        Origin,
        typer.Option(
            "--from",
            help="`download`: language-tool-python's zip file; `maven`: Maven Central's jars; `auto`: one or other.",
        ),
    ] = Origin.auto,
    version: Annotated[str, typer.Option(metavar="X.Y", help="Version; default: the newest known to each.")] = "",
) -> None:
    """Fetch LanguageTool, about 250 MB, to where language-tool-python keeps it."""
    from ungarble.grammar.lt_install import download, from_maven
    from ungarble.grammar.lt_java import checked_java, installed

    checked_java()
    have = installed()
    if have and version in ("", have.version):
        tell(f"LanguageTool {have.version} is there already: {have.folder}")
        return
    ways = {Origin.download: (download,), Origin.maven: (from_maven,), Origin.auto: (download, from_maven)}[origin]
    for way in ways:
        try:
            got = way(version)
        except EngineError as error:
            complain(str(error))
        else:
            tell(f"LanguageTool {got.version} is in {got.folder}; use it with --grammar harper,languagetool")
            return
    raise typer.Exit(2)
