"""The JSON schema of rule files, made from what `rulepack` reads, so that editors validate while one types.

python -m ungarble.schema rules/schema.json           write it
python -m ungarble.schema --check rules/schema.json   exit with 1 if it is stale
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ungarble.rulepack import EXAMPLE_KEYS, FILE_KEYS, KINDS, RULE_KEYS

_TEXT = {"type": "string"}
_LANG = {"type": "string", "pattern": "^[a-z]{2,3}$"}
_DESCRIPTIONS = {
    "from": "Source language whose interference this is (ISO 639-1), or a list of them; left out in packs for any.",
    "kind": "Which detector reads `match`.",
    "category": "MQM path, such as accuracy/mistranslation.",
    "confidence": "How often a reader accepts the fix, 0 to 1, measured.",
    "ask": "Never apply unasked, however sure: being wrong would change the meaning.",
    "company": "Asked only where other damage is found near; by itself it would be wrong too often.",
    "why": "The reason, with the foreign expression behind the English one.",
    "id": "What is wrong, in small letters and hyphens; the full name is folder/file/id.",
    "message": "Said of a finding; {found} and {better} are filled in.",
    "match": "What to look for; its keys belong to the kind.",
    "examples": "At least one `bad` and one near-miss `ok`.",
    "bad": "Text in which the rule finds something.",
    "good": "That text after the rule's first fix.",
    "ok": "Text that looks alike and is right.",
    "known_failure": "Why the example does not hold yet: a strict expected failure.",
}


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one rule file."""
    example = _mapping(EXAMPLE_KEYS, dict.fromkeys(EXAMPLE_KEYS, _TEXT))
    example["oneOf"] = [{"required": ["bad"]}, {"required": ["ok"]}]
    types: dict[str, Any] = {
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "ask": {"type": "boolean"},
        "company": {"type": "boolean"},
        "from": {"oneOf": [_LANG, {"type": "array", "minItems": 1, "uniqueItems": True, "items": _LANG}]},
        "kind": {"enum": list(KINDS)},
        "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"},
        "match": {"type": "object"},
        "examples": {"type": "array", "minItems": 2, "items": example},
    }
    rule = _mapping(RULE_KEYS, types)
    rule["required"] = ["id", "message", "examples"]
    whole = _mapping(FILE_KEYS, {**types, "rules": {"type": "array", "minItems": 1, "items": rule}})
    whole["required"] = ["rules"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ungarble rule file",
        **whole,
    }


def _mapping(keys: frozenset[str], types: dict[str, Any]) -> dict[str, Any]:
    properties = {}
    for key in sorted(keys):
        told = {"description": _DESCRIPTIONS[key]} if key in _DESCRIPTIONS else {}
        properties[key] = {**types.get(key, _TEXT), **told}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def main(arguments: list[str]) -> int:
    """Write the schema, or compare it with the file."""
    text = json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
    path = Path(arguments[-1])
    if "--check" in arguments:
        fresh = path.is_file() and path.read_text(encoding="utf-8") == text
        if not fresh:
            sys.stderr.write(f"{path} is stale: python -m ungarble.schema {path}\n")
        return 0 if fresh else 1
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
