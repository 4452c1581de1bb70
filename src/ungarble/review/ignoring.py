"""The project's settings, changed from within a review: words and names that are right, rules that stay silent."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from ungarble.formats.files import write_whole
from ungarble.settings_file import nearest

NEW = "ungarble.toml"
"""Name of the settings file that is made where there is none."""


def file_of(path: Path) -> Path:
    """The settings file for a document, or the one to make in the folder where the command runs."""
    return nearest(path.absolute().parent) or Path(NEW)


def add(file: Path, key: str, value: str) -> bool:
    """Put `value` at the end of the list `key`, the rest of the file left as it is; False where it was there.

    Raises OSError, and ValueError where the file cannot be understood.
    """
    document, table = _opened(file)
    found = _listed(table, key)
    if value in found:
        return False
    found.append(value)
    _save(file, document)
    return True


def silence(file: Path, path: Path, rule: str) -> bool:
    """Put `rule` among the per-file-ignores of the document `path`; False where it was there. Raises as `add`."""
    import tomlkit

    document, table = _opened(file)
    full, root = path.absolute(), file.absolute().parent
    name = full.relative_to(root).as_posix() if full.is_relative_to(root) else full.name
    if "per-file-ignores" not in table:
        table["per-file-ignores"] = tomlkit.table()
    found = _listed(table["per-file-ignores"], name)
    if rule in found:
        return False
    found.append(rule)
    _save(file, document)
    return True


def _opened(file: Path) -> tuple[Any, MutableMapping[str, Any]]:
    """The whole file, and the table in it that is ours; both made where they are missing."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
    except TOMLKitError as error:
        raise ValueError(f"{file}: {error}") from None
    if file.name != "pyproject.toml":
        return document, document
    tool = document.setdefault("tool", tomlkit.table(is_super_table=True))
    return document, tool.setdefault("ungarble", tomlkit.table())


def _listed(table: MutableMapping[str, Any], key: str) -> Any:
    """The list `key` of a table; a single text there becomes a list."""
    import tomlkit

    found = table.get(key)
    if found is None:
        table[key] = tomlkit.array()
    elif isinstance(found, str):
        table[key] = tomlkit.array()
        table[key].append(str(found))
    elif not isinstance(found, list):
        raise ValueError(f"`{key}` is no list")
    return table[key]


def _save(file: Path, document: Any) -> None:
    import tomlkit

    file.touch(exist_ok=True)
    write_whole(file, tomlkit.dumps(document).encode())
