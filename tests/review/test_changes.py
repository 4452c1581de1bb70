"""Lines changed since a revision, in a real repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ungarble.changes import ChangesError, changed_lines


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    git("init", "-q", "-b", "main")
    git("config", "user.email", "a@b.c")
    git("config", "user.name", "A")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a b.md").write_text("one\ntwo\nthree\n", encoding="utf-8")
    (tmp_path / "same.md").write_text("same\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "first")
    return tmp_path


def git(*args: str) -> None:
    subprocess.run(["git", *args], check=True, capture_output=True)


def test_changed_new_and_untouched_files(repository: Path) -> None:
    (repository / "docs" / "a b.md").write_text("zero\none\ntwo\nTHREE\n", encoding="utf-8")
    (repository / "new.md").write_text("a\nb\n", encoding="utf-8")
    found = changed_lines(["docs/a b.md", "same.md", "new.md"], "HEAD")
    assert found["docs/a b.md"] == {1, 4}
    assert found["same.md"] == set()
    assert {1, 2} <= found["new.md"]


def test_what_was_changed_on_the_other_branch_is_not_ours(repository: Path) -> None:
    git("checkout", "-qb", "ours")
    git("checkout", "-q", "main")
    (repository / "same.md").write_text("theirs\n", encoding="utf-8")
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "ours")
    (repository / "docs" / "a b.md").write_text("one\n2\nthree\n", encoding="utf-8")
    git("commit", "-qam", "ours")
    assert changed_lines(["same.md", "docs/a b.md"], "main") == {"same.md": set(), "docs/a b.md": {2}}


def test_only_deleted_lines_change_none(repository: Path) -> None:
    (repository / "docs" / "a b.md").write_text("one\nthree\n", encoding="utf-8")
    assert changed_lines(["docs/a b.md"], "HEAD")["docs/a b.md"] == set()


def test_a_file_that_git_takes_for_binary_counts_whole(repository: Path) -> None:
    (repository / "wide.txt").write_bytes("one\ntwo\n".encode("utf-16"))
    git("add", ".")
    git("commit", "-qm", "wide")
    (repository / "wide.txt").write_bytes("one\nTWO\n".encode("utf-16"))
    assert {1, 2} <= changed_lines(["wide.txt"], "HEAD")["wide.txt"]


@pytest.mark.parametrize("rev", ["no-such-revision", "--output=x"])
def test_a_revision_that_is_none(repository: Path, rev: str) -> None:
    with pytest.raises(ChangesError, match="revision"):
        changed_lines(["same.md"], rev)


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ChangesError, match="git"):
        changed_lines(["a.md"], "HEAD")
