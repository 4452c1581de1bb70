"""One self-contained page: the text with its changes marked in place, a card for each finding, and boxes to accept or
reject them. It asks no network for anything and downloads what was decided as a file for `ungarble apply`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import Any

from ungarble.decisions import ACCEPT, REJECT, Decision, as_line, portable
from ungarble.matching import UnfitError, decision, keys
from ungarble.outcome import Report
from ungarble.reports.entry import Entry, entries
from ungarble.reports.uri import shown
from ungarble.version import __version__

_GAP = re.compile(r"(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))+")
_FOLD = 2
"""So many blocks without findings beside one with findings stay open; longer runs are folded."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of the file between blank lines, with the findings that start in it."""

    start: int
    end: int
    entries: tuple[tuple[int, Entry], ...]


def render(reports: Sequence[Report], errors: Sequence[tuple[str, str]]) -> str:
    """The page. Files without findings are counted, not shown."""
    body: list[str] = []
    data: list[dict[str, Any]] = []
    for report in reports:
        if report.findings:
            body += _file(report, data)
    body += [f'<p class="error"><b>{_text(shown(path))}</b>: {_text(what)}</p>' for path, what in errors]
    if not data:
        body.append(f'<p class="none">No findings in {len(reports)} files.</p>')
    values = {
        "BODY": "\n".join(body),
        "DATA": _script(json.dumps(data, ensure_ascii=True)),
        "FILES": _options(e["file"] for e in data),
        "RULES": _options(e["rule"] for e in data),
        "COUNT": str(len(data)),
        "READ": str(len(reports)),
        "VERSION": __version__,
    }
    page = resources.files("ungarble.reports").joinpath("page.html").read_text(encoding="utf-8")
    return re.sub(r"@@([A-Z]+)@@", lambda m: values[m[1]], page)


def _file(report: Report, data: list[dict[str, Any]]) -> Iterator[str]:
    """The section of one file; what the page's program needs of each finding is added to `data`."""
    numbered = [(len(data) + n, entry) for n, entry in enumerate(entries(report))]
    data += _decidable(report, [entry for _, entry in numbered])
    path = _text(shown(report.document.path))
    count = f"{len(numbered)} finding{'s' if len(numbered) > 1 else ''}"
    yield f'<section class="file" data-file="{path}"><h2>{path} <small>{count}</small></h2>'
    blocks = list(_blocks(report.document.text, numbered))
    near = {m for n, b in enumerate(blocks) if b.entries for m in range(n - _FOLD + 1, n + _FOLD)}
    folded: list[_Block] = []
    for number, block in enumerate(blocks):
        if number not in near:
            folded.append(block)
            continue
        yield from _folded(folded, report.document.text)
        folded = []
        yield _prose(block, report.document.text)
        yield from (_card(n, entry) for n, entry in block.entries)
    yield from _folded(folded, report.document.text)
    yield "</section>"


def _folded(blocks: Sequence[_Block], text: str) -> Iterator[str]:
    if blocks:
        count = f"{len(blocks)} paragraph{'s' if len(blocks) > 1 else ''} without findings"
        inside = "".join(_prose(b, text) for b in blocks)
        yield f'<details class="fold"><summary>{count}</summary>{inside}</details>'


def _blocks(text: str, numbered: Sequence[tuple[int, Entry]]) -> Iterator[_Block]:
    """The text in blocks; a finding that reaches over a blank line holds its blocks together."""
    start, at = 0, 0
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if at < len(numbered) and numbered[at][1].at.span.start < end:
            inside = [m for m in range(at, len(numbered)) if numbered[m][1].at.span.start < max(end, start + 1)]
            if gap and any(numbered[m][1].end.span.start > end for m in inside):
                continue
            yield _Block(start, end, tuple(numbered[m] for m in inside))
            at += len(inside)
        elif gap is None and at < len(numbered):
            yield _Block(start, end, tuple(numbered[at:]))
        elif text[start:end].strip():
            yield _Block(start, end, ())
        start = gap.end() if gap else end


def _prose(block: _Block, text: str) -> str:
    out, here = [], block.start
    for number, entry in block.entries:
        start, end = entry.at.span.start, min(entry.at.span.end, block.end)
        if start < here:
            continue  # its words are marked already by the finding before; its card tells
        out.append(_text(text[here:start]))
        old = f"<del>{_text(text[start:end])}</del>" if end > start else ""
        new = f"<ins>{_text(entry.replacements[0])}</ins>" if entry.replacements and entry.replacements[0] else ""
        kind = "change" if entry.replacements else "seen"
        out.append(f'<a class="mark {kind}" id="m{number}" data-n="{number}" href="#c{number}">{old}{new}</a>')
        here = max(here, end)
    out.append(_text(text[here : block.end]))
    quiet = "" if block.entries else " quiet"
    return f'<p class="prose{quiet}">{"".join(out).strip()}</p>'


def _card(number: int, entry: Entry) -> str:
    finding = entry.finding
    sureness = f"{finding.confidence:.2f}"
    choices = "".join(
        f'<label><input type="radio" name="fix{number}" value="{n}"{" checked" if n == 0 else ""}> '
        f"<ins>{_text(new) or '(delete)'}</ins></label>"
        for n, new in enumerate(entry.replacements)
    )
    evidence = "; ".join(f"{key}: {value}" for key, value in finding.evidence.items())
    return f"""<article class="card" id="c{number}" data-n="{number}" tabindex="-1" aria-label="Finding {number + 1}">
<div class="boxes"><label><input type="checkbox" class="accept"> Accept</label>
<label><input type="checkbox" class="reject"> Reject</label></div>
<div class="told"><p class="message">{_text(finding.message)}</p>
<p class="why">{_text(finding.rule.why)}</p>{f'<p class="evidence">{_text(evidence)}</p>' if evidence else ""}
<p class="fixes">{choices if len(entry.replacements) > 1 else ""}</p>
<p class="place"><code>{_text(entry.rule)}</code> line {entry.at.line} ·
<meter min="0" max="1" value="{sureness}">{sureness}</meter> {sureness}{" · safe" if entry.safe else ""}</p></div>
</article>"""


def _decidable(report: Report, found: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """For each finding what the filters ask, and the line of a decisions file for each answer there can be."""
    path = portable(report.document.path)
    for entry, key in zip(found, keys(path, report.findings), strict=True):
        accept: list[dict[str, Any] | None] = []
        for fix in entry.finding.fixes:
            try:
                made = decision(report.document, path, entry.finding, key, ACCEPT, fix)
                accept.append(_data(made))
            except UnfitError:
                accept.append(None)
        reject = _data(decision(report.document, path, entry.finding, key, REJECT))
        yield {
            "file": shown(entry.path),
            "rule": entry.rule,
            "confidence": round(entry.finding.confidence, 4),
            "safe": entry.safe,
            "accept": accept,
            "reject": reject,
        }


def _data(made: Decision) -> dict[str, Any]:
    """A decision without its time: the page puts in the time at which it was made."""
    return {**json.loads(as_line(made)), "time": ""}


def _options(values: Iterator[str]) -> str:
    return "".join(f'<option value="{_text(v)}">{_text(v)}</option>' for v in sorted(set(values)))


def _text(text: str) -> str:
    """Text that stands for itself in HTML; what HTML cannot hold is shown as a replacement character."""
    return escape(re.sub("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]", "\ufffd", text))


def _script(data: str) -> str:
    """JSON inside a script element: nothing in it ends the element or starts a comment."""
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
