"""Whatever is wrong with the input, the disk or the settings: a clear message, exit code 2, no file half written."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command import OWN, Command

GARBLED = b"The end of of it.\n"
CLEAN = b"The end of it.\n"
ROOT = os.geteuid() == 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(GARBLED)
    return path


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data"),
        (b"\x01\x02\x03\x04 text", "binary data"),
        (b"caf\xe9 \x01\x02", "binary data"),
    ],
)
def test_binary(ungarble: Command, tmp_path: Path, file: Path, content: bytes, told: str) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    done = ungarble("fix", "bad.txt", "a.txt")
    assert done.returncode == 2
    assert f"ungarble: bad.txt: {told}".encode() in done.stderr
    assert (tmp_path / "bad.txt").read_bytes() == content
    assert file.read_bytes() == CLEAN  # one bad file does not stop the others


def test_not_utf8_is_read_and_kept(ungarble: Command, tmp_path: Path) -> None:
    text = "Le café déjà fermé à Orléans, hélas. The end of of it. " * 5
    (tmp_path / "x.txt").write_bytes(text.encode("cp1252"))
    assert ungarble("fix", "x.txt").returncode == 0
    assert (tmp_path / "x.txt").read_bytes() == text.replace("of of", "of").encode("cp1252")
    done = ungarble("fix", "x.txt", "--encoding", "utf-8")
    assert (done.returncode, b"not utf-8 at byte 6" in done.stderr) == (2, True)
    assert ungarble("check", "x.txt", "--encoding", "klingon").returncode == 2


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_empty(ungarble: Command, tmp_path: Path, content: bytes) -> None:
    for name in ("x.txt", "x.md"):
        (tmp_path / name).write_bytes(content)
    assert ungarble("fix", ".").returncode == 0
    assert (tmp_path / "x.md").read_bytes() == content


@pytest.mark.parametrize(("name", "times"), [("x.txt", 60_000), ("x.md", 240_000)], ids=["5 MB", "20 MB"])
def test_megabytes_on_one_line(ungarble: Command, tmp_path: Path, name: str, times: int) -> None:
    text = "The committee said *on* Sunday that all the boats were sold to a firm in the north. " * times
    (tmp_path / name).write_text(text + "The end of of it.")
    done = ungarble("fix", name, timeout=170)
    assert (done.returncode, done.stderr) == (0, f"{name}: 1 fixed\n".encode())
    assert (tmp_path / name).read_text() == text + "The end of it."


BROKEN_RULES = {
    "yaml": ("rules:\n  - id: [a\n    kind: b: c\n", "bad.yaml:3: broken YAML"),
    "unknown key": ("rules:\n  - id: a\n    colour: red\n", "bad.yaml:2: unknown key `colour`"),
    "no mapping": ("- a\n", "bad.yaml: a rule file is a mapping"),
}


@pytest.mark.parametrize(("text", "told"), BROKEN_RULES.values(), ids=BROKEN_RULES.keys())
def test_broken_rules(ungarble: Command, tmp_path: Path, file: Path, text: str, told: str) -> None:
    (tmp_path / "more" / "pack").mkdir(parents=True)
    (tmp_path / "more" / "pack" / "bad.yaml").write_text(text)
    done = ungarble("fix", "a.txt", rules=("--rules", "more"))
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert file.read_bytes() == GARBLED


SETTINGS = {
    "toml": ("select = [", "broken TOML"),
    "unknown key": ('selct = ["own"]', "unknown key `selct`; did you mean `select`?"),
    "type": ("min-confidence = 'high'", "`min-confidence` must be float"),
    "range": ("min-confidence = 7", "a number from 0 to 1"),
}


@pytest.mark.parametrize(("text", "told"), SETTINGS.values(), ids=SETTINGS.keys())
def test_broken_settings(ungarble: Command, tmp_path: Path, file: Path, text: str, told: str) -> None:
    (tmp_path / "ungarble.toml").write_text(text)
    done = ungarble("fix", "a.txt")
    assert done.returncode == 2
    assert "ungarble.toml: " in done.stderr.decode()
    assert told in done.stderr.decode()
    assert file.read_bytes() == GARBLED


def test_what_cannot_be_read(ungarble: Command, tmp_path: Path, file: Path) -> None:
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    done = ungarble("fix", "gone.txt", "loop.txt", "missing.txt", "a.txt")
    assert done.returncode == 2
    assert done.stderr.count(b"ungarble: ") == 3
    assert b"missing.txt: No such file or directory" in done.stderr
    assert b"loop.txt: Too many levels of symbolic links" in done.stderr
    assert file.read_bytes() == CLEAN


@pytest.mark.skipif(ROOT, reason="root may read and write everything")
@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_permissions(ungarble: Command, file: Path, mode: int) -> None:
    file.chmod(mode)
    assert ungarble("fix", "a.txt").returncode == 2
    file.chmod(0o644)
    assert file.read_bytes() == GARBLED


@pytest.mark.skipif(ROOT, reason="root may write into any folder")
def test_read_only_folder(ungarble: Command, tmp_path: Path, file: Path) -> None:
    tmp_path.chmod(0o555)
    done = ungarble("fix", "a.txt")
    tmp_path.chmod(0o755)
    assert (done.returncode, b"not written" in done.stderr) == (2, True)
    assert file.read_bytes() == GARBLED


def test_a_full_disk_leaves_the_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    content = GARBLED + b"All is well here.\n\n" * 3000
    path.write_bytes(content)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    command = [sys.executable, "-B", "-m", "ungarble", "fix", "a.txt", *OWN]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, preexec_fn=limit, timeout=60, check=False)
    assert (done.returncode, b"a.txt: not written: File too large" in done.stderr) == (2, True)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_links_modes_and_names(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "t.txt"
    target.write_bytes(GARBLED)
    target.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to("real/t.txt")
    assert ungarble("fix", "link.txt").returncode == 0
    assert link.is_symlink()
    assert target.read_bytes() == CLEAN
    assert target.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in target.parent.iterdir()] == ["t.txt"]


def test_a_hard_link_is_cut(ungarble: Command, tmp_path: Path, file: Path) -> None:
    """Known price of writing whole files: the other name keeps the old content."""
    other = tmp_path / "other.dat"
    other.hardlink_to(file)
    ungarble("fix", "a.txt")
    assert (file.read_bytes(), other.read_bytes()) == (CLEAN, GARBLED)


@pytest.mark.parametrize("name", [b"new\nline.txt", b"\xff\xfe.txt", "ü 漢.txt".encode(), b"-dash.txt"])
def test_odd_file_names(ungarble: Command, tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(GARBLED)
    assert ungarble("check", ".").returncode == 1
    assert ungarble("diff", b"./" + name).returncode == 1
    assert ungarble("fix", ".").returncode == 0
    assert path.read_bytes() == CLEAN


def test_head_closes_the_pipe(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(GARBLED + b"A , b.\n\n" * 3000)
    command = f"{sys.executable} -m ungarble check a.txt --output-format concise {' '.join(OWN)} | head -n 1"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_interrupted(tmp_path: Path) -> None:
    for n in range(400):
        (tmp_path / f"{n:03}.txt").write_bytes(GARBLED * 400)
    command = [sys.executable, "-m", "ungarble", "fix", ".", *OWN]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 30
        while (tmp_path / "003.txt").stat().st_size == len(GARBLED) * 400 and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in told
    contents = {p.read_bytes() for p in tmp_path.iterdir()}
    assert contents == {GARBLED * 400, CLEAN * 400}
