"""The keys of the review, as a table: which there are, what each does, where it is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Binding:
    """A key of the question screen. `does` is the name of the desk's function; `brief` stands in the foot line."""

    key: str
    does: str
    meaning: str
    group: str
    brief: str = ""


ANSWER, MANY, MOVE, LOOK, FILE = "Answer", "Many at once", "Move", "Look", "Write and leave"

BINDINGS = (
    Binding("y", "accept", "accept the first wording; Enter does the same", ANSWER, "accept"),
    Binding("n", "reject", "keep the text; this is remembered and not asked again", ANSWER, "reject"),
    Binding("1-9", "pick", "accept that wording", ANSWER, "pick"),
    Binding("e", "edit", "type the wording yourself, starting from the proposed one", ANSWER, "edit"),
    Binding("s", "skip", "decide later; Space does the same", ANSWER, "skip"),
    Binding("i", "ignore", "ignore for good: word, name, rule in this file …", ANSWER, "ignore…"),
    Binding("E", "editor", "open $EDITOR at this line, then check the file again", ANSWER),
    Binding("a", "accept_alike", "accept from here on in this file: same rule, same words", MANY, "all alike"),
    Binding("A", "accept_alike_all", "accept in all files: same rule, same words (asks first)", MANY),
    Binding("d", "reject_alike", "reject from here on in this file: same rule, same words", MANY),
    Binding("D", "reject_alike_all", "reject in all files: same rule, same words (asks first)", MANY),
    Binding("r", "accept_rule", "accept what this rule found and is at least as sure of (asks first)", MANY, "rule"),
    Binding("G", "triage", "table of rules and words: a whole row with one key", MANY, "table"),
    Binding("z", "undo", "undo the last answer, a bulk one whole", MANY, "undo"),
    Binding("Z", "redo", "redo it", MANY),
    Binding("j", "next_open", "next one undecided", MOVE, "next"),
    Binding("k", "previous_open", "previous one undecided", MOVE),
    Binding("J", "next_any", "next one, decided or not; ↓ does the same", MOVE),
    Binding("K", "previous_any", "previous one, decided or not; ↑ does the same", MOVE),
    Binding(">", "next_file", "next file", MOVE),
    Binding("<", "previous_file", "previous file", MOVE),
    Binding("g", "jump", "go to a number", MOVE),
    Binding("/", "filter", "show only: words, rule name, or conf<0.8, conf>=0.9; nothing: all", MOVE, "filter"),
    Binding("}", "more", "more of the text around", LOOK),
    Binding("{", "less", "less of the text around", LOOK),
    Binding("w", "view", "word by word, line by line, or side by side", LOOK, "view"),
    Binding("x", "explain", "the rule, with its examples", LOOK, "why"),
    Binding("v", "diff", "all changes so far as a unified diff", LOOK, "diff"),
    Binding("W", "write", "write what is accepted now, check those files again, and go on", FILE, "write"),
    Binding("q", "quit", "leave: answers are kept, writing is asked about", FILE, "quit"),
    Binding("Q", "quit_unwritten", "leave at once and write nothing; answers are kept", FILE),
    Binding("?", "help", "this page", LOOK, "help"),
)

SAME = {"enter": "y", "space": "s", " ": "s", "down": "J", "up": "K", "right": "j", "left": "k"}
"""Other keys that do the same."""


def action(key: str) -> str:
    """Name of what a key does on the question screen; empty: nothing."""
    key = SAME.get(key, key)
    if len(key) == 1 and key in "123456789":
        return "pick"
    return next((b.does for b in BINDINGS if b.key == key), "")
