"""What LanguageTool adds to Harper and to the default; how long it takes to start and how fast it is. Prints Markdown.

    python -m bench.grammar > bench/GRAMMAR.md      (needs ../shared, Java 17 and `ungarble languagetool install`)

`docs`: marked documents. `pairs`: real MT with post-edits (fixes nearer to the editor's text : further away).
`clean`: human English, 150,000 words, where every flag is false.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.__main__ import DOCS, PAIRS, PYTHON, ROOT, score
from ungarble import grammar

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
    """The command that the scorer runs."""
    wait = "--languagetool-timeout 300"
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
    """Seconds from the command to its end: first run (a server is started), second run (all answers are known)."""
    words = CLEAN.read_text(encoding="utf-8").split(" ")[:SPEED_WORDS]
    with tempfile.TemporaryDirectory() as made:
        text, short = Path(made, "a.txt"), Path(made, "b.txt")
        text.write_text(" ".join(words), encoding="utf-8")
        short.write_text("Nobody knows.\n", encoding="utf-8")
        env = {**os.environ, "XDG_CACHE_HOME": made}
        print("| seconds | one sentence, new | 10,000 words, new | 10,000 words, known |\n| --- | --- | --- | --- |")
        for engine in ("none", "harper", "languagetool"):
            times = []
            for file in (short, text, text):
                options = ["--isolated", "--no-cache", "--select", "any/grammar", "--select", "any/languagetool"]
                options += ["--grammar", engine, "--exit-zero", "--languagetool-timeout", "300", str(file)]
                began = time.perf_counter()
                subprocess.run([PYTHON, "-m", "ungarble", "check", *options], env=env, check=True, capture_output=True)
                times.append(f"{time.perf_counter() - began:.1f}")
            print(f"| {engine} | {' | '.join(times)} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
