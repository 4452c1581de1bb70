"""Plays a review of examples/harbour-talks.txt and draws it as one animated SVG: docs/review.svg.

    python examples/review_svg.py [FILE]

Every frame is the real screen (Textual's own export) after the keys named here; the file itself is not changed.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

from ungarble import formats
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.review.desk import Desk
from ungarble.review.items import File
from ungarble.review.outside import Outside
from ungarble.review.screen import ReviewApp
from ungarble.review.session import Session

HERE = Path(__file__).resolve().parent
TEXT = HERE / "harbour-talks.txt"
SIZE = (96, 22)
FRAMES: tuple[tuple[tuple[str, ...], float], ...] = (
    ((), 2.5),
    (("enter",), 3.0),
    (("y",), 2.0),
    (("n",), 2.5),
    (("e",), 1.5),
    (("ctrl+u", *"have long been".replace(" ", "_")), 2.0),
    (("enter",), 2.0),
    (("G",), 3.0),
    (("q", "q"), 3.0),
)
"""Keys, and the seconds for which the screen after them is shown."""


def desk() -> Desk:
    """A review of the example, its answers kept nowhere."""
    document = formats.read(TEXT.name, TEXT.read_bytes())
    session = Session([File(TEXT.name, Engine(Config()).check(document))], {}, lambda lines: None)
    accepted = session.accept_safe()
    return Desk(session, Outside(lambda name: session.files[0], lambda path, line: ""), preaccepted=accepted)


async def frames() -> list[str]:
    """One SVG for each screen."""
    app = ReviewApp(desk())
    drawn = []
    async with app.run_test(size=SIZE) as pilot:
        for keys, _ in FRAMES:
            await pilot.press(*("space" if key == "_" else key for key in keys))
            await pilot.pause()
            drawn.append(app.export_screenshot(title="ungarble review"))
    return drawn


def film(drawn: list[str]) -> str:
    """The frames one after another in one SVG, by CSS alone: no script, so that it plays on GitHub."""
    total = sum(seconds for _, seconds in FRAMES)
    first = drawn[0]
    opening = re.match(r"<svg[^>]*>", first)
    assert opening is not None
    rules, groups, at = [], [], 0.0
    for number, (svg, (_, seconds)) in enumerate(zip(drawn, FRAMES, strict=True)):
        start, end = 100 * at / total, 100 * (at + seconds) / total
        at += seconds
        inner = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
        inner = re.sub(r"terminal-\d+-", f"f{number}-", inner)  # each frame has its own classes and clips
        rules.append(
            f"@keyframes show{number} {{ 0%, {start:.3f}% {{ visibility: hidden }} "
            f"{start + 0.001:.3f}%, {end:.3f}% {{ visibility: visible }} {min(end + 0.001, 100):.3f}%, 100% "
            f"{{ visibility: {'visible' if number == len(drawn) - 1 else 'hidden'} }} }}\n"
            f".frame{number} {{ visibility: {'visible' if number == 0 else 'hidden'}; "
            f"animation: show{number} {total}s step-end infinite }}"
        )
        groups.append(f'<g class="frame{number}">{inner}</g>')
    return f"{opening[0]}\n<style>\n" + "\n".join(rules) + "\n</style>\n" + "\n".join(groups) + "\n</svg>\n"


def main() -> None:
    """Write the film."""
    os.environ.pop("NO_COLOR", None)
    target = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE.parent / "docs" / "review.svg"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        whole = film(asyncio.run(frames()))
    target.write_text(whole, encoding="utf-8")


if __name__ == "__main__":
    main()
