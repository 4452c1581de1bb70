"""JUnit XML: one test suite a file, one failed test case a finding; a clean file is a passed test."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from ungarble.outcome import Report
from ungarble.reports.entry import entries
from ungarble.reports.uri import shown

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(reports: Sequence[Report], errors: Sequence[tuple[str, str]]) -> str:
    """The whole document."""
    root = ET.Element("testsuites", name="ungarble")
    failures = tests = 0
    for report in reports:
        path = _text(shown(report.document.path))
        found = list(entries(report))
        suite = ET.SubElement(root, "testsuite", name=path)
        for entry in found:
            case = ET.SubElement(
                suite,
                "testcase",
                name=f"{entry.rule} {entry.at.line}:{entry.at.column}",
                classname=path,
                file=path,
                line=str(entry.at.line),
            )
            failure = ET.SubElement(case, "failure", type=entry.rule, message=_text(entry.finding.message))
            sureness = f"confidence {entry.finding.confidence:.2f}{' safe' if entry.safe else ''}"
            failure.text = _text(f"{path}:{entry.at.line}:{entry.at.column}: {entry.change} ({sureness})")
        if not found:
            ET.SubElement(suite, "testcase", name="no findings", classname=path, file=path)
        _count(suite, max(1, len(found)), len(found), 0)
        failures, tests = failures + len(found), tests + max(1, len(found))
    for path, what in errors:
        suite = ET.SubElement(root, "testsuite", name=_text(shown(path)))
        case = ET.SubElement(suite, "testcase", name="read", classname=_text(shown(path)))
        ET.SubElement(case, "error", type="ungarble/not-read", message=_text(what))
        _count(suite, 1, 0, 1)
    _count(root, tests + len(errors), failures, len(errors))
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _count(element: ET.Element, tests: int, failures: int, errors: int) -> None:
    for key, number in {"tests": tests, "failures": failures, "errors": errors}.items():
        element.set(key, str(number))


def _text(text: str) -> str:
    """Without the characters that no XML document may hold."""
    return _NOT_XML.sub("\ufffd", text)
