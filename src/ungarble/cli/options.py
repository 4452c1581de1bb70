"""The options that commands share, and the `Config` that they make."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from inspect import Parameter, Signature, signature
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
SpacyModel = Annotated[
    str | None, typer.Option(metavar="NAME", help="An installed spaCy English pipeline instead of the shipped one.")
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Read no settings file.")]
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


def takes_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that wants `paths` and `settings` the options from which a `Config` is made.

    Typer reads a command's options from its signature, and half a dozen commands share a dozen of them: the
    signature is put together here, once.
    """
    own = [p for p in signature(command, eval_str=True).parameters.values() if p.name not in ("paths", "settings")]
    shared = list(signature(_settings, eval_str=True).parameters.values())
    names = {p.name for p in shared}

    def run(**values: object) -> None:
        given = {name: values.pop(name) for name in names}
        paths = given["paths"] or []
        command(paths=paths, settings=_settings(**given), **values)  # type: ignore[arg-type]

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    parameters = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in (*shared[:1], *own, *shared[1:])]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run


def _settings(
    paths: Paths = None,
    select: Select = None,
    ignore: Ignore = None,
    source_lang: SourceLang = None,
    min_confidence: MinConfidence = None,
    fix_min_confidence: FixMinConfidence = None,
    unsafe_fixes: UnsafeFixes = False,
    rules: RuleFolders = None,
    text_format: TextFormat = None,
    encoding: Encoding = None,
    grammar: Grammar = None,
    spacy_model: SpacyModel = None,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> Config:
    """The nearest settings file to the first path (or `config`), with the options over it. Raises ConfigError."""
    first = Path(paths[0]) if paths and paths[0] != "-" else Path()
    start = None if isolated else first if first.is_dir() else first.parent
    base = settings.load(start, config)
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
        spacy_model=spacy_model,
    )
