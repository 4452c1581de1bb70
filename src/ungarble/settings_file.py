"""Settings files -> `Config`: `ungarble.toml`, `.ungarble.toml` or `[tool.ungarble]` in pyproject.toml.

The nearest file above a document counts, alone; `extend = "path"` takes another file's settings first. A list given
again replaces the one inherited, `extend-select`, `extend-ignore` and `extend-exclude` add to it; tables are joined
key by key. Paths are relative to the file that names them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

from ungarble.config import Config, ConfigError, checked

FILES = ("ungarble.toml", ".ungarble.toml", "pyproject.toml")
"""Names of settings files, the one that wins first."""

_FOLDERS = ("rules",)
_NOT_KEYS = frozenset({"root", "variants"})
"""Fields of Config that no file sets."""

EXTENSIONS = {"extend-select": "select", "extend-ignore": "ignore", "extend-exclude": "exclude"}
VOCAB = ("accept", "reject", "names")


def load(start: Path | None = None, file: Path | None = None) -> Config:
    """The settings of `file`, or of the nearest settings file in `start` or above it; defaults where there is none.

    Raises ConfigError for broken TOML, an unknown key, or a value of the wrong type.
    """
    if file is not None:
        found = _table(file)
        if found is None:
            raise ConfigError(f"{file}: no [tool.ungarble] in it")
        return _config(found, file)
    path = nearest(start) if start is not None else None
    return load(file=path) if path else Config()


def with_setting(config: Config, text: str) -> Config:
    """`config` with what a line of TOML sets over it, paths reckoned from the folder of the run. Raises ConfigError."""
    where = Path("--config")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{where}: `{text}` is neither a file nor TOML: {error}") from None
    given = {f.name: getattr(config, f.name) for f in fields(Config)}
    return checked(Config(**_values(table, where, (), given)), str(where))


def nearest(start: Path) -> Path | None:
    """The settings file in the folder `start` or the nearest one above it; None where there is none."""
    return next((f for folder in (start.resolve(), *start.resolve().parents) if (f := own(folder))), None)


def own(folder: Path) -> Path | None:
    """The settings file in `folder` itself; None where there is none. Raises ConfigError for broken TOML."""
    paths = (folder / name for name in FILES)
    return next((p for p in paths if p.is_file() and _table(p) is not None), None)


def keys() -> dict[str, str]:
    """Every key of a settings file that is a field of Config -> the field's name."""
    return {f.name.replace("_", "-"): f.name for f in fields(Config) if f.name not in _NOT_KEYS}


def unknown(key: str, known: Mapping[str, object] | tuple[str, ...], where: str) -> ConfigError:
    """The error for a key that there is not, with the nearest that there is."""
    from rapidfuzz import process

    near = process.extractOne(key, list(known))
    return ConfigError(f"{where}: unknown key `{key}`; did you mean `{near[0] if near else ''}`?")


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
    values = _values(table, path, ())
    return checked(Config(**values, root=str(path.parent.absolute())), str(path))


def _values(
    table: Mapping[str, Any], path: Path, above: tuple[Path, ...], given: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Fields of Config that the file (after those that it extends) sets, over those that are `given`."""
    types = get_type_hints(Config)
    known = keys()
    here = path.resolve()
    if here in above:
        raise ConfigError(f"{path}: `extend` goes round in a circle")
    values: dict[str, Any] = dict(given or {})
    if "extend" in table:
        other = path.parent / Path(_value(table["extend"], str, f"{path}: `extend`")).expanduser()
        found = _table(other)
        if found is None:
            raise ConfigError(f"{path}: `extend`: no [tool.ungarble] in {other}")
        values = _values(found, other, (*above, here))
    for key, value in table.items():
        where = f"{path}: `{key}`"
        if key in EXTENSIONS:
            name = EXTENSIONS[key]
            own = table[name] if name in table else values.get(name, ())
            values[name] = (*_value(own, types[name], where), *_value(value, types[name], where))
        elif key == "vocab":
            _read_vocabulary(value, path, values)
        elif key in TABLES:
            values[known[key]] = TABLES[key](value, values.get(known[key], ()), where)
        elif key in known:
            name = known[key]
            if f"extend-{key}" not in table:
                values[name] = _value(value, types[name], where)
        elif key != "extend":
            raise unknown(key, (*known, *EXTENSIONS, "extend", "vocab"), str(path))
    for key in _FOLDERS:
        if key in table:
            values[key] = tuple(str(path.parent / folder) for folder in values[key])
    if table.get("baseline"):
        values["baseline"] = str(path.parent / values["baseline"])
    for key in ("accept", "names", "reject"):  # what a project vouches for is joined, never forgotten
        values[key] = tuple(dict.fromkeys(values.get(key, ())))
    return values


def _per_file(value: Any, inherited: Any, where: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise ConfigError(f"{where} is a table of patterns")
    joined = dict(inherited)
    for pattern, rules in value.items():
        joined[pattern] = _value(rules, tuple[str, ...], f"{where}: `{pattern}`")
    return tuple(joined.items())


def _confidence(value: Any, inherited: Any, where: str) -> tuple[tuple[str, float], ...]:
    if not isinstance(value, dict):
        raise ConfigError(f"{where} is a table of rule names")
    joined = dict(inherited)
    for rule, number in value.items():
        joined[rule] = _value(number, float, f"{where}: `{rule}`")
        if not 0 <= joined[rule] <= 1:
            raise ConfigError(f"{where}: `{rule}` is a number from 0 to 1")
    return tuple(joined.items())


TABLES: dict[str, Callable[[Any, Any, str], Any]] = {"per-file-ignores": _per_file, "confidence": _confidence}
"""Keys that are tables -> how they are read: (value, inherited value, where) -> field."""


def _read_vocabulary(value: Any, path: Path, values: dict[str, Any]) -> None:
    """Join the words of the `vocab` files to the fields."""
    if not isinstance(value, dict):
        raise ConfigError(f"{path}: `vocab` is a table of files")
    for key, files in value.items():
        if key not in VOCAB:
            raise unknown(key, VOCAB, f"{path}: `vocab`")
        for name in _value(files, tuple[str, ...], f"{path}: `vocab.{key}`"):
            file = path.parent / Path(name).expanduser()
            if file.suffix == ".toml":
                names, variants = _named(file)
                values["names"] = (*values.get("names", ()), *names)
                values["variants"] = (*values.get("variants", ()), *variants)
            else:
                values[key] = (*values.get(key, ()), *word_list(file))


def word_list(file: Path) -> tuple[str, ...]:
    """One entry a line; empty lines and those that start with `#` count for nothing. Raises ConfigError."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {getattr(error, 'strerror', None) or error}") from None
    return tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _named(file: Path) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """A TOML file of `"right name" = ["wrong form", …]`: the names, and (wrong, right) pairs."""
    table = _table(file) or {}
    variants = [
        (wrong, right)
        for right, forms in table.items()
        for wrong in _value(forms, tuple[str, ...], f"{file}: `{right}`")
    ]
    return tuple(table), tuple(variants)


def _value(value: Any, wanted: Any, where: str) -> Any:
    if wanted == tuple[str, ...]:
        if isinstance(value, str):
            value = [value]
        if isinstance(value, list | tuple) and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise ConfigError(f"{where} is a list of texts")
    if wanted is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, wanted) and not (wanted is int and isinstance(value, bool)):
        return value
    raise ConfigError(f"{where} must be {'true or false' if wanted is bool else wanted.__name__}, not {value!r}")
