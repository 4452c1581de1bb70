"""The options that commands share, and the `Config` that they make."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ungarble import config as settings
from ungarble.config import Config

Paths = Annotated[
    list[str] | None,
    typer.Argument(help="Files and folders; `-` is standard input. Default: this folder.", show_default=False),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="RULES", help="Only rules under these names, e.g. `from-fr/calques`."),
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="RULES", help="No rules under these names.")]
SourceLang = Annotated[
    str | None,
    typer.Option(metavar="auto|CODES", help="Source language, e.g. `fr` or `fr,es`; `auto`: told by the findings."),
]
MinConfidence = Annotated[
    float | None, typer.Option(min=0, max=1, help="Show findings from this confidence on (default 0.5).")
]
FixMinConfidence = Annotated[
    float | None, typer.Option(min=0, max=1, help="Fixes from this confidence on are safe (default 0.95).")
]
UnsafeFixes = Annotated[bool, typer.Option("--unsafe-fixes", help="Take every fix that is shown, also those that ask.")]
ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings file instead of the nearest one.")
]
RuleFolders = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="FOLDER", help="A folder with more rule packs.")
]
TextFormat = Annotated[str | None, typer.Option("--format", metavar="auto|text|markdown", help="Format of the input.")]
Encoding = Annotated[str | None, typer.Option(help="Encoding of the input; default: found.")]
Grammar = Annotated[
    str | None,
    typer.Option(metavar="ENGINES", help="Grammar engines: `harper`, `languagetool`, both, or `none`."),
]
StdinName = Annotated[
    str, typer.Option("--stdin-filename", metavar="NAME", help="Name (and so format) of standard input.")
]


class Colour(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


Color = Annotated[Colour, typer.Option(help="Colour the output; `auto`: on a terminal.")]


def split(values: list[str] | None) -> tuple[str, ...] | None:
    """`["a,b", "c"]` -> `("a", "b", "c")`; None stays None: not given."""
    if not values:
        return None
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def config(
    *,
    file: Path | None,
    paths: list[str] | None,
    select: list[str] | None,
    ignore: list[str] | None,
    source_lang: str | None,
    min_confidence: float | None,
    fix_min_confidence: float | None,
    unsafe_fixes: bool,
    rules: list[Path] | None,
    text_format: str | None,
    encoding: str | None,
    grammar: str | None,
) -> Config:
    """The nearest settings file to the first path (or `file`), with the options over it. Raises ConfigError."""
    first = Path(paths[0]) if paths and paths[0] != "-" else Path()
    base = settings.load(first if first.is_dir() else first.parent, file)
    extra = tuple(str(r) for r in rules or ())
    return settings.with_options(
        base,
        select=split(select),
        ignore=split(ignore),
        source_lang=split([source_lang]) if source_lang else None,
        min_confidence=min_confidence,
        fix_min_confidence=fix_min_confidence,
        unsafe_fixes=unsafe_fixes or None,
        rules=(*base.rules, *extra) if extra else None,
        format=text_format,
        encoding=encoding,
        grammar=split([grammar]) if grammar else None,
    )
