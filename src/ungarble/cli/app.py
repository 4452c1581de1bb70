"""The commands: `check`, `diff`, `fix`, `explain`, `rules`."""

from __future__ import annotations

from typing import Annotated

import typer

from ungarble.cli import check, rules
from ungarble.version import __version__

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Find the damage that machine translation leaves in English text, and repair it.",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"ungarble {__version__}")
        raise typer.Exit


@app.callback()
def ungarble(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Find the damage that machine translation leaves in English text, and repair it."""


app.command()(check.check)
app.command()(check.diff)
app.command()(check.fix)
app.command()(rules.explain)
app.add_typer(rules.app, name="rules")
