"""The real command as tests run it. A module of its own: two folders have a `conftest`; one can be imported."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

PACKS = Path(__file__).parent / "packs"
OWN = ("--rules", str(PACKS), "--select", "own", "--grammar", "none")
"""Options that leave the command with the rules of the test pack alone."""

Command = Callable[..., "subprocess.CompletedProcess[bytes]"]
