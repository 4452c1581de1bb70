"""Settings: `[tool.ungarble]` in pyproject.toml or `ungarble.toml`, then the command line, into one `Config`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

from ungarble.model import SAFE_CONFIDENCE, SHOWN_CONFIDENCE

FILES = ("ungarble.toml", ".ungarble.toml", "pyproject.toml")
"""Names of settings files, the one that wins first."""

GRAMMAR_ENGINES = ("harper", "languagetool")


class ConfigError(ValueError):
    """Settings that cannot be used. The text names the file, the key, and the nearest key there is."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a run depends on besides the text. Field names are the keys of the file, with `_` for `-`."""

    select: tuple[str, ...] = ()
    """Rule name prefixes to use; empty: all."""
    ignore: tuple[str, ...] = ()
    """Rule name prefixes to leave out."""
    source_lang: tuple[str, ...] = ("auto",)
    """ISO 639-1 codes of the source languages, or `auto`: inferred from the findings of each document."""
    min_confidence: float = SHOWN_CONFIDENCE
    """A finding less sure than this is not shown."""
    fix_min_confidence: float = SAFE_CONFIDENCE
    """A fix at least this sure is safe: applied unasked."""
    unsafe_fixes: bool = False
    """Apply every shown fix, also those that ask."""
    rules: tuple[str, ...] = ()
    """Folders with further rule packs."""
    names: tuple[str, ...] = ()
    """Names that are right as they stand: never changed, preferred as a repair."""
    accept: tuple[str, ...] = ()
    """Words and phrases that are right as they stand: no finding touches them."""
    exclude: tuple[str, ...] = ()
    """Patterns (as in .gitignore) of files and folders to leave out."""
    format: str = "auto"
    """Format of every file; `auto`: by the ending of its name."""
    encoding: str = "auto"
    """Encoding of every file; `auto`: found."""
    spacy_model: str = ""
    """Name of an installed spaCy pipeline for English; empty: the one that is shipped."""
    grammar: tuple[str, ...] = ("harper",)
    """Grammar engines to ask: any of `harper`, `languagetool`."""

    @property
    def applied_from(self) -> float:
        """Confidence from which fixes are applied in this run."""
        return self.min_confidence if self.unsafe_fixes else self.fix_min_confidence


def load(start: Path | None = None, file: Path | None = None) -> Config:
    """The settings of `file`, or of the nearest settings file in `start` or above it; defaults where there is none.

    Raises ConfigError for broken TOML, an unknown key, or a value of the wrong type.
    """
    if file is not None:
        found = _table(file)
        if found is None:
            raise ConfigError(f"{file}: no [tool.ungarble] in it")
        return _config(found, file)
    if start is not None:
        for folder in (start.resolve(), *start.resolve().parents):
            for name in FILES:
                path = folder / name
                if path.is_file() and (found := _table(path)) is not None:
                    return _config(found, path)
    return Config()


def with_options(config: Config, **options: Any) -> Config:
    """`config` with the options that are not None, checked like a file's. Raises ConfigError."""
    given = {k: v for k, v in options.items() if v is not None}
    return _checked(replace(config, **given), "command line")


def _table(path: Path) -> Mapping[str, Any] | None:
    """The settings of one file; None for a pyproject.toml without ours."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: broken TOML: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from None
    if path.name == "pyproject.toml":
        tool = data.get("tool", {})
        return tool.get("ungarble") if isinstance(tool, dict) else None
    return data


def _config(table: Mapping[str, Any], path: Path) -> Config:
    types = get_type_hints(Config)
    known = {f.name.replace("_", "-"): f.name for f in fields(Config)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            from rapidfuzz import process

            near = process.extractOne(key, known.keys())
            raise ConfigError(f"{path}: unknown key `{key}`; did you mean `{near[0] if near else ''}`?")
        name = known[key]
        values[name] = _value(value, types[name], f"{path}: `{key}`")
    if "rules" in values:
        values["rules"] = tuple(str(path.parent / folder) for folder in values["rules"])
    return _checked(Config(**values), str(path))


def _value(value: Any, wanted: Any, where: str) -> Any:
    if wanted == tuple[str, ...]:
        if isinstance(value, str):
            value = [value]
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise ConfigError(f"{where} is a list of texts")
    if wanted is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, wanted):
        return value
    raise ConfigError(f"{where} must be {'true or false' if wanted is bool else wanted.__name__}, not {value!r}")


def _checked(config: Config, where: str) -> Config:
    for name in ("min_confidence", "fix_min_confidence"):
        if not 0 <= getattr(config, name) <= 1:
            raise ConfigError(f"{where}: `{name.replace('_', '-')}` is a number from 0 to 1")
    for engine in config.grammar:
        if engine not in (*GRAMMAR_ENGINES, "none"):
            raise ConfigError(f"{where}: unknown grammar engine `{engine}`; known: {', '.join(GRAMMAR_ENGINES)}, none")
    return config
