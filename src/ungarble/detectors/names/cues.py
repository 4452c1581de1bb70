"""What shows that a name stands where the English has a common word: titles, verbs of saying, broken grammar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ungarble.detectors.names.forms import Form
from ungarble.detectors.names.index import Index, Place, titled
from ungarble.detectors.names.tables import alternatives, folded, word_list
from ungarble.english.inflection import inflect, tags_of
from ungarble.english.mentions import UPPER, begins_sentence
from ungarble.english.ngrams import ngrams
from ungarble.english.sentences import sentence_at
from ungarble.model import Span

# How sure each kind of cue is, as a share of the rule's confidence; measured with bench/names.py.
WHOLE, TITLED, SPEAKING, ODD, MIDDLE, LOOSE, UNSURE = 1.0, 0.99, 0.985, 0.93, 0.85, 0.75, 0.62
_OPENED = re.compile(r"(?:\A|[.!?]\s)[A-Z][^.,!?]{2,40}, \Z")
"""A short phrase that opens a sentence: its subject follows ("During his term, ")."""

_LINKS = frozenset({"of", "from", "to", "at", "in", "by", "on", "for"})
"""Renderings that English has before any place name: more must show that they stand for a piece of a name."""

_COURTESY = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lady", "madame", "monsieur", "herr", "frau"})
_FEMALE, _MALE = (
    frozenset({"mrs", "ms", "miss", "madame", "lady", "señora", "frau"}),
    frozenset({"mr", "sir", "lord", "herr"}),
)


def cue(form: Form, span: Span, text: str, near: Sequence[Place]) -> float | None:
    """How sure it is (a share of the rule's confidence) that the surname `form` stands at `span`; None: it is not."""
    before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 60]
    initial = begins_sentence(text, span.start)
    sentence = sentence_at(text, span).of(text)
    title = titled(text, span.start)
    common = not form.kept and folded(form.garbled[-1]) in word_list("english-surnames")
    linked = form.garbled[0].lower() in _LINKS
    if title:
        if re.search(r"\b(?:a|an|any|some|every|another|one)[ \xa0][\w. ]{2,24}\Z", before, re.I) or _other_sex(
            title, near
        ):
            return None
        if linked and title.lower() not in _COURTESY:
            return None  # “the mayor of Madrid”, whatever else is “de Madrid” here
        if title[0].islower() and common:
            return UNSURE
        return UNSURE + 0.3 if common else TITLED
    if re.search(rf"[{UPPER}][\w’'.-]*[ \xa0]\Z", before) and not before.endswith(("The ", "According to ")):
        return None
    if said := _says_before().search(before):
        if linked and not re.search(r"[”\"’»][ \xa0]*\Z", before[: said.start()]):
            return None  # “he said from Paris”
        return UNSURE + 0.2 if common else SPEAKING
    opening = initial or _OPENED.search(before) is not None
    finite = _says_after().match(after) or (
        opening
        and (not common or _countable(form.garbled[-1]))
        and _finite(after)
        and sentence.rstrip()[-1:] in '.!?:;”"'
    )
    if finite:
        if linked and not initial:
            return None  # “the mayor of Madrid said”
        return _first_word(form, initial, text, span, SPEAKING if not common else UNSURE)
    if of_office(text, span):
        return UNSURE if common else MIDDLE
    if re.search(r"(?<!\w)[Tt]he[ \xa0]\Z", before) and not form.kept:
        return ODD if form.plural and singular_verb(text, span.end) else None
    if linked and re.search(r"(?<!\w)(?:to|by|with|for|in|against|under|after|between|than|of|which)[ \xa0]\Z", before):
        return ODD  # “sold to of the Vega”
    if linked and form.kept and re.search(r"(?<!\w)(?:when|because|if|although|whether|where|who)[ \xa0]\Z", before):
        return ODD  # “when of the Vega came”
    if linked and form.kept and before.endswith(", ") and (_says_after().match(after) or _finite(after)):
        return MIDDLE
    if form.garbled[0].lower() == "of" and form.kept and _takes_no_of(before):
        return MIDDLE
    if linked and initial and re.match("[’']s ", after):
        return ODD
    if form.kept:
        # “The Guen”, “Of the Vega” with a capital inside a sentence.
        first = span.of(text)[0]
        return SPEAKING if first.isupper() and not initial else None
    if len(form.garbled) > 1 and span.of(text)[0].isupper() and not initial:
        return ODD
    if re.match(r", who\b", after):
        return UNSURE if common else SPEAKING
    owner = (
        len(form.garbled) == 1
        and re.match("[’']s? ", after)
        and not _determined(before)
        and not is_headline(sentence, span.of(text))
    )
    if owner and not common and form.garbled[-1].lower() not in word_list("mass-nouns"):
        return MIDDLE
    if initial:
        if re.match(r", (?:however|meanwhile|too|for (?:his|her) part|in turn|himself|herself)\b", after):
            return UNSURE if common else MIDDLE
        return ODD if form.plural and singular_verb(text, span.end) else None
    if (ngrams().capital_share(form.garbled[-1]) > 0.3 and not common) or is_headline(sentence, span.of(text)):
        return None
    if _before_object().search(before):
        return UNSURE if common else MIDDLE
    if common:
        return None
    verb = re.search(r"(?<![\w-])(to[ \xa0])?([a-z]{3,})[ \xa0]\Z", before)
    tags = set(tags_of(verb[2], "VERB")) if verb else set()
    return LOOSE if verb and ({"VBD", "VBG"} & tags or (verb[1] and "VB" in tags)) else None


def _countable(word: str) -> bool:
    """Whether English has the word as a noun with a plural ("bakers"), so that it can not stand without an article."""
    plural = inflect(word.lower(), "NNS") or ""
    return plural != word.lower() and ngrams().count(plural) > 0.03 * ngrams().count(word)


def _takes_no_of(before: str) -> bool:
    """Whether a verb in the past stands before that English never follows up with "of" ("replaced of the Vega")."""
    verb = re.search(r"(?<![\w-])([a-z]{3,})[ \xa0]\Z", before)
    if not verb or "VBD" not in tags_of(verb[1], "VERB"):
        return False
    return ngrams().count(verb[1]) > 500 and ngrams().count(verb[1], "of") * 300 < ngrams().count(verb[1])


def _finite(after: str) -> bool:
    """Whether a verb in the past or the third person follows, maybe after an adverb."""
    found = re.match(r"[ \xa0](?:(?:also|then|later|never|soon|\w+ly)[ \xa0])?([a-z]+)(?!\w)", after)
    if not found:
        return False
    tags = set(tags_of(found[1], "VERB"))
    return found[1] in ("is", "was", "has", "had") or "VBD" in tags or ("VBZ" in tags and singular_verb(after, 0))


def _determined(before: str) -> bool:
    return (
        re.search(
            r"\b(?:the|an?|this|that|each|every|no|our|my|his|her|their|its|your|any|some)[ \xa0](?:\w+[ \xa0])?\Z",
            before,
            re.I,
        )
        is not None
    )


def _first_word(form: Form, initial: bool, text: str, span: Span, sure: float) -> float | None:
    """A noun before a verb of saying: a name where English would want an article ("Rabbit denied")."""
    if form.kept or len(form.garbled) > 1:
        return sure
    word = form.garbled[-1].lower()
    if form.plural and not singular_verb(text, span.end) and initial:
        return LOOSE if _says_after().match(text, span.end) else None  # “Kings said”: plural nouns need no article.
    if initial and word in word_list("mass-nouns"):
        return None
    if (
        re.search(r"\b(?:the|a|an|this|that|our|my|his|her|their|its)[ \xa0]\Z", text[: span.start], re.I)
        and not form.plural
    ):
        return None
    return sure


def singular_verb(text: str, at: int) -> bool:
    """Whether a verb in the third person singular follows ("also announces", ", who is")."""
    found = re.match(
        r"(?:,? (?:who|also|then|now|still|already|himself|herself|always|never|\w+ly))*,? (\w+)", text[at : at + 60]
    )
    if not found:
        return False
    word = found[1].lower()
    return (
        word in ("is", "was", "has", "does")
        or (word.endswith("s") and word in word_list("sayings"))
        or (
            word.endswith("s")
            and not word.endswith("ss")
            and "VBZ" in tags_of(word, "VERB")
            and ngrams().count("he", word) > 1
        )
    )


def _other_sex(title: str, near: Sequence[Place]) -> bool:
    """Whether the right name goes by a title of the other sex: Mr Baker is not Ms Boulanger."""
    low = title.lower().rstrip(".")
    theirs = {p.title.lower().rstrip(".") for p in near}
    return bool((low in _MALE and theirs & _FEMALE) or (low in _FEMALE and theirs & _MALE))


def is_headline(sentence: str, name: str = "") -> bool:
    """Whether most longer words of a sentence have a capital, those of the `name` in question apart."""
    words: list[str] = re.findall(r"[^\W\d_]{4,}", sentence.replace(name, " ", 1) if name else sentence)
    return sum(w[0].isupper() for w in words) * 2 > len(words)


def of_office(text: str, span: Span) -> bool:
    """“the Hawk government”: who governs, campaigns or stands before a court goes by a surname."""
    before = re.search(r"(?<!\w)(?:[Tt]he|an?)[ \xa0]\Z", text[: span.start])
    return before is not None and _office().match(text, span.end) is not None


@cache
def _office() -> re.Pattern[str]:
    return re.compile(
        r"[ \xa0](?:administration|government|cabinet|presidency|regime|campaign|candidacy|trial|family|camp|era)(?!\w)"
    )


def bare(form: Form, span: Span, text: str, index: Index) -> float | None:
    """How sure it is where no word beside it tells: by a capital that no sentence, title or term of the text explains.

    The words left of the name ("of the Arco") must stand nowhere else by themselves; a translated name ("Hawk") must
    be a word that English spells small, and this text has with a capital only here.
    """
    initial = begins_sentence(text, span.start)
    if form.kept:
        if span.of(text).startswith("the "):
            return None  # English says “the Rhine” and “the Goaziou brook”
        return MIDDLE if _only_with_its_part(form, index) else None
    word = form.garbled[-1]
    if len(form.garbled) > 1 or word.lower() in _not_names() or index.capitals_of(word) > 1:
        return None
    sentence = sentence_at(text, span).of(text)
    common = folded(word) in word_list("english-surnames")
    if (ngrams().capital_share(word) > 0.3 and not common) or is_headline(sentence, span.of(text)):
        return None
    before, after = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 40]
    if re.match(rf"[ \xa0-][{UPPER}\d&]|-", after):
        return None
    if not initial:
        joined = re.search(rf"(?:[{UPPER}][\w’'.-]*|&|[-–—/\d])[ \xa0]?\Z", before)
        return None if joined or _determined(before) else UNSURE if common else LOOSE
    if form.plural or not _countable(word):
        return None
    alone = re.match(r"[’']s |, (?:an?|the|who|whose|then|now|former|however)\b| and (?:his|her)\b", after)
    return (UNSURE if common else LOOSE) if alone or _finite(after) else None


def _only_with_its_part(form: Form, index: Index) -> bool:
    """Whether the kept words are rare, and stand in this document in the right name alone but for one place."""
    parts = {folded(w) for s in form.swaps for w in form.name.words[s.start : s.end]}
    kept = [w for w in form.garbled if w in form.anchors]
    for word in kept:
        here = [n for n in index.with_word.get(folded(word), ()) if parts.isdisjoint(map(folded, n.words))]
        others = [n for n in here if len(n.words) > 1 and not _same(n.words, form.garbled)]
        if ngrams().count(word) > 50 or others or sum(len(n.places) for n in here) > 1:
            return False
    return bool(kept)


def _same(words: Sequence[str], others: Sequence[str]) -> bool:
    return [w.lower() for w in words] == [w.lower() for w in others]


@cache
def _not_names() -> frozenset[str]:
    return word_list("titles") | word_list("generic-words") | word_list("dates") | word_list("openers")


@cache
def _says_before() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w)(?:according to|{alternatives('sayings')}))[ \xa0]\Z", re.I)


@cache
def _says_after() -> re.Pattern[str]:
    return re.compile(
        rf"[”\"]?,?[ \xa0](?:(?:also|then|later|now|has|had|himself|herself|again|\w+ly)[ \xa0])?"
        rf"(?:{alternatives('sayings')})(?!\w)"
    )


@cache
def _before_object() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:with|by|for|from|against|to|and|but|when|than|as|while|after|before|if|because|that|which|of|about"
        r"|between|behind|under|over|like)[ \xa0]\Z"
    )
