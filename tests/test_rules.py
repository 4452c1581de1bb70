"""Every example of every shipped rule, against its rule alone."""

from __future__ import annotations

from functools import cache

import pytest

from ungarble.model import Rule
from ungarble.rulepack import load_rules
from ungarble.testing import Outcome, not_here, run_examples

RULES = load_rules()
CASES = [(rule, n) for rule in RULES for n in range(len(rule.examples))]


@cache
def outcomes(rule_id: str) -> tuple[Outcome, ...]:
    return tuple(run_examples([r for r in RULES if r.id == rule_id]))


@pytest.mark.parametrize(("rule", "n"), CASES, ids=[f"{rule.id}-{n}" for rule, n in CASES])
def test_example(rule: Rule, n: int) -> None:
    if reason := not_here(rule):
        pytest.skip(reason)
    outcome = outcomes(rule.id)[n]
    assert outcome.ok, f"{outcome.failure or 'known failure passes'}: {outcome.detail}"
