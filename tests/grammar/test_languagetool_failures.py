"""Whatever is wrong with a LanguageTool server, with Java or with the network: one clear sentence, exit code 2.

The servers here are sockets that misbehave; `java` is a script, so that old and broken ones can be had.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from command import Command

TEXT = b"She wrote a adultery story. At last I finds the key.\n"
OPTIONS = ("--isolated", "--select", "any/languagetool", "--select", "any/grammar", "--no-cache")
FINE = '{"matches": [], "software": {"version": "6.6"}}'

Talk = Callable[[socket.socket, bytes], None]


@contextmanager
def serving(talk: Talk) -> Iterator[tuple[str, list[bytes]]]:
    """A server that reads a request and then talks as told; its address, and what it was sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    threading.Thread(target=one, args=(connection,), daemon=True).start()

        def one(connection: socket.socket) -> None:
            with connection, suppress(OSError):
                connection.settimeout(10)
                got = connection.recv(65536)
                while b"\r\n\r\n" not in got or len(got.partition(b"\r\n\r\n")[2]) < _length(got):
                    got += connection.recv(65536)
                heard.append(got)
                talk(connection, got)

        threading.Thread(target=run, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", heard


def _length(request: bytes) -> int:
    for line in request.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


def says(status: str, body: str, *headers: str, length: int | None = None) -> Talk:
    raw = body.encode()
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(raw) if length is None else length}", *headers]
    return lambda connection, _: connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + raw)


def drips(connection: socket.socket, _: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _n in range(100):
        connection.sendall(b" ")
        time.sleep(0.1)


def drips_headers(connection: socket.socket, _: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for n in range(100):
        connection.sendall(f"X-{n}: 1\r\n".encode())
        time.sleep(0.1)


def silent(connection: socket.socket, _: bytes) -> None:
    time.sleep(10)


def hangs_up(connection: socket.socket, _: bytes) -> None:
    connection.close()


def babbles(connection: socket.socket, _: bytes) -> None:
    connection.sendall(b"220 mail.example.org ESMTP ready\r\n")


def answer(*matches: str) -> str:
    return '{"matches": [' + ", ".join(matches) + "]}"


def unreadable(key: str) -> str:
    match = '{"message": "m", "offset": 0, "length": 3, "replacements": [], "context": {}, "rule": {"id": "X"}}'
    return answer(match.replace(f'"{key}"', '"other"'))


MISBEHAVIOUR: dict[str, tuple[Talk, str]] = {
    "silent": (silent, "did not answer within 1 seconds"),
    "drips": (drips, "did not answer within 1 seconds"),
    "drips headers": (drips_headers, "did not answer within 1 seconds"),
    "hangs up": (hangs_up, "broke off the connection"),
    "not http": (babbles, "is no LanguageTool server"),
    "web page": (
        says("200 OK", "<!doctype html>Wiki", "Content-Type: text/html"),
        "(HTTP 200 text/html",
    ),
    "empty": (says("200 OK", ""), "is no LanguageTool server"),
    "other json": (says("200 OK", '["matches"]'), "is no LanguageTool server"),
    "matches no list": (says("200 OK", '{"matches": 3}'), "is no LanguageTool server"),
    "no offset": (says("200 OK", unreadable("offset")), "a match that cannot be read"),
    "no category": (says("200 OK", unreadable("context")), "a match that cannot be read"),
    "binary": (says("200 OK", "\x00\x01\x1b[31m"), "is no LanguageTool server"),
    "not found": (says("404 Not Found", "nope"), "HTTP 404: nope"),
    "too long": (says("413 Too Large", "Error: Your text exceeds the limit"), "HTTP 413: Error: Your text exceeds"),
    "server error": (says("500 Oops", "Error: out of memory"), "HTTP 500: Error: out of memory"),
    "cut off": (says("200 OK", '{"matches": [', length=5000), "broke off the connection"),
}


def env(tmp_path: Path, **more: str) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(tmp_path / "cache"), **more}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)
    return path


def one_sentence(done: subprocess.CompletedProcess[bytes]) -> str:
    """Standard error, which must be one line of ours and no traceback."""
    told = done.stderr.decode()
    assert told.startswith("ungarble: "), told
    assert told.count("\n") == 1, told
    assert "\x1b" not in told
    return told


@pytest.mark.parametrize("how", MISBEHAVIOUR)
def test_misbehaving_server(ungarble: Command, tmp_path: Path, file: Path, how: str) -> None:
    talk, told = MISBEHAVIOUR[how]
    with serving(talk) as (url, _):
        began = time.monotonic()
        options = ("--grammar", "languagetool", "--languagetool-url", url, "--languagetool-timeout", "1")
        done = ungarble("fix", "a.txt", *options, rules=OPTIONS, env=env(tmp_path))
    assert done.returncode == 2
    assert told in one_sentence(done)
    assert url in done.stderr.decode()
    assert file.read_bytes() == TEXT
    assert time.monotonic() - began < 9  # the drippers would go on for ten seconds


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:{port}", "the connection is refused"),
        ("http://no-such-host.invalid", "no LanguageTool server at http://no-such-host.invalid"),
        ("ftp://127.0.0.1:21", "is no address of a server"),
        ("http://127.0.0.1:99999", "the port is a number up to 65535"),
        ("http://", "is no address of a server"),
    ],
)
def test_wrong_address(ungarble: Command, tmp_path: Path, file: Path, url: str, told: str) -> None:
    options = ("--grammar", "languagetool", "--languagetool-url", url.format(port=free_port()))
    done = ungarble("check", "a.txt", *options, rules=OPTIONS, env=env(tmp_path))
    assert done.returncode == 2
    assert told in one_sentence(done)


def test_optional_goes_on_with_one_warning(ungarble: Command, tmp_path: Path, file: Path) -> None:
    (tmp_path / "b.txt").write_bytes(TEXT.replace(b"key", b"hammer"))
    with serving(hangs_up) as (url, heard):
        options = ("--grammar", "harper,languagetool", "--grammar-optional", "--languagetool-url", url)
        done = ungarble("check", ".", *options, "--output-format", "concise", rules=OPTIONS, env=env(tmp_path))
    assert done.returncode == 1
    assert done.stdout.decode().count("wrong-indefinite-article") == 2
    assert done.stderr.decode().count("warning: the LanguageTool server") == 1
    assert done.stderr.decode().count("going on without languagetool") == 1
    assert len(heard) == 1


def test_redirection_is_not_followed(ungarble: Command, tmp_path: Path, file: Path) -> None:
    with serving(says("200 OK", FINE)) as (elsewhere, heard):
        moved = says("307 Temporary Redirect", "", f"Location: {elsewhere}/v2/check")
        with serving(moved) as (url, _):
            options = ("--grammar", "languagetool", "--languagetool-url", url)
            done = ungarble("check", "a.txt", *options, rules=OPTIONS, env=env(tmp_path))
    assert done.returncode == 2
    assert "HTTP 307" in one_sentence(done)
    assert heard == []


def test_no_proxy_sees_the_text(ungarble: Command, tmp_path: Path, file: Path) -> None:
    with serving(says("200 OK", FINE)) as (proxy, seen), serving(says("200 OK", FINE)) as (url, heard):
        named = dict.fromkeys(("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"), proxy)
        options = ("--grammar", "languagetool", "--languagetool-url", url)
        done = ungarble("check", "a.txt", *options, rules=OPTIONS, env=env(tmp_path, **named))
    assert done.returncode == 0, done.stderr
    assert seen == []
    assert len(heard) == 1


def test_matches_that_do_not_fit_the_text_are_dropped(ungarble: Command, tmp_path: Path, file: Path) -> None:
    def match(start: int, length: int, words: str) -> str:
        return (
            f'{{"message": "m", "offset": {start}, "length": {length}, "replacements": [{{"value": "find"}}], '
            f'"context": {{"text": "{words}", "offset": 0, "length": {len(words)}}}, '
            '"rule": {"id": "NON3PRS_VERB", "category": {"id": "GRAMMAR"}}}'
        )

    at = TEXT.index(b"finds")
    wrong = [match(at - 1, 5, "finds"), match(9999, 5, "finds"), match(-3, 5, "finds"), match(at, 5, "found")]
    for matches, findings in ((wrong, 0), ([*wrong, match(at, 5, "finds")], 1)):
        with serving(says("200 OK", answer(*matches))) as (url, _):
            options = ("--grammar", "languagetool", "--languagetool-url", url, "--output-format", "concise")
            done = ungarble("check", "a.txt", *options, rules=OPTIONS, env=env(tmp_path))
        assert done.stdout.decode().count("subject-verb") == findings, done.stderr


def test_a_text_is_asked_about_once(ungarble: Command, tmp_path: Path) -> None:
    """One question for a document of many paragraphs; none in the second run, though no server is there any more."""
    (tmp_path / "a.txt").write_bytes(b"\n\n".join(b"Paragraph %d is here." % n for n in range(40)))
    with serving(says("200 OK", FINE)) as (url, heard):
        options = ("--grammar", "languagetool", "--languagetool-url", url)
        assert ungarble("check", "a.txt", *options, rules=OPTIONS, env=env(tmp_path)).returncode == 0
    assert len(heard) == 1
    assert ungarble("check", "a.txt", *options, rules=OPTIONS, env=env(tmp_path)).returncode == 0


def test_incomplete_answers_are_not_kept(ungarble: Command, tmp_path: Path, file: Path) -> None:
    partly = '{"matches": [], "warnings": {"incompleteResults": true}}'
    with serving(says("200 OK", partly)) as (url, heard):
        for _ in range(2):
            options = ("--grammar", "languagetool", "--languagetool-url", url)
            assert ungarble("check", "a.txt", *options, rules=OPTIONS, env=env(tmp_path)).returncode == 0
    assert len(heard) == 2


def test_a_cache_that_cannot_be_used_is_done_without(ungarble: Command, tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "cache" / "ungarble"
    folder.mkdir(parents=True)
    (folder / "languagetool.sqlite").write_bytes(b"this is no database at all" * 100)
    with serving(says("200 OK", FINE)) as (url, heard):
        options = ("--grammar", "languagetool", "--languagetool-url", url)
        assert ungarble("check", "a.txt", *options, rules=OPTIONS, env=env(tmp_path)).returncode == 0
    assert len(heard) == 1


JAVA = """\
    #!{python}
    import sys, time, http.server
    if "-version" in sys.argv:
        print('openjdk version "{version}" 2025-04-15', file=sys.stderr)
        sys.exit(0)
    open({pid!r}, "a").write(str(__import__("os").getpid()) + "\\n")
    {then}
"""
SERVES = """
class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, body):
        self.send_response(200); self.end_headers(); self.wfile.write(body)
    def do_GET(self):
        self.answer(b"OK")
    def do_POST(self):
        time.sleep(SLEEP)
        self.answer(b'{"matches": []}')
    def log_message(self, *args): pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[sys.argv.index("-p") + 1])), Handler).serve_forever()
"""


@pytest.fixture
def machine(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """A machine with the `java` and the LanguageTool that a test wants: the environment of a run on it."""

    def make(version: str = "17.0.15", then: str = "sys.exit(3)", installed: bool = True) -> dict[str, str]:
        programs, home = tmp_path / "bin", tmp_path / "lt"
        programs.mkdir()
        (programs / "sh").symlink_to("/bin/sh")
        if version:
            script = textwrap.dedent(JAVA).format(
                python=sys.executable, version=version, pid=str(tmp_path / "pids"), then=then
            )
            (programs / "java").write_text(script)
            (programs / "java").chmod(0o755)
        home.mkdir()
        if installed:
            (home / "LanguageTool-6.6").mkdir()
            (home / "LanguageTool-6.6" / "languagetool-server.jar").write_bytes(b"PK")
        return env(tmp_path, PATH=str(programs), LTP_PATH=str(home))

    return make


def pids(tmp_path: Path) -> list[int]:
    return [int(line) for line in (tmp_path / "pids").read_text().split()]


def gone(pid: int, within: float = 5) -> bool:
    """Whether a process ends (zombies count as ended: nobody but their parent can clear them away)."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.1)
    return False


LOCAL = ("--grammar", "languagetool")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"version": ""}, "there is no `java` on the PATH"),
        ({"version": "11.0.2"}, "`java` is version 11;"),
        ({"version": "1.8.0_292"}, "`java` is version 8;"),
        ({"installed": False}, "run `ungarble languagetool install`"),
        ({"then": "sys.exit(3)"}, "ended as soon as it was started (exit code 3)"),
    ],
)
def test_no_server_can_be_started(
    ungarble: Command,
    tmp_path: Path,
    file: Path,
    machine: Callable[..., dict[str, str]],
    wanted: dict[str, object],
    told: str,
) -> None:
    done = ungarble("check", "a.txt", *LOCAL, rules=OPTIONS, env=machine(**wanted))
    assert done.returncode == 2
    assert told in one_sentence(done)


def test_a_server_that_does_not_come_up_is_stopped(
    ungarble: Command, tmp_path: Path, file: Path, machine: Callable[..., dict[str, str]]
) -> None:
    (tmp_path / "ungarble.toml").write_text("languagetool-start-timeout = 1.5\n")
    options = tuple(o for o in OPTIONS if o != "--isolated")
    done = ungarble("check", "a.txt", *LOCAL, rules=options, env=machine(then="time.sleep(60)"))
    assert done.returncode == 2
    assert "did not answer within 1.5 seconds" in one_sentence(done)
    assert len(pids(tmp_path)) == 1
    assert gone(pids(tmp_path)[0])


def serving_java(sleep: float) -> str:
    return "exec(" + repr(SERVES.replace("SLEEP", str(sleep))) + ")"


def test_our_server_ends_with_the_run(
    ungarble: Command, tmp_path: Path, file: Path, machine: Callable[..., dict[str, str]]
) -> None:
    done = ungarble("check", "a.txt", *LOCAL, rules=OPTIONS, env=machine(then=serving_java(0)))
    assert done.returncode == 0, done.stderr
    assert gone(pids(tmp_path)[0], within=1)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_our_server_ends_however_the_run_ends(
    tmp_path: Path, file: Path, machine: Callable[..., dict[str, str]], how: signal.Signals
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "ungarble", "check", "a.txt", *LOCAL, *OPTIONS],
        cwd=tmp_path,
        env={**os.environ, **machine(then=serving_java(60))},
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + 20
    while not (tmp_path / "pids").exists() and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(1)
    process.send_signal(how)
    told = process.communicate(timeout=10)[1].decode()
    assert process.returncode == (130 if how == signal.SIGINT else -how)
    assert "Traceback" not in told
    assert gone(pids(tmp_path)[0])


def test_doctor_names_the_next_command(
    ungarble: Command, tmp_path: Path, machine: Callable[..., dict[str, str]]
) -> None:
    where = machine(installed=False)
    done = ungarble("doctor", "--isolated", env=where)
    assert done.returncode == 0
    assert b"harper (chosen): " in done.stdout
    assert b"languagetool (not chosen): not available" in done.stdout
    assert b"run `ungarble languagetool install`" in done.stdout
    assert ungarble("doctor", "--isolated", "--grammar", "harper,languagetool", env=where).returncode == 2


def test_install_without_java_or_network(
    ungarble: Command, tmp_path: Path, machine: Callable[..., dict[str, str]]
) -> None:
    where = machine(installed=False)
    nowhere = {"LTP_DOWNLOAD_HOST_NEW_RELEASES": f"http://127.0.0.1:{free_port()}/{{version}}/"}
    done = ungarble("languagetool", "install", env={**where, **nowhere})
    assert done.returncode == 2
    told = done.stderr.decode()
    assert "was not downloaded" in told
    assert "there is no `mvn` on the PATH" in told
    assert "Traceback" not in told
    assert list((tmp_path / "lt").iterdir()) == []
    (tmp_path / "bin" / "java").unlink()
    done = ungarble("languagetool", "install", env=where)
    assert done.returncode == 2
    assert "there is no `java` on the PATH" in one_sentence(done)
