"""What LanguageTool adds to Harper and to the default; how long it takes to start and how fast it is. Prints Markdown.

    python -m bench.grammar > bench/GRAMMAR.md      (needs ../shared, Java 17 and `ungarble languagetool install`)

`docs`: marked documents. `pairs`: real MT with post-edits (fixes nearer to the editor's text : further away).
`clean`: human English, 150,000 words, where every flag is false.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.__main__ import DOCS, PAIRS, PYTHON, ROOT, score
from ungarble import grammar
from ungarble.grammar.lt_server import local_server

CLEAN = ROOT / "training/work/clean-heldout.txt"
SPEED_WORDS = 10_000
RULES = "--select any/grammar --select any/languagetool --min-confidence 0.01"
"""The grammar rules alone. A text with few findings counts as good English and dims them all: told nevertheless."""

WAYS = {
    "Harper's rules alone": f"{RULES} --grammar harper",
    "LanguageTool's alone": f"{RULES} --grammar languagetool",
    "both": f"{RULES} --grammar harper,languagetool",
    "ungarble's default": "--grammar harper",
    "default and LanguageTool": "--grammar harper,languagetool",
}
FAST = [way for way, options in WAYS.items() if RULES in options]
"""On these the 150,000 clean words are read; the rules that the ways share cancel out."""


def run(options: str) -> str:
    """The command that the scorer runs, once for each document: all ask one server, which is up already."""
    url = f"--languagetool-url {local_server(180).url}" if "languagetool" in options else ""
    wait = f"--languagetool-timeout 300 {url}"
    return f"{PYTHON} -m ungarble check --output-format json --exit-zero --isolated --no-cache {wait} {options} {{}}"


def main() -> None:
    where = grammar.about("languagetool")
    print(f"# What LanguageTool adds\n\n`python -m bench.grammar`; LanguageTool {where.partition(' at ')[0]}.\n")
    print("| | documents: found, right fixes, false flags | pairs: better : worse | clean: flags in 1,000 words |")
    print("| --- | --- | --- | --- |")
    for way, options in WAYS.items():
        docs = [score("docs", path, run(options)) for path in DOCS.values()]
        pairs = [score("pairs", path, run(options)) for path in PAIRS.values()]
        clean = score("clean", CLEAN, run(options)) if way in FAST else None
        print(f"| {way} | {_docs(docs)} | {_pairs(pairs)} | {_clean(clean)} |", flush=True)
    print()
    speed()


def _docs(results: list[dict[str, Any]]) -> str:
    """Found of the marks that must or should be, the places flagged for nothing, per set of documents."""
    return "; ".join(f"{r['tiers']['must']}, {r['false_flags']} false" for r in results)


def _pairs(results: list[dict[str, Any]]) -> str:
    """Flags, and segments that all fixes together bring nearer to the editor's text : take further away."""
    return "; ".join("{} flags {}:{}".format(r["flags"], *r["segments_better_worse_all"]) for r in results)


def _clean(result: dict[str, Any] | None) -> str:
    return "" if result is None else f"{result['flags_per_1000_words']}"


def speed() -> None:
    """Seconds from the command to its end: first run, second run (what was found or answered is known); and with a
    server that is up already."""
    words = CLEAN.read_text(encoding="utf-8").split(" ")[:SPEED_WORDS]
    url = ["--languagetool-url", local_server(180).url]
    with tempfile.TemporaryDirectory() as made:
        text, short = Path(made, "a.txt"), Path(made, "b.txt")
        text.write_text(" ".join(words), encoding="utf-8")
        short.write_text("Nobody knows.\n", encoding="utf-8")
        print("| seconds | one sentence, new | 10,000 words, new | 10,000 words, known |\n| --- | --- | --- | --- |")
        for name, engine, more in (
            ("none", "none", []),
            ("harper", "harper", []),
            ("languagetool, its server started", "languagetool", []),
            ("languagetool, server up", "languagetool", url),
        ):
            times = []
            for file in (short, text, text):
                options = ["--isolated", "--select", "any/grammar", "--select", "any/languagetool", "--exit-zero"]
                options += ["--cache-dir", f"{made}/{name}", "--grammar", engine, "--languagetool-timeout", "300"]
                began = time.perf_counter()
                command = [PYTHON, "-m", "ungarble", "check", *options, *more, str(file)]
                subprocess.run(command, check=True, capture_output=True)
                times.append(f"{time.perf_counter() - began:.1f}")
            print(f"| {name} | {' | '.join(times)} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
