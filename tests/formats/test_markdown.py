"""Markdown: what is prose, what is left alone, and where each character stands."""

from __future__ import annotations

import time

import pytest

from ungarble import formats
from ungarble.engine import Engine
from ungarble.formats.markdown import segments
from ungarble.model import Document, Segment


def read(text: str) -> Document:
    return formats.read("x.md", text.encode(), "markdown", "utf-8")


def texts(text: str) -> list[str]:
    found = list(segments(text))
    for segment in found:
        at_origin(segment, text)
    return [s.text for s in found]


def at_origin(segment: Segment, text: str) -> None:
    assert "".join(text[p.at : p.at + p.end - p.start] for p in segment.origin) == segment.text
    assert [p.start for p in segment.origin][1:] == [p.end for p in segment.origin][:-1]


def protected(text: str) -> list[str]:
    return [p.of(s.text) for s in segments(text) for p in s.protected]


PROSE = {
    "heading": ("# A *big* house #\n", ["A big house"]),
    "heading with an id": ("## Where we live {#home}\n", ["Where we live"]),
    "setext heading": ("Two lines\nof title\n===\n\nText.\n", ["Two lines\nof title", "Text."]),
    "wrapped lines": ("One line\nand the next\n\nother\n", ["One line\nand the next", "other"]),
    "indented lines": ("One line\n   and the next\n", ["One line\nand the next"]),
    "emphasis": ("It is *a* **very _old_** ~~new~~ town.\n", ["It is a very old new town."]),
    "emphasis inside a word": ("un*believ*able\n", ["unbelievable"]),
    "stars that mark nothing": ("2 * 3 * 4 and *a\n", ["2 * 3 * 4 and *a"]),
    "link": ('See [the *old* map](http://a.b/c_d "Title") here.\n', ["See the old map here."]),
    "defined references": ("See [the map][m], [m] and [m][].\n\n[m]: http://a.b\n", ["See the map, m and m."]),
    "brackets of the text": ("He [the king] came [sic].\n", ["He [the king] came [sic]."]),
    "image": ("See ![an old map](a.png) here.\n", ["See here.", "an old map"]),
    "image that is a link": ("[![Build *state*](b.svg)](http://c.d) of the house\n", ["of the house", "Build state"]),
    "footnote": ("They came[^1] late.\n\n[^1]: In *March*, that is.\n", ["They came late.", "In March, that is."]),
    "block quote": (
        "> They came\n> *late\n> and* tired,\nvery.\n>\n> > Deep.\n",
        ["They came\nlate\nand tired,\nvery.", "Deep."],
    ),
    "lists": ("- one\n  more\n  1. two\n\n     three\n- [x] four\n", ["one\nmore", "two", "three", "four"]),
    "table": ("| The *big* one | b \\| c |\n|:--|--:|\n| x | `y` |\n| | z |\n", ["The big one", "b | c", "x", "z"]),
    "table in a list": ("- item\n\n  | ab | cd |\n  |----|----|\n  | ef | gh |\n", ["item", "ab", "cd", "ef", "gh"]),
    "hard breaks": ("one  \ntwo\\\nthree\n", ["one\ntwo\nthree"]),
    "escapes": ("5 \\* 3 is \\_fifteen\\_\n", ["5 * 3 is _fifteen_"]),
    "entities": ("Smith &amp; Sons&#8217; shop\n", ["Smith &amp; Sons&#8217; shop"]),
    "inline HTML": (
        "A <b class='x'>bold</b> word<!-- no --> here <img src='a b'>.\n",
        ["A bold word here <img src='a b'>."],
    ),
    "front matter": ("---\ntitle: no prose\n---\n\nText.\n", ["Text."]),
    "TOML front matter": ("+++\ntitle = 'no prose'\n+++\n\nText.\n", ["Text."]),
    "fenced code": ("```py\nno prose\n```\n\n~~~\nno prose\n~~~\n\nText.\n", ["Text."]),
    "indented code": ("Text.\n\n    no prose\n\nMore.\n", ["Text.", "More."]),
    "HTML block": ("<div>\nno prose\n</div>\n\n<!-- no\n\nprose -->\n\nText.\n", ["Text."]),
    "reference definition": ('[a]: http://b.c "no prose"\n\nText.\n', ["Text."]),
    "math block": ("$$\na + b\n\nno prose\n$$\n\nText.\n", ["Text."]),
    "directive": (":::note{.warm}\nText here.\n:::\n\n::leaf[no]{a=b}\n", ["Text here."]),
    "alert": ("> [!WARNING]\n> Mind the step.\n", ["Mind the step."]),
    "MDX": ("import Box from './box'\n\nexport const a = 1\n\n<Box size={3}>\n\nText.\n\n</Box>\n", ["Text."]),
    "definition list": ("Term\n: What it means\n", ["Term", "What it means"]),
    "only code": ("`code`\n\n![](a.png)\n\n***\n", []),
    "empty": ("", []),
    "blank": (" \n\n\t\n", []),
}


@pytest.mark.parametrize(("text", "prose"), PROSE.values(), ids=PROSE.keys())
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_prose(text: str, prose: list[str], end: str) -> None:
    assert texts(text.replace("\n", end)) == [p.replace("\n", end) for p in prose]


def test_characters_of_more_than_one_byte_do_not_shift_places() -> None:
    assert texts("Été «é» 🙂 *naïve 漢字* “x”\n\n> 🙂🙂 **b**\n> é\n") == ["Été «é» 🙂 naïve 漢字 “x”", "🙂🙂 b\né"]


def test_what_is_protected() -> None:
    text = "Call `f(x)` at <http://a.b/c> or http://d.e, if $x^2$ or {{ name }} is &lt; 3\\* :smile: [[Page]].\n"
    wanted = ["`f(x)`", "<http://a.b/c>", "http://d.e", "$x^2$", "{{ name }}", "&lt;", "*", ":smile:", "[[Page]]"]
    assert protected(text) == wanted


@pytest.mark.parametrize("text", ["from $5 to $6 each", "US$5 and A$6 a day", "it costs $5m and then 6$ more"])
def test_prices_are_no_math(text: str) -> None:
    assert protected(text) == []


REMOVALS = [
    ("A.\n\nB.\n\nC.\n", "B.", "A.\n\nC.\n"),
    ("# A\nB.\n# C\n", "B.", "# A\n# C\n"),
    ("A\n===\n\nB.\n", "A", "B.\n"),
    ("- a\n- b\n\nC.\n", "b", "- a\n\nC.\n"),
    ("- a\n\n- b\n\n- c\n", "b", "- a\n\n- c\n"),
    ("> A.\n>\n> B.\n>\n> C.\n", "B.", "> A.\n>\n> C.\n"),
    ("A.\r\n\r\nB.\r\n\r\nC.", "B.", "A.\r\n\r\nC."),
]


@pytest.mark.parametrize(("text", "gone", "left"), REMOVALS)
def test_removal_leaves_no_hole(text: str, gone: str, left: str) -> None:
    segment = next(s for s in segments(text) if s.text == gone)
    assert segment.removal is not None
    assert text[: segment.removal.start] + text[segment.removal.end :] == left


@pytest.mark.parametrize("text", ["- a\n  - b\n", "| a | b |\n|---|---|\n| c | d |\n"])
def test_no_removal_where_the_lines_hold_more(text: str) -> None:
    assert next(segments(text)).removal is None


FIXES = {
    "a word moves round its marks": ("It was a message *soothing*.\n", "It was a *soothing* message.\n"),
    "at the end": ("It was a message **soothing**\n", "It was a **soothing** message\n"),
    "with its link": ("a message [soothing](http://a.b) now\n", "a [soothing](http://a.b) message now\n"),
    "the other word is marked": ("a *message* soothing now\n", "a soothing *message* now\n"),
    "both": ("a *message* **soothing** now\n", "a **soothing** *message* now\n"),
    "all of it": ("*a message soothing* now\n", "*a soothing message* now\n"),
    "across lines of a quotation": ("> the reactor\n> nuclear stands\n", "> the nuclear\n> reactor stands\n"),
    "across lines": ("the reactor\nnuclear stands\n", "the nuclear\nreactor stands\n"),
    "across lines that end with CR LF": ("the reactor\r\nnuclear stands\r\n", "the nuclear\r\nreactor stands\r\n"),
    "a marked word is replaced": ("The *tenant* of the castle.\n", "The *occupant* of the castle.\n"),
    "before a mark": ("The boats *sold* , all.\n", "The boats *sold*, all.\n"),
    "in a cell": (
        "| end of of it | b |\n|---|---|\n| we ran , then | e |\n",
        "| end of it | b |\n|---|---|\n| we ran, then | e |\n",
    ),
    "in a heading": ("# The end of of it #\n", "# The end of it #\n"),
    "in an image's description": ("A ![map of of it](a.png).\n", "A ![map of it](a.png).\n"),
    "a paragraph goes": ("A.\n\nShare this page\n\nB.\n", "A.\n\nB.\n"),
    "a list item goes": ("- A.\n- *Share* this page\n- B.\n", "- A.\n- B.\n"),
}


@pytest.mark.parametrize(("before", "after"), FIXES.values(), ids=FIXES.keys())
def test_fixes(engine: Engine, before: str, after: str) -> None:
    assert engine.fix(read(before)).after.text == after


REFUSED = {
    "half of what is marked": ("a *message soothing* was, a message *soothing for all*.\n", "crosses markup"),
    "no emphasis opens after a letter": (
        "The boats **, sold** at last.\n",
        "an edit would change what stands around it",
    ),
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_refusals(engine: Engine, text: str, reason: str) -> None:
    assert [r.reason for r in engine.check(read(text)).refusals] == [reason]


@pytest.mark.parametrize(
    "text",
    ["`a , b` and\n\n    c , d\n", "[a](<b , c>)\n", "$a , b$ is it\n", "<!-- a , b -->\n", "---\na: b , c\n---\n"],
)
def test_nothing_is_found_outside_prose(engine: Engine, text: str) -> None:
    assert engine.check(read(text)).findings == ()


@pytest.mark.parametrize(
    "mark", ["*a ", "*a **b ", "![ ", "[a]( ", "` ", "<a ", "> ", "- ", "|a ", "_a_ ", "$a ", "# ", "\\ ", "& "]
)
def test_text_full_of_marks_ends(mark: str) -> None:
    """What has made Markdown parsers take quadratic time: 200,000 code points take seconds, not hours."""
    began = time.monotonic()
    list(segments(mark * (200_000 // len(mark))))
    assert time.monotonic() - began < 15
