"""What goes wrong at the head of a sentence: a stray capital behind a first word that the engine does not know
("Okafor Was elected"), and an adverb that the source language puts first ("Also it could help")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ungarble.detectors.order.phrases import finite
from ungarble.detectors.order.sentence import AUXILIARIES, BE, FUNCTION, Hit, Sentence
from ungarble.english.ngrams import ngrams

_AMBIGUOUS: Final = frozenset(["will", "may", "might"])
"""Names, too: "Ferrell Will" is none, "George Will" is one."""


def capital_after_opening(sentence: Sentence) -> Iterator[Hit]:
    """ "Weiss Was honoured": was."""
    words = sentence.words
    if len(words) < 5 or sentence.shouted or sentence.rest.strip()[:1] not in (".", "!", "?"):
        return
    for at in (1, 2):
        word = words[at]
        if not word.text.istitle() or not word.gap.isspace() or len(word.text) < 2:
            continue
        if at == 2 and not (words[1].capital and words[1].gap == " " and words[1].kind.name > 0.5):
            continue
        if words[at + 1].capital or not words[at + 1].gap.isspace():
            continue
        if word.low in AUXILIARIES:
            yield Hit(word.start, word.end, word.low, 0.9 if word.low in _AMBIGUOUS else 0.97)
            return
        kind = word.kind
        verb = kind.verb > 0.7 and ngrams().capital_share(word.low) < 0.1 and word.low not in FUNCTION
        if verb and (at == 2 or words[0].kind.name > 0.5 or words[0].low in ("he", "she", "it", "they", "we")):
            yield Hit(word.start, word.end, word.low, 0.85)
            return


_PRONOUNS: Final = frozenset(["it", "he", "she", "they", "we", "i", "you", "this"])


def also_first(sentence: Sentence) -> Iterator[Hit]:
    """ "Also it could help": It could also help."""
    words = sentence.words
    if len(words) < 5 or words[0].low != "also" or not all(sentence.joined(i) for i in (1, 2, 3)):
        return
    subject, verb = words[1], words[2]
    if subject.low not in _PRONOUNS or not finite(verb):
        return
    first = subject.text[:1].upper() + subject.text[1:]
    behind = verb.low in AUXILIARIES and (verb.low in BE or finite(words[3]) or words[3].kind.participle > 0.3)
    wording = f"{first} {verb.text} also" if behind else f"{first} also {verb.text}"
    yield Hit(words[0].start, verb.end, wording, 0.85)
