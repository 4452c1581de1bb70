"""1,000 Markdown files: cold and cached, one job and two.

python -m bench.batch [FILES [ROUNDS]]      prints the table of BATCH.md

Rounds are interleaved (one job, two jobs, one job, …), so that a machine that slows down slows all alike; the fastest
of each counts, for other work on the machine can only add. Processor seconds are those of all processes together.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Run:
    """One `ungarble check`: wall seconds, processor seconds, how many findings."""

    wall: float
    cpu: float
    found: int


def run(folder: Path, cache: Path, *options: str) -> Run:
    """Run the command over `folder`."""
    command = [sys.executable, "-m", "ungarble", "check", str(folder), "--output-format", "json-lines", "--isolated"]
    with tempfile.TemporaryFile() as told:
        began = time.perf_counter()
        env = {**os.environ, "UNGARBLE_CACHE_DIR": str(cache)}
        process = subprocess.Popen([*command, *options], stdout=told, stderr=subprocess.DEVNULL, env=env)
        _, _, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        told.seek(0)
        return Run(wall, usage.ru_utime + usage.ru_stime, told.read().count(b"\n"))


def main(count: int, rounds: int) -> None:
    """Print the table."""
    runs: dict[tuple[str, str], list[Run]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "docs"
        folder.mkdir()
        for n in range(count):
            (folder / f"{n:04}.md").write_text(page(n))
        for number in range(rounds):
            for jobs in ("1", "2"):
                cache = Path(scratch) / f"cache{number}-{jobs}"
                for name in ("cold", "cached"):
                    runs.setdefault((name, jobs), []).append(run(folder, cache, "-j", jobs))
    print("| run | jobs | wall seconds | files/s | processor seconds | findings |\n|---|---:|---:|---:|---:|---:|")
    for (name, jobs), measured in runs.items():
        wall, cpu = min(r.wall for r in measured), min(r.cpu for r in measured)
        print(f"| {name} | {jobs} | {wall:.1f} | {count / wall:.0f} | {cpu:.1f} | {measured[0].found} |")


if __name__ == "__main__":
    main(*(int(n) for n in (*sys.argv[1:], *("1000", "3")[len(sys.argv) - 1 :])))
