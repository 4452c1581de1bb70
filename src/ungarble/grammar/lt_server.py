"""A LanguageTool server of our own: started on the first question, stopped when the process ends, however it ends."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import threading
import time

from ungarble.grammar import EngineError
from ungarble.grammar.lt_client import alive
from ungarble.grammar.lt_java import server_command

_POLL = 0.2
"""Seconds between two questions whether the server is up."""

_lock = threading.Lock()
_running: list[Server] = []


class Server:
    """A running server. Use `local_server`."""

    def __init__(self, process: subprocess.Popen[bytes], url: str, version: str) -> None:
        self.url = url
        self.version = version
        self._process = process
        self._watcher = _watcher(process.pid)

    def exit_code(self) -> int | None:
        """None while the server runs."""
        return self._process.poll()

    def stop(self) -> None:
        """Stop the server and wait until it is gone."""
        # The watcher first: it must not outlive the process whose number it knows.
        if self._watcher:
            self._watcher.kill()
            self._watcher.wait()
            if self._watcher.stdin:
                self._watcher.stdin.close()
        self._process.terminate()
        try:
            self._process.wait(timeout=3)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def local_server(within: float) -> Server:
    """The one server of this process, started where none runs. Raises EngineError.

    `within`: seconds that it may take until it answers.
    """
    with _lock:
        if _running:
            code = _running[0].exit_code()
            if code is not None:
                raise EngineError(f"the LanguageTool server that ungarble started has died (exit code {code})")
            return _running[0]
        server = _started(within)
        _running.append(server)
        return server


def stop_local() -> None:
    """Stop the server of this process, if there is one."""
    with _lock:
        while _running:
            _running.pop().stop()


atexit.register(stop_local)


def _started(within: float) -> Server:
    port = _free_port()
    command, found = server_command(port)
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=found.folder,
            # Ctrl-C reaches every process of the terminal's group: ours then stops the server itself, in order.
            start_new_session=True,
        )
    except OSError as error:
        raise EngineError(f"{command[0]} cannot be started: {error}") from None
    server = Server(process, f"http://127.0.0.1:{port}", found.version)
    try:
        _wait(server, within)
    except BaseException:
        server.stop()
        raise
    return server


def _wait(server: Server, within: float) -> None:
    until = time.monotonic() + within
    while not alive(server.url, _POLL * 5):
        code = server.exit_code()
        if code is not None:
            raise EngineError(
                f"LanguageTool {server.version} ended as soon as it was started (exit code {code}); "
                "try `ungarble doctor`, or install it anew"
            )
        if time.monotonic() > until:
            raise EngineError(
                f"LanguageTool {server.version} was started and did not answer within {within:g} seconds "
                "(`languagetool-start-timeout`)"
            )
        time.sleep(_POLL)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _watcher(pid: int) -> subprocess.Popen[bytes] | None:
    """A shell that stops process `pid` as soon as we are gone, also by SIGKILL: then its standard input ends."""
    shell = shutil.which("sh") if os.name == "posix" else None
    if shell is None:
        return None
    return subprocess.Popen(
        [shell, "-c", 'read -r _; kill "$1" 2>/dev/null', "sh", str(pid)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
