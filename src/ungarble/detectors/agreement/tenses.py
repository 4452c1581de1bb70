"""Tenses that the words of time beside them do not take: "is there since 1990", "has come yesterday"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.lists import words
from ungarble.detectors.order.phrases import MONTHS, finite
from ungarble.detectors.order.sentence import AUXILIARIES, DETERMINERS, Hit, Sentence
from ungarble.english.inflection import inflect, lemma, tags_of

_PRONOUNS: Final = frozenset(["he", "she", "it", "they", "we", "i", "you"])
_OPENERS: Final = frozenset(["when", "if", "until", "once", "unless"])
_PAST: Final = frozenset(["week", "month", "year", "night", "summer", "winter", "spring", "autumn"])
_SPANS: Final = frozenset(["day", "days", "week", "weeks", "month", "months", "year", "years", "hours", "decades"])
_PERFECT: Final = frozenset(["have", "has", "had", "'s", "'ve", "'d", "been"])
_ADVERBS: Final = frozenset(["already", "also", "not", "always", "still", "now"])
_REACH: Final = 7
"""Words at most between a verb and the time that goes with it."""
_THIS_YEAR: Final = 2015
"""Years from here on may still be the writer's own: "has grown in 2024"."""


def present_since(sentence: Sentence) -> Iterator[Hit]:
    """ "works here since 1990": has worked."""
    for at in range(2, len(sentence.words) - 1):
        if sentence.low(at) != "since" or not _point(sentence, at + 1) or sentence.after(at - 1) != " ":
            continue
        if sentence.low(at - 1) in ("that", "and", "but"):  # She says that since 1990 the town has grown.
            continue
        for i in range(at - 1, max(-1, at - 1 - _REACH), -1):
            word = sentence.words[i]
            if word.low in _PERFECT or word.low.endswith(("'s", "'ve", "n't")) or "VBD" in tags_of(word.low, "VERB"):
                break
            if word.low in ("is", "are") and i > 0:
                if sentence.low(i + 1).endswith("ing") or sentence.low(i - 1) in ("it", "there", "this", "that"):
                    break
                made = f"{'has' if word.low == 'is' else 'have'} been"
                yield Hit(word.start, word.end, made, 0.85)
                break
            if word.low in AUXILIARIES:
                break
            if i and word.kind.verb > 0.7 and word.kind.noun < 0.3 and "VBZ" in tags_of(word.low, "VERB"):
                participle = inflect(lemma(word.low, "VERB"), "VBN")
                if participle:
                    yield Hit(word.start, word.end, f"has {participle}", 0.82)
                break
            if finite(word) or not sentence.joined(i):
                break


def _point(sentence: Sentence, at: int) -> bool:
    """Whether a time at which something began stands at word `at`: 1990, May, last week, many years."""
    low, text = sentence.low(at), sentence.words[at].text
    if not sentence.joined(at):
        return False
    if (text.isdigit() and len(text) == 4 and text[0] in "12") or low in MONTHS or low in ("childhood", "birth"):
        return True
    if low == "last" and sentence.low(at + 1) in _PAST:
        return True
    return sentence.low(at + 1) in _SPANS and low not in DETERMINERS - {"many", "several", "a"}


def perfect_in_past(sentence: Sentence) -> Iterator[Hit]:
    """ "has arrived yesterday", "have built it in 1990": arrived, built."""
    for at in range(1, len(sentence.words) - 2):
        helper = sentence.words[at]
        if helper.low not in ("has", "have") or not sentence.joined(at) or sentence.low(at - 1) in AUXILIARIES | {"to"}:
            continue
        verb = at + 1
        if sentence.low(verb) == "also":
            verb += 1
        if not sentence.joined(verb) or verb + 1 >= len(sentence.words):
            continue
        low = sentence.low(verb)
        if "VBN" not in tags_of(low, "VERB") and low != "been":
            continue
        past = "were" if helper.low == "have" else "was"
        made = past if low == "been" else inflect(lemma(low, "VERB"), "VBD")
        if made is None or not _dated(sentence, verb + 1):
            continue
        between = sentence.text[helper.end : sentence.words[verb].start]
        yield Hit(helper.start, sentence.words[verb].end, f"{between.strip()} {made}".strip(), 0.85)


def _dated(sentence: Sentence, at: int) -> bool:
    """Whether a past time follows in the same clause."""
    for i in range(at, min(at + _REACH, len(sentence.words))):
        word = sentence.words[i]
        if not sentence.joined(i) or (finite(word) and word.kind.participle < 0.2):
            return False
        if word.low in ("since", "until", "than", "that", "which", "who", "and", "from", "between", "as", "for", "to"):
            return False
        following = sentence.low(i + 1) if sentence.joined(i + 1) else ""
        if word.low == "yesterday" and following != "'s":
            return True
        if word.low == "last" and following in _PAST and sentence.low(i - 1) not in DETERMINERS:
            return True
        if word.low == "in" and len(following) == 4 and following.isdigit():
            return 1100 < int(following) < _THIS_YEAR and sentence.ends(i + 1)
        if word.low in _SPANS and following == "ago":
            return True
    return False


def future_in_clause(sentence: Sentence) -> Iterator[Hit]:
    """ "when he will come, we shall see": comes. The main clause has a future or an imperative of its own."""
    for at in range(len(sentence.words) - 4):
        word = sentence.words[at]
        soon = word.low == "soon" and sentence.low(at - 1) == sentence.low(at + 1) == "as"
        if word.low not in _OPENERS and not soon:
            continue
        start = at + 2 if soon else at + 1
        if not _leads(sentence, at) and not soon:
            continue
        for i in range(start, min(start + 5, len(sentence.words) - 1)):
            if not sentence.joined(i):
                break
            if sentence.low(i) in ("will", "would") and i > start:
                yield from _present(sentence, start, i)
                break
            if finite(sentence.words[i]):
                break


def _leads(sentence: Sentence, at: int) -> bool:
    """Whether the clause from word `at` goes with a main clause and says nothing of a noun ("the day when")."""
    if not at:
        return True
    word = sentence.words[at]
    if word.gap != " ":
        return word.low == "if" and word.gap.startswith(",") and sentence.low(at + 1) != "not"
    before = sentence.words[at - 1]
    named = before.kind.noun + before.kind.name > 0.5 and word.low == "when"
    return not named and before.low != "and" and any(w.low in ("will", "shall") for w in sentence.words[:at])


def _present(sentence: Sentence, start: int, at: int) -> Iterator[Hit]:
    subject, helper, verb = sentence.low(at - 1), sentence.words[at], sentence.words[at + 1]
    if helper.low == "would" and (
        sentence.low(start - 1) != "if" or verb.low in ("like", "be", "want", "prefer", "rather")
    ):
        return
    if (
        not sentence.joined(at + 1)
        or "VB" not in tags_of(verb.low, "VERB")
        or verb.kind.verb < 0.15
        or subject in ("that", "which", "who")
    ):
        return
    plural = (
        subject in ("they", "we", "you", "i") or tags_of(subject, "NOUN") == ("NNS",) or subject in words("collectives")
    )
    if subject not in _PRONOUNS and sentence.words[at - 1].kind.noun + sentence.words[at - 1].kind.name < 0.6:
        return
    if helper.low == "would":
        made = inflect(verb.low, "VBD")
    elif verb.low == "be":
        made = "am" if subject == "i" else "are" if plural else "is"
    else:
        made = verb.low if plural else inflect(verb.low, "VBZ")
    if made:
        yield Hit(helper.start, verb.end, made, 0.82)
