"""What the tests share: a fixed rule pack, an engine made of it, and the real command as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from command import OWN, PACKS, Command
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.model import Rule
from ungarble.rulepack import read_file


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads what another one has found, or writes into the user's cache."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("UNGARBLE_CACHE_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def own_rules() -> tuple[Rule, ...]:
    return read_file(PACKS / "own" / "garbles.yaml", PACKS)


@pytest.fixture(scope="session")
def engine(own_rules: tuple[Rule, ...]) -> Engine:
    return Engine(Config(grammar=()), own_rules)


@pytest.fixture
def ungarble(tmp_path: Path) -> Command:
    """Run `ungarble COMMAND ARGUMENTS` in `tmp_path` with the test pack; `rules=()` for other rules."""

    def run(
        *args: str | bytes,
        stdin: bytes = b"",
        rules: tuple[str, ...] = OWN,
        env: dict[str, str] | None = None,
        timeout: float = 60,
        cwd: Path | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "ungarble", *args, *(rules if args[0] in ("check", "diff", "fix") else ())]
        return subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            cwd=cwd or tmp_path,
            env={**os.environ, "NO_COLOR": "", **(env or {})},
            timeout=timeout,
            check=False,
        )

    return run
