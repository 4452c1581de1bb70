"""Beside the main road: which files, when to fail, settings on the command line, words, rules, the version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import Command

TEXT = "The end of of it , so.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(TEXT)
    return path


def listed(ungarble: Command, *args: str, **more: object) -> list[str]:
    return sorted(ungarble("check", "--files", *args, **more).stdout.decode().splitlines())  # type: ignore[arg-type]


def test_check_can_fix(ungarble: Command, file: Path) -> None:
    done = ungarble("check", "a.md", "--fix", "--unfixable", "own/garbles/comma", "--output-format", "json")
    assert file.read_text() == "The end of it , so.\n"
    assert [f["rule"] for f in json.loads(done.stdout)["findings"]] == ["own/garbles/comma"]
    assert done.returncode == 1
    done = ungarble("check", "a.md", "--fix", "--exit-non-zero-on-fix", "--show-fixes")
    assert (done.returncode, file.read_text()) == (1, "The end of it, so.\n")
    assert b"a.md:1:14: fixed own/garbles/comma" in done.stderr
    assert ungarble("check", "a.md", "--fix", "--exit-non-zero-on-fix").returncode == 0
    assert ungarble("check", "-", "--fix", stdin=TEXT.encode()).returncode == 2


def test_check_can_show_a_diff(ungarble: Command, file: Path) -> None:
    assert ungarble("check", "a.md", "--diff").stdout == ungarble("diff", "a.md").stdout != b""
    assert file.read_text() == TEXT


def test_when_it_fails(ungarble: Command, file: Path) -> None:
    assert ungarble("check", "a.md", "--max-findings", "2").returncode == 0
    assert ungarble("check", "a.md", "--max-findings", "1").returncode == 1
    assert ungarble("check", "a.md", "--fail-on", "own/garbles/tenant").returncode == 0
    assert ungarble("check", "a.md", "--fail-on", "own/garbles/tenant,own/garbles/comma").returncode == 1
    done = ungarble("check", "a.md", "--fail-on", "saef")
    assert (done.returncode, b"saef" in done.stderr) == (2, True)
    done = ungarble("check", "a.md", "--silent")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    done = ungarble("check", "a.md", "gone.md", "-s")
    assert (done.returncode, done.stdout, b"gone.md" in done.stderr) == (2, b"", True)


def test_files_can_be_listed_in_a_file(ungarble: Command, tmp_path: Path) -> None:
    for name in ("a b.md", "c.md", "d.md"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "list").write_text("a b.md\n\nd.md\n")
    assert listed(ungarble, "--file-list", "list") == ["a b.md", "d.md"]
    assert listed(ungarble, "c.md", "--file-list", "-", stdin=b"d.md\0") == ["c.md", "d.md"]
    (tmp_path / "list").write_text("")
    assert listed(ungarble, "--file-list", "list") == []  # nothing, and not everything
    assert ungarble("check", "--file-list", "gone").returncode == 2


def test_gitignore_can_be_left_unheeded(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("out/\n")
    for name in ("out/a.md", "b.md", ".git/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    assert listed(ungarble) == ["b.md"]
    assert listed(ungarble, "--no-respect-gitignore") == ["b.md", "out/a.md"]


def test_a_setting_on_the_command_line(ungarble: Command, file: Path, tmp_path: Path) -> None:
    (tmp_path / "ungarble.toml").write_text('accept = ["of of"]\n')
    show = ("check", "a.md", "--output-format", "json")

    def rules(*args: str) -> list[str]:
        return [f["rule"] for f in json.loads(ungarble(*show, *args).stdout)["findings"]]

    assert rules() == ["own/garbles/comma"]
    assert rules("--config", "ignore = ['own/garbles/comma']") == []  # over the file's, which still counts
    assert rules("--config", "extend-ignore = ['own/garbles/comma']") == []
    (tmp_path / "other.toml").write_text("")
    assert len(rules("--config", "other.toml")) == 2
    assert rules("--config", "other.toml", "--config", "per-file-ignores = {'*.md' = ['own/garbles/comma']}") == [
        "own/garbles/doubled"
    ]
    for bad in ("ignroe = ['x']", "ignore = [", "ignore = 3", "gone.toml"):
        done = ungarble("check", "a.md", "--config", bad)
        assert (done.returncode, b"Traceback" in done.stderr) == (2, False), bad


def test_words_of_the_project(ungarble: Command, file: Path, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('# ours\n[tool.ungarble]\nexclude = ["old"]  # kept\n')
    assert b"1 added to accept" in ungarble("vocab", "add", "accept", "of of").stderr
    assert b"0 added to accept, 1 there already" in ungarble("vocab", "add", "accept", "of of").stderr
    (tmp_path / "names.txt").write_text("# people\nAnn Able\n\nBo Bell\n")
    assert b"2 added to names" in ungarble("vocab", "import", "names", "names.txt").stderr
    assert ungarble("vocab", "list").stdout == b"accept\tof of\nnames\tAnn Able\nnames\tBo Bell\n"
    assert (tmp_path / "pyproject.toml").read_text().startswith('# ours\n[tool.ungarble]\nexclude = ["old"]  # kept\n')
    found = json.loads(ungarble("check", "a.md", "--output-format", "json").stdout)["findings"]
    assert [f["rule"] for f in found] == ["own/garbles/comma"]
    assert ungarble("vocab", "import", "names", "gone.txt").returncode == 2
    (tmp_path / "pyproject.toml").write_text("[tool.ungarble\n")
    assert ungarble("vocab", "add", "accept", "x").returncode == 2
    assert (tmp_path / "pyproject.toml").read_text() == "[tool.ungarble\n"


def test_a_new_rule_holds(ungarble: Command, tmp_path: Path) -> None:
    new = ("rules", "new", "from-fr/ours/make-photo", "--rules", "my")
    assert ungarble(*new).returncode == 0
    assert ungarble("rules", "new", "from-fr/ours/second", "--rules", "my").returncode == 0
    done = ungarble("rules", "test", "from-fr/ours", "--rules", "my")
    assert (done.returncode, b"2 rules, 4 examples, 0 failed" in done.stderr) == (0, True), done.stdout
    assert ungarble(*new).returncode == 2
    assert ungarble("rules", "new", "Nonsense", "--rules", "my").returncode == 2


def test_rules_explained(ungarble: Command) -> None:
    own = ("--rules", str(Path(__file__).parents[1] / "packs"))
    told = json.loads(ungarble("explain", "own/garbles/tenant", *own, "--output-format", "json").stdout)
    assert told[0]["id"] == "own/garbles/tenant" and told[0]["examples"][0]["good"]
    page = ungarble("explain", "own", *own, "--output-format", "markdown").stdout.decode()
    assert page.startswith("## own/garbles/") and "\n```diff\n-" in page
    assert len(json.loads(ungarble("explain", "--all", *own, "--output-format", "json").stdout)) > 1000
    assert ungarble("explain").returncode == 2
    assert ungarble("version").stdout == ungarble("--version").stdout
