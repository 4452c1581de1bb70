"""1,000 Markdown files: cold and cached, one job and two.

python -m bench.batch [FILES]      prints the table of BATCH.md
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = """the a harbour council minister report was has of in on and that with from after before new old said plan
fees ships town winter road bridge market vote law season museum river price school""".split()  # noqa: SIM905  a list of words reads best as text
GARBLED = ["The end of of the road.", "The fees , unchanged, rose.", "They assisted to the talks on Monday."]


def page(seed: int) -> str:
    """A page of some 230 words, one sentence in twenty garbled."""
    rng = random.Random(seed)
    out = [f"# Page {seed}\n"]
    for _ in range(5):
        sentences = []
        for _ in range(4):
            text = " ".join(rng.choice(WORDS) for _ in range(11)).capitalize() + "."
            sentences.append(rng.choice(GARBLED) if rng.random() < 0.05 else text)
        out.append(" ".join(sentences) + "\n")
    return "\n".join(out)


def run(folder: Path, cache: Path, *options: str) -> tuple[float, int]:
    """Seconds of one `ungarble check`, and how many findings."""
    command = [sys.executable, "-m", "ungarble", "check", str(folder), "--output-format", "json-lines", *options]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, env={**os.environ, "UNGARBLE_CACHE_DIR": str(cache)})
    return time.perf_counter() - began, done.stdout.count(b"\n")


def main(count: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "docs"
        folder.mkdir()
        for n in range(count):
            (folder / f"{n:04}.md").write_text(page(n))
        print("| run | jobs | seconds | files/s | findings |\n|---|---:|---:|---:|---:|")
        for jobs in ("1", "2"):
            cache = Path(scratch) / f"cache{jobs}"
            for name in ("cold", "cached"):
                seconds, found = run(folder, cache, "-j", jobs)
                print(f"| {name} | {jobs} | {seconds:.1f} | {count / seconds:.0f} | {found} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
