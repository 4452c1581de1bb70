"""What `make demo` shows: the diff of a garbled article, then the article repaired."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ARTICLE = "harbour-talks.txt"


def main() -> int:
    command = [sys.executable, "-m", "ungarble", "diff", ARTICLE]
    print(f"$ ungarble diff {ARTICLE}\n", flush=True)
    shown = subprocess.run(command, cwd=HERE)
    if shown.returncode not in (0, 1):
        return shown.returncode
    print(f"\n$ ungarble fix - < {ARTICLE}\n", flush=True)
    with (HERE / ARTICLE).open("rb") as article:
        fixed = subprocess.run([sys.executable, "-m", "ungarble", "fix", "-"], cwd=HERE, stdin=article)
    return 0 if fixed.returncode in (0, 1) else fixed.returncode


if __name__ == "__main__":
    sys.exit(main())
