"""The options that commands share, and what they make of them: `Settings` and `RunOptions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import Annotated, Any

import typer

from ungarble import config as settings
from ungarble import settings_file
from ungarble.config import Config

STDIN = "-"

Paths = Annotated[
    list[str] | None,
    typer.Argument(help="Files and folders; `-` is standard input. Default: this folder.", show_default=False),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="RULES", help="Only rules under these names, e.g. `from-fr/calques`."),
]
ExtendSelect = Annotated[
    list[str] | None, typer.Option("--extend-select", metavar="RULES", help="These rules besides those selected.")
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="RULES", help="No rules under these names.")]
Fixable = Annotated[list[str] | None, typer.Option("--fixable", metavar="RULES", help="Apply fixes of these alone.")]
Unfixable = Annotated[list[str] | None, typer.Option("--unfixable", metavar="RULES", help="Apply no fix of these.")]
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
    list[str] | None,
    typer.Option(
        "--config", metavar="FILE|KEY=VALUE", help="Settings file instead of the nearest ones; or one setting, as TOML."
    ),
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
GrammarOptional = Annotated[
    bool, typer.Option("--grammar-optional", help="Go on with a warning where a grammar engine cannot be used.")
]
LanguageToolUrl = Annotated[
    str | None,
    typer.Option("--languagetool-url", metavar="URL", help="Ask this LanguageTool server; default: start one here."),
]
LanguageToolTimeout = Annotated[
    float | None,
    typer.Option("--languagetool-timeout", metavar="SECONDS", help="Time for an answer of LanguageTool (default 30)."),
]
SpacyModel = Annotated[
    str | None, typer.Option(metavar="NAME", help="An installed spaCy English pipeline instead of the shipped one.")
]
ExtendExclude = Annotated[
    list[str] | None, typer.Option("--extend-exclude", metavar="PATTERNS", help="Leave out these files too.")
]
IgnoreSuppressions = Annotated[
    bool, typer.Option("--ignore-suppressions", help="Tell also what comments in the text silence.")
]
UnusedSuppressions = Annotated[
    bool, typer.Option("--unused-suppressions", help="Tell of comments that silence nothing.")
]
Isolated = Annotated[bool, typer.Option("--isolated", help="Read no settings file.")]
StdinName = Annotated[
    str, typer.Option("--stdin-filename", metavar="NAME", help="Name (and so format) of standard input.")
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, help="Processes; default: as many as save time, 8 at most.")
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Neither read nor write what is kept of earlier runs.")]
CacheDir = Annotated[
    Path | None,
    typer.Option("--cache-dir", envvar="UNGARBLE_CACHE_DIR", help="Folder of the cache; default: the user's."),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="REV", help="Only findings on lines changed since a git revision.")
]
BaselineFile = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help="Known findings that are not told.")
]
NoBaseline = Annotated[bool, typer.Option("--no-baseline", help="Tell also the findings that the baseline knows.")]
ForceExclude = Annotated[
    bool, typer.Option("--force-exclude", help="Leave out what `exclude` names also where it is named outright.")
]
FileList = Annotated[
    Path | None,
    typer.Option("--file-list", metavar="FILE|-", help="Look at the files that this one names, one a line, too."),
]
RespectGitignore = Annotated[
    bool, typer.Option("--respect-gitignore/--no-respect-gitignore", help="Leave out what .gitignore names.")
]
ErrorOnNoFiles = Annotated[bool, typer.Option("--error-on-no-files", help="Exit with 2 where there are no files.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No summary and no hints on standard error.")]


class Colour(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


Color = Annotated[Colour, typer.Option(help="Colour the output; `auto`: on a terminal.")]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How to go about the files: not what is wrong with a text, but which findings are wanted and how fast."""

    jobs: int | None = None
    no_cache: bool = False
    cache_dir: Path | None = None
    since: str | None = None
    baseline: Path | None = None
    no_baseline: bool = False
    force_exclude: bool = False
    file_list: Path | None = None
    respect_gitignore: bool = True
    error_on_no_files: bool = False
    quiet: bool = False
    stdin_filename: str = STDIN
    color: Colour = Colour.auto


@dataclass(slots=True)
class Settings:
    """The settings of each file: those of its nearest settings file (or of `only`), with the options over them."""

    base: Config
    options: Mapping[str, Any]
    only: bool = False
    _folders: dict[Path, Config] = field(default_factory=dict)

    def of(self, path: str) -> Config:
        """The settings for a file. Raises ConfigError."""
        return self.base if self.only or path == STDIN else self.of_folder(Path(path).parent)

    def of_folder(self, folder: Path) -> Config:
        """The settings for files in a folder. Raises ConfigError."""
        if self.only:
            return self.base
        full = folder.resolve()
        if full not in self._folders:
            own = settings_file.own(full)
            if own is not None:
                self._folders[full] = combined(settings_file.load(file=own), self.options)
            elif full.parent != full:
                self._folders[full] = self.of_folder(full.parent)
            else:
                self._folders[full] = combined(Config(), self.options)
        return self._folders[full]


def split(values: list[str] | None) -> tuple[str, ...] | None:
    """`["a,b", "c"]` -> `("a", "b", "c")`; None stays None: not given."""
    if not values:
        return None
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def takes_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that wants `paths` and `settings` (and `run`) the options from which those are made.

    Typer reads a command's options from its signature, and half a dozen commands share two dozen of them: the
    signature is put together here, once. `settings` is a `Settings`, or a `Config` (that of the first path) where
    the command says so.
    """
    wanted = signature(command, eval_str=True).parameters
    own = [p for p in wanted.values() if p.name not in ("paths", "settings", "run")]
    shared = list(signature(_settings, eval_str=True).parameters.values())
    running = list(signature(_run_options, eval_str=True).parameters.values()) if "run" in wanted else []

    def run(**values: object) -> None:
        given = {p.name: values.pop(p.name) for p in shared}
        if running:
            values["run"] = RunOptions(**{p.name: values.pop(p.name) for p in running})  # type: ignore[arg-type]
        made = _settings(**given)  # type: ignore[arg-type]
        values["settings"] = made.base if wanted["settings"].annotation is Config else made
        command(paths=given["paths"] or [], **values)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    parameters = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in (*shared[:1], *own, *running, *shared[1:])]
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run


def _run_options(
    jobs: Jobs = None,
    no_cache: NoCache = False,
    cache_dir: CacheDir = None,
    since: Since = None,
    baseline: BaselineFile = None,
    no_baseline: NoBaseline = False,
    force_exclude: ForceExclude = False,
    file_list: FileList = None,
    respect_gitignore: RespectGitignore = True,
    error_on_no_files: ErrorOnNoFiles = False,
    quiet: Quiet = False,
    stdin_filename: StdinName = STDIN,
    color: Color = Colour.auto,
) -> None:
    """The options of `RunOptions`, as Typer wants them told."""


def _settings(
    paths: Paths = None,
    select: Select = None,
    extend_select: ExtendSelect = None,
    ignore: Ignore = None,
    fixable: Fixable = None,
    unfixable: Unfixable = None,
    source_lang: SourceLang = None,
    min_confidence: MinConfidence = None,
    fix_min_confidence: FixMinConfidence = None,
    unsafe_fixes: UnsafeFixes = False,
    rules: RuleFolders = None,
    text_format: TextFormat = None,
    encoding: Encoding = None,
    grammar: Grammar = None,
    grammar_optional: GrammarOptional = False,
    languagetool_url: LanguageToolUrl = None,
    languagetool_timeout: LanguageToolTimeout = None,
    spacy_model: SpacyModel = None,
    extend_exclude: ExtendExclude = None,
    ignore_suppressions: IgnoreSuppressions = False,
    unused_suppressions: UnusedSuppressions = False,
    config: ConfigFile = None,
    isolated: Isolated = False,
) -> Settings:
    """The nearest settings file to the first path (or `config`), with the options over it. Raises ConfigError."""
    options = {
        "select": split(select),
        "extend_select": split(extend_select),
        "ignore": split(ignore),
        "fixable": split(fixable),
        "unfixable": split(unfixable),
        "source_lang": split([source_lang]) if source_lang else None,
        "min_confidence": min_confidence,
        "fix_min_confidence": fix_min_confidence,
        "unsafe_fixes": unsafe_fixes or None,
        "rules": tuple(str(r) for r in rules or ()),
        "format": text_format,
        "encoding": encoding,
        "grammar": split([grammar]) if grammar else None,
        "grammar_optional": grammar_optional or None,
        "languagetool_url": languagetool_url,
        "languagetool_timeout": languagetool_timeout,
        "spacy_model": spacy_model,
        "exclude": split(extend_exclude),
        "ignore_suppressions": ignore_suppressions or None,
        "unused_suppressions": unused_suppressions or None,
    }
    first = Path(paths[0]) if paths and paths[0] != STDIN else Path()
    start = None if isolated else first if first.is_dir() else first.parent
    files = [Path(c) for c in config or () if not _is_setting(c)]
    options["inline"] = tuple(c for c in config or () if _is_setting(c))
    base = combined(settings_file.load(start, files[-1] if files else None), options)
    return Settings(base, options, only=isolated or bool(files))


def _is_setting(given: str) -> bool:
    return "=" in given and not Path(given).is_file()


def combined(base: Config, options: Mapping[str, Any]) -> Config:
    """A file's settings with the options over them; rule folders and patterns to leave out add up."""
    given = dict(options)
    for setting in given.pop("inline", ()):
        base = settings_file.with_setting(base, setting)
    more = given.pop("extend_select", None)
    chosen = given["select"] if given["select"] is not None else base.select
    if more and chosen:
        given["select"] = (*chosen, *more)
    for key in ("rules", "exclude"):
        given[key] = (*getattr(base, key), *given[key]) if given[key] else None
    return settings.with_options(base, **given)
