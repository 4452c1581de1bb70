"""`vocab`: the words that a project vouches for, written into its settings file."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ungarble import settings_file
from ungarble.cli.output import complain, tell, write
from ungarble.decisions import portable

app = typer.Typer(no_args_is_help=True, help="Words of this project: accepted, names, rejected.")


class Key(StrEnum):
    """The lists there are."""

    accept = "accept"
    names = "names"
    reject = "reject"


@app.callback()
def vocab() -> None:
    """Words of this project: accepted, names, rejected."""


@app.command()
def add(
    key: Annotated[Key, typer.Argument(help="The list.")],
    words: Annotated[list[str], typer.Argument(help="Words or phrases; for `reject` also `words => better words`.")],
) -> None:
    """Put words into a list of the nearest settings file, the rest of which stays as it is."""
    _put(key, words)


@app.command("import")
def import_(
    key: Annotated[Key, typer.Argument(help="The list.")],
    file: Annotated[Path, typer.Argument(help="A file of words, one a line; lines that start with `#` do not count.")],
) -> None:
    """Put the words of a file into a list of the nearest settings file."""
    _put(key, settings_file.word_list(file))


@app.command("list")
def list_() -> None:
    """Print the words that hold in this folder, those of `vocab` files included."""
    config = settings_file.load(Path())
    for key in Key:
        for word in getattr(config, key):
            write(f"{key}\t{word}\n")
    for wrong, right in config.variants:
        write(f"variant\t{wrong} => {right}\n")


def _put(key: Key, words: Sequence[str]) -> None:
    from ungarble.review.ignoring import add as put
    from ungarble.review.ignoring import file_of

    file = Path(portable(str(file_of(Path("here")))))
    settings_file.load(Path())  # a file that cannot be read is not written
    try:
        fresh = sum(put(file, key, word) for word in dict.fromkeys(words))
    except (OSError, ValueError) as error:
        complain(f"{file}: {getattr(error, 'strerror', None) or error}")
        raise typer.Exit(2) from None
    there = len(set(words)) - fresh
    tell(f"{file}: {fresh} added to {key}" + (f", {there} there already" if there else ""))
