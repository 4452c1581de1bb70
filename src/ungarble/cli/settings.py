"""Which settings count: `--show-settings`, `config`, and the schema by which editors complete a settings file."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Sequence
from dataclasses import fields
from itertools import pairwise
from typing import Annotated, Any, get_type_hints

import typer

from ungarble import config as settings
from ungarble import settings_file
from ungarble.cli.output import complain, write
from ungarble.config import GRAMMAR_ENGINES, Config
from ungarble.corpus import File


def show_settings(files: Sequence[File]) -> None:
    """Print the settings that differ from the defaults, once for all files that share them."""
    groups: dict[Config, list[str]] = {}
    for file in files:
        groups.setdefault(file.config, []).append(file.path)
    for config, paths in groups.items():
        shown = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
        write(f"# {shown}\n")
        write(f"# settings file in {config.root}\n" if config.root else "# no settings file\n")
        for key, name in settings_file.keys().items():
            value, default = getattr(config, name), getattr(Config(), name)
            write(f"{key} = {_toml(value)}{'' if value != default else '  # default'}\n")
        if config.variants:
            write(f"# variants of names: {len(config.variants)}\n")
        write("\n")


def _toml(value: Any) -> str:
    if isinstance(value, tuple) and value and all(isinstance(v, tuple) and len(v) == 2 for v in value):
        return "{ " + ", ".join(f"{json.dumps(k, ensure_ascii=False)} = {_toml(v)}" for k, v in value) + " }"
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def config(
    key: Annotated[str, typer.Argument(help="A key of the settings file; default: all.", show_default=False)] = "",
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of a settings file.")] = False,
) -> None:
    """Say what can be set in `ungarble.toml` or under `[tool.ungarble]`."""
    if schema:
        write(json.dumps(settings_schema(), indent=1, ensure_ascii=False) + "\n")
        return
    properties = settings_schema()["properties"]
    if key and key not in properties:
        complain(str(settings_file.unknown(key, properties, "config")).removeprefix("config: "))
        raise typer.Exit(2)
    for name in [key] if key else properties:
        told = properties[name]
        default = f"  (default: {json.dumps(told['default'])})" if "default" in told else ""
        write(f"{name}{default}\n    {told['description']}\n")


def settings_schema() -> dict[str, Any]:
    """JSON Schema (draft 7, which TOML editors read) of a settings file, made from `Config`."""
    types = get_type_hints(Config)
    about = _descriptions()
    texts = {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}
    properties: dict[str, Any] = {}
    for key, name in settings_file.keys().items():
        default = getattr(Config(), name)
        told: dict[str, Any] = {"description": about.get(name, "")}
        if key in settings_file.TABLES:
            table = about_table(types[name])
            properties[key] = {**table, **told, "default": {}}
            continue
        if types[name] == tuple[str, ...]:
            told |= texts
            if name == "grammar":
                known = {"type": "string", "enum": [*GRAMMAR_ENGINES, "none"]}
                told["anyOf"] = [{"type": "array", "items": known}, known]
        elif types[name] is float:
            told["type"] = "number"
            if name.endswith("confidence"):
                told |= {"minimum": 0, "maximum": 1}
        else:
            told["type"] = {bool: "boolean", int: "integer", str: "string"}[types[name]]
        properties[key] = {**told, "default": list(default) if isinstance(default, tuple) else default}
    for key, name in settings_file.EXTENSIONS.items():
        properties[key] = {**texts, "description": f"Added to `{name}`, also to what is inherited by `extend`."}
    properties["extend"] = {"type": "string", "description": "Another settings file whose settings come first."}
    files = {key: {**texts, "description": f"Files of {key}, one entry a line."} for key in settings_file.VOCAB}
    files["names"]["description"] = 'Files of names, one a line; or TOML: "Right Name" = ["Wrong Form"].'
    properties["vocab"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": files,
        "description": "Files with the project's words: accepted, rejected, names.",
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "ungarble settings",
        "type": "object",
        "additionalProperties": False,
        "properties": dict(sorted(properties.items())),
    }


def about_table(kind: Any) -> dict[str, Any]:
    """The schema of a table with any keys, by the type of its field: pairs of a text and a number or texts."""
    number = "float" in str(kind)
    value = {"type": "number", "minimum": 0, "maximum": 1} if number else {"type": ["array", "string"]}
    return {"type": "object", "additionalProperties": value}


def _descriptions() -> dict[str, str]:
    """Field of Config -> the text that stands below it in the code: said once, read by people and editors."""
    tree = ast.parse(inspect.getsource(settings))
    body = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Config").body
    found = {}
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            name = field.target.id if isinstance(field.target, ast.Name) else ""
            found[name] = inspect.cleandoc(str(text.value.value))
    return {name: found[name] for name in (f.name for f in fields(Config)) if name in found}
