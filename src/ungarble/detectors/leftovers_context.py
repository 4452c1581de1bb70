"""Where a foreign word stands: left behind in an English sentence, or put there on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ungarble.english.dictionary import lemmas
from ungarble.english.foreign import function_words, is_english_function_word, is_listed
from ungarble.english.ngrams import ngrams
from ungarble.english.sentences import sentence_at
from ungarble.model import Segment, Span

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d.,]*")
_OPEN = re.compile(r"[“„«‘\"(\[*_‹<`]\s*\Z")
_NAMED = re.compile(
    r"\b(?:called|named|termed|dubbed|named|known as|so-called|word|words|term|phrase|title|titled|entitled|meaning|"
    r"means|or|species|genus|variety|cf\.?|e\.g\.|sp\.)\s*(?:the |an? )?[,:]?\s*\Z"
)
_LEAST_ENGLISH = 0.6
"""Share of the sentence's words in small letters that the n-gram table must know."""
_LEAST_WORDS = 4
_KNOWN_WELL = 30
_LOAN = 300
"""A word that the dictionary lacks is foreign although it is counted so often, in quotations and names: *chien*."""
_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "my",
        "your",
        "his",
        "her",
        "its",
        "our",
        "their",
        "some",
        "any",
        "no",
        "every",
        "each",
        "of",
        "for",
        "with",
        "in",
        "on",
        "at",
        "by",
        "from",
        "to",
        "and",
        "or",
        "as",
        "new",
        "old",
        "big",
        "small",
        "good",
        "own",
        "other",
        "first",
        "last",
        "same",
        "current",
    ]
)
_QUOTES = re.compile(
    r"“[^“”]*”|\"[^\"\n]*\"|«[^«»]*»|„[^“”„]*[“”]|\([^()]*\)|\*[^*\n]+\*|(?<!\w)_[^_\n]+_(?!\w)|(?<!\w)‘[^‘’]*’(?!\w)"
)
_SHORT_QUOTE = 4
"""A quotation of so few words is a term or a title; in a longer one leftovers are leftovers."""


_FOREIGN_FUNCTION_WORDS = frozenset(
    w for lang in ("fr", "es", "it", "pt", "de") for w in function_words(lang) if not is_english_function_word(w)
)


@dataclass(frozen=True, slots=True)
class Place:
    """A leftover: `noun_before` is the English word right before it, if that can be what it qualifies."""

    span: Span
    noun_before: Span | None
    beside_name: bool
    beside_foreign: bool
    after_determiner: bool


def standing(segment: Segment, span: Span, lang: str, known: Callable[[str], str | None]) -> Place | None:
    """The place of the foreign word under `span`; None where it stands there on purpose."""
    text = segment.text
    if any(p.overlaps(span) for p in segment.protected) or _OPEN.search(text, 0, span.start):
        return None
    if text[span.end : span.end + 1] in ("”", "»", '"', "’", ")", "*", "_", "@", "/", "=") or _NAMED.search(
        text[max(0, span.start - 24) : span.start]
    ):
        return None
    if span.start and text[span.start - 1] in "./@#\\_=&":
        return None
    for quote in _QUOTES.finditer(text):
        if quote.start() < span.start and span.end < quote.end() and len(quote[0].split()) <= _SHORT_QUOTE:
            return None
    sentence = sentence_at(text, span)
    words = [Span(*m.span()) for m in _WORD.finditer(text, sentence.start, sentence.end)]
    at = next((n for n, w in enumerate(words) if w.covers(span)), None)
    if at is None or words[at] != span:
        return None
    before, after = _neighbour(text, words, at, -1), _neighbour(text, words, at, 1)
    strange = [_foreign(w.of(text), lang, known) for w in words]
    run = _run(strange, at, text, words)
    if run > 2 or not _is_english(text, words, at):
        return None
    name_before = before is not None and at > 1 and _is_name(before.of(text))
    name_after = after is not None and _is_name(after.of(text))
    noun = before if before is not None and _can_be_noun(before.of(text)) else None
    determined = before is not None and _determined(text, words, at)
    return Place(span, noun, name_before or name_after, run > 1, determined)


def _determined(text: str, words: list[Span], at: int) -> bool:
    """Whether a small word stands right before, or before the English adjective that does ("the enclosed Dübel")."""
    before = words[at - 1].of(text)
    if before.lower() in _DETERMINERS:
        return True
    qualifies = before.islower() and (before, "adj") in lemmas() and (before, "noun") not in lemmas()
    further = _neighbour(text, words, at - 1, -1) if qualifies or re.match("[a-z]{3,}ed\\Z", before) else None
    return further is not None and further.of(text).lower() in _DETERMINERS


def _neighbour(text: str, words: list[Span], at: int, step: int) -> Span | None:
    """The word beside, where nothing but a blank lies between."""
    other = at + step
    if not 0 <= other < len(words):
        return None
    left, right = sorted((words[at], words[other]))
    return words[other] if text[left.end : right.start].isspace() else None


def _foreign(word: str, lang: str, known: Callable[[str], str | None]) -> bool:
    low = word.lower()
    if low in function_words(lang) and not is_english_function_word(low):
        return True
    if not word.isalpha() or len(word) < 3 or ngrams().count(low) > _LOAN:
        return False
    return known(low) is not None or (word.islower() and not is_listed(low))


def _run(strange: list[bool], at: int, text: str, words: list[Span]) -> int:
    """How many foreign words stand in a row with the one at `at`, punctuation ending the row."""
    first = last = at
    while first > 0 and strange[first - 1] and text[words[first - 1].end : words[first].start].strip("’' ") == "":
        first -= 1
    while (
        last + 1 < len(words) and strange[last + 1] and text[words[last].end : words[last + 1].start].strip("’' ") == ""
    ):
        last += 1
    return last - first + 1


def _is_english(text: str, words: list[Span], at: int) -> bool:
    """Whether the sentence is English, and so are the words around."""
    near = [w.of(text).lower() for w in words[max(0, at - 4) : at + 5]]
    if sum(w in _FOREIGN_FUNCTION_WORDS for w in near) > 1:
        return False
    lower = [w.of(text) for n, w in enumerate(words) if n != at and w.of(text)[:1].islower()]
    if len(lower) < _LEAST_WORDS:
        return False
    count = ngrams().count
    known = sum(count(w) >= _KNOWN_WELL for w in lower)
    return known >= _LEAST_ENGLISH * len(lower) and any(is_english_function_word(w) for w in lower)


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word != "I" and (ngrams().capital_share(word) > 0.9 or ngrams().count(word) < 3)


def _can_be_noun(word: str) -> bool:
    return (
        word.islower()
        and len(word) > 3
        and not is_english_function_word(word)
        and ngrams().count(word) > 2
        and not word.endswith("ly")
        and ngrams().count("it", word) <= ngrams().count("the", word)  # “if it comes estragado”
    )
