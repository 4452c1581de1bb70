"""Adjectives, participles, names and quoted words behind the noun they belong before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.clauses import verb_before_speaker
from ungarble.detectors.order.lists import word_list, words
from ungarble.detectors.order.pairs import log_odds
from ungarble.detectors.order.phrases import MONTHS, WEEKDAYS, lowered, moved_front
from ungarble.detectors.order.screen import candidate, counted
from ungarble.detectors.order.sentence import DEFINITE, DETERMINERS, FUNCTION, PREPOSITIONS, Hit, Sentence
from ungarble.english.articles import indefinite_article
from ungarble.english.inflection import lemma
from ungarble.english.ngrams import ngrams
from ungarble.english.wordclasses import demonyms

BINS: Final = ((4.0, 0.96), (3.0, 0.9), (2.0, 0.88), (1.0, 0.85), (0.0, 0.7))
"""Log-odds of a pair and how often turning it round was right; figures in bench/order.md."""
PLAIN: Final = 2.0
"""Log-odds of a pair that speaks for other pairs of its document."""
DOUBTFUL: Final = -1.0
SUPPORT: Final = 1.0
MOST_SUPPORT: Final = 2.0
"""What another plain case in `STRETCH` words of the document adds to the log-odds of one, and all of them at most."""
_VERBS: Final = frozenset(["VB", "VBD", "VBP", "VBZ", "MD"])
_NOT_ATTRIBUTIVE: Final = words("not-attributive")
_QUOTED: Final = re.compile(
    r"\b([^\W\d_]+)( of)? ([“\"‘«]\s?)([^“”\"‘’»,.;:!?]{2,40}?)(\s?[”\"’»]) (of|in|by|against|with|for)\b"
)
_NAMING: Final = words("naming")
_SEASONS: Final = words("seasons")
_NEXT: Final = {"next": "next", "following": "the following", "previous": "the previous"}
_RECENTLY: Final = frozenset(["previously", "newly", "freshly", "lightly", "finely", "coarsely", "thinly"])


def sure(score: float) -> float:
    """The measured confidence of a log-odds."""
    return next((confidence for least, confidence in BINS if score >= least), 0.0)


def adjective_after_noun(sentence: Sentence) -> Iterator[Hit]:
    """ "progress on the front atomic" """
    if sentence.shouted:
        return
    for at in range(len(sentence.words) - 1):
        if candidate(sentence, at):
            score = supported(sentence, log_odds(sentence, at))
            confidence = sure(score)
            if not confidence or _chained(sentence, at) or _moved_anyway(sentence, at):
                continue
            if _agrees(sentence, at):
                yield turned(sentence, at, (at + 1,), confidence, score)


def _moved_anyway(sentence: Sentence, at: int) -> bool:
    """Whether the pair is in a subject that `verb_before_speaker` moves, and turns round on the way."""
    place = sentence.words[at].start
    return any(hit.start <= place < hit.end for hit in verb_before_speaker(sentence))


def supported(sentence: Sentence, score: float) -> float:
    """The log-odds with what the rest of the document adds; it makes nothing safe that is not nearly so by itself."""
    if not DOUBTFUL <= score < BINS[0][0]:
        return score
    lifted = score + min(MOST_SUPPORT, SUPPORT * sentence.support(score >= PLAIN))
    return lifted if score >= BINS[1][0] else min(lifted, BINS[0][0] - 0.01)


def plain_cases(sentence: Sentence) -> int:
    """How many plain pairs of noun and adjective the sentence has."""
    if sentence.shouted:
        return 0
    places = (at for at in range(len(sentence.words) - 1) if candidate(sentence, at))
    return sum(log_odds(sentence, at) >= PLAIN and _agrees(sentence, at) for at in places)


def adjective_chain(sentence: Sentence) -> Iterator[Hit]:
    """ "a situation economic difficult", "a programme nuclear and ballistic": each is tried without the other."""
    if sentence.shouted:
        return
    for at in range(len(sentence.words) - 2):
        if not _chained(sentence, at):
            continue
        last = at + 2 if sentence.low(at + 2) not in ("and", "or") else at + 3
        words = sentence.words
        if last > at + 2 and ngrams().count(words[at + 1].low, "and", words[last].low) > 1:
            # Products new and old, ideas big and small: a set phrase may stand behind.
            continue
        first = Sentence(sentence.text[: words[at + 1].end] + sentence.text[words[last].end :])
        second = Sentence(sentence.text[: words[at].end] + " " + sentence.text[words[last].start :])
        if candidate(first, at) and candidate(second, at):
            score = supported(sentence, min(log_odds(first, at), log_odds(second, at)))
            if confidence := min(0.93, sure(score)):
                yield turned(sentence, at, (last, at + 1) if last == at + 2 else (at + 1, last), confidence, score)


def _chained(sentence: Sentence, at: int) -> bool:
    """Whether two adjectives follow word `at`, in a row or with "and" between them."""
    if not all(sentence.joined(at + i) for i in (1, 2)):
        return False
    last = at + 2
    if sentence.low(last) in ("and", "or"):
        last += 1
        if not sentence.joined(last):
            return False
    pair = (sentence.words[at + 1], sentence.words[last])
    return all(w.low not in FUNCTION and w.kind.adjective > 0.55 for w in pair) and not (
        sentence.joined(last + 1) and sentence.words[last + 1].kind.noun > 0.5
    )


def _agrees(sentence: Sentence, at: int) -> bool:
    """Whether the parser can read the words as noun and adjective too."""
    first, second = sentence.token(at), sentence.token(at + 1)
    if first is None or second is None:
        return True
    if first.tag_ in _VERBS or second.tag_ in _NOT_ATTRIBUTIVE:
        return False
    adjective = sentence.words[at + 1]
    kind = adjective.kind
    compound = second.tag_ in ("NN", "NNS") and kind.noun > 0.25 and kind.seen > 5
    return not (compound and counted(sentence.low(at), adjective.low).turned < 3)


def turned(sentence: Sentence, at: int, adjectives: tuple[int, ...], confidence: float, score: float) -> Hit:
    """The noun `at` with the adjectives behind it put before it, articles agreeing."""
    words = sentence.words
    first = at
    if at and sentence.joined(at) and _compound(sentence, at):
        first = at - 1
    moved = [words[i].text for i in adjectives]
    joint = " and " if len(adjectives) == 2 and sentence.low(at + 2) == "and" else " "
    noun = f"{sentence.slice(first, at - 1)} {words[at].text}" if first < at else words[at].text
    if first == 0:
        noun = lowered(words[0]) + noun[len(words[0].text) :]
    wording = moved_front(sentence, first, f"{joint.join(moved)} {noun}")
    start = words[first].start
    if first and sentence.joined(first) and sentence.low(first - 1) in ("a", "an"):
        article = words[first - 1]
        start = article.start
        right = indefinite_article(moved[0])
        wording = f"{right.capitalize() if article.capital else right} {wording}"
    pair = counted(words[at].low, words[adjectives[-1]].low)
    evidence = {"log-odds": f"{score:.1f}", "seen": f"{pair.turned} to {pair.stands}"}
    return Hit(start, words[max(adjectives)].end, wording, confidence, evidence)


def _compound(sentence: Sentence, at: int) -> bool:
    """Whether the word before the noun `at` is a noun that belongs to it: "engine test difficult"."""
    before, noun = sentence.words[at - 1], sentence.words[at]
    if before.low in FUNCTION or before.kind.noun < 0.6 or before.kind.adjective > 0.3:
        return False
    if sentence.low(at - 2) not in DETERMINERS | PREPOSITIONS and at > 1:
        return False
    return ngrams().count(before.low, noun.low) > 1


def name_after_noun(sentence: Sentence) -> Iterator[Hit]:
    """ "the constellation Kuiper": after a noun of the list, or where counts know the other order only."""
    words = sentence.words
    if sentence.shouted:
        return
    for at in range(1, len(words) - 1):
        noun, name = words[at], words[at + 1]
        if not name.capital or not sentence.joined(at) or not sentence.joined(at + 1):
            continue
        if noun.kind.noun + noun.kind.name < 0.5:
            continue
        listed = noun.low in word_list("named-after")
        if (not listed and (noun.capital or noun.low in word_list("before-names"))) or not _nameable(sentence, at + 1):
            continue
        if noun.capital and (name.text.isupper() or name.kind.name < 0.5):
            continue
        before = sentence.low(at - 1)
        described = listed and noun.low != "team" and words[at - 1].kind.adjective > 0.5 and at > 1
        if not (before in DEFINITE or (described and sentence.low(at - 2) in DEFINITE and sentence.joined(at - 1))):
            continue
        pair = counted(noun.low, name.low)
        if pair.stands > pair.turned or (not listed and (pair.stands or pair.turned < 5)):
            continue
        confidence = 0.75 if not listed else 0.9 if pair.turned > 2 else 0.85
        evidence = {"seen": f"{pair.turned} to {pair.stands}"}
        yield Hit(noun.start, name.end, f"{name.text} {noun.text}", confidence, evidence)


def _nameable(sentence: Sentence, at: int) -> bool:
    """Whether word `at` is a name of one word with nothing behind it that it would belong to."""
    name = sentence.words[at]
    if len(name.text) < 2 or not name.text.replace("-", "").isalpha() or name.low in FUNCTION | WEEKDAYS | MONTHS:
        return False
    if name.kind.seen and ngrams().capital_share(name.low) < 0.6 and name.low not in demonyms():
        return False
    if sentence.after(at).startswith(("’", "'", " (", " “", ' "', ":")) or name.low.endswith("'s"):
        return False
    if sentence.ends(at):
        return True
    following = sentence.words[at + 1]
    return not (
        following.capital
        or following.text[:1].isdigit()
        or following.low in ("of", "is", "was")
        or following.kind.noun > 0.6
    )


def quoted_modifier(sentence: Sentence) -> Iterator[Hit]:
    """ "the methods of “gangster” of the negotiators": a quoted adjective behind its noun, between two prepositions."""
    for match in _QUOTED.finditer(sentence.text):
        noun, of, opening, inside, closing, after = match.groups()
        if not of or after != "of":
            continue
        if len(inside.split()) > 2 or noun.lower() in FUNCTION or inside[:1].isupper():
            continue
        if lemma(noun.lower(), "NOUN") in _NAMING:
            continue
        start, end = match.start(), match.end() - len(after) - 1
        wording = f"{opening}{inside}{closing} {noun}"
        yield Hit(start, end, wording, 0.9)


def participle_after_noun(sentence: Sentence) -> Iterator[Hit]:
    """ "a mold previously greased": an adverb and a participle behind the noun, and nothing that belongs to them."""
    words = sentence.words
    for at in range(1, len(words) - 2):
        adverb, participle = words[at + 1], words[at + 2]
        if adverb.low not in _RECENTLY or not all(sentence.joined(at + i) for i in (1, 2)):
            continue
        if words[at].kind.noun < 0.6 or participle.kind.participle + participle.kind.adjective < 0.4:
            continue
        if sentence.low(at - 1) not in ("a", "an", "the", "of", "in", "with", "into", "on") or not sentence.joined(at):
            continue
        following = "" if sentence.ends(at + 2) else sentence.low(at + 3)
        if following and following not in ("and", "or"):
            continue
        start, article = words[at].start, ""
        if sentence.low(at - 1) in ("a", "an"):
            start = words[at - 1].start
            right = indefinite_article(adverb.text)
            article = (right.capitalize() if words[at - 1].capital else right) + " "
        wording = f"{article}{adverb.text} {participle.text} {words[at].text}"
        yield Hit(start, participle.end, wording, 0.6)


def ordinal_time(sentence: Sentence) -> Iterator[Hit]:
    """ "the summer next", "the day following" """
    words = sentence.words
    for at in range(len(words) - 2):
        word = sentence.low(at + 2)
        if sentence.low(at) != "the" or sentence.low(at + 1) not in _SEASONS or word not in _NEXT:
            continue
        if not sentence.joined(at + 1) or not sentence.joined(at + 2):
            continue
        bookish = not at or not sentence.ends(at + 2) or not sentence.low(at + 1).startswith(("day", "week", "month"))
        if word == "following" and bookish and sentence.low(at - 1) != "to":
            # The year following was a dry one, and he stayed until the spring following.
            continue
        following = "" if sentence.ends(at + 2) else sentence.low(at + 3)
        if following and following not in PREPOSITIONS | {
            "and",
            "or",
            "but",
            "will",
            "he",
            "she",
            "they",
            "we",
            "it",
            "i",
        }:
            continue
        if following in ("to", "of", "in", "on", "from", "by"):
            continue
        first = at - (sentence.joined(at) and sentence.low(at - 1) in ("in", "on", "to", "at"))
        wording = moved_front(sentence, first, f"{_NEXT[word]} {words[at + 1].text}")
        yield Hit(words[first].start, words[at + 2].end, wording, 0.9 if word == "next" else 0.85)
