"""Forms of Romance and German words: from the form that stands in the text to the lemma a dictionary has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

FORMS: Mapping[str, tuple[tuple[str, str, str], ...]] = MappingProxyType(
    {
        "fr": (
            ("ées", "er", "VBN"), ("ée", "er", "VBN"), ("és", "er", "VBN"), ("é", "er", "VBN"),
            ("aient", "er", "VBD"), ("ait", "er", "VBD"), ("èrent", "er", "VBD"), ("a", "er", "VBD"),
            ("ent", "er", "VB"), ("eront", "er", "VB"), ("era", "er", "VB"), ("erai", "er", "VB"), ("ez", "er", "VB"),
            ("ons", "er", "VB"), ("ant", "er", "VBG"), ("ues", "re", "VBN"), ("ue", "re", "VBN"), ("us", "re", "VBN"),
            ("u", "re", "VBN"), ("is", "ir", "VBN"), ("ie", "ir", "VBN"), ("i", "ir", "VBN"), ("issait", "ir", "VBD"),
            ("issent", "ir", "VB"), ("aux", "al", ""), ("aux", "au", "NNS"), ("eaux", "eau", "NNS"),
            ("elles", "el", ""), ("elle", "el", ""), ("ennes", "en", ""), ("enne", "en", ""), ("euses", "eur", "NNS"),
            ("euse", "eur", ""), ("euses", "eux", ""), ("euse", "eux", ""), ("trice", "teur", ""),
            ("trices", "teur", "NNS"), ("ives", "if", ""), ("ive", "if", ""), ("ères", "er", ""), ("ère", "er", ""),
            ("es", "", ""), ("e", "", ""), ("s", "", "NNS"), ("x", "", "NNS"),
        ),
        "es": (
            ("adas", "ar", "VBN"), ("ada", "ar", "VBN"), ("ados", "ar", "VBN"), ("ado", "ar", "VBN"),
            ("idas", "er", "VBN"), ("ida", "er", "VBN"), ("idos", "er", "VBN"), ("ido", "er", "VBN"),
            ("idas", "ir", "VBN"), ("ida", "ir", "VBN"), ("idos", "ir", "VBN"), ("ido", "ir", "VBN"),
            ("ando", "ar", "VBG"), ("iendo", "er", "VBG"), ("iendo", "ir", "VBG"), ("aban", "ar", "VBD"),
            ("aba", "ar", "VBD"), ("aron", "ar", "VBD"), ("ó", "ar", "VBD"), ("ieron", "er", "VBD"),
            ("ió", "er", "VBD"), ("ió", "ir", "VBD"), ("ieron", "ir", "VBD"), ("ará", "ar", "VB"),
            ("arán", "ar", "VB"), ("an", "ar", "VB"), ("as", "o", ""), ("a", "o", ""), ("os", "o", "NNS"),
            ("ones", "ón", "NNS"), ("es", "", "NNS"), ("s", "", "NNS"), ("ces", "z", "NNS"),
        ),
        "it": (
            ("ate", "are", "VBN"), ("ata", "are", "VBN"), ("ati", "are", "VBN"), ("ato", "are", "VBN"),
            ("ute", "ere", "VBN"), ("uta", "ere", "VBN"), ("uti", "ere", "VBN"), ("uto", "ere", "VBN"),
            ("ite", "ire", "VBN"), ("ita", "ire", "VBN"), ("iti", "ire", "VBN"), ("ito", "ire", "VBN"),
            ("ando", "are", "VBG"), ("endo", "ere", "VBG"), ("ava", "are", "VBD"), ("avano", "are", "VBD"),
            ("ò", "are", "VBD"), ("arono", "are", "VBD"), ("erà", "are", "VB"), ("ano", "are", "VB"), ("he", "a", ""),
            ("hi", "o", "NNS"), ("i", "o", "NNS"), ("i", "e", "NNS"), ("e", "a", "NNS"), ("a", "o", ""),
            ("e", "o", ""),
        ),
        "pt": (
            ("adas", "ar", "VBN"), ("ada", "ar", "VBN"), ("ados", "ar", "VBN"), ("ado", "ar", "VBN"),
            ("idas", "er", "VBN"), ("ida", "er", "VBN"), ("idos", "er", "VBN"), ("ido", "er", "VBN"),
            ("idas", "ir", "VBN"), ("ido", "ir", "VBN"), ("ando", "ar", "VBG"), ("endo", "er", "VBG"),
            ("indo", "ir", "VBG"), ("ava", "ar", "VBD"), ("avam", "ar", "VBD"), ("ou", "ar", "VBD"),
            ("aram", "ar", "VBD"), ("eu", "er", "VBD"), ("iu", "ir", "VBD"), ("am", "ar", "VB"), ("as", "o", ""),
            ("a", "o", ""), ("os", "o", "NNS"), ("ões", "ão", "NNS"), ("ais", "al", "NNS"), ("ns", "m", "NNS"),
            ("res", "r", "NNS"), ("s", "", "NNS"),
        ),
        "de": (
            ("en", "", ""), ("er", "", ""), ("es", "", ""), ("em", "", ""), ("e", "", ""), ("te", "en", "VBD"),
            ("ten", "en", "VBD"), ("t", "en", "VB"), ("en", "e", "NNS"),
        ),
        "tr": (
            ("lar", "", "NNS"), ("ler", "", "NNS"),
        ),
    }
)  # fmt: skip
"""Language -> ending of a form, ending of its lemma, and what the form is (Penn tag, "" for none); in this order."""

_SHORTEST_STEM = 3


def lemmas_of(word: str, lang: str) -> Iterator[tuple[str, str]]:
    """What `word` may be a form of, the likeliest first, with the Penn tag of the form in English."""
    for ending, lemma_ending, tag in FORMS.get(lang, ()):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            yield word[: len(word) - len(ending)] + lemma_ending, tag
