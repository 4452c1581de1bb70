"""Damaged and repaired sentence -> for each token of the damaged one, what an editor did to it.

Two labels a token: what becomes of it (`EDITS`: keep, drop, replace by a word, inflect, move over n tokens, change of
capital, or *other*) and what is put in before it (`INSERTS`). They are the closed inventory of operations; what does
not fit is *other*, which the detector never acts on.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from ungarble.detectors.learned_groups import SMALL
from ungarble.english.inflection import FORMS, lemma, tags_of

KEEP, DROP, OTHER = "keep", "drop", "other"
FAR = 6
"""Tokens that a word may move over."""
_BE_HAVE = frozenset(["be", "is", "are", "was", "were", "been", "being", "has", "have", "had", "am", "'s"])

Labels = tuple[list[str], list[str]]


@lru_cache(maxsize=300_000)
def inflected(old: str, new: str, participle: bool) -> str | None:
    """The Penn tag of `new` if it is another form of the word `old` (lower case); None if it is not."""
    if old == new or not old.isalpha() or not new.isalpha() or old[:1] != new[:1]:
        return None
    # The noun first: "grains" to "grain" is one change of letters, whichever word class the sentence makes it.
    for upos, category in (("NOUN", "noun"), ("VERB", "verb")):
        if lemma(old, upos) == lemma(new, upos):
            tags = [t for t in tags_of(new, upos) if t in FORMS[category]]
            if tags and tags_of(old, upos):
                return "VBN" if participle and "VBN" in tags else tags[0]
    if new in (old + "ly", old[:-1] + "ily", old + "ally", old[:-1] + "y"):
        return "LY"
    return None


@lru_cache(maxsize=300_000)
def _distance(old: str, new: str) -> float:
    if old == new:
        return 0.0
    if inflected(old, new, False):
        return 0.3
    if (old in SMALL) != (new in SMALL) or old.isalnum() != new.isalnum():
        return 1.7
    return 0.9 if old in SMALL else 1.0 - 0.3 * Levenshtein.normalized_similarity(old, new)


def _matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """The cheapest way from `old` to `new` as (index, index) pairs, None for a word put in or left out."""
    rows, columns = len(old) + 1, len(new) + 1
    cost = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            if i or j:
                cost[i][j] = min(
                    cost[i - 1][j] + (0.75 if old[i - 1] in SMALL else 1.0) if i else 99.0,
                    cost[i][j - 1] + (0.75 if new[j - 1] in SMALL else 1.0) if j else 99.0,
                    cost[i - 1][j - 1] + _distance(old[i - 1], new[j - 1]) if i and j else 99.0,
                )
    path: list[tuple[int | None, int | None]] = []
    i, j = rows - 1, columns - 1
    while i or j:
        here = cost[i][j]
        if i and j and abs(here - cost[i - 1][j - 1] - _distance(old[i - 1], new[j - 1])) < 1e-9:
            i, j = i - 1, j - 1
            path.append((i, j))
        elif i and abs(here - cost[i - 1][j] - (0.75 if old[i - 1] in SMALL else 1.0)) < 1e-9:
            i -= 1
            path.append((i, None))
        else:
            j -= 1
            path.append((None, j))
    return path[::-1]


def labels(damaged: Sequence[str], repaired: Sequence[str]) -> Labels:
    """(edits, inserts) of `damaged`; both have one label more than tokens: index 0 is the edge before the first
    token (never edited), and inserts[i] stands before token i, inserts[-1] at the end.

    Edits: keep, drop, other, `=word`, `~TAG`, `>n` and `<n` (move over n tokens), `lower`, `upper`.
    Inserts: the empty string, or words joined by a blank.
    """
    old, new = [t.lower() for t in damaged], [t.lower() for t in repaired]
    edits, inserts = [KEEP] * len(old), [""] * (len(old) + 1)
    # (old position, new word index): what is dropped from the old and put into the new, hunk by hunk
    dropped: list[int] = []
    added: list[tuple[int, int]] = []
    hunks = []
    for code in Levenshtein.opcodes(old, new):
        if code.tag == "equal":
            for i, j in zip(range(code.src_start, code.src_end), range(code.dest_start, code.dest_end), strict=True):
                _capital(edits, i, damaged[i], repaired[j])
            continue
        if hunks and hunks[-1][1] == code.src_start and hunks[-1][3] == code.dest_start:
            hunks[-1] = (hunks[-1][0], code.src_end, hunks[-1][2], code.dest_end)
        else:
            hunks.append((code.src_start, code.src_end, code.dest_start, code.dest_end))
    for start, end, at, to in hunks:
        dropped += range(start, end)
        added += ((start, j) for j in range(at, to))
    gone: set[int] = set()
    came: set[int] = set()
    for i in dropped:
        if not old[i].isalnum():
            continue
        for place, j in added:
            if j in came or new[j] != old[i] or (old[i] in ("a", "an", "the", "of", "to", "in")):
                continue
            inside = next((h for h in hunks if h[2] <= j < h[3]), None)
            if inside is None or inside[0] <= i < inside[1]:
                continue
            jump = place - i - 1 if place > i else i - inside[1]
            if place > i and 1 <= jump <= FAR:
                edits[i] = f">{jump}"
            elif place <= i and inside[0] == inside[1] and 1 <= i - place <= FAR:
                edits[i] = f"<{i - place}"
            else:
                continue
            gone.add(i)
            came.add(j)
            break
    for start, end, at, to in hunks:
        left = [i for i in range(start, end) if i not in gone]
        right = [j for j in range(at, to) if j not in came]
        if len(left) > 6 or len(right) > 6:
            for i in left:
                edits[i] = OTHER
            continue
        waiting: list[str] = []
        last = start
        for i_, j_ in _matched([old[i] for i in left], [new[j] for j in right]):
            if i_ is None:
                waiting.append(repaired[right[j_ or 0]])
                continue
            i = left[i_]
            if waiting:
                inserts[i] = " ".join(waiting)
                waiting = []
            last = i + 1
            if j_ is None:
                edits[i] = DROP
            else:
                j = right[j_]
                tag = inflected(old[i], new[j], j > 0 and new[j - 1] in _BE_HAVE)
                edits[i] = f"~{tag}" if tag else f"={new[j]}" if repaired[j].islower() or not i else OTHER
        if waiting:
            inserts[last] = f"{inserts[last]} {' '.join(waiting)}".strip()
    return edits, inserts


def _capital(edits: list[str], i: int, old: str, new: str) -> None:
    if old != new and i:
        if new.islower():
            edits[i] = "lower"
        elif old.islower() and new[:1].isupper():
            edits[i] = "upper"
