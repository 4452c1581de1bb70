"""The form of a word that replaces one which a pattern names as `~word`, and the article that goes with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ungarble.english.articles import indefinite_article
from ungarble.english.inflection import inflect, tags_of
from ungarble.model import Span

_TAGS = ("NN", "NNS", "VB", "VBZ", "VBD", "VBN", "VBG", "JJR", "JJS")
_BE = {"am": "VBZ", "are": "VB", "was": "VBD", "were": "VBD"}
_PERFECT_OR_PASSIVE = re.compile(
    r"(?:\b(?:have|has|had|having|be|been|being|is|are|was|were|am|get|got)|['’](?:ve|s|d|re|m))"
    r"(?:\s+(?:not|never|always|also|already|just|been|\w+ly))*\s*\Z",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(an?)(\s+)\Z", re.IGNORECASE)
_BEFORE_BASE = re.compile(
    r"(?:\b(?:to|will|would|can|could|may|might|must|shall|should|cannot|do|does|did|let|not)|n['’]t|['’](?:ll|d))"
    r"(?:\s+(?:not|never|always|also|already|just|well|\w+ly))*\s*\Z",
    re.IGNORECASE,
)
_THIRD_PERSON = re.compile(r"\w\s+\Z")
_PRESENT_SUBJECT = re.compile(r"\b(?:I|you|we|they|and|or|please|people|who)\s+\Z", re.IGNORECASE)
_BEFORE_NOUN = re.compile(
    r"(?:\b(?:the|these|those|all|both|many|some|no|my|your|his|her|its|our|their|of|two|three|four)|\d)\s+\Z",
    re.IGNORECASE,
)
"""What stands before a plural rather than before a verb: it matters for "makes" -> "is", not for "tenants"."""


def carried_over(lemma: str, form: str, new_lemma: str, before: str) -> str:
    """`new_lemma` in the form that `form` is of `lemma`; `before` is the text that leads up to it.

    Where a form is both past and participle ("assisted"), "have" or "be" before it tells ("has seen", "saw").
    """
    low = form.lower()
    if new_lemma.lower() == lemma.lower():
        return low
    if low == lemma.lower():
        return _from_base(lemma, new_lemma, before)
    tags = [tag for tag in _TAGS if inflect(lemma, tag) == low] or list(tags_of(low, "VERB"))  # "burnt": a spelling
    if lemma == "be" and low in _BE:
        tags = [_BE[low]]
    if "VBD" in tags and "VBN" in tags:
        tags = ["VBN"] if _PERFECT_OR_PASSIVE.search(before) else ["VBD"]
    if "NNS" in tags and "VBZ" in tags:
        tags = ["NNS"] if _BEFORE_NOUN.search(before) else ["VBZ"]
    return (tags and inflect(new_lemma, tags[-1])) or new_lemma


def _from_base(lemma: str, new_lemma: str, before: str) -> str:
    """`new_lemma` for a form that looks like the lemma: infinitive, present tense or, for "put", past tense too."""
    if inflect(lemma, "VBD") == lemma:
        # "has put", "was put" are participles; "she put", "the court put" past tense: the present would be "puts".
        if _PERFECT_OR_PASSIVE.search(before):
            return inflect(new_lemma, "VBN") or new_lemma
        if not any(r.search(before) for r in (_BEFORE_BASE, _PRESENT_SUBJECT)) and _THIRD_PERSON.search(before):
            return inflect(new_lemma, "VBD") or new_lemma
    # Only "be" tells its infinitive ("can make" -> "can be") from its present tense ("they make" -> "they are").
    return new_lemma if new_lemma != "be" or _BEFORE_BASE.search(before) else "are"


def with_article(text: str, span: Span, wordings: Sequence[str]) -> tuple[Span, list[str]]:
    """`span` and what is to stand there, both widened by the "a" or "an" before it where the new word wants the other.

    "an [accident of work]" becomes "[a workplace accident]".
    """
    article = _ARTICLE.search(text[: span.start])
    if article is None or not wordings or not all(re.match(r"\w", w) for w in wordings):
        return span, list(wordings)
    old = article[1]
    fitting = [indefinite_article(w) for w in wordings]
    if all(new == old.lower() for new in fitting):
        return span, list(wordings)
    cased = [old[0] + new[1:] for new in fitting]
    return Span(article.start(), span.end), [a + article[2] + w for a, w in zip(cased, wordings, strict=True)]


def inner_articles(found: str, new: str) -> str:
    """`new` with "a" or "an" as its next word wants it, where that pair of words is not in `found`."""

    def fitting(match: re.Match[str]) -> str:
        if match[0].lower() in found.lower():
            return match[0]
        return match[1][0] + indefinite_article(match[3])[1:] + match[2] + match[3]

    return re.sub(r"\b([Aa]n?)(\s+)([^\W\d_][\w’'-]*)", fitting, new)
