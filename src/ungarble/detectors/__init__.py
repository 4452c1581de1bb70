"""How a garble is seen: one module per kind of rule, each a function that makes a `Detect` from its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from types import MappingProxyType

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
        "quotes": "quotes",
        "leftovers": "leftovers",
        "repetition": "repetition",
        "scrape": "scrape",
        "numbers": "numbers",
        "grammar": "grammar",
    }
)
"""Module of each kind, in the order in which kinds are asked. Loaded when a rule of that kind is there."""


def detector(kind: str) -> Detector:
    """The `detect` function of the module for `kind`."""
    found: Detector = import_module(f"ungarble.detectors.{MODULES[kind]}").detect
    return found
