"""What goes wrong in a batch: each told, nothing lost, the rest done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command import OWN, Command

GARBLED = "The end of of it.\n"
CLEAN = "The end of it.\n"


def findings(ungarble: Command, *args: str) -> list[dict[str, object]]:
    done = ungarble("check", ".", "--output-format", "json", *args)
    assert done.returncode in (0, 1, 2), done.stderr
    return list(json.loads(done.stdout)["findings"])


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for n in range(12):
        (tmp_path / f"{n:02}.md").write_text(f"Page {n}.\n\n{GARBLED}\nA big boat , and so on.\n")
    return tmp_path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_bad_file_does_not_stop_the_rest(ungarble: Command, tree: Path, jobs: str) -> None:
    (tree / "00bad.txt").write_bytes(b"\x00\x01")
    (tree / "99gone.txt").symlink_to("nowhere")
    done = ungarble("check", ".", "99gone.txt", "-j", jobs, "--output-format", "json")
    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert {e["path"] for e in report["errors"]} == {"00bad.txt", "99gone.txt"}
    assert len({f["path"] for f in report["findings"]}) == 12


def test_jobs_and_cache_change_nothing(ungarble: Command, tree: Path) -> None:
    one = findings(ungarble, "-j", "1", "--no-cache")
    assert len({f["path"] for f in one}) == 12
    assert findings(ungarble, "-j", "2") == one
    assert findings(ungarble, "-j", "2") == one
    assert findings(ungarble, "-j", "1") == one
    html = ("check", ".", "--output-format", "html")
    assert ungarble(*html).stdout == ungarble(*html, "--no-cache").stdout


def test_the_second_run_detects_nothing(ungarble: Command, tree: Path, own_cache: Path) -> None:
    first = findings(ungarble)
    # Without its detectors the command can only tell what it remembers.
    code = "import ungarble.engine as e; e.Engine = None; from ungarble.cli import main; main()"
    command = [sys.executable, "-c", code, "check", ".", "--output-format", "json", *OWN]
    done = subprocess.run(command, cwd=tree, capture_output=True, check=False)
    assert json.loads(done.stdout)["findings"] == first
    (tree / "03.md").write_text(CLEAN)
    assert "03.md" not in {f["path"] for f in findings(ungarble)}
    more = findings(ungarble, "--min-confidence", "0.1")
    assert len(more) >= len(first) - 3
    assert b"entries taken out" in ungarble("clean").stderr
    assert not list(own_cache.glob("findings-*"))


def test_a_baseline_and_since_leave_the_cache_whole(ungarble: Command, tree: Path) -> None:
    ungarble("baseline", ".", *OWN)
    assert findings(ungarble, "--baseline", ".ungarble-baseline.json") == []
    assert len(findings(ungarble)) > 12


def test_broken_entries_are_made_again(ungarble: Command, tree: Path, own_cache: Path) -> None:
    first = findings(ungarble)
    entries = sorted(own_cache.glob("findings-*/*/*.json"))
    assert len(entries) == 12
    for n, entry in enumerate(entries):
        entry.write_bytes([b"", b"{}", b"[1]", entry.read_bytes()[:40], b'{"rules": [[1]]}'][n % 5])
    assert findings(ungarble) == first
    assert findings(ungarble) == first


def test_two_runs_at_once_share_a_cache(ungarble: Command, tree: Path, own_cache: Path) -> None:
    for n in range(12, 60):
        (tree / f"{n:02}.md").write_text(f"Page {n}.\n\n{GARBLED}")
    command = [sys.executable, "-m", "ungarble", "check", ".", "--output-format", "json", *OWN]
    runs = [subprocess.Popen(command, cwd=tree, stdout=subprocess.PIPE) for _ in range(3)]
    told = {run.communicate(timeout=60)[0] for run in runs}
    assert len(told) == 1
    assert json.loads(told.pop())["findings"] == findings(ungarble)
    assert not list(own_cache.rglob("*.tmp"))


def test_a_cache_that_cannot_be_written(ungarble: Command, tree: Path) -> None:
    (tree / "file").write_text("")
    done = ungarble("check", ".", "--cache-dir", "file/below", "--output-format", "json")
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_runs_leave_whole_files(tmp_path: Path, jobs: str) -> None:
    for n in range(300):
        (tmp_path / f"{n:03}.txt").write_text(GARBLED * 300)
    command = [sys.executable, "-m", "ungarble", "fix", ".", "-j", jobs, *OWN]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as run:
        until = time.monotonic() + 40
        while (tmp_path / "002.txt").stat().st_size == len(GARBLED) * 300 and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(run.pid, signal.SIGINT)  # as Ctrl-C does: to all processes of the terminal
        _, told = run.communicate(timeout=30)
    assert run.returncode == 130
    assert b"Traceback" not in told
    assert {p.read_text() for p in tmp_path.iterdir()} == {GARBLED * 300, CLEAN * 300}
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.killpg(run.pid, 0)  # until no worker is left
            time.sleep(0.05)


def test_a_worker_that_dies_is_told(ungarble: Command, tree: Path) -> None:
    code = (
        "import os, ungarble.corpus as c\n"
        "def die(file, fix): os._exit(9)\n"
        "c._work_there = die\n"
        "if __name__ == '__main__':\n"
        "    from ungarble.cli import main; main()\n"
    )
    (tree / "dying.py").write_text(code)
    command = [sys.executable, "dying.py", "check", ".", "-j", "2", "--no-cache", *OWN]
    done = subprocess.run(command, cwd=tree, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.count(b"a worker process died")) == (2, 12)
    assert b"Traceback" not in done.stderr


def test_a_loop_of_links_and_odd_names(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    for name in (b"a b.txt", b"new\nline.txt", b"\xff\xfe.txt"):
        with open(os.path.join(os.fsencode(tmp_path), b"sub", name), "w") as file:
            file.write(GARBLED)
    for jobs in ("1", "2"):
        assert len(findings(ungarble, "-j", jobs, "--no-cache")) == 3
    assert ungarble("baseline", ".", *OWN).returncode == 0
    assert findings(ungarble, "--baseline", ".ungarble-baseline.json") == []
    assert ungarble("fix", ".", "-j", "2").returncode == 0
    assert findings(ungarble) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_tree_that_cannot_be_written(ungarble: Command, tree: Path) -> None:
    tree.chmod(0o555)
    done = ungarble("fix", ".")
    tree.chmod(0o755)
    assert (done.returncode, done.stderr.count(b"not written")) == (2, 12)
    assert "of of" in (tree / "00.md").read_text()
