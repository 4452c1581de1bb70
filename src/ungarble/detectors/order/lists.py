"""The word lists of the order rules: long ones in rules/lexicons/, short ones in rules/any/data/order-words.yaml."""

from __future__ import annotations

from functools import cache

from ungarble.rulepack import read_yaml, shipped_rules


@cache
def word_list(name: str) -> frozenset[str]:
    """The entries of rules/lexicons/`name`.txt, one a line. Raises OSError where it is missing."""
    text = (shipped_rules() / "lexicons" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line)


@cache
def _tables() -> dict[str, str]:
    tables: dict[str, str] = read_yaml(shipped_rules() / "any" / "data" / "order-words.yaml")
    return tables


def words(name: str) -> frozenset[str]:
    """The words of one closed list. Raises RuleError where the file is missing, KeyError for a name it lacks."""
    return frozenset(_tables()[name].split())
