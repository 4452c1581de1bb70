"""Verbs in the wrong form for what stands before them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.lists import words
from ungarble.detectors.order.sentence import DETERMINERS, PREPOSITIONS, Hit, Sentence
from ungarble.english.inflection import forms, inflect, lemma, tags_of
from ungarble.english.ngrams import ngrams

_MODALS: Final = frozenset(["can", "could", "will", "would", "shall", "should", "may", "might", "must"])
_GERUND_AFTER: Final = frozenset(
    ["without", "after", "before", "of", "by", "from", "for", "in", "about", "at", "despite"]
)
_OBJECTS: Final = (DETERMINERS - {"that"}) | frozenset(["it", "them", "him", "us", "me", "you", "up", "out"])
_REFLEXIVES: Final = frozenset(["itself", "himself", "herself", "themselves", "yourself", "ourselves", "myself"])
_SINGULAR: Final = {"have": "has", "are": "is", "were": "was", "do": "does"}
_PLURAL: Final = {"has": "have", "is": "are", "was": "were", "does": "do"}
_ALL: Final = frozenset(["all", "everything", "anything", "what", "whatever", "best", "as", "much"])
_KNOWN: Final = 300
"""How often a verb must be counted to say that it is never reflexive."""
_SEEN: Final = 4


def subject_verb(sentence: Sentence) -> Iterator[Hit]:
    """ "The referee have not seen": has; "The windows is": are.

    At the head of a sentence or clause, where the noun right behind its article is the subject.
    """
    for at in range(len(sentence.words) - 2):
        word = sentence.words[at]
        if word.low not in ("the", "this", "these", "those", "our", "my", "his", "her", "their", "its", "your"):
            continue
        if at and not (
            sentence.words[at].gap.startswith((",", ";", ":"))
            or sentence.low(at - 1) in ("that", "because", "but", "when")
        ):
            continue
        noun, verb = sentence.words[at + 1], sentence.words[at + 2]
        if (
            not sentence.joined(at + 1)
            or not sentence.joined(at + 2)
            or noun.capital
            or noun.kind.noun + noun.kind.name < 0.8
        ):
            continue
        tags = tags_of(noun.low, "NOUN")
        better = _SINGULAR.get(verb.low) if tags == ("NN",) else _PLURAL.get(verb.low) if tags == ("NNS",) else None
        if better is None or noun.low in words("bodies") or noun.low in words("collectives"):
            continue
        table = ngrams()
        right, wrong = table.count(noun.low, better), table.count(noun.low, verb.low)
        if wrong == 0 or right >= 8 * wrong:
            yield Hit(verb.start, verb.end, better, 0.85 if right >= _SEEN else 0.78)


def pronoun_verb(sentence: Sentence) -> Iterator[Hit]:
    """ "they has", "she have seen": have, has. Behind a verb "he have" may be a subjunctive or a question."""
    for at in range(len(sentence.words) - 2):
        subject, verb = sentence.low(at), sentence.words[at + 1]
        if not sentence.joined(at + 1) or not sentence.joined(at + 2) or verb.capital:
            continue
        if subject in ("they", "we"):
            better = _PLURAL.get(verb.low)
        elif subject in ("he", "she", "it") and verb.low in ("have", "are", "do"):
            better = _SINGULAR[verb.low]
        else:
            continue
        before = sentence.low(at - 1)
        opens = (
            not at or sentence.words[at].gap.strip() in (",", ";", ":") or before in ("and", "but", "because", "when")
        )
        if better and opens and sentence.low(at + 2) != subject:
            yield Hit(verb.start, verb.end, better, 0.85)


def base_after_preposition(sentence: Sentence) -> Iterator[Hit]:
    """ "without insure the car": insuring."""
    for at in range(len(sentence.words) - 2):
        preposition, verb = sentence.words[at], sentence.words[at + 1]
        if preposition.low not in _GERUND_AFTER or not sentence.joined(at + 1) or verb.capital:
            continue
        following = sentence.low(at + 2) if sentence.joined(at + 2) else ""
        if following not in _OBJECTS or not _plain_verb(sentence, at + 1):
            continue
        made = inflect(verb.low, "VBG")
        table = ngrams()
        if made is None or table.count(preposition.low, verb.low) or table.count(preposition.low, made) < 2:
            continue
        yield Hit(verb.start, verb.end, made, 0.85)


def _plain_verb(sentence: Sentence, at: int) -> bool:
    """Whether a word is a verb in its base form and nothing else."""
    kind = sentence.words[at].kind
    low = sentence.low(at)
    return kind.verb >= 0.8 and kind.noun + kind.adjective + kind.name < 0.21 and lemma(low, "VERB") == low


def after_modal(sentence: Sentence) -> Iterator[Hit]:
    """ "must to go", "will goes", "will can come": must go, will go, will be able to come."""
    for at in range(len(sentence.words) - 2):
        modal = sentence.words[at]
        if modal.low not in _MODALS or not sentence.joined(at + 1) or (modal.capital and at):
            continue
        before, following = sentence.low(at - 1), sentence.words[at + 1]
        if at and before in DETERMINERS | {"of", "free", "at"}:
            continue
        if (
            following.low == "to"
            and sentence.joined(at + 2)
            and _plain_verb(sentence, at + 2)
            and modal.low in ("can", "must", "should", "could")
        ):
            if not _ALL.isdisjoint(sentence.low(i) for i in range(max(0, at - 3), at)):
                continue  # We do all we can to help.
            yield Hit(modal.start, sentence.words[at + 2].end, f"{modal.text} {sentence.words[at + 2].text}", 0.88)
        elif following.low == "can" and modal.low in ("will", "would", "may", "might", "must"):
            yield Hit(following.start, following.end, "be able to", 0.88)
        elif (
            modal.low in ("can", "will", "must", "should", "would")
            and following.kind.verb > 0.8
            and following.kind.noun < 0.1
        ):
            base = lemma(following.low, "VERB")
            if (
                base != following.low
                and "VBZ" in tags_of(following.low, "VERB")
                and not ngrams().count(modal.low, following.low)
            ):
                yield Hit(following.start, following.end, base, 0.85)


def needless_reflexive(sentence: Sentence) -> Iterator[Hit]:
    """ "the road snakes itself along": verbs that English never turns on their subject."""
    for at in range(1, len(sentence.words)):
        word, verb = sentence.words[at], sentence.words[at - 1]
        if word.low not in _REFLEXIVES or not sentence.joined(at) or verb.capital:
            continue
        kind = verb.kind
        if kind.verb + kind.participle + kind.ing < 0.5 or kind.noun > 0.3:
            continue
        base = lemma(verb.low, "VERB")
        table = ngrams()
        all_forms = {base, *forms(base)}
        if sum(table.count(form) for form in all_forms) < _KNOWN:
            continue
        if any(table.count(form, reflexive) for form in all_forms for reflexive in _REFLEXIVES):
            continue
        if not sentence.ends(at) and sentence.low(at + 1) not in PREPOSITIONS | {"and", "or", "very", "more", "slowly"}:
            continue
        yield Hit(verb.start, word.end, verb.text, 0.72)


def plural_reflexive(sentence: Sentence) -> Iterator[Hit]:
    """ "things that do not explain itself", "they hurt himself": themselves."""
    for at in range(2, len(sentence.words)):
        word, verb = sentence.words[at], sentence.words[at - 1]
        if word.low not in ("itself", "himself", "herself", "yourself") or not sentence.joined(at):
            continue
        if verb.low in PREPOSITIONS or not sentence.joined(at - 1):
            continue
        before = sentence.low(at - 2)
        if before == "not":
            before = sentence.low(at - 3)
        subject = sentence.low(at - 3)
        plural = before == "they" or (before in ("do", "are", "have", "were", "don't", "will") and subject == "they")
        relative = before in ("do", "were", "are") and sentence.low(at - 4) in ("that", "which", "who", "they")
        if (plural or relative) and verb.kind.verb + verb.kind.participle + verb.kind.ing > 0.5:
            yield Hit(word.start, word.end, "themselves", 0.75)
