"""Subjects behind their verb, and times between a verb and its object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.lists import word_list, words
from ungarble.detectors.order.pairs import log_odds
from ungarble.detectors.order.phrases import (
    MONTHS,
    TIMES,
    WEEKDAYS,
    clause_rest,
    finite,
    lowered,
    moved_front,
    noun_phrase,
    time_phrase,
)
from ungarble.detectors.order.screen import candidate
from ungarble.detectors.order.sentence import AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, Hit, Sentence
from ungarble.english.inflection import lemma

_QUOTES: Final = frozenset('"“”«»‘')
_AFTER: Final = re.compile(r"[\s,“”\"«»]*[,”\"»][\s,“”\"«»]*")
_SUBORDINATORS: Final = words("subordinators")
_MAY_INVERT: Final = words("may-invert")
"""Of these, ", explains the doctor" passes for English behind reported words too; editors leave it."""
_LONGEST: Final = 12
"""Words of the longest subject that is moved."""
_APPEARING: Final = words("appearing")
_FRONTED: Final = words("fronted")


def verb_before_speaker(sentence: Sentence) -> Iterator[Hit]:
    """ ", announced Monday the White House." Behind a quotation that order is English, and behind "said" it may be."""
    for at, word in enumerate(sentence.words):
        if not at or not _AFTER.fullmatch(word.gap) or not _reports(word.low):
            continue
        first = _past_part(sentence, at + 1)
        middle = time_phrase(sentence, first) if first < len(sentence.words) else None
        start = first if middle is None else middle + 1
        if middle is not None and _bracketed(sentence, start):
            start += 1
        elif start >= len(sentence.words) or not sentence.joined(start):
            continue
        if start >= len(sentence.words) or not all(sentence.joined(i) for i in range(at + 1, first + 1)):
            continue
        aside = start > at + 1
        if not aside and (_QUOTES & set(sentence.text[: word.start]) or lemma(word.low, "VERB") in _MAY_INVERT):
            continue
        end = clause_rest(sentence, start)
        if end is None or not _speaks(sentence, start, end) or end - start > _LONGEST:
            continue
        if sentence.low(end + 1) in ("and", "or"):
            # It ended the war, recognised the republic, and forbade trade.
            continue
        subject, righted = _righted(sentence.slice(start, end))
        moved = sentence.text[word.start : sentence.words[start].start].rstrip()
        if word.low == "informed":
            # It wants to be told whom: what a Portuguese or Spanish paper "informed", an English one "announced".
            moved = "announced" + moved[len("informed") :]
        confidence = 0.92 if righted else 0.85 if aside else 0.75
        yield Hit(word.start, sentence.words[end].end, f"{subject} {moved}", confidence)


def _bracketed(sentence: Sentence, at: int) -> bool:
    """Whether word `at` is a number in brackets: this Tuesday (12)."""
    return at < len(sentence.words) - 1 and sentence.words[at].gap == " (" and sentence.after(at) == ") "


def _righted(subject: str) -> tuple[str, bool]:
    """The subject with an adjective behind its noun put right (sources European), and whether there was one."""
    inner = Sentence(subject)
    for at in range(len(inner.words) - 1):
        if candidate(inner, at) and log_odds(inner, at) > 0:
            noun, adjective = inner.words[at], inner.words[at + 1]
            return f"{subject[: noun.start]}{adjective.text} {noun.text}{subject[adjective.end :]}", True
    return subject, False


def _past_part(sentence: Sentence, at: int) -> int:
    """Behind "for his part" where that begins at word `at`, else `at`."""
    if sentence.low(at) == "for" and sentence.low(at + 2) == "part":
        return at + 3
    return at


def _reports(low: str) -> bool:
    return low[-1:] in "dsw" and lemma(low, "VERB") in word_list("reporting-verbs")


def _speaks(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the words are a person or a body: a name, or a noun of the list of speakers before any preposition."""
    first = sentence.words[start]
    if first.low in PREPOSITIONS or first.low in ("and", "or", "it", "he", "she", "they", "that", "a", "an"):
        return False
    for i in range(start, end + 1):
        word = sentence.words[i]
        if word.low in PREPOSITIONS or word.low in ("which", "who", "that", "to") or word.low.endswith("'s"):
            return False
        if word.low in word_list("speakers") or lemma(word.low, "NOUN") in word_list("speakers"):
            return True
        if word.capital and first.low in ("the", word.low) and word.low not in MONTHS | WEEKDAYS and i >= end - 3:
            return True
    return False


def verb_first(sentence: Sentence) -> Iterator[Hit]:
    """ "Launched the Ministry of Health on Sunday a campaign": verb, subject, object."""
    words = sentence.words
    if len(words) < 6 or words[0].start or not words[0].low.endswith("ed") or words[0].low in _FRONTED:
        return
    if words[0].kind.participle + words[0].kind.verb < 0.6 or sentence.low(1) not in ("the", "president", "minister"):
        return
    if lemma(words[0].low, "VERB") in word_list("two-object-verbs"):
        return
    end = noun_phrase(sentence, 1)
    if end is None or end + 1 >= len(words) or not sentence.joined(end + 1) or not _speaks(sentence, 1, end):
        return
    time = time_phrase(sentence, end + 1)
    following = (end if time is None else time) + 1
    if following >= len(words) or sentence.low(following) not in DETERMINERS or not sentence.joined(following):
        return
    if any(finite(w) and w.gap.startswith(",") for w in words[following:]):
        return
    subject = sentence.slice(1, end)
    wording = f"{subject[:1].upper()}{subject[1:]} {lowered(words[0])}"
    yield Hit(0, words[end].end, wording, 0.9)


def passive_before_subject(sentence: Sentence) -> Iterator[Hit]:
    """ "once are resolved the challenges": a subordinate clause with its subject behind the passive."""
    words = sentence.words
    for at in range(1, len(words) - 3):
        if words[at].low not in BE or not sentence.joined(at) or not sentence.joined(at + 1):
            continue
        before = sentence.low(at - 1)
        relative = before == "which" and sentence.low(at - 2) in PREPOSITIONS
        if not (before in _SUBORDINATORS or relative):
            continue
        participle = words[at + 1].kind
        if participle.participle < 0.3 or participle.adjective > participle.participle:
            continue
        if lemma(words[at + 1].low, "VERB") in word_list("two-object-verbs") or not sentence.joined(at + 2):
            continue
        if sentence.low(at + 2) not in DETERMINERS:
            continue
        end = clause_rest(sentence, at + 2)
        if end is None or end - at > _LONGEST or is_time(sentence, at + 2, end):
            continue
        wording = f"{sentence.slice(at + 2, end)} {sentence.slice(at, at + 1)}"
        yield Hit(words[at].start, words[end].end, wording, 0.9)


def is_time(sentence: Sentence, start: int, end: int) -> bool:
    last = noun_phrase(sentence, start)
    return any(sentence.low(i) in TIMES | MOVED for i in range(start, (end if last is None else last) + 1))


MOVED: Final = frozenset(["way", "same"])
"""It was done the same way: no subject either."""


def dummy_it(sentence: Sentence) -> Iterator[Hit]:
    """ "it was founded the first company", "it happens something": a false subject before the real one."""
    words = sentence.words
    for at, word in enumerate(words[:-2]):
        if word.low != "it" or not sentence.joined(at + 1):
            continue
        verb = at + 1
        while verb < len(words) - 1 and words[verb].low in AUXILIARIES and sentence.joined(verb + 1):
            verb += 1
        start = verb + 1
        if start >= len(words) or not sentence.joined(start) or (at + 1 < at and not sentence.joined(at)):
            continue
        passive = verb > at + 1 and words[verb - 1].low in BE and words[verb].kind.participle >= 0.4
        if not passive and words[verb].low not in _APPEARING:
            continue
        first = sentence.low(start)
        if passive and (
            first not in DETERMINERS
            or first in ("that", "this", "which", "what", "such", "some", "both")
            or words[verb].kind.adjective > words[verb].kind.participle
            or lemma(words[verb].low, "VERB") in word_list("two-object-verbs") | word_list("reporting-verbs")
            or (at and sentence.joined(at) and sentence.low(at - 1) in PREPOSITIONS)
        ):
            continue
        if not passive and first not in ("something", "nothing", "a", "an", "the", "many", "several", "some"):
            continue
        end = start if first in ("something", "nothing") else noun_phrase(sentence, start)
        if end is None or is_time(sentence, start, end) or _goes_on(sentence, end):
            continue
        subject = sentence.slice(start, end)
        wording = moved_front(sentence, at, f"{subject} {sentence.slice(at + 1, verb)}")
        yield Hit(word.start, words[end].end, wording, 0.9 if passive else 0.85)


def _goes_on(sentence: Sentence, end: int) -> bool:
    """Whether a finite verb or "that" follows: "it was announced the firm would close" lacks a conjunction instead."""
    if sentence.ends(end) or end + 1 >= len(sentence.words):
        return False
    following = sentence.words[end + 1]
    if following.low == "to":
        return sentence.low(end + 2) not in DETERMINERS
    return finite(following) or following.low in ("that", "which", "who", "not", "also")


def time_before_object(sentence: Sentence) -> Iterator[Hit]:
    """ "will meet on Monday the president": English keeps verb and object together."""
    words = sentence.words
    for at, word in enumerate(words[:-3]):
        kind = word.kind
        if kind.verb + kind.ing + kind.participle < 0.7 or word.low in AUXILIARIES or not sentence.joined(at + 1):
            continue
        time = time_phrase(sentence, at + 1)
        if time is None or time + 1 >= len(words) or not sentence.joined(time + 1):
            continue
        if sentence.low(time + 1) not in DETERMINERS - {"that", "which", "what"}:
            continue
        end = noun_phrase(sentence, time + 1)
        if end is None or end - time > 7 or is_time(sentence, time + 1, end) or _goes_on(sentence, end):
            continue
        if not sentence.ends(end) and sentence.low(end + 1) not in PREPOSITIONS | {"and"}:
            continue
        if _reports(word.low) and (not sentence.ends(end) or word.gap.startswith(",")):
            continue
        wording = f"{sentence.slice(time + 1, end)} {sentence.slice(at + 1, time)}"
        yield Hit(words[at + 1].start, words[end].end, wording, 0.75 if sentence.low(at - 1) in AUXILIARIES else 0.65)


def verb_after_time(sentence: Sentence) -> Iterator[Hit]:
    """ "On Saturday reopens to the public the museum": time, verb, subject."""
    words = sentence.words
    if len(words) < 5:
        return
    time = time_phrase(sentence, 0)
    if time is None or not sentence.joined(time + 1):
        return
    verb = words[time + 1]
    if not verb.low.endswith(("s", "ed")) or verb.low in AUXILIARIES or not finite(verb):
        return
    start = time + 2
    if sentence.low(start) == "to" and sentence.low(start + 1) == "the":
        start += 3
    if sentence.low(start) not in ("the", "a", "an") or not all(sentence.joined(i) for i in range(time + 1, start + 1)):
        return
    end = clause_rest(sentence, start)
    if end is None or end - start > _LONGEST:
        return
    wording = f"{sentence.slice(start, end)} {sentence.slice(time + 1, start - 1)}"
    yield Hit(verb.start, words[end].end, wording, 0.85)
