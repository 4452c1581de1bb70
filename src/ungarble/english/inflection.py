"""Inflected forms of English words, in the case of the word they replace.

Forms come from the dictionary that lemminflect ships (made from the SPECIALIST Lexicon of the US National Library
of Medicine); where it has several spellings ("criterions", "criteria"), the one the n-gram table has most. Words it
does not have follow the regular rules. `import lemminflect` would load spaCy for an extension that is not used here
(0.55 s), so its two dictionary files are read by themselves (0.1 s each, on first use).

A phrase inflects in one word: a verb phrase in its first ("take place": took place), a noun phrase in the word
before its first preposition ("head of state": heads of state) or else in its last ("prime minister": prime ministers).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

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
_MODALS: Final = {
    "can": "could",
    "may": "might",
    "will": "would",
    "shall": "should",
    "must": "must",
    "ought": "ought",
}
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
_PREPOSITIONS: Final = frozenset("of in at for to on by with from under over without against between".split())
_DOUBLING = re.compile(r"[^aeiou]*[aeiou][bdgklmnprtvz]")


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
    best = _most_used(forms)
    if category == "noun" and not head.islower() and not head.isupper():
        return before + _title_like(head, best) + after
    return before + (best.upper() if _shouts(head) else copy_case(head, best)) + after


def lemma(word: str, upos: str) -> str:
    """The dictionary form of `word` as a part of speech of Universal Dependencies, in lower case but for proper
    nouns, which keep their case. A word that does not inflect is its own lemma."""
    category = CATEGORIES.get(upos)
    lowered = word.lower().replace("’", "'")
    if category is None:
        return lowered
    if (category, lowered) in _IRREGULAR_LEMMAS:
        return _IRREGULAR_LEMMAS[category, lowered]
    listed = _lemmas().get((lowered, category)) or (upos == "PROPN" and _lemmas().get((word, category))) or ()
    found = _most_likely(listed, lowered) if listed else _guess_lemma(lowered, category)
    if upos == "PROPN":
        return word if found.lower() == lowered else _title_like(word, found)
    return found


def tags_of(word: str, upos: str) -> tuple[str, ...]:
    """The Penn tags `word` can carry as `upos`: ("VBD", "VBN") for "attended"; empty where nothing fits."""
    category = CATEGORIES.get(upos)
    if category is None:
        return ()
    lowered = word.lower().replace("’", "'")
    base = lemma(lowered, "NOUN" if upos == "PROPN" else upos)
    if base == "be":
        return tuple(tag for tag, forms in _BE.items() if lowered in forms)
    return tuple(tag for tag in FORMS[category] if lowered in _forms(base, tag, category))


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
    plural = model_word.lower() in ("were", "are", "'re")
    if lemma.split(" ")[0] == "be" and chosen in ("VBD", "VBP") and chosen == "VBD" and plural:
        form = "were" + form[len("was") :]
    return copy_case(model_word, form)


def copy_case(model: str, word: str) -> str:
    """`word` with the capitals of `model`.

    UPPER gives upper case (a single capital letter does not count as such), "Front Atomic" gives each word of a
    phrase its capital but for short function words, "Front" or "Front of" the first letter. A model in lower case
    or in mixed case ("iPhone") leaves the word as it is, so that a name in a replacement keeps its capital.
    """
    if _shouts(model):
        return word.upper()
    parts = re.findall(r"[^\W\d_]+", model)
    if not parts or not parts[0][0].isupper():
        return word
    weighty = [part for part in parts if part.lower() not in _SMALL]
    if len(weighty) > 1 and all(part[0].isupper() for part in weighty):
        return re.sub(r"[^\W\d_][\w'’]*", lambda m: m[0] if m[0].lower() in _SMALL and m.start() else _first(m[0]), word)
    return _first(word)


_SMALL: Final = _PREPOSITIONS | {"a", "an", "the", "and", "or", "but", "as"}


def _first(word: str) -> str:
    for place, character in enumerate(word):
        if character.isalpha():
            return word[:place] + character.upper() + word[place + 1 :]
    return word


def _title_like(model: str, word: str) -> str:
    """`word` with the capitals of `model` as far as the two agree: ("McKay", "mckays") gives "McKays"."""
    shared = 0
    while shared < min(len(model), len(word)) and model[shared].lower() == word[shared].lower():
        shared += 1
    return model[:shared] + word[shared:]


def _shouts(word: str) -> bool:
    return word.isupper() and sum(character.isalpha() for character in word) > 1


def _category(tag: str) -> str | None:
    tag = _SAME_FORM.get(tag, tag)
    return next((category for category, tags in FORMS.items() if tag in tags), None)


def _head(phrase: str, category: str) -> tuple[str, str, str]:
    """(before, word that inflects, after); spaces stay where they are."""
    words = list(re.finditer(r"\S+", phrase))
    if len(words) < 2:
        return "", phrase, ""
    at = 0
    if category == "noun":
        stops = [i for i, word in enumerate(words) if i and word[0].lower() in _PREPOSITIONS]
        at = (stops[0] if stops else len(words)) - 1
    start, end = words[at].span()
    return phrase[:start], phrase[start:end], phrase[end:]


def _forms(base: str, tag: str, category: str) -> tuple[str, ...]:
    """All spellings of one form of a lemma in lower case."""
    if base == "be" and category == "verb":
        return _BE[tag]
    tag = _SAME_FORM.get(tag, tag)
    place = FORMS[category].index(tag)
    if not place:
        return (base,)
    if category == "verb" and base in _MODALS:
        return (_MODALS[base],) if tag == "VBD" else (base,)
    listed = _inflections().get((base, category))
    if listed is not None:
        spellings = listed.split(",")
        for other in (place, {1: 2, 2: 1}.get(place, place) if category == "verb" else place):
            if other <= len(spellings) and spellings[other - 1]:
                return tuple(spellings[other - 1].split("/"))
    return (_regular(base, tag, listed is not None),)


def _regular(base: str, tag: str, listed: bool) -> str:
    """The form by rule. `listed`: the dictionary has the word but not this form, as with "beautiful"."""
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
        stems = [s for s in (stem, stem + "e", stem[:-1] + "y") if (s, category) in _inflections()]
    fitting = [stem for stem in stems if len(stem) > 1 and re.search(r"[aeiouy]", stem)]
    return _most_used(fitting) if fitting else word


def _most_used(spellings: Iterable[str]) -> str:
    """The spelling the n-gram table has most; the first of equals."""
    listed = tuple(spellings)
    return listed[0] if len(listed) == 1 else max(listed, key=lambda spelling: ngrams().count(spelling))


def _most_likely(lemmas: tuple[str, ...], word: str) -> str:
    """Of several lemmas the one that is not the word itself where it is used more ("found": find, not found)."""
    return lemmas[0] if len(lemmas) == 1 else _most_used(sorted(lemmas, key=lambda found: found == word))


def _lines(name: str) -> Iterable[list[str]]:
    spec = find_spec("lemminflect")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("ungarble needs the package lemminflect")
    with gzip.open(Path(spec.origin).parent / "resources" / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split(",", 2)


@cache
def _inflections() -> dict[tuple[str, str], str]:
    return {(base, category): rest for base, category, rest in _lines("infl_lu.csv.gz")}


@cache
def _lemmas() -> dict[tuple[str, str], tuple[str, ...]]:
    return {(form, category): tuple(rest.split("/")) for form, category, rest in _lines("lemma_lu.csv.gz")}
