"""Which words may stand twice in English, and how sure it is that a doubled one is a slip."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ungarble.model import Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_TWICE: Final = _words(
    """
    the a an of and with for from their his its our your my these those into than while because although
    during about between without after before via per if when whether or nor as at we they he she i but
    """
)
"""Articles, prepositions and pronouns that no grammar doubles."""

_RARELY_TWICE: Final = _words("to in on by it is are was were be has have will would can could this which also")
"""Words that a phrasal verb or a clause at the front may bring together: "came in in May", "what it is is ..."."""

_MAY_STAND_TWICE: Final = _words(
    """
    had that do did does done no yes very so really much many more far long well there now never ever too such quite
    pretty big little old good bad great dear bye knock ha hee ho la na ah oh hey hi ta tut tsk hush chop choo woof
    pom dum boo bling wow win night please thank thanks okay ok hear here come go gone way all pip same again over up
    down on-on blah etc just only super extra mega ultra hot cold fish buffalo real true home mama papa um uh er mm hmm
    """
)
"""Emphasis, child's talk, sounds, and words that clauses bring together rightly."""

_CLAUSE_BEFORE = re.compile(
    r"\b(?:what|who|whoever|whatever|where|wherever|how|why|when|which|that|it|all|thing|problem|point|question|truth"
    r"|fact|reason|one|those|they|he|she|this)\b",
    re.IGNORECASE,
)
_FIGURE: Final = _words("and or by to after upon on in for the a of but not no never")
_DIGITS = re.compile(r"\d")


def doubled_word(text: str, span: Span, word: str, times: int, gap: str) -> float:
    """Share of the rule's confidence that the doubled `word` under `span` is a slip; 0 where it is none."""
    first = span.of(text)
    if word in _MAY_STAND_TWICE or _DIGITS.search(word) or times > 2 or "\t" in gap or len(gap) > 2:
        return 0.0
    if _quoted(text, span):
        return 0.0
    second = first[len(first) - len(word) :]
    if word in _NEVER_TWICE:
        # "Vitamin A a day", "As I, I", "The The" (a band)
        return (
            0.0
            if second[0].isupper() and first[0].isupper() and word != "the"
            else (0.0 if second[0].isupper() or (word in ("a", "i") and first[0].isupper()) else 1.0)
        )
    if second[0].isupper() or first[0].isupper():
        # names: Bora Bora, Sirhan Sirhan
        return 0.0
    if word in _RARELY_TWICE:
        clause = text[max(0, span.start - 60) : span.start]
        return 0.0 if _CLAUSE_BEFORE.search(clause) or word in ("in", "on", "by") else 0.85
    if len(word) < 3:
        return 0.0
    return 0.85 if not word.endswith("ing") or len(word) > 5 else 0.0


def _quoted(text: str, span: Span) -> bool:
    """A word in marks is shown, not used: the spelling “the the”."""
    return text[span.start - 1 : span.start] in ("“", '"', "‘", "'", "`") or text[span.end : span.end + 1] in (
        "”",
        '"',
        "`",
    )


def is_figure(unit: Sequence[str]) -> bool:
    """Whether the doubled words make a figure of speech: "again and again and", "day by day by", "and on and on"."""
    if any(_DIGITS.search(word) for word in unit) or unit[0] in ("and", "or", "but"):
        return True
    if len(unit) == 2:
        content = [word for word in unit if word not in _FIGURE]
        return len(content) == 1 or "and" in unit or "or" in unit or bool(set(unit) & _MAY_STAND_TWICE)
    return unit[-1] in ("and", "or") and len(unit) < 5


def phrase_is_slip(unit: Sequence[str]) -> bool:
    """Whether nobody would say the words twice on purpose: no "I was I was" of spoken English."""
    if set(unit) & {"i", "you", "we", "they", "he", "she", "it", "this", "that", "me", "let"}:
        return False
    return len(unit) > 2 or all(word in _FIGURE or word in _RARELY_TWICE for word in unit)


def joins(unit: Sequence[str]) -> bool:
    """Whether the words are a link of a chain, "roses and"."""
    return len(unit) > 1 and unit[-1] in ("and", "or")
