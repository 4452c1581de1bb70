"""Subjects that the source language leaves out, and those that it names twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.lists import words
from ungarble.detectors.order.phrases import finite
from ungarble.detectors.order.sentence import AUXILIARIES, DETERMINERS, PREPOSITIONS, Hit, Sentence
from ungarble.english.inflection import lemma, tags_of
from ungarble.english.ngrams import ngrams
from ungarble.english.wordclasses import looks_plural

_JOINING: Final = frozenset(["because", "although", "if", "unless", "until", "where", "when", "whether"])
_BEING: Final = frozenset(["is", "was", "has", "does"])
_ABLE: Final = frozenset(["can", "could", "will", "would", "must", "should", "cannot"])
_OPENING: Final = frozenset(["when", "if", "while", "after", "before", "in", "for", "during", "once", "by", "with"])
_FAR: Final = 12
"""Words within which an opening clause ends."""
_ADDRESS: Final = frozenset(["you", "your", "please"])
_THEY: Final = frozenset(["it", "he", "she", "they"])
_FELT: Final = frozenset(
    [
        "felt",
        "feels",
        "thought",
        "thinks",
        "wanted",
        "wants",
        "believed",
        "believes",
        "knew",
        "knows",
        "hoped",
        "hopes",
        "wished",
    ]
)
_SAYS: Final = frozenset(
    ["said", "says", "affirmed", "declared", "added", "explained", "assured", "admitted", "stated"]
)
_SIGNS: Final = (DETERMINERS - {"that", "which", "what", "no", "all", "both"}) | frozenset(
    ["from", "into", "with", "by"]
)
"""Words behind a verb that show that it is one."""


def lost_after_conjunction(sentence: Sentence) -> Iterator[Hit]:
    """ "because is late": it is; "keep it where can see it": you can."""
    for at in range(len(sentence.words) - 2):
        word, verb = sentence.words[at], sentence.words[at + 1]
        if word.low not in _JOINING or not sentence.joined(at + 1) or not sentence.joined(at + 2) or verb.capital:
            continue
        if sentence.low(at - 1) in ("as", "and", "or", "than", "only", "even", "the") and sentence.joined(at):
            continue
        following = sentence.words[at + 2]
        if verb.low in _BEING and word.low not in ("where", "when", "until"):
            yield Hit(word.start, verb.end, f"{word.text} it {verb.text}", 0.75)
        elif verb.low in _ABLE and _plain(sentence, at + 2, following.low):
            addressed = any(w.low in _ADDRESS for w in sentence.words) or verb.low in ("can", "cannot")
            yield Hit(word.start, verb.end, f"{word.text} {'you' if addressed else 'it'} {verb.text}", 0.63)
        elif word.low in ("if", "when") and verb.low in ("want", "need") and following.low in DETERMINERS | {"to"}:
            yield Hit(word.start, verb.end, f"{word.text} you {verb.text}", 0.75)


def _plain(sentence: Sentence, at: int, low: str) -> bool:
    """Whether the bare form of a verb stands at word `at`: then no subject follows."""
    kind = sentence.words[at].kind
    return low in ("be", "also", "not") or (kind.verb > 0.6 and kind.noun < 0.4 and lemma(low, "VERB") == low)


def lost_behind_comma(sentence: Sentence) -> Iterator[Hit]:
    """ "When charging, also can use it.": you can also. A main clause behind its opening clause has a subject."""
    if sentence.low(0) not in _OPENING:
        return
    for at in range(2, min(len(sentence.words) - 2, _FAR)):
        if not sentence.words[at].gap.startswith(","):
            continue
        also = sentence.low(at) == "also" and sentence.joined(at + 1)
        helper = sentence.words[at + also]
        if helper.low in _ABLE and sentence.joined(at + also + 1):
            follower = at + also + 1
            subject = "it" if sentence.low(follower) == "be" else "you"
            if _plain(sentence, follower, sentence.low(follower)):
                extra = " also" if also else ""
                yield Hit(sentence.words[at].start, helper.end, f"{subject} {helper.text}{extra}", 0.65)
        return


def lost_at_start(sentence: Sentence) -> Iterator[Hit]:
    """ "Represents a lion at rest.": It represents; "Is located in the north.": It is located."""
    verb, following = sentence.words[0], sentence.words[1]
    if not verb.text.istitle() or not sentence.joined(1) or not sentence.joined(2) or following.capital:
        return
    if len(sentence.words) < 5 or not sentence.rest.strip().startswith(".") or sentence.words[0].start:
        return
    if verb.low in _ABLE and (
        following.low == "be" or (following.low == "also" and _plain(sentence, 2, sentence.low(2)))
    ):
        yield Hit(verb.start, verb.end, f"It {verb.low}", 0.75)
        return
    if verb.low in AUXILIARIES:
        if verb.low not in ("is", "was") or following.kind.participle < 0.4:
            return
    elif not ("VBZ" in tags_of(verb.low, "VERB") and verb.kind.verb > 0.6 and following.low in _SIGNS):
        return
    yield Hit(verb.start, verb.end, f"It {verb.low}", 0.65)


def named_twice(sentence: Sentence) -> Iterator[Hit]:
    """ "The visit it is in spring.": The visit is. No other verb stands in the clause, so it is none of two."""
    for at in range(2, len(sentence.words) - 2):
        word, noun, verb = sentence.words[at], sentence.words[at - 1], sentence.words[at + 1]
        if (
            word.low not in ("it", "they")
            or not sentence.joined(at)
            or not sentence.joined(at - 1)
            or not sentence.joined(at + 1)
        ):
            continue
        opens = at - 2
        determined = sentence.low(opens) in ("the", "this", "these", "our", "my", "his", "her", "its", "their")
        if (
            not determined
            or noun.capital
            or noun.kind.noun < 0.7
            or verb.low not in ("is", "was", "are", "were", "has")
        ):
            continue
        plural = tags_of(noun.low, "NOUN") == ("NNS",)
        if plural != (word.low == "they") or noun.low in words("times") | {"way", "first", "last", "more", "moment"}:
            continue
        if sentence.low(opens - 1) in PREPOSITIONS:
            continue  # In my experience it is late.
        if not _verb_before(sentence, opens) and not _verb_behind(sentence, at + 2):
            yield Hit(noun.start, verb.end, f"{noun.text} {verb.text}", 0.7)


def _verb_before(sentence: Sentence, at: int) -> bool:
    """Whether a verb, or a word that asks for one, stands between the head of the clause and word `at`."""
    for i in range(at - 1, -1, -1):
        if sentence.words[i + 1].gap != " ":
            return False
        word = sentence.words[i]
        if finite(word) or word.low in ("how", "what", "which", "that", "who", "where") or word.kind.participle > 0.3:
            return True
    return False


def _verb_behind(sentence: Sentence, at: int) -> bool:
    """Whether the clause has another verb from word `at` on, or ends in a preposition that a relative clause left."""
    for i in range(at, len(sentence.words)):
        word = sentence.words[i]
        if finite(word) and word.kind.participle < 0.2:
            return True
        if sentence.ends(i):
            return word.low in PREPOSITIONS
    return False


def object_twice(sentence: Sentence) -> Iterator[Hit]:
    """ "the wall which they built it": which they built; "whenever the weather permits it,": permits."""
    for at in range(3, len(sentence.words)):
        word, verb = sentence.words[at], sentence.words[at - 1]
        if word.low not in ("it", "them") or not sentence.joined(at) or not sentence.joined(at - 1):
            continue
        closed = sentence.ends(at) or sentence.low(at + 1) in (
            "in",
            "on",
            "at",
            "from",
            "last",
            "is",
            "was",
            "are",
            "were",
        )
        if not closed or verb.kind.verb + verb.kind.participle < 0.15 or verb.low in AUXILIARIES:
            continue
        subject, relative = sentence.low(at - 2), sentence.low(at - 3)
        if relative == "which" and subject in _THEY | {"we", "i", "you"} and sentence.words[at - 3].gap == " ":
            if sentence.low(at - 4) not in PREPOSITIONS and "VB" in tags_of(lemma(verb.low, "VERB"), "VERB"):
                yield Hit(verb.start, word.end, verb.text, 0.7)
        elif verb.low in ("permits", "allows") and subject in ("weather", "time", "situation", "space", "season"):
            yield Hit(verb.start, word.end, verb.text, 0.7)


def it_for_person(sentence: Sentence) -> Iterator[Hit]:
    """ "The mayor said that it felt tired": he felt. Things do not feel, think or want."""
    person = False
    for at in range(len(sentence.words) - 1):
        word = sentence.words[at]
        if word.low in ("mr", "mrs", "ms") or (word.low in words("people") and word.low != "member"):
            person = True
        named = word.capital and at and word.kind.name > 0.6 and sentence.words[at - 1].capital
        person = person or bool(named)
        if not person or word.low != "it" or not sentence.joined(at) or not sentence.joined(at + 1):
            continue
        if sentence.low(at - 1) == "that" and sentence.low(at - 2) in _SAYS and sentence.low(at + 1) in _FELT:
            if ngrams().count("she", sentence.low(at - 2)) and any(
                w.low in ("mrs", "ms", "her") for w in sentence.words
            ):
                yield Hit(word.start, word.end, "she", 0.65)
            else:
                yield Hit(word.start, word.end, "he", 0.7)


def run_on_it(sentence: Sentence) -> Iterator[Hit]:
    """ "is a castle it is located on": a castle located on. A clause that hangs on a noun and lost its relative."""
    for at in range(2, len(sentence.words) - 2):
        verb, participle = sentence.words[at + 1], sentence.words[at + 2]
        if sentence.low(at) not in ("it", "he", "she") or verb.low not in ("is", "was"):
            continue
        if not (sentence.joined(at) and sentence.joined(at + 1) and sentence.joined(at + 2)):
            continue
        noun, start = sentence.words[at - 1], at - 2
        while start > 0 and sentence.joined(start + 1) and sentence.words[start].kind.adjective > 0.7:
            start -= 1
        if sentence.low(start) not in ("a", "an") or sentence.low(start - 1) not in ("is", "was", "has", "found", "of"):
            continue
        if (
            noun.capital
            or noun.kind.noun + noun.kind.name < 0.8
            or participle.kind.participle < 0.5
            or sentence.ends(at + 2)
        ):
            continue
        if sentence.low(at + 3) in PREPOSITIONS:
            yield Hit(noun.start, participle.end, f"{noun.text} {participle.text}", 0.75)


def which_for_whose(sentence: Sentence) -> Iterator[Hit]:
    """ "a museum, which exposition tells": whose exposition."""
    for at in range(1, len(sentence.words) - 2):
        word, before, noun = sentence.words[at], sentence.words[at - 1], sentence.words[at + 1]
        if word.low != "which" or word.gap.strip() not in ("", ",") or not sentence.joined(at + 1):
            continue
        if before.low in PREPOSITIONS or before.kind.noun + before.kind.name < 0.8 or noun.capital:
            continue
        if (
            noun.kind.noun + noun.kind.name < 0.9
            or looks_plural(noun.low)
            or not sentence.joined(at + 2)
            or not finite(sentence.words[at + 2])
        ):
            continue
        if sentence.words[at + 2].kind.participle < 0.3 and sentence.low(at - 1) not in ("question", "idea"):
            yield Hit(word.start, word.end, "whose", 0.75)
