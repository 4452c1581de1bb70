"""The dictionary of inflected forms that lemminflect ships, read without importing lemminflect.

`import lemminflect` would load spaCy for an extension that is not used here (0.55 s). Its dictionary files take 0.03 s
(forms by lemma) and 0.07 s (lemmas by form), on first use. Raises ModuleNotFoundError where the package is missing.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def inflections() -> dict[tuple[str, str], str]:
    """(lemma, word class) -> its forms as the file has them: forms between commas, spellings between slashes."""
    return {(base, category): rest for base, category, rest in _lines("infl_lu.csv.gz")}


@cache
def lemmas() -> dict[tuple[str, str], tuple[str, ...]]:
    """(form, word class) -> the lemmas it can belong to."""
    return {(form, category): tuple(rest.split("/")) for form, category, rest in _lines("lemma_lu.csv.gz")}


@cache
def more_forms() -> dict[tuple[str, str], tuple[str, ...]]:
    """(lemma, Penn tag) -> a form the dictionary lacks ("run" as a participle): a candidate beside its own."""
    found: dict[tuple[str, str], tuple[str, ...]] = {("person", "NNS"): ("people",)}
    for row in _lines("infl_overrides.csv", plain=True):
        if len(row) == 3:
            found[row[0], row[1]] = (row[2],)
    return found


def _lines(name: str, plain: bool = False) -> Iterable[list[str]]:
    spec = find_spec("lemminflect")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("ungarble needs the package lemminflect")
    path = Path(spec.origin).parent / "resources" / name
    with path.open(encoding="utf-8") if plain else gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split(",", 2)
