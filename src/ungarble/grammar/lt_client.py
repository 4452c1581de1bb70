"""Talking HTTP to a LanguageTool server, and to nobody else: no proxy, no redirection, no second address.

Written on `http.client` rather than on `language-tool-python`'s client, because that one goes through whatever proxy
the environment names, follows a redirection with the text in its hands, waits five minutes, and counts the length of
a match in UTF-16 units.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from ungarble.grammar import EngineError

LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes. LanguageTool answers with about a thousand bytes a match."""


@dataclass(frozen=True, slots=True)
class _Address:
    secure: bool
    host: str
    port: int | None
    path: str

    def connect(self, seconds: float) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self.secure else http.client.HTTPConnection
        return kind(self.host, self.port, timeout=seconds)


def ask(url: str, question: Mapping[str, str], seconds: float) -> Mapping[str, Any]:
    """The server's answer to one `/v2/check`. Raises EngineError for whatever goes wrong, within `seconds`."""
    status, kind, body = _exchange(url, "/check", question, seconds)
    if status != 200:
        raise EngineError(f"the LanguageTool server at {url} refuses to check: HTTP {status}{_first_words(body)}")
    try:
        answer = json.loads(body)
        if not isinstance(answer["matches"], list):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        what = f"HTTP {status} {kind}".rstrip()
        raise EngineError(f"what answers at {url} is no LanguageTool server ({what}{_first_words(body)})") from None
    found: Mapping[str, Any] = answer
    return found


def alive(url: str, seconds: float) -> bool:
    """Whether a LanguageTool server says that it is well."""
    try:
        status, _, body = _exchange(url, "/healthcheck", None, seconds)
    except EngineError:
        return False
    return status == 200 and body.strip() == b"OK"


def version_at(url: str, seconds: float) -> str:
    """The version that the server at `url` gives itself. Raises EngineError."""
    answer = ask(url, {"language": "en-US", "text": "Fine."}, seconds)
    software = answer.get("software")
    return str(software.get("version", "?")) if isinstance(software, dict) else "?"


def address(url: str) -> _Address:
    """The parts of a server's address. Raises EngineError where it is none."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    try:
        port = parts.port
    except ValueError:
        raise EngineError(f"`{url}` is no address of a server: the port is a number up to 65535") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise EngineError(f"`{url}` is no address of a server; one looks like http://127.0.0.1:8081")
    path = parts.path.rstrip("/")
    return _Address(parts.scheme == "https", parts.hostname, port, path if path.endswith("/v2") else f"{path}/v2")


def _exchange(url: str, page: str, form: Mapping[str, str] | None, seconds: float) -> tuple[int, str, bytes]:
    """(HTTP status, content type, body). The whole exchange ends within `seconds`, however slowly the bytes drip."""
    at = address(url)
    connection = at.connect(seconds)
    late = threading.Event()

    def give_up() -> None:
        late.set()
        if connection.sock is not None:
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(seconds, give_up)
    clock.daemon = True
    clock.start()
    try:
        if form is None:
            connection.request("GET", at.path + page)
        else:
            connection.request(
                "POST", at.path + page, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"}
            )
        response = connection.getresponse()
        body = response.read(LARGEST_ANSWER + 1)
        if late.is_set():
            raise TimeoutError
        if len(body) > LARGEST_ANSWER:
            raise EngineError(f"the LanguageTool server at {url} answers without end")
        if response.length:  # bytes that were announced and did not come
            raise http.client.IncompleteRead(body, response.length)
        return response.status, response.headers.get_content_type(), body
    except (OSError, http.client.HTTPException) as error:
        raise EngineError(_why(url, error, seconds, late.is_set())) from None
    finally:
        clock.cancel()
        connection.close()


def _why(url: str, error: Exception, seconds: float, late: bool) -> str:
    if late or isinstance(error, TimeoutError):
        return f"the LanguageTool server at {url} did not answer within {seconds:g} seconds (`languagetool-timeout`)"
    if isinstance(error, ConnectionRefusedError):
        return f"no LanguageTool server at {url}: the connection is refused; start it there or correct the address"
    if isinstance(error, socket.gaierror):
        return f"no LanguageTool server at {url}: the name is not known"
    if isinstance(error, http.client.RemoteDisconnected | ConnectionResetError | http.client.IncompleteRead):
        return f"the LanguageTool server at {url} broke off the connection"
    if isinstance(error, http.client.HTTPException):
        return f"what answers at {url} is no LanguageTool server ({type(error).__name__})"
    return f"no LanguageTool server at {url}: {getattr(error, 'strerror', None) or error}"


def _first_words(body: bytes) -> str:
    said = " ".join(body[:400].decode("utf-8", "replace").split())
    shown = "".join(c if c.isprintable() else "?" for c in said)[:80]
    return f": {shown}" if shown else ""
