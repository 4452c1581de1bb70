"""Answers of LanguageTool kept on disk, so that a second run over the same text asks nothing and starts no server.

Texts are kept as digests, never as text; answers hold the words that a match is about. A cache that cannot be read or
written is done without.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

KEPT = 30 * 24 * 3600
"""Seconds after which an answer is forgotten: a server at an address may have been replaced by a newer one."""

_AT_ONCE = 500


class Cache:
    """Key -> answer, in one SQLite file that several processes may share; without a file nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._broken = path is None

    def get(self, keys: Iterable[str]) -> dict[str, str]:
        """The answers that are known."""
        wanted = list(keys)
        found: dict[str, str] = {}
        with self._use() as connection:
            if connection is not None:
                for at in range(0, len(wanted), _AT_ONCE):
                    some = wanted[at : at + _AT_ONCE]
                    marks = ",".join("?" * len(some))
                    found.update(
                        connection.execute(f"SELECT key, answer FROM answers WHERE key IN ({marks})", some).fetchall()
                    )
        return found

    def put(self, answers: Mapping[str, str]) -> None:
        """Keep `answers`."""
        with self._use() as connection:
            if connection is not None and answers:
                now = int(time.time())
                rows = [(key, answer, now) for key, answer in answers.items()]
                connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)
                connection.commit()

    def clean(self) -> int:
        """Forget all answers; how many there were. Raises OSError where the file cannot be taken away."""
        count = 0
        if self._path is None or not self._path.exists():
            return count
        with self._use() as connection:
            if connection is not None:
                count = connection.execute("SELECT count(*) FROM answers").fetchone()[0]
                connection.close()
        self._connection = None
        self._path.unlink(missing_ok=True)
        return int(count)

    @contextlib.contextmanager
    def _use(self) -> Iterator[sqlite3.Connection | None]:
        with self._lock:
            if self._connection is None and not self._broken:
                self._open()
            try:
                yield self._connection
            except sqlite3.Error:
                self._broken, self._connection = True, None

    def _open(self) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=5, check_same_thread=False)
            connection.execute("CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, answer TEXT, at INTEGER)")
            connection.execute("DELETE FROM answers WHERE at < ?", (int(time.time()) - KEPT,))
            connection.commit()
            self._connection = connection
        except (OSError, sqlite3.Error):
            self._broken = True
