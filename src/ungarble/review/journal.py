"""The file of decisions that is being written."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ungarble.decisions import Line, as_line


class Journal:
    """A file of decisions that is being written: each line is on the disk before the next question is asked."""

    def __init__(self, path: Path) -> None:
        """Opens (and makes) the file; a torn last line is closed first. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._file = path.open("a+b")
        if self._file.tell():
            self._file.seek(-1, os.SEEK_END)
            if self._file.read(1) != b"\n":
                self._drop_torn_line()

    def _drop_torn_line(self) -> None:
        self._file.seek(0)
        whole = self._file.read()
        self._file.truncate(whole.rfind(b"\n") + 1)
        self._file.seek(0, os.SEEK_END)

    def append(self, lines: Iterable[Line]) -> None:
        """Add lines and hand them to the operating system. Raises OSError."""
        self._file.write("".join(as_line(line) for line in lines).encode())
        self._file.flush()

    def close(self) -> None:
        """Put everything on the disk and let go of the file."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
