"""The lemma of a tagged word: regular endings by rule, everything else from a table made in `training/pipeline/`.

A trained lemmatiser would be slower and larger, and what it learns beyond the tag is this table.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

Table = dict[str, dict[str, str]]
"""Exceptions: Penn tag -> lower-case form -> lemma."""

_PLURAL = ("NNS", "NNPS", "VBZ")
_VOWELS = frozenset("aeiou")
_REMEMBERED = 100_000


class Lemmas:
    """A spaCy component: sets `token.lemma_` from form and tag. Called a second time, it does the same again."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: dict[tuple[int, int, bool], int] = {}

    @classmethod
    def from_file(cls, path: Path) -> Lemmas:
        """Read the table from a JSON file; `OSError` or `ValueError` when it isn't there or no JSON."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of a tagged document."""
        strings = doc.vocab.strings
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        for token in doc:
            key = (token.orth, token.tag, bool(token.is_sent_start))
            lemma = self._known.get(key)
            if lemma is None:
                lemma = strings.add(self.lemma(token.text, token.tag_, sentence_start=key[2]))
                self._known[key] = lemma
            token.lemma = lemma
        return doc

    def lemma(self, form: str, tag: str, *, sentence_start: bool = False) -> str:
        """The lemma of `form` as `tag`. A name keeps its capitals; so does an adjective amid a sentence ("German")."""
        low = form.lower().replace("’", "'")
        listed = self._table.get(tag, {}).get(low)
        if listed is not None:
            return listed
        if tag == "NNPS":
            return regular(form, tag)
        if tag == "NNP" or (tag == "JJ" and form.istitle() and not sentence_start):
            return form
        return regular(low, tag)


def regular(form: str, tag: str) -> str:
    """The lemma by rule: plurals, third persons, past forms, -ing, comparatives; other tags give the form itself."""
    if tag in _PLURAL:
        return _without_s(form)
    if tag in ("VBD", "VBN") and form.endswith("ed") and len(form) > 3:
        return form[:-3] + "y" if form.endswith("ied") and len(form) > 4 else _restore(form[:-2])
    if tag == "VBG" and form.endswith("ing") and len(form) > 4:
        return _restore(form[:-3])
    for tags, ending in ((("JJR", "RBR"), "er"), (("JJS", "RBS"), "est")):
        if tag in tags and form.endswith(ending) and len(form) > len(ending) + 2:
            stem = form[: -len(ending)]
            return stem[:-1] + "y" if stem.endswith("i") else _restore(stem)
    return form


def _without_s(form: str) -> str:
    low = form.lower()
    if low.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    if low.endswith("s") and not low.endswith(("ss", "'s")) and len(form) > 2:
        return form[:-1]
    return form


def _restore(stem: str) -> str:
    """The base whose ending was cut: stopp -> stop, hop -> hope, mak -> make, walk -> walk."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsfz" + "aeiou":
        return stem[:-1]
    if stem.endswith(
        ("at", "iz", "c", "s", "v", "u", "dg", "rg", "ang", "bl", "tl", "pl", "gl", "dl", "fl", "kl", "cl")
    ):
        return stem if stem.endswith("ss") else stem + "e"
    if (
        len(stem) > 1
        and stem[-1] not in _VOWELS | set("wxyh")
        and stem[-2] in _VOWELS
        and (len(stem) < 3 or stem[-3] not in _VOWELS)
        and not stem.endswith(("er", "en", "el", "on", "or", "om", "it", "in", "op", "ow"))
    ):
        return stem + "e"
    return stem
