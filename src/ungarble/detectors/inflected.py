"""What `~word` stands for in a pattern, and the form of the word that replaces it."""

from __future__ import annotations

import re
from functools import cache

from ungarble.english.inflection import inflect

_TAGS = ("NN", "NNS", "VB", "VBZ", "VBD", "VBN", "VBG")
_BE = {"am": "VBZ", "are": "VB", "was": "VBD", "were": "VBD"}
_PERFECT_OR_PASSIVE = re.compile(
    r"(?:\b(?:have|has|had|having|be|been|being|is|are|was|were|am|get|got)|['’](?:ve|s|d|re|m))"
    r"(?:\s+(?:not|never|always|also|already|just|been|\w+ly))*\s*\Z",
    re.IGNORECASE,
)


@cache
def forms(lemma: str) -> tuple[str, ...]:
    """Every noun and verb form of `lemma`, itself first. A form that the word does not have matches nothing."""
    found = [lemma, *(inflect(lemma, tag) for tag in _TAGS), *(_BE if lemma == "be" else ())]
    return tuple(dict.fromkeys(form for form in found if form))


def carried_over(lemma: str, form: str, new_lemma: str, before: str) -> str:
    """`new_lemma` in the form that `form` is of `lemma`; `before` is the text that leads up to it.

    Where a form is both past and participle ("assisted"), "have" or "be" before it tells ("has seen", "saw").
    """
    low = form.lower()
    if low == lemma.lower():
        return new_lemma
    if lemma == "be" and low in _BE:
        tags = [_BE[low]]
    else:
        tags = [tag for tag in _TAGS if inflect(lemma, tag) == low]
    if "VBD" in tags and "VBN" in tags:
        tags = ["VBN"] if _PERFECT_OR_PASSIVE.search(before) else ["VBD"]
    return (tags and inflect(new_lemma, tags[-1] if tags[-1] != "VBZ" else tags[0])) or new_lemma
