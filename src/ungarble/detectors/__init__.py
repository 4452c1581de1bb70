"""How a garble is seen: one module per kind of rule, each a function that makes a `Detect` from its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import Any

from ungarble.grammar import LOCAL, Service
from ungarble.model import Document, Finding, Rule, Segment

Detect = Callable[[Segment, Document], Iterator[Finding]]
"""Yields the findings of one segment. Keeps no state; may compare with the rest of the document."""

Detector = Callable[[Sequence[Rule]], Detect]
"""Makes one `Detect` from all the rules of a kind."""

MODULES = MappingProxyType(
    {
        "phrase": "phrase",
        "tokens": "tokens",
        "regex": "regex",
        "names": "names",
        "order": "order",
        "mojibake": "mojibake",
        "quotes": "quotes",
        "leftovers": "leftovers",
        "repetition": "repetition",
        "scrape": "scrape",
        "numbers": "numbers",
        "grammar": "grammar",
        "agreement": "agreement",
        "dialect": "dialect",
        "articles": "articles",
        "neighbours": "neighbours",
        "senses": "senses",
        "learned": "learned",
    }
)
"""Module of each kind, in the order in which kinds are asked. Loaded when a rule of that kind is there."""


def detector(kind: str, names: Sequence[str] = (), service: Service = LOCAL) -> Detector:
    """The `detect` function of the module for `kind`.

    `names`: those the user vouches for, which only names wants; `service`: where the grammar engines are.
    """
    found: Any = import_module(f"ungarble.detectors.{MODULES[kind]}").detect
    wanted: dict[str, dict[str, Any]] = {"names": {"names": names}, "grammar": {"service": service}}
    made: Detector = partial(found, **wanted[kind]) if kind in wanted else found
    return made


def after_source(rule: Rule) -> bool:
    """Whether a rule can be asked only once the source language is known: LanguageTool's false friends are told to
    people of one mother tongue."""
    match = rule.match
    return rule.kind == "grammar" and ("mother_tongues" in match or "FALSE_FRIENDS" in match.get("categories", ()))
