"""How often the source language is told right: `python -m bench.sources`, a line for each set of marked documents.

Counted are documents with four findings or more; the language stands at the head of the file's name.
"""

from __future__ import annotations

from pathlib import Path

from training.marked import parse

from ungarble import formats
from ungarble.config import Config
from ungarble.engine import Engine

ROOT = Path(__file__).parents[1]
FOLDERS = (
    ROOT.parent / "shared" / "bench" / "dev",
    ROOT / "bench" / "marked" / "open",
    ROOT / "bench" / "marked" / "closed",
)
LEAST = 4


def main() -> None:
    """Print, for each folder, how many documents were told right (as one of several, too), wrongly and not at all."""
    engine = Engine(Config())
    for folder in FOLDERS:
        right, several, wrong, open_ = 0, 0, [], 0
        for path in sorted(folder.glob("*.gold.txt")):
            text, _ = parse(path.read_text(encoding="utf-8"))
            report = engine.check(formats.read(path.name, text.encode(), "text", "utf-8"))
            lang = path.name.partition("-")[0]
            if lang == "trap" or len(report.findings) < LEAST:
                continue
            told = report.source.langs
            right += lang in told
            several += lang in told and len(told) > 1
            open_ += not told
            if told and lang not in told:
                wrong.append(f"{path.name[:-9]} taken for {' or '.join(told)}")
        counts = f"{right} right ({several} as one of several), {len(wrong)} wrong, {open_} not told"
        print(f"{folder.name}: {counts}", *wrong, sep="; ")


if __name__ == "__main__":
    main()
