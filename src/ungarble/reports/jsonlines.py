"""One JSON object a finding and line, printed while the run goes on; the same keys as in the `json` report."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ungarble.outcome import Report
from ungarble.reports.json import as_data
from ungarble.reports.uri import escaped


def lines(report: Report) -> Iterator[str]:
    """A line for each finding."""
    for finding in report.findings:
        yield escaped(json.dumps(as_data(report, finding), ensure_ascii=False))
