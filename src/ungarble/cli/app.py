"""The commands, each in a module of its own beside this one."""

from __future__ import annotations

from typing import Annotated

import typer

from ungarble.cli import adopt, check, doctor, fix, languagetool, review, rules, settings, vocab
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


def version() -> None:
    """Print the version."""
    typer.echo(f"ungarble {__version__}")


app.command()(check.check)
app.command()(fix.diff)
app.command()(fix.fix)
app.command()(review.review)
app.command()(adopt.plan)
app.command()(review.apply)
app.command()(review.undo)
app.command()(adopt.baseline)
app.command()(adopt.clean)
app.command()(settings.config)
app.command()(rules.explain)
app.command()(doctor.doctor)
app.command()(version)
app.add_typer(vocab.app, name="vocab")
app.add_typer(rules.app, name="rules")
app.add_typer(languagetool.app, name="languagetool")
