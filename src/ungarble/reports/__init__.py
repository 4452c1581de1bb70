"""Who is told: one module per output, each a function from reports to text. `OUTPUTS` lists them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

from ungarble.outcome import Report

Errors = Sequence[tuple[str, str]]
"""(path, what) of each file that could not be done."""


@dataclass(frozen=True, slots=True)
class Output:
    """One way to print findings: the function `module.function`, called for each document or once at the end.

    `each`: `(report) -> lines`, printed as soon as the document is done. Otherwise `(reports, errors) -> text`.
    `palette`: the function takes a Palette as its second argument. `people`: a summary on standard error follows.
    """

    module: str
    function: str
    each: bool = False
    palette: bool = False
    people: bool = False
    about: str = ""

    def _function(self) -> Callable[..., Any]:
        return getattr(import_module(f"ungarble.reports.{self.module}"), self.function)  # type: ignore[no-any-return]

    def lines(self, report: Report, palette: object) -> Iterator[str]:
        """The lines on one document, for outputs that are printed one document at a time."""
        yield from self._function()(report, palette) if self.palette else self._function()(report)

    def whole(self, reports: Sequence[Report], errors: Errors) -> str:
        """The text on all documents, for outputs that are printed once."""
        text: str = self._function()(reports, errors)
        return text


OUTPUTS: Mapping[str, Output] = MappingProxyType(
    {
        "full": Output("text", "full", True, True, True, "each finding in its line, with message and reason"),
        "concise": Output("text", "concise", True, True, True, "one line a finding"),
        "grouped": Output("grouped", "grouped", True, True, True, "findings below the name of their file"),
        "json": Output("json", "render", about="one object, schema 1"),
        "json-lines": Output("jsonlines", "lines", True, about="one object a finding, printed as it is found"),
        "sarif": Output("sarif", "render", about="SARIF 2.1.0, for code scanning"),
        "github": Output("github", "lines", True, about="workflow commands: annotations in a pull request"),
        "gitlab": Output("gitlab", "render", about="GitLab code quality report"),
        "junit": Output("junit", "render", about="JUnit XML, one test suite a file"),
        "rdjson": Output("rdjson", "render", about="reviewdog diagnostics with suggestions"),
        "html": Output("html", "render", about="one page to read and to decide on"),
    }
)
"""Name of an output -> how it is made. `diff` and `none` are the command line's own."""
