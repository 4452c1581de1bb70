"""How long a key takes in a review of 2,000 findings, on the desk and on the whole screen: `bench/REVIEW.md`.

python -m bench.review [FINDINGS]
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from textual.events import Key

from ungarble import formats, rulepack
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.review import panes
from ungarble.review.desk import Desk
from ungarble.review.items import File
from ungarble.review.journal import Journal
from ungarble.review.outside import Outside
from ungarble.review.pressing import press
from ungarble.review.screen import ReviewApp
from ungarble.review.session import Session

KEYS = tuple("ynsjJkK}{wwwadzZGjkyzqxjq><JJn")
"""A mix of all sorts of keys. The `y` in the table (after `G`) answers 500 findings at once, the `z` undoes that."""

FILES = 20
SENTENCES = (
    "The boats , sold long ago, lay in harbour number {n}.",
    "Crew {n} came to the end of of the road.",
    "Ship {n} carried news of of the war , and salt.",
    "In the year {n} nobody spoke of the fees , of course.",
)


def desk(count: int, folder: Path) -> Desk:
    """A review of `count` findings (two rules that need no parser) in twenty files."""
    chosen = rulepack.select(rulepack.load_rules(), ("any/typography", "any/repetition/doubled-word"), ())
    engine = Engine(Config(grammar=()), chosen)
    files: list[File] = []
    made = 0
    for number in range(FILES):
        lines = [SENTENCES[n % len(SENTENCES)].format(n=n) for n in range(number * 10_000, number * 10_000 + 4 * count)]
        take = count // FILES * 4 // 5
        document = formats.read(f"f{number:02}.txt", "\n\n".join(lines[:take]).encode())
        files.append(File(document.path, engine.check(document)))
        made += len(files[-1].report.findings)
    session = Session(files, {}, Journal(folder / "review.jsonl").append)
    return Desk(session, Outside(lambda name: files[0], lambda path, line: ""))


def pressed(review: Desk) -> list[float]:
    """Milliseconds for each key on the desk, with the lines of a screen of 200 by 60 made anew each time."""
    press(review, "enter")
    times = []
    for key in KEYS * 4:
        began = time.perf_counter()
        press(review, key)
        panes.head(review, 200)
        panes.listing(review, 44, 55)
        panes.middle(review, 150, 55, False)
        panes.foot(review, 200)
        times.append(1000 * (time.perf_counter() - began))
    return times


async def drawn(review: Desk) -> tuple[list[float], list[float]]:
    """Milliseconds from a key to the finished screen, Textual's drawing of all of it included; those that answer
    hundreds at once apart."""
    app = ReviewApp(review)
    times: tuple[list[float], list[float]] = ([], [])
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("enter")
        names = {">": "greater_than_sign", "<": "less_than_sign", "{": "left_curly_bracket", "}": "right_curly_bracket"}
        for key in KEYS * 2:
            before = review.session.tally().open
            began = time.perf_counter()
            await app.on_event(Key(names.get(key, key), key))
            app.screen._compositor.render_strips()
            took = 1000 * (time.perf_counter() - began)
            times[abs(review.session.tally().open - before) > 1].append(took)
            await pilot.pause()
    return times


def told(what: str, times: list[float]) -> str:
    """A row of the table."""
    ordered = sorted(times)
    return (
        f"| {what} | {len(times)} | {statistics.median(ordered):.1f} | "
        f"{ordered[int(0.95 * len(ordered))]:.1f} | {ordered[-1]:.1f} |"
    )


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        first = desk(count, Path(one))
        print(f"{len(first.session.items)} findings in {FILES} files")
        print("| from a key to | keys | median ms | 95 % ms | worst ms |")
        print("| --- | --- | --- | --- | --- |")
        print(told("the journal and the screen's lines", pressed(first)))
        single, bulk = asyncio.run(drawn(desk(count, Path(two))))
        print(told("the drawn screen, 200 by 60", single))
        print(told("the same, hundreds answered at once", bulk))


if __name__ == "__main__":
    main()
