"""Inflected forms of English words, in the case of the word they replace.

Forms come from the dictionary that lemminflect ships (from the SPECIALIST Lexicon of the US National Library of
Medicine); of several spellings ("criterions", "criteria") the one the n-gram table has most; else by rule.

A phrase inflects in one word: a verb phrase in its first ("take place": took place), a noun phrase in the word
before its first preposition ("head of state": heads of state) or else in its last ("prime minister": prime ministers).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from ungarble.english.casing import copy_case, is_shouted, share_case
from ungarble.english.dictionary import inflections, lemmas, more_forms
from ungarble.english.ngrams import ngrams

CATEGORIES: Final = {
    "NOUN": "noun",
    "PROPN": "noun",
    "VERB": "verb",
    "AUX": "verb",
    "ADJ": "adj",
    "ADV": "adv",
}
"""UPOS -> the dictionary's word class. Words of other classes do not inflect."""
FORMS: Final = {
    "noun": ("NN", "NNS"),
    "verb": ("VB", "VBD", "VBN", "VBG", "VBZ"),
    "adj": ("JJ", "JJR", "JJS"),
    "adv": ("RB", "RBR", "RBS"),
}
"""Penn tags of the forms, the lemma first, the others in the dictionary's order."""
_SAME_FORM: Final = {"NNP": "NN", "NNPS": "NNS", "VBP": "VB"}
_BE: Final = {
    "VB": ("be",),
    "VBP": ("are", "am"),
    "VBD": ("was", "were"),
    "VBN": ("been",),
    "VBG": ("being",),
    "VBZ": ("is",),
}
_MODALS: Final = {"can": "could", "may": "might", "will": "would", "shall": "should", "must": "must", "ought": "ought"}
_IRREGULAR_LEMMAS: Final = {
    ("verb", form): lemma
    for lemma, forms in (
        ("be", ("am", "are", "is", "was", "were", "been", "being", "'m", "'re")),
        ("have", ("'ve",)),
        ("will", ("'ll", "wo")),
        ("can", ("ca",)),
        ("not", ("n't",)),
        *((lemma, (past,)) for lemma, past in _MODALS.items()),
    )
    for form in forms
}
_FRAMES: Final = {
    "NNS": ("these", "many", "several", "0", "two", "all"),
    "VBD": ("he", "she", "it", "they", "who"),
    "VBN": ("have", "has", "had", "been", "was", "were", "be"),
    "VBG": ("is", "are", "was", "were", "of", "by"),
    "VBZ": ("he", "she", "it", "which", "who"),
    "JJR": ("much", "a", "is", "even"),
    "JJS": ("the",),
    "RBR": ("much", "even"),
    "RBS": ("the",),
}
"""Words that stand before a form: "had run", not "had ran", though "ran" is the oftener word by far."""
_AMBIGUOUS: Final = {
    ("adj", "better"): "good",
    ("adj", "best"): "good",
    ("noun", "leaves"): "leaf",
    ("noun", "data"): "data",
}
"""Where counting the other forms of each lemma misleads, because they are forms of yet other words."""
_BEFORE_GENERAL: Final = frozenset(
    [
        "attorney",
        "secretary",
        "governor",
        "consul",
        "solicitor",
        "inspector",
        "surgeon",
        "postmaster",
        "director",
        "receiver",
    ]
)
_SHORT_BE: Final = {"'re": "are", "'m": "am"}
_PREPOSITIONS: Final = frozenset(
    ["of", "in", "at", "for", "to", "on", "by", "with", "from", "under", "over", "without", "against", "between"]
)
_MASS = 25  # A plural so many times rarer than its singular is none that people use: "fishes".
_DOUBLING = re.compile(r"[^aeiou]*[aeiou][bdgklmnprtvz]")


@lru_cache(maxsize=20_000)
def inflect(lemma: str, tag: str) -> str | None:
    """The form of `lemma` (a word or a phrase) that a Penn Treebank tag names, in the case of `lemma`.

    None for a tag that names no inflected word ("IN", "MD"). Adjectives and adverbs without a comparative of their
    own get "more" and "most".
    """
    category = _category(tag)
    if category is None or not lemma:
        return None
    before, head, after = _head(lemma, category)
    if head != lemma and category in ("adj", "adv"):
        before, head, after = "", lemma, ""
    forms = _forms(head.lower(), tag, category)
    if len(forms) == 1 and forms[0] == head.lower():
        return lemma
    best = _most_used(_counted(head.lower(), forms) if tag == "NNS" else forms, tag)
    if category == "noun" and not head.islower() and not (is_shouted(head) and _listed(head, category)):
        return before + share_case(head, best) + after  # McKays, NGOs; but CHILDREN
    return before + copy_case(head, best) + after


@lru_cache(maxsize=20_000)
def lemma(word: str, upos: str) -> str:
    """The dictionary form of `word` as a part of speech of Universal Dependencies, in lower case but for proper
    nouns, which keep their case. A word that does not inflect is its own lemma."""
    category, lowered = CATEGORIES.get(upos), word.lower().replace("’", "'")
    if category is None:
        return lowered
    fixed = _IRREGULAR_LEMMAS.get((category, lowered)) or _AMBIGUOUS.get((category, lowered))
    if fixed:
        return fixed
    listed = lemmas().get((lowered, category)) or (upos == "PROPN" and lemmas().get((word, category))) or ()
    found = _most_likely(listed, category) if listed else _guess_lemma(lowered, category)
    if upos == "PROPN":
        return word if found.lower() == lowered else share_case(word, found)
    return found


@lru_cache(maxsize=20_000)
def forms(lemma: str) -> tuple[str, ...]:
    """Every form of `lemma` (one word, lower case) in every spelling, itself first: what a pattern that means any
    inflection of the word has to find. Only word classes that the dictionary gives it count; noun and verb for a
    word it does not have."""
    classes = [category for category in ("noun", "verb", "adj", "adv") if _listed(lemma, category)]
    if lemma in _MODALS or lemma == "be":
        classes = ["verb"]
    found = [lemma]
    for category in classes or ("noun", "verb"):
        for tag in (*FORMS[category][1:], *(("VBP",) if lemma == "be" else ())):
            found += (form for form in _forms(lemma, tag, category) if " " not in form)
    return tuple(dict.fromkeys(found))


def tags_of(word: str, upos: str) -> tuple[str, ...]:
    """The Penn tags `word` can carry as `upos`: ("VBD", "VBN") for "attended"; empty where nothing fits."""
    category = CATEGORIES.get(upos)
    if category is None:
        return ()
    lowered = word.lower().replace("’", "'")
    base = lemma(lowered, "NOUN" if upos == "PROPN" else upos)
    if base == "be":
        lowered = _SHORT_BE.get(lowered, lowered)
        return tuple(tag for tag, forms in _BE.items() if lowered in forms)
    tags = ("NNP", "NNPS") if upos == "PROPN" else FORMS[category]
    return tuple(tag for tag in tags if lowered in _forms(base, tag, category))


def inflect_like(lemma: str, model_word: str, upos: str, tag: str | None = None) -> str | None:
    """`lemma` (a word or a phrase) in the form and the case of `model_word`: ("occupant", "Tenants", "NOUN") gives
    "Occupants".

    `tag`, where the caller has a parse, settles what the word alone leaves open ("attended" is VBD and VBN);
    without it the first of `tags_of` holds, that is, the lemma's own form before the plural and the past tense
    before the participle. None where `model_word` is no form of that part of speech.
    """
    possible = tags_of(model_word, upos)
    if tag is None and not possible:
        return None
    chosen = tag or possible[0]
    form = inflect(lemma, chosen)
    if form is None:
        return None
    plural = model_word.lower() == "were"
    if lemma.split(" ")[0] == "be" and chosen == "VBD" and plural:
        form = "were" + form[len("was") :]
    return copy_case(model_word, form)


def _category(tag: str) -> str | None:
    tag = _SAME_FORM.get(tag, tag)
    return next((category for category, tags in FORMS.items() if tag in tags), None)


def _head(phrase: str, category: str) -> tuple[str, str, str]:
    """(before, word that inflects, after); spaces stay where they are."""
    words = list(re.finditer(r"[^\s-]+", phrase))
    if len(words) < 2 or _listed(phrase, category):
        return "", phrase, ""
    if " " not in phrase and category != "noun":
        return "", phrase, ""
    at = 0
    if category == "noun":
        last = len(words) - 1
        stops = [i for i, word in enumerate(words[:-1]) if i and word[0].lower() in _PREPOSITIONS]
        at = stops[0] - 1 if stops else last
        if words[last][0].lower() == "general" and words[last - 1][0].lower() in _BEFORE_GENERAL:
            at = last - 1
    start, end = words[at].span()
    return phrase[:start], phrase[start:end], phrase[end:]


def _listed(word: str, category: str) -> bool:
    return (word.lower(), category) in inflections()


def _forms(base: str, tag: str, category: str) -> tuple[str, ...]:
    """All spellings of one form of a lemma in lower case."""
    if base == "be" and category == "verb":
        return _BE[tag]
    original, tag = tag, _SAME_FORM.get(tag, tag)
    place = FORMS[category].index(tag)
    if not place:
        return (base,)
    if category == "verb" and base in _MODALS:
        return (_MODALS[base],) if tag == "VBD" else (base,)
    listed = inflections().get((base, category)) if original != "NNPS" else None
    if original == "NNPS" and base.endswith("y"):
        return (base + "s",)
    if listed is not None:
        spellings = listed.split(",")
        for other in (place, {1: 2, 2: 1}.get(place, place) if category == "verb" else place):
            if other <= len(spellings) and spellings[other - 1]:
                found = spellings[other - 1].split("/")
                return tuple(dict.fromkeys((*found, *more_forms().get((base, tag), ()))))
    return more_forms().get((base, tag)) or (_regular(base, tag),)


def _counted(base: str, plurals: tuple[str, ...]) -> tuple[str, ...]:
    """The plurals without the singular that the dictionary has of a mass noun's: nights, shares; but sheep."""
    others = tuple(form for form in plurals if form != base)
    return others if _MASS * sum(map(ngrams().count, others)) > ngrams().count(base) else plurals


def _regular(base: str, tag: str) -> str:
    """The form by rule."""
    if tag in ("JJR", "JJS", "RBR", "RBS"):
        return f"{'more' if tag.endswith('R') else 'most'} {base}"
    if tag in ("NNS", "VBZ"):
        if re.search(r"(?:[sxz]|[cs]h)$", base):
            return base + "es"
        return base[:-1] + "ies" if re.search(r"[^aeiou]y$", base) else base + "s"
    doubled = base + base[-1] if _DOUBLING.fullmatch(base) else base
    if tag == "VBG":
        if base.endswith("ie"):
            return base[:-2] + "ying"
        return (base[:-1] if re.search(r"[^eyo]e$", base) else doubled) + "ing"
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if re.search(r"[^aeiou]y$", base) else doubled + "ed"


def _guess_lemma(word: str, category: str) -> str:
    """The lemma of a word the dictionary lacks, among what the regular rules allow; the table's most frequent."""
    stems: list[str] = []
    if category in ("noun", "verb") and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        stems = [word[:-3] + "y"] if word.endswith("ies") else [word[:-1]]
        if re.search(r"(?:[sxz]|[cs]h)es$", word):
            stems.append(word[:-2])
    elif category == "verb" and (end := re.search(r"(?:ed|ing)$", word)):
        stem = word[: end.start()]
        stems = [stem, stem + "e"]
        if len(stem) > 2 and stem[-1] == stem[-2]:
            stems.append(stem[:-1])
        if word.endswith("ied"):
            stems.append(word[:-3] + "y")
    elif category in ("adj", "adv") and (end := re.search(r"(?:er|est)$", word)):
        stem = word[: end.start()]
        stems = [s for s in (stem, stem + "e", stem[:-1] + "y") if (s, category) in inflections()]
    fitting = [stem for stem in stems if len(stem) > 1 and re.search(r"[aeiouy]", stem)]
    return _most_used(fitting) if fitting else word


def _most_used(spellings: Iterable[str], tag: str = "") -> str:
    """The spelling the n-gram table has most behind the words of `_FRAMES`, or by itself; the first of equals."""
    listed = tuple(spellings)
    if len(listed) == 1:
        return listed[0]
    counts = ngrams()
    frames = _FRAMES.get(_SAME_FORM.get(tag, tag), ())
    return max(listed, key=lambda found: (sum(counts.count(word, found) for word in frames), counts.count(found)))


def _most_likely(lemmas: tuple[str, ...], category: str) -> str:
    """Of several lemmas the one whose other forms are used more: "found" is of find, finds, finding rather than of
    founds, founding."""
    if len(lemmas) == 1:
        return lemmas[0]
    forms = {lemma: {form for tag in FORMS[category] for form in _forms(lemma, tag, category)} for lemma in lemmas}
    shared = set.intersection(*forms.values())
    return max(lemmas, key=lambda lemma: sum(ngrams().count(form) for form in forms[lemma] - shared))
