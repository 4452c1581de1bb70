"""A desk over files in a temporary folder, with the test pack's rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ungarble import formats
from ungarble.decisions import JOURNAL, live, portable, read
from ungarble.engine import Engine
from ungarble.review.desk import Desk
from ungarble.review.items import File
from ungarble.review.journal import Journal
from ungarble.review.outside import Outside
from ungarble.review.session import Session

HARBOUR = (
    "The tenant of the castle slept. A big boat came in the night.\n\n"
    "He lives on the fifth floor , and the tenant of the castle below.\n\n"
    "Outside it makes cold. Another big boat came.\n"
)
"""Seven findings of five rules: three safe (two alike), two of 0.7 alike, one that asks, one without a fix."""

QUAY = "# The quay\n\nA *big boat* came, a big boat of steel, on the fifth floor of `big boat`.\n"
"""Three findings in Markdown; the first inside marks, and one in code that is none."""

MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> MakeDesk:
    """A desk over the files given (default: both texts above); called again, it resumes."""
    monkeypatch.chdir(tmp_path)

    def again(name: str) -> File:
        return File(portable(name), engine.check(formats.read(name, Path(name).read_bytes())))

    def made(order: str = "document", safe: bool = True, **texts: str) -> Desk:
        for name, text in texts.items():
            Path(name.replace("_", ".")).write_text(text, encoding="utf-8")
        if not texts and not Path("a.txt").exists():
            Path("a.txt").write_text(HARBOUR, encoding="utf-8")
            Path("b.md").write_text(QUAY, encoding="utf-8")
        files = [again(str(p)) for p in sorted(Path().glob("*.*")) if p.is_file() and not p.name.startswith(".")]
        lines = read(JOURNAL) if JOURNAL.exists() else []
        session = Session(files, live(lines), Journal(JOURNAL).append, order)
        accepted = session.accept_safe() if safe else 0
        return Desk(session, Outside(again, lambda path, line: ""), preaccepted=accepted)

    return made
