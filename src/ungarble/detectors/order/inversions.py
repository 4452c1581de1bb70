"""Verbs before their subject: at the head of a sentence, behind a fronted phrase, behind a conjunction.

English has such orders, too ("On the hill stands a mill"): rules of these mechanisms are right in company only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.clauses import is_time
from ungarble.detectors.order.lists import word_list, words
from ungarble.detectors.order.phrases import MONTHS, MOVED_TIMES, WEEKDAYS, finite, lowered, noun_phrase
from ungarble.detectors.order.sentence import AUXILIARIES, BE, DETERMINERS, FUNCTION, PREPOSITIONS, Hit, Sentence
from ungarble.english.inflection import lemma, tags_of
from ungarble.english.wordclasses import looks_plural

_SUBJECTS: Final = DETERMINERS - {"that", "what", "which", "such", "all", "both", "no", "any", "each", "every"}
_LOCATIVE: Final = frozenset(["come", "go", "stand", "sit", "lie", "hang", "follow", "rise", "run", "remain", "live"])
"""Verbs that stand before their subject behind a place in English, too: on the hill stands a mill."""
_CONJUNCTIONS: Final = frozenset(["where", "when", "until", "before", "after", "because", "once", "while"])
_PRONOUNS: Final = {"i": "I", "he": "he", "she": "she", "it": "it", "we": "we", "they": "they", "you": "you"}
_NOMINATIVE: Final = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we", "it": "it"}
_GIVEN: Final = frozenset(["given", "granted", "awarded", "offered", "assigned", "denied", "shown", "lent", "paid"])
_INVERTING: Final = words("inverting")
"""Words at the head of a sentence behind which an auxiliary stands before its subject in English, too."""


def verb_opens(sentence: Sentence) -> Iterator[Hit]:
    """ "Consists the bridge of two arches", "Revealed the minister that ..." """
    words = sentence.words
    if len(words) < 5 or words[0].start or not sentence.joined(1) or sentence.rest.startswith("?"):
        return
    verb = words[0]
    base = lemma(verb.low, "VERB")
    if (
        base in _LOCATIVE
        or "VB" in tags_of(verb.low, "VERB")
        or verb.low.endswith("ing")
        or verb.low in AUXILIARIES
        or sentence.low(1) not in _SUBJECTS
    ):
        return
    end = noun_phrase(sentence, 1)
    if end is None or end < 2 or end + 1 >= len(words):
        return
    following = sentence.low(end + 1) if sentence.joined(end + 1) else ""
    if base in word_list("verbs-of-being"):
        consists = base != "consist" or following in ("of", "in")
        if not following or following not in PREPOSITIONS or not consists:
            return
        if any(w.gap.startswith(",") and w.low in _SUBJECTS | set(_PRONOUNS) for w in words[end + 1 :]):
            # Started in the spring, the works are done: a participle.
            return
        confidence = 0.8
    elif following == "that" and base in word_list("reporting-verbs"):
        confidence = 0.85
    else:
        return
    subject = sentence.slice(1, end)
    yield Hit(0, words[end].end, f"{subject[:1].upper()}{subject[1:]} {lowered(verb)}", confidence)


def verb_after_fronted(sentence: Sentence) -> Iterator[Hit]:
    """ "In the square was opened a museum", "Two years later began the works", "where bloom irises" """
    words = sentence.words
    for at in _places_of_verbs(sentence):
        passive = words[at].low in BE
        last = at + passive
        if last + 1 >= len(words) or not all(sentence.joined(i) for i in range(at, last + 2)):
            continue
        start = last + 1
        if passive:
            kind = words[last].kind
            if kind.participle < 0.4 or kind.adjective > 0.3 or _two_objects(words[last].low):
                continue
        elif lemma(words[at].low, "VERB") not in word_list("verbs-of-being") - _LOCATIVE:
            continue
        if not _begins_subject(sentence, start) or is_time(sentence, start, start):
            continue
        end = noun_phrase(sentence, start)
        if end is None or is_time(sentence, start, end) or not _closed(sentence, end):
            continue
        if not passive and not _agree(words[at].low, words[_head(sentence, start, end)].low):
            continue
        wording = f"{sentence.slice(start, end)} {sentence.slice(at, last)}"
        yield Hit(words[at].start, words[end].end, wording, 0.75)


def _places_of_verbs(sentence: Sentence) -> Iterator[int]:
    """Where a verb stands behind a fronted phrase or a conjunction and nothing can be its subject."""
    words = sentence.words
    front = _fronted(sentence)
    if front is not None and front + 1 < len(words):
        at = front + 1
        if words[at].low in ("was", "were") or (
            _past_or_s(words[at].low) and words[at].low not in AUXILIARIES | {"ended"}
        ):
            yield at
    for at in range(1, len(words) - 2):
        verb = words[at].low
        if (
            words[at - 1].low in _CONJUNCTIONS
            and sentence.joined(at)
            and not verb.endswith("ing")
            and verb not in AUXILIARIES
        ):
            yield at


def _past_or_s(low: str) -> bool:
    return low != lemma(low, "VERB") and not low.endswith("ing")


def _fronted(sentence: Sentence) -> int | None:
    """The last word of a phrase of place or time at the head of the sentence, nothing else before the verb."""
    words = sentence.words
    first = sentence.low(0)
    if words[0].start > 3:
        return None
    if sentence.low(2) in ("later", "after") and sentence.low(1) in ("years", "year", "months", "days", "weeks"):
        return 2
    if first in ("then", *MOVED_TIMES):
        return None
    if first in ("in", "on", "at", "from", "near", "inside", "behind", "during", "for", "with", "to"):
        if sentence.low(1) in ("there", "here") or sentence.low(1)[:2].isdigit():
            return 1
        last = noun_phrase(sentence, 1)
        while last is not None and sentence.joined(last + 1) and sentence.low(last + 1) in ("in", "of", "at"):
            further = noun_phrase(sentence, last + 2)
            if further is None:
                return None
            last = further
        return last
    return None


def _begins_subject(sentence: Sentence, at: int) -> bool:
    word = sentence.words[at]
    if word.low in DETERMINERS:
        return word.low in _SUBJECTS
    if word.low in FUNCTION or word.low in WEEKDAYS | MONTHS or word.text[:1].isdigit():
        return False
    kind = word.kind
    return kind.noun + kind.adjective + kind.name > 0.6 and kind.adverb < 0.2


def _head(sentence: Sentence, start: int, end: int) -> int:
    """The last noun before any preposition."""
    for i in range(start, end + 1):
        if sentence.low(i) in PREPOSITIONS:
            return i - 1
    return end


def _agree(verb: str, noun: str) -> bool:
    """Whether a verb in the present has the number of the noun; a past always has."""
    base = lemma(verb, "VERB")
    if verb == base:
        return looks_plural(noun)
    return not verb.endswith("s") or not looks_plural(noun)


def _closed(sentence: Sentence, end: int) -> bool:
    """Whether the subject ends with word `end`: no verb follows that would make another subject of it."""
    if sentence.ends(end):
        return True
    following = sentence.words[end + 1]
    return following.low in PREPOSITIONS | {"and", "which", "who", "that"} and following.low != "like"


def _two_objects(low: str) -> bool:
    return low in _GIVEN or lemma(low, "VERB") in word_list("two-object-verbs")


def receiver_before_passive(sentence: Sentence) -> Iterator[Hit]:
    """ "In 1901 to the town was given a charter": the one who receives is the subject in English."""
    words = sentence.words
    for at in range(len(words) - 4):
        if words[at].low != "to" or not (at == 0 or not sentence.joined(at) or words[at - 1].text.isdigit()):
            continue
        end = at + 1 if sentence.low(at + 1) in _NOMINATIVE else noun_phrase(sentence, at + 1)
        if end is None or end + 3 >= len(words) or sentence.low(end + 1) not in ("is", "are", "was", "were"):
            continue
        if sentence.low(end + 2) not in _GIVEN or sentence.low(end + 3) not in DETERMINERS:
            continue
        if not all(sentence.joined(i) for i in range(at + 1, end + 4)):
            continue
        subject = sentence.slice(at + 1, end)
        subject = _NOMINATIVE.get(subject.lower(), subject)
        if at == 0:
            subject = subject[:1].upper() + subject[1:]
        yield Hit(words[at].start, words[end].end, subject, 0.85)


def auxiliary_after_fronted(sentence: Sentence) -> Iterator[Hit]:
    """ "With the remote can you dim the lamp": subject and auxiliary keep their order behind a fronted phrase."""
    words = sentence.words
    if len(words) < 6 or words[0].start > 3 or "?" in sentence.rest or not _fronts(sentence):
        return
    for at in range(1, min(len(words) - 2, 9)):
        word = words[at]
        if not sentence.joined(at) or not sentence.joined(at + 1) or word.low in _INVERTING:
            return
        if word.low in ("do", "does", "did"):
            # In this manner did he travel: bookish, and no engine has *do* from its source.
            return
        if word.low not in AUXILIARIES:
            if finite(word) or word.low in ("that", "which", "who", "if", "when", "and", "or", *_PRONOUNS):
                return
            continue
        if not _ends_phrase(sentence, at - 1):
            return
        subject = _PRONOUNS.get(sentence.low(at + 1))
        end = at + 1 if subject else None
        if subject is None and sentence.low(at + 1) in _SUBJECTS and word.low not in BE:
            end = noun_phrase(sentence, at + 1)
        if end is None or not sentence.joined(end + 1) or not (subject or _goes_on(sentence, end + 1, word.low)):
            return
        wording = f"{sentence.slice(at + 1, end)} {word.text}"
        yield Hit(word.start, words[end].end, wording, 0.85)
        return


def _fronts(sentence: Sentence) -> bool:
    first = sentence.words[0]
    if first.low in _INVERTING:
        return False
    return first.low in PREPOSITIONS - {"than", "as", "like", "of", "since", "for", "after", "before"} or first.low in (
        "here",
        "now",
        "today",
        "therefore",
    )


def _ends_phrase(sentence: Sentence, at: int) -> bool:
    if at == 0:
        return sentence.low(0) in ("here", "now", "today", "therefore")
    word = sentence.words[at]
    if word.text[:1].isdigit():
        return True
    kind = word.kind
    named = kind.noun + kind.name >= 0.5
    return named or (kind.adjective > 0.5 and sentence.low(at - 1) in DETERMINERS)


def _goes_on(sentence: Sentence, at: int, auxiliary: str) -> bool:
    """Whether a verb that the auxiliary wants, or an adverb or object before it, follows."""
    word = sentence.words[at]
    if auxiliary in BE or auxiliary in ("has", "have", "had"):
        return word.kind.participle + word.kind.ing + word.kind.adverb + word.kind.adjective > 0.3
    return word.kind.verb > 0.2 or word.kind.adverb > 0.5 or word.low in DETERMINERS | {"be", "not", "also"}


def pronoun_before_subject(sentence: Sentence) -> Iterator[Hit]:
    """ "before they arrived the settlers": a pronoun that the source lacks, before the real subject."""
    words = sentence.words
    for at in range(len(words) - 3):
        if words[at].low not in ("it", "they") or not all(sentence.joined(at + i) for i in (1, 2)):
            continue
        verb = words[at + 1]
        base = lemma(verb.low, "VERB")
        if base not in word_list("verbs-of-being") or base in (
            "open",
            "start",
            "begin",
            "end",
            "close",
            "continue",
            "remain",
            "increase",
            "follow",
            "survive",
        ):
            continue
        if verb.low.endswith("ing") or sentence.low(at + 2) not in _SUBJECTS - {"a", "an", "some"}:
            continue
        if sentence.joined(at) and sentence.low(at - 1) in PREPOSITIONS - {"before", "after", "until", "since"}:
            continue
        end = noun_phrase(sentence, at + 2)
        if end is None or is_time(sentence, at + 2, end) or not _closed(sentence, end):
            continue
        if sentence.low(at + 3) in ("same", "next") or (words[at].low == "they") != looks_plural(words[end].low):
            continue
        subject = sentence.slice(at + 2, end)
        wording = f"{subject} {verb.text}"
        if at == 0:
            wording = wording[:1].upper() + wording[1:]
        yield Hit(words[at].start, words[end].end, wording, 0.7)
