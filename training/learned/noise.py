"""Damage that round trips do too rarely: what a sentence loses when it starts in the other language.

A round trip brings English passives back as passives, and English pronouns with them. Real sources have reflexives
("se usa": "uses  in"), no subject pronouns and a preposition before persons. These are put into sentences that came
back whole there, about as often as post-editors met them (counted on the training part of apertium.dev).
"""

from __future__ import annotations

import random
from functools import lru_cache

from training.learned.align import KEEP
from ungarble.english.inflection import inflect, lemma, tags_of

Row = tuple[list[tuple[str, int]], list[str], list[str], int]
_BE = {"is": "VBZ", "are": "VB", "was": "VBD", "were": "VBD"}
_SWAPS = {
    "which": (("that", 0.4),),
    "who": (("that", 0.4),),
    "by": (("of", 0.1),),
    "in": (("of", 0.015), ("to", 0.015)),
    "on": (("to", 0.04), ("in", 0.05)),
    "at": (("to", 0.08),),
    "for": (("to", 0.02), ("by", 0.02), ("during", 0.005)),
    "with": (("of", 0.02),),
    "from": (("of", 0.05),),
    "no": (("not", 0.05),),
    "not": (("no", 0.05),),
}
_OUT = {"the": 0.012, "it": 0.08, "he": 0.04, "to": 0.012, "they": 0.04, "as": 0.02, "themselves": 0.5, "up": 0.1}


@lru_cache(maxsize=50_000)
def _participle(word: str) -> str | None:
    """The lemma of a participle."""
    if not word.isalpha() or len(word) < 4 or "VBN" not in tags_of(word, "VERB"):
        return None
    return lemma(word, "VERB") if word.endswith(("ed", "wn", "en", "lt", "nt", "ld", "de", "ept", "ught")) else None


@lru_cache(maxsize=50_000)
def _finite(word: str) -> bool:
    return (
        word.isalpha()
        and len(word) > 3
        and word.endswith(("ed", "s"))
        and bool({"VBD", "VBZ"} & set(tags_of(word, "VERB")))
    )


def _add(
    word: str, chance: float, rng: random.Random, out: list[tuple[str, int]], done: list[str], put: list[str]
) -> None:
    if rng.random() < chance:
        out.append((word, 1))
        done.append("drop")
        put.append("")


def garbled(row: Row, rng: random.Random) -> Row:
    """`row` with more damage, where the tokens concerned were to be kept; the labels tell the way back."""
    tokens, edits, inserts, kind = row
    out: list[tuple[str, int]] = []
    done: list[str] = []
    put: list[str] = []
    pending = ""
    double = False
    for n, (text, gap) in enumerate(tokens):
        small, edit, insert = text.lower(), edits[n], inserts[n]
        after = tokens[n + 1][0] if n + 1 < len(tokens) else ""
        quiet = edit == KEEP and not insert and not pending
        if quiet and n + 1 < len(tokens) and edits[n + 1] == KEEP and not inserts[n + 1] and out:
            base = _participle(after) if small in _BE else None
            if base and base != "be" and rng.random() < 0.22:
                pending, double = small, True
                continue
            if small in _OUT and not double and rng.random() < _OUT[small] and after.isalpha():
                pending = small
                continue
        if pending in _BE:
            base = _participle(text) or small
            made = inflect(base, _BE[pending]) or text
            edit = "~VBN" if made != small else KEEP
            out.append((made, gap))
            done.append(edit)
            put.append(pending)
            pending = ""
            continue
        if double and out and not pending:
            gap = 2 if rng.random() < 0.8 and gap else gap
            double = False
        if quiet:
            for other, chance in _SWAPS.get(small, ()):
                if rng.random() < chance and text.islower():
                    edit, text = f"={small}", other
                    break
        if quiet and n and _finite(tokens[n - 1][0]) and (small in ("the", "his", "her", "this") or text.istitle()):
            _add("to", 0.05, rng, out, done, put)
        if quiet and n and tokens[n - 1][0].lower() in ("in", "of", "since") and len(text) == 4 and text.isdigit():
            _add("the", 0.25, rng, out, done, put)
        out.append((text, gap))
        done.append(edit)
        put.append(insert or pending)
        pending = ""
    return out, done, [*put, inserts[-1]], kind
