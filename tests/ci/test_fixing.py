"""Fixing in bulk: which fixes, exit codes, plans, and the flow of a pull request on a scratch repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scratch import Git, as_author, git

from command import OWN, Command

__all__ = ["as_author", "git"]

ROOT = Path(__file__).parents[2]
TEXT = "The end of of it , so.\n\nOn the fifth floor, a big boat.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(TEXT)
    return path


def test_which_fixes(ungarble: Command, file: Path) -> None:
    assert ungarble("fix", "a.md", "--unfixable", "own/garbles/comma").returncode == 1
    assert file.read_text() == TEXT.replace("of of", "of")
    file.write_text(TEXT)
    ungarble("fix", "a.md", "--fixable", "own/garbles/comma")
    assert file.read_text() == TEXT.replace(" , so", ", so")
    file.write_text(TEXT)
    ungarble("fix", "a.md", "--unsafe-fixes", "--min-confidence", "0.3")
    assert "fourth floor" in file.read_text()
    file.write_text(TEXT)
    ungarble("fix", "a.md", "--fix-min-confidence", "1")
    assert file.read_text() == TEXT


def test_exit_codes(ungarble: Command, file: Path) -> None:
    assert ungarble("check", "a.md", "--fail-on", "never").returncode == 0
    assert ungarble("check", "a.md", "--fail-on", "safe").returncode == 1
    assert ungarble("fix", "a.md", "--diff").returncode == 1
    assert file.read_text() == TEXT
    file.write_text("The end of of it.\n")
    assert ungarble("fix", "a.md", "--exit-non-zero-on-fix").returncode == 1
    assert ungarble("fix", "a.md", "--exit-non-zero-on-fix").returncode == 0
    file.write_text(TEXT)
    done = ungarble("fix", "a.md", "--fix-only", "--show-fixes")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "a.md:1:12: fixed own/garbles/doubled “of ” → (delete)" in done.stderr.decode()
    assert ungarble("check", "a.md", "--fail-on", "safe").returncode == 0


def test_plan_apply_undo(ungarble: Command, file: Path) -> None:
    done = ungarble("plan", "a.md", "-o", "plan.jsonl", *OWN)
    assert (done.returncode, b"2 fixes planned" in done.stderr) == (0, True)
    assert file.read_text() == TEXT
    assert ungarble("apply", "plan.jsonl").returncode == 0
    assert file.read_text() == TEXT.replace("of of", "of").replace(" , so", ", so")
    assert ungarble("undo", "plan.jsonl").returncode == 0
    assert file.read_text() == TEXT
    file.write_text("Quite another text.\n")
    assert ungarble("apply", "plan.jsonl").returncode == 2
    assert file.read_text() == "Quite another text.\n"


def test_a_pull_request(ungarble: Command, tmp_path: Path, git: Git, as_author: None) -> None:
    """Check fails, the fixes go onto a branch, and their diff takes the place of the garbled lines."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "old.md").write_text("The end of of it, long ago.\n")
    git("add", ".")
    git("commit", "--quiet", "-m", "first")
    git("switch", "--quiet", "--create", "topic")
    (tmp_path / "docs" / "new.md").write_text("We left , at last.\n\nOutside it makes cold.\n")
    git("add", ".")
    git("commit", "--quiet", "-m", "new page")
    suggested = ungarble("diff", "docs", "--since", "main")
    assert suggested.returncode == 1
    settings = f'rules = ["{OWN[1]}"]\nselect = ["own"]\ngrammar = ["none"]\n'
    (tmp_path / ".git" / "info" / "exclude").write_text("ungarble.toml\n")
    (tmp_path / "ungarble.toml").write_text(settings)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    script = ROOT / "examples" / "ci" / "pull-request.sh"
    done = subprocess.run(
        ["bash", str(script), "main", "docs"], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    assert git("branch", "--show-current") == "ungarble-fixes\n"
    hunk = "@@ -1,3 +1,3 @@\n-We left , at last.\n+We left, at last.\n \n Outside it makes cold.\n"
    assert git("show", "--format=", "HEAD").endswith(hunk)
    assert "of of" in (tmp_path / "docs" / "old.md").read_text()  # nobody has touched it
    git("switch", "--quiet", "topic")
    subprocess.run(["git", "apply"], input=suggested.stdout, cwd=tmp_path, check=True)
    git("diff", "--quiet", "ungarble-fixes", "--", "docs")
