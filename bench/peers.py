"""Other tools as commands that print our JSON report, so that one scorer serves all.

    python -m bench.peers harper|languagetool|languagetool-picky|codespell FILE

Every first replacement counts as proposed and as safe: that is what a run that takes the tool's word would do.
LanguageTool is asked at LANGUAGETOOL_URL (default http://127.0.0.1:8081), 15,000 characters a request.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REQUEST_CHARACTERS = 15_000

Row = tuple[int, int, str, list[str]]


def harper(text: str) -> Iterator[Row]:
    """Harper in process, its default rules."""
    import harper as engine

    linter = engine.Linter()
    for start, part in _parts(text, 4000):
        for name, lints in linter.organized_lints(part, language=engine.Language.PLAINTEXT).items():
            for lint in lints:
                old = part[lint.span.start : lint.span.end]
                news = []
                for s in lint.suggestions:
                    inserted = s.kind == engine.SuggestionKind.INSERT_AFTER
                    news.append(old + s.replacement_text if inserted else s.replacement_text or "")
                yield start + lint.span.start, start + lint.span.end, f"harper/{name}", news


def languagetool(text: str, level: str = "default") -> Iterator[Row]:
    """LanguageTool's server, en-US."""
    url = os.environ.get("LANGUAGETOOL_URL", "http://127.0.0.1:8081").rstrip("/") + "/v2/check"
    for start, part in _parts(text, REQUEST_CHARACTERS):
        query = urllib.parse.urlencode({"text": part, "language": "en-US", "level": level}).encode()
        with urllib.request.urlopen(url, query, timeout=300) as answer:
            matches = json.load(answer)["matches"]
        utf16 = part.encode("utf-16-le")
        for m in matches:
            begin = len(utf16[: 2 * m["offset"]].decode("utf-16-le"))
            end = len(utf16[: 2 * (m["offset"] + m["length"])].decode("utf-16-le"))
            news = [r["value"] for r in m["replacements"][:5]]
            yield start + begin, start + end, f"languagetool/{m['rule']['id']}", news


def codespell(text: str) -> Iterator[Row]:
    """codespell's default dictionary, through its own command."""
    import subprocess
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        command = [str(Path(sys.executable).with_name("codespell")), file.name]
        out = subprocess.run(command, capture_output=True, text=True).stdout
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    for line in out.splitlines():
        match = re.match(r".*?:(\d+): (\S+) ==> (.+)", line)
        if match:
            begin = starts[int(match[1]) - 1]
            at = text.find(match[2], begin)
            yield at, at + len(match[2]), "codespell", [w.strip() for w in match[3].split(",")]


def _parts(text: str, size: int) -> Iterator[tuple[int, str]]:
    """The text in parts of whole paragraphs, each with its offset."""
    start = 0
    while start < len(text):
        end = text.rfind("\n\n", start, start + size) + 2 if start + size < len(text) else len(text)
        if end <= start + 1:
            end = min(len(text), start + size)
        yield start, text[start:end]
        start = end


TOOLS = {
    "harper": harper,
    "languagetool": languagetool,
    "languagetool-picky": lambda text: languagetool(text, "picky"),
    "codespell": codespell,
}


def main() -> None:
    tool, path = sys.argv[1:3]
    text = Path(path).read_text(encoding="utf-8")
    findings: list[dict[str, Any]] = [
        {"start": a, "end": b, "rule": rule, "confidence": 1.0, "fixes": [{"text": n, "safe": True} for n in news]}
        for a, b, rule, news in TOOLS[tool](text)
    ]
    json.dump({"findings": findings}, sys.stdout)


if __name__ == "__main__":
    main()
