"""The tagger's labels -> proposals: stretches of a sentence with a new wording, each of one group of operations."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from ungarble.detectors.learned_groups import GROUPS, SMALL, Operation, deed, group_of
from ungarble.detectors.learned_model import Tagger
from ungarble.detectors.learned_text import Token
from ungarble.english.articles import indefinite_article
from ungarble.english.inflection import inflect, lemma
from ungarble.english.ngrams import ngrams
from ungarble.model import Span

LEAST: Final = 0.2
"""An operation less likely than this is not considered; what is shown is settled later by measured confidence."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The tokens `[first, last]` should read `wording`. `features` is what its confidence is reckoned from."""

    span: Span
    wording: str
    group: str
    features: dict[str, float]


def operations(tokens: Sequence[Token], edits: Any, inserts: Any, tagger: Tagger) -> list[Operation]:
    """The likeliest operation of each place that is likely enough and may be done there."""
    found: list[Operation] = []
    for place, _token in enumerate(tokens):
        row = place + 1
        put = int(inserts[row].argmax())
        if put > 1 and inserts[row, put] >= LEAST:
            found.append(Operation(place, tagger.inserts[put], float(inserts[row, put]), True))
        if edits[row, 0] > 1 - LEAST:
            continue
        best = int(edits[row].argmax())
        if best == 0:
            best = int(edits[row, 1:].argmax()) + 1
        label, probability = tagger.edits[best], float(edits[row, best])
        if probability >= LEAST and label != "other" and _may(tokens, place, label, tagger):
            found.append(Operation(place, label, probability, False))
    return found


def _may(tokens: Sequence[Token], place: int, label: str, tagger: Tagger) -> bool:
    """No number, no name and no mark is touched but to move over it."""
    text = tokens[place].text
    if not text.replace("’", "").replace("'", "").isalpha():
        return False
    named = place > 0 and not text.islower()
    if label == "lower":
        return place > 0 and text.istitle() and ngrams().capital_share(text) < 0.3
    if named or label == "upper":
        return False
    if label == "drop":
        return text.lower() in SMALL
    if label.startswith("="):
        return label[1:] in tagger.allowed.get(text.lower(), ()) and (place > 0 or label[1:].isalpha())
    if label.startswith(">"):
        over = tokens[place + 1 : place + 1 + int(label[1:])]
        return len(over) == int(label[1:]) and all(t.text[0].isalnum() for t in over)
    if label.startswith("<"):
        return place >= int(label[1:]) and all(t.text[0].isalnum() for t in tokens[place - int(label[1:]) : place])
    return True


def proposals(
    text: str, tokens: Sequence[Token], found: Sequence[Operation], edits: Any, inserts: Any
) -> list[Proposal]:
    """Operations that touch or stand side by side, put together into one new wording each."""
    units: list[tuple[int, int, list[Operation]]] = []
    for operation in _coherent(tokens, found):
        first, last = _reach(operation)
        group = [operation]
        while units and _together(tokens, units[-1], first, group):
            start, end, others = units.pop()
            first, last, group = min(first, start), max(last, end), others + group
        units.append((first, last, group))
    made = (_proposal(text, tokens, first, last, group, edits, inserts) for first, last, group in units)
    return [one for one in made if one]


def _reach(operation: Operation) -> tuple[int, int]:
    """The first and the last token that an operation touches."""
    place, label = operation.place, operation.label
    if not operation.insert and label[0] == ">":
        return place, place + int(label[1:])
    if not operation.insert and label[0] == "<":
        return place - int(label[1:]), place
    return place, place


def _coherent(tokens: Sequence[Token], found: Sequence[Operation]) -> list[Operation]:
    """Without the moves over an "of" that stays: "tax of interest" is no "of interest tax"."""
    dropped = {o.place for o in found if o.label == "drop" and not o.insert}
    kept = []
    for operation in found:
        first, last = _reach(operation)
        inside = [p for p in range(first, last + 1) if first != last and tokens[p].text.lower() == "of"]
        if all(p in dropped for p in inside):
            kept.append(operation)
    return kept


def _together(
    tokens: Sequence[Token], unit: tuple[int, int, list[Operation]], first: int, group: list[Operation]
) -> bool:
    """Whether a unit and what follows it are one repair: they overlap, or small words side by side are dropped or put
    in. Neighbours of other kinds stand or fall by themselves."""
    _, end, others = unit
    if end >= first:
        return True
    if end < first - 1:
        return False
    if group[0].insert and group[0].place == first:
        return others[-1].label == "drop" or others[-1].insert
    return all(o.insert or o.label == "drop" or tokens[o.place].text.lower() in SMALL for o in (others[-1], group[0]))


def _proposal(
    text: str, tokens: Sequence[Token], first: int, last: int, group: list[Operation], edits: Any, inserts: Any
) -> Proposal | None:
    words = _reworded(tokens, first, last, group)
    if words is None:
        return None
    if not words:
        # Nothing is left: keep a neighbour, so that the words around close up.
        if first:
            first -= 1
            words = [tokens[first].text]
        elif last + 1 < len(tokens) and tokens[last + 1].text.isalpha():
            last += 1
            words = [tokens[last].text.capitalize() if tokens[0].text.istitle() else tokens[last].text]
        else:
            return None
    if first and tokens[first - 1].text.lower() in ("a", "an") and words[0][0].isalpha():
        fitting = indefinite_article(words[0])
        if fitting != tokens[first - 1].text.lower():
            first -= 1
            words.insert(0, fitting if tokens[first].text.islower() else fitting.capitalize())
    follows = tokens[last + 1].text if last + 1 < len(tokens) else ""
    for n, word in enumerate(words):
        after = words[n + 1] if n + 1 < len(words) else follows
        if word.lower() in ("a", "an") and after[:1].isalpha():
            fitting = indefinite_article(after)
            words[n] = fitting.capitalize() if word[0].isupper() else fitting
    span = Span(tokens[first].span.start, tokens[last].span.end)
    wording = _joined(words)
    if " ".join(span.of(text).split()) == wording or (words and follows.lower() == words[-1].lower()):
        return None
    if first and words[0].lower() == tokens[first - 1].text.lower():
        return None
    old = [t.text for t in tokens[first : last + 1]]
    kinds = {g for o in group if (g := group_of(tokens, o, group))}
    name = next(g for g in GROUPS if g in kinds)
    return Proposal(span, wording, name, _features(tokens, first, last, old, words, group, kinds, edits, inserts))


def _reworded(tokens: Sequence[Token], first: int, last: int, group: list[Operation]) -> list[str] | None:
    """The words that come of the operations; None where one of them makes no word."""
    put = {o.place: o.label for o in group if o.insert}
    done = {o.place: o.label for o in group if not o.insert}
    slots: list[tuple[float, list[str]]] = []
    for place in range(first, last + 1):
        token, label = tokens[place].text, done.get(place, "keep")
        small = token.lower() if not place and _ordinary(token) else token
        if place in put:
            slots.append((place - 0.4, put[place].split()))
        if label == "drop":
            continue
        at = float(place)
        word: str | None = small
        if label[0] == "=":
            word = label[1:]
        elif label[0] == "~":
            word = _form(small, label[1:])
        elif label[0] == ">":
            at = place + int(label[1:]) + 0.1
        elif label[0] == "<":
            at = place - int(label[1:]) - 0.1
        elif label == "lower":
            word = token.lower()
        if word is None:
            return None
        slots.append((at, [word]))
    words = [word for _, some in sorted(slots, key=lambda slot: slot[0]) for word in some]
    if first == 0 and words and tokens[0].text[0].isupper():
        words[0] = words[0][0].upper() + words[0][1:]
    return words


def _ordinary(token: str) -> bool:
    return token.istitle() and ngrams().capital_share(token) < 0.5


def _form(word: str, tag: str) -> str | None:
    lowered = word.lower()
    if tag == "LY":
        made = lowered[:-1] + "ily" if lowered.endswith("y") else lowered + "ly"
        made = made if ngrams().known(made) else lowered + "ally"
        return made if ngrams().known(made) else None
    upos = "NOUN" if tag in ("NN", "NNS") else "VERB"
    made_form = inflect(lemma(lowered, upos), tag)
    return made_form if made_form and made_form != lowered and ngrams().known(made_form) else None


def _joined(words: Sequence[str]) -> str:
    out = ""
    for word in words:
        tight = word in (",", ".", ";", ":", "!", "?", ")", "]", "%", "'s", "’s") or out.endswith(("(", "[", "$", "£"))
        out += word if not out or tight else f" {word}"
    return out


def _features(
    tokens: Sequence[Token],
    first: int,
    last: int,
    old: list[str],
    new: list[str],
    group: list[Operation],
    kinds: set[str],
    edits: Any,
    inserts: Any,
) -> dict[str, float]:
    """What speaks for a proposal: how sure the tagger is, what the n-grams say, how damaged its neighbourhood is."""
    chances = [min(max(o.probability, 0.01), 0.995) for o in group]
    odds = [math.log(c / (1 - c)) for c in chances]
    left = [t.text for t in tokens[max(0, first - 2) : first]]
    right = [t.text for t in tokens[last + 1 : last + 3]]
    preferred = ngrams().prefer(left, old, new, right)
    around = edits[max(0, first - 4) : last + 6]
    return {
        "least": min(odds),
        "mean": sum(odds) / len(odds),
        "several": float(len(group) > 1),
        "many": float(len(group) > 2),
        "prefer": max(-6.0, min(6.0, preferred)),
        "unliked": float(preferred < 0),
        "around": float(1 - around[:, 0].mean()),
        "other": float(edits[first + 1 : last + 2, 2].max()),
        "blanks": float(any(t.gap == 2 for t in tokens[first : last + 2])),
        **{f"is {k}": 1.0 for k in kinds},
        "alone": float(all(o.label == "drop" and not o.insert for o in group) and "of" in (t.lower() for t in old)),
        **{f"does {deed(tokens, o)}": 1.0 for o in group},
    }
