"""YAML -> `Rule`. The only module that knows YAML.

A pack is a folder of rule files; a rule's full name is `folder/file/name`. Every scalar is read as a string
(libyaml's base loader), so that *on, off, yes, no* and *12:30* stay words: YAML 1.1 would read booleans and the
number 750. The few fields that are not text (`confidence`, `ask`, `company`) are converted here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ungarble.model import Example, Rule

KINDS: Mapping[str, tuple[str, ...]] = {
    "phrase": ("swap", "flag"),
    "tokens": ("pattern",),
    "regex": ("pattern",),
    "names": (),
    "order": (),
    "mojibake": (),
    "quotes": (),
    "leftovers": (),
    "repetition": (),
    "scrape": (),
    "numbers": (),
    "grammar": (),
    "senses": ("swap",),
    "agreement": ("mechanism",),
    "dialect": ("mechanism",),
    "articles": ("finds",),
    "neighbours": ("most",),
    "learned": (),
}
"""Every kind of rule, with the keys of `match` of which one must be there."""

FILE_KEYS = frozenset({"from", "category", "kind", "confidence", "ask", "company", "rules", "why"})
RULE_KEYS = FILE_KEYS - {"from", "rules"} | {"id", "message", "match", "examples"}
EXAMPLE_KEYS = frozenset({"bad", "good", "ok", "known_failure"})
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_LANG = re.compile(r"[a-z]{2,3}\Z")
NOT_RULES = frozenset({"lexicons", "data"})
"""Folders below a rules folder that hold word lists and tables, not rules."""


class RuleError(ValueError):
    """A rule file that cannot be used. The text names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class _Place:
    path: Path
    line: int = 0

    def error(self, what: str) -> RuleError:
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return RuleError(f"{where}: {what}")


@cache
def shipped_rules() -> Path:
    """The folder of the rules that come with the package: inside a wheel, beside `src` in a checkout."""
    inside = Path(__file__).parent / "rules"
    beside = Path(__file__).parents[2] / "rules"
    return inside if inside.is_dir() else beside


def load_rules(folders: Iterable[Path] = ()) -> tuple[Rule, ...]:
    """All rules of the shipped packs and of `folders`, sorted by file.

    Raises RuleError for a file that is no rule file, for an unknown key, for a name used twice.
    """
    rules: dict[str, Rule] = {}
    for folder in (shipped_rules(), *folders):
        if not folder.is_dir():
            raise RuleError(f"{folder}: no such folder of rules")
        for path in sorted(folder.rglob("*.yaml")):
            if NOT_RULES.isdisjoint(path.relative_to(folder).parts):
                for rule in read_file(path, folder):
                    if rule.id in rules:
                        raise RuleError(f"{path}: {rule.id} is defined twice")
                    rules[rule.id] = rule
    return tuple(rules.values())


def read_yaml(path: Path) -> Any:
    """The data of one YAML file, every scalar a string. Raises RuleError with file and line."""
    import yaml

    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _Place(path, line).error(f"broken YAML: {error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _Place(path).error(f"broken YAML: {error}") from None
    except RecursionError:
        raise _Place(path).error("broken YAML: nested too deep") from None
    except OSError as error:
        raise _Place(path).error(error.strerror or str(error)) from None


def read_file(path: Path, root: Path) -> tuple[Rule, ...]:
    """The rules of one file below the pack folder `root`. Raises RuleError."""
    data = read_yaml(path)
    place = _Place(path)
    if not isinstance(data, dict) or not isinstance(data.get("rules"), list):
        raise place.error("a rule file is a mapping with a list under `rules`")
    _known(data, FILE_KEYS, place)
    prefix = "/".join(path.relative_to(root).with_suffix("").parts)
    return tuple(_rule(raw, data, prefix, _Place(path, _line_of(path, n))) for n, raw in enumerate(data["rules"]))


def _line_of(path: Path, index: int) -> int:
    """Line of the rule number `index`: found again by text, since base loading keeps no places."""
    starts = _item_lines(path)
    return starts[index] if index < len(starts) else 0


@cache
def _item_lines(path: Path) -> tuple[int, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    indents = [len(m[1]) for line in lines if (m := re.match(r"( *)- (?:id|\{ *id):", line))]
    if not indents:
        return ()
    item = re.compile(rf" {{{min(indents)}}}- ")
    return tuple(n for n, line in enumerate(lines, 1) if item.match(line))


def _known(data: Mapping[str, Any], keys: frozenset[str], place: _Place) -> None:
    for key in data:
        if key not in keys:
            raise place.error(f"unknown key `{key}`; known: {', '.join(sorted(keys))}")


def _text(data: Mapping[str, Any], key: str, place: _Place, default: str | None = None) -> str:
    value = data.get(key, default)
    if not isinstance(value, str):
        raise place.error(f"`{key}` must be text" if value is not None else f"`{key}` is missing")
    return value


def _rule(raw: Any, file: Mapping[str, Any], prefix: str, place: _Place) -> Rule:
    if not isinstance(raw, dict):
        raise place.error("a rule is a mapping")
    _known(raw, RULE_KEYS, place)
    name = _text(raw, "id", place)
    if not _NAME.match(name):
        raise place.error(f"`id: {name}`: a name is made of small letters, digits and hyphens")
    kind = _text(raw, "kind", place, file.get("kind"))
    if kind not in KINDS:
        raise place.error(f"{name}: unknown kind `{kind}`; known: {', '.join(KINDS)}")
    match = raw.get("match", {})
    if not isinstance(match, dict):
        raise place.error(f"{name}: `match` is a mapping")
    if KINDS[kind] and not any(key in match for key in KINDS[kind]):
        raise place.error(f"{name}: a {kind} rule needs {' or '.join(f'`{k}`' for k in KINDS[kind])} under `match`")
    return Rule(
        id=f"{prefix}/{name}",
        kind=kind,
        message=_text(raw, "message", place),
        why=_text(raw, "why", place, file.get("why")),
        category=_text(raw, "category", place, file.get("category")),
        confidence=_confidence(_text(raw, "confidence", place, file.get("confidence")), place),
        ask=_flag("ask", raw, file, place),
        match=match,
        examples=_examples(raw.get("examples"), name, place),
        source_langs=_langs(file.get("from", []), place),
        company=_flag("company", raw, file, place),
    )


def _langs(value: Any, place: _Place) -> tuple[str, ...]:
    codes = [value] if isinstance(value, str) else value
    if not isinstance(codes, list) or not all(isinstance(c, str) and _LANG.match(c) for c in codes):
        raise place.error("`from` is the code of a language, or a list of codes: `from: [es, pt]`")
    return tuple(dict.fromkeys(codes))


def _confidence(text: str, place: _Place) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise place.error(f"`confidence: {text}`: a number from 0 to 1")
    return value


def _flag(key: str, raw: Mapping[str, Any], file: Mapping[str, Any], place: _Place) -> bool:
    text = _text(raw, key, place, file.get(key, "false"))
    if text not in ("true", "false"):
        raise place.error(f"`{key}: {text}`: true or false")
    return text == "true"


def _examples(raw: Any, name: str, place: _Place) -> tuple[Example, ...]:
    if not isinstance(raw, list):
        raise place.error(f"{name}: `examples` is a list of `bad` (with `good`) and `ok`")
    found = []
    for one in raw:
        if not isinstance(one, dict) or not all(isinstance(v, str) for v in one.values()):
            raise place.error(f"{name}: an example is a mapping of texts")
        _known(one, EXAMPLE_KEYS, place)
        if ("bad" in one) == ("ok" in one):
            raise place.error(f"{name}: an example has either `bad` or `ok`")
        found.append(Example(**one))
    if not any(e.bad for e in found) or not any(e.ok for e in found):
        raise place.error(f"{name}: a rule shows at least one `bad` and one near-miss `ok`")
    return tuple(found)


def select(rules: Sequence[Rule], chosen: Sequence[str], ignored: Sequence[str]) -> tuple[Rule, ...]:
    """The rules under a prefix in `chosen` (all, if empty) and under none in `ignored`.

    A prefix ends at a `/` or at the end of a name: `from-fr` means the pack, not `from-french`. The longer
    prefix wins, as in ruff: `--select from-fr/calques/x --ignore from-fr` keeps x.
    """

    kept = under(chosen or ("",), ignored)
    return tuple(rule for rule in rules if kept(rule.id))


def under(chosen: Sequence[str], ignored: Sequence[str]) -> Callable[[str], bool]:
    """Whether a rule's name is chosen as `select` says; the prefix `""` is every rule's."""

    def depth(name: str, prefixes: Sequence[str]) -> int:
        return max((len(p) for p in prefixes if not p or name == p or name.startswith(p.rstrip("/") + "/")), default=-1)

    return lambda name: depth(name, chosen) > depth(name, ignored)
