"""The hooks, the Action's script and the templates: run where no runner is needed, read where one is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from scratch import Git, as_author, git

from command import OWN, Command

__all__ = ["as_author", "git"]

ROOT = Path(__file__).parents[2]
PRE_COMMIT = os.environ.get("PRE_COMMIT") or shutil.which("pre-commit")
BIN = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def settings(tmp_path: Path) -> None:
    text = f'rules = ["{OWN[1]}"]\nselect = ["own"]\ngrammar = ["none"]\nexclude = ["old"]\n'
    (tmp_path / "ungarble.toml").write_text(text)


@pytest.mark.usefixtures("settings", "as_author")
@pytest.mark.skipif(not PRE_COMMIT, reason="no pre-commit here (pip install pre-commit; or PRE_COMMIT=path)")
def test_pre_commit(tmp_path: Path, git: Git) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:  # from this checkout's environment, so that nothing is downloaded
        hook["language"] = "system"
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    (tmp_path / "old").mkdir()
    for name in ("a b.md", "old/c.md", "d.py"):
        (tmp_path / name).write_text("The end of of it.\n")
    git("add", ".")

    def hook(name: str) -> subprocess.CompletedProcess[str]:
        command = [str(PRE_COMMIT), "run", name, "--all-files"]
        env = {**os.environ, "PATH": BIN, "PRE_COMMIT_HOME": str(tmp_path / ".git" / "pc")}
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    told = hook("ungarble")
    assert (told.returncode, "a b.md:1:12: own/garbles/doubled" in told.stdout) == (1, True), told.stdout
    assert "old/c.md" not in told.stdout
    assert (tmp_path / "a b.md").read_text() == "The end of of it.\n"
    assert hook("ungarble-fix").returncode == 1
    assert (tmp_path / "a b.md").read_text() == "The end of it.\n"
    assert (tmp_path / "old" / "c.md").read_text() == "The end of of it.\n"
    git("add", ".")
    assert hook("ungarble-fix").returncode == 0
    assert hook("ungarble").returncode == 0


@pytest.mark.usefixtures("settings")
def test_the_script_of_the_action(tmp_path: Path) -> None:
    (tmp_path / "docs one").mkdir()
    (tmp_path / "docs one" / "a.md").write_text("The end of of it.\n\nOutside it makes cold.\n")

    def action(**inputs: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "PATH": BIN, "GITHUB_OUTPUT": str(tmp_path / "outputs"), "INPUT_PATHS": "docs one\n"}
        env |= {f"INPUT_{key.upper()}": value for key, value in inputs.items()}
        script = ["bash", str(ROOT / ".ci" / "action.sh")]
        return subprocess.run(script, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    told = action(diff_file="fixes.diff")
    assert (told.returncode, told.stdout.count("::warning file=docs one/a.md")) == (1, 2), told.stderr
    assert (tmp_path / "outputs").read_text() == "findings=true\n"
    assert "\n+The end of it." in (tmp_path / "fixes.diff").read_text()
    assert action(format="sarif", output_file="x.sarif", exit_zero="true").returncode == 0
    assert (tmp_path / "x.sarif").is_file()
    assert action(args="--select\nown/garbles/tenant").returncode == 0
    assert action(args="$(touch hacked)").returncode == 2
    assert not (tmp_path / "hacked").exists()
    action(write="true")
    assert "of of" not in (tmp_path / "docs one" / "a.md").read_text()


def test_the_action_hands_every_input_to_the_script() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    env = action["runs"]["steps"][-1]["env"]
    script = (ROOT / ".ci" / "action.sh").read_text()
    assert {key for key in action["inputs"] if key != "version"} == {
        value.split("inputs.")[1].split(" ")[0] for value in env.values()
    }
    assert all(key in script for key in env)
    assert not [step for step in action["runs"]["steps"] if "${{" in step.get("run", "")]  # nothing of it is shell


@pytest.mark.usefixtures("settings")
def test_the_gitlab_template(ungarble: Command, tmp_path: Path) -> None:
    job = yaml.safe_load((ROOT / "examples" / "ci" / "gitlab-ci.yml").read_text())["ungarble"]
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("Outside it makes cold.\n")
    env = {**os.environ, "PATH": BIN, "UNGARBLE_PATHS": job["variables"]["UNGARBLE_PATHS"]}
    for line in job["script"]:
        subprocess.run(line, shell=True, cwd=tmp_path, env=env, check=True, capture_output=True)
    assert (tmp_path / job["artifacts"]["reports"]["codequality"]).is_file()


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "ci").glob("*.y*ml")), ids=lambda p: p.name)
def test_examples_use_options_that_there_are(ungarble: Command, path: Path) -> None:
    text = path.read_text()
    assert yaml.safe_load(text)
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    inputs = set(yaml.safe_load((ROOT / "action.yml").read_text())["inputs"])
    for job in yaml.safe_load(text).get("jobs", {}).values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("ungarble/"):
                assert set(step.get("with", {})) <= inputs
    if path.name == "pre-commit-config.yaml":
        assert {h["id"] for r in yaml.safe_load(text)["repos"] for h in r["hooks"]} <= hooks
