"""Cognates: what a word of a Romance language would be in English, by its ending, if English has that word.

"gravitationnel" is gravitational, "rareté" rarity, "excepcionalmente" exceptionally. A guess counts only where the
n-gram table has the English word, so that *maladie* does not become "malady" by force of its ending alone; see
`training/leftovers.py` for how the guesses are held against dictionaries.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from ungarble.english.foreign import is_listed

ENDINGS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "fr": (
            ("issement", "ishment"), ("issements", "ishments"), ("ationnelle", "ational"), ("ationnel", "ational"),
            ("ationnels", "ational"), ("ationnelles", "ational"), ("ionnelle", "ional"), ("ionnel", "ional"),
            ("ionnels", "ional"), ("ionnelles", "ional"), ("iquement", "ically"), ("ivement", "ively"),
            ("eusement", "ously"), ("ellement", "ally"), ("alement", "ally"), ("ablement", "ably"), ("ement", "ely"),
            ("ologiques", "ological"), ("ologique", "ological"), ("ologies", "ologies"), ("ologie", "ology"),
            ("ologues", "ologists"), ("ologue", "ologist"), ("graphie", "graphy"), ("iques", "ic"), ("ique", "ic"),
            ("ique", "ical"), ("iques", "ical"), ("ités", "ities"), ("ité", "ity"), ("étés", "eties"), ("eté", "ity"),
            ("atrices", "ators"), ("atrice", "ator"), ("ateurs", "ators"), ("ateur", "ator"), ("teurs", "tors"),
            ("teur", "tor"), ("trices", "tors"), ("trice", "tor"), ("euses", "ous"), ("euse", "ous"), ("eux", "ous"),
            ("elles", "al"), ("elle", "al"), ("els", "al"), ("el", "al"), ("aires", "ary"), ("aire", "ary"),
            ("aux", "al"), ("ales", "al"), ("ale", "al"), ("oires", "ory"), ("oire", "ory"), ("istes", "ists"),
            ("iste", "ist"), ("ismes", "isms"), ("isme", "ism"), ("ives", "ive"), ("ive", "ive"), ("ifs", "ive"),
            ("if", "ive"), ("ances", "ances"), ("ance", "ance"), ("ences", "ences"), ("ence", "ence"),
            ("antes", "ant"), ("ante", "ant"), ("ents", "ent"), ("entes", "ent"), ("ente", "ent"),
            ("iens", "ians"), ("ienne", "ian"), ("ien", "ian"), ("isés", "ized"), ("isé", "ized"), ("isées", "ized"),
            ("isée", "ized"), ("isations", "izations"), ("isation", "ization"), ("iser", "ize"),
            ("ats", "ates"), ("ures", "ures"), ("ides", "ids"), ("ide", "id"), ("ines", "ins"), ("ine", "in"),
            ("ée", "ate"), ("ères", "ers"), ("aines", "an"), ("aine", "an"), ("ains", "an"), ("ain", "an"),
        ),
        "es": (
            ("aciones", "ations"), ("ación", "ation"), ("ciones", "tions"), ("ción", "tion"), ("siones", "sions"),
            ("sión", "sion"), ("ológicamente", "ologically"), ("icamente", "ically"), ("ivamente", "ively"),
            ("osamente", "ously"), ("almente", "ally"), ("ablemente", "ably"), ("amente", "ely"), ("mente", "ly"),
            ("ológicos", "ological"), ("ológico", "ological"), ("ológicas", "ological"), ("ológica", "ological"),
            ("ologías", "ologies"), ("ología", "ology"), ("ólogos", "ologists"), ("ólogo", "ologist"),
            ("grafía", "graphy"), ("icos", "ic"), ("icas", "ic"), ("ico", "ic"), ("ica", "ic"), ("ico", "ical"),
            ("ica", "ical"), ("icos", "ical"), ("icas", "ical"), ("idades", "ities"), ("idad", "ity"), ("dad", "ty"),
            ("adores", "ators"), ("ador", "ator"), ("tores", "tors"), ("tor", "tor"), ("torias", "tory"),
            ("torios", "tory"), ("toria", "tory"), ("torio", "tory"), ("arios", "ary"), ("arias", "ary"),
            ("ario", "ary"), ("aria", "ary"), ("osos", "ous"), ("osas", "ous"), ("oso", "ous"), ("osa", "ous"),
            ("istas", "ists"), ("ista", "ist"), ("ismos", "isms"), ("ismo", "ism"), ("ivos", "ive"), ("ivas", "ive"),
            ("ivo", "ive"), ("iva", "ive"), ("ancias", "ances"), ("ancia", "ance"), ("encias", "ences"),
            ("encia", "ence"), ("encia", "ency"), ("ancia", "ancy"), ("antes", "ant"), ("ante", "ant"),
            ("entes", "ent"), ("ente", "ent"), ("ales", "al"), ("izados", "ized"), ("izado", "ized"),
            ("izadas", "ized"), ("izada", "ized"), ("izar", "ize"), ("ados", "ated"), ("ado", "ated"),
            ("adas", "ated"), ("ada", "ated"), ("anos", "an"), ("anas", "an"), ("ano", "an"), ("ana", "an"),
            ("uras", "ures"), ("ura", "ure"), ("entos", "ents"), ("ento", "ent"), ("idos", "id"), ("ido", "id"),
        ),
        "it": (
            ("azioni", "ations"), ("azione", "ation"), ("zioni", "tions"), ("zione", "tion"), ("sioni", "sions"),
            ("sione", "sion"), ("icamente", "ically"), ("ivamente", "ively"), ("osamente", "ously"),
            ("almente", "ally"), ("amente", "ely"), ("mente", "ly"), ("ologici", "ological"), ("ologico", "ological"),
            ("ologiche", "ological"), ("ologica", "ological"), ("ologie", "ologies"), ("ologia", "ology"),
            ("grafia", "graphy"), ("ici", "ic"), ("iche", "ic"), ("ico", "ic"), ("ica", "ic"), ("ico", "ical"),
            ("ica", "ical"), ("ici", "ical"), ("iche", "ical"), ("ità", "ity"), ("atori", "ators"), ("atore", "ator"),
            ("trici", "tors"), ("trice", "tor"), ("tori", "tors"), ("tore", "tor"), ("tori", "tory"), ("torio", "tory"),
            ("toria", "tory"), ("ari", "ary"), ("arie", "ary"), ("ario", "ary"), ("aria", "ary"), ("osi", "ous"),
            ("ose", "ous"), ("oso", "ous"), ("osa", "ous"), ("isti", "ists"), ("ista", "ist"), ("iste", "ists"),
            ("ismi", "isms"), ("ismo", "ism"), ("ivi", "ive"), ("ive", "ive"), ("ivo", "ive"), ("iva", "ive"),
            ("anze", "ances"), ("anza", "ance"), ("enze", "ences"), ("enza", "ence"), ("anti", "ant"), ("ante", "ant"),
            ("enti", "ent"), ("ente", "ent"), ("ali", "al"), ("ale", "al"), ("izzati", "ized"), ("izzato", "ized"),
            ("izzata", "ized"), ("izzate", "ized"), ("izzare", "ize"), ("ano", "an"), ("ana", "an"), ("ani", "an"),
        ),
        "pt": (
            ("ações", "ations"), ("ação", "ation"), ("ções", "tions"), ("ção", "tion"), ("sões", "sions"),
            ("são", "sion"), ("icamente", "ically"), ("ivamente", "ively"), ("osamente", "ously"),
            ("almente", "ally"), ("amente", "ely"), ("mente", "ly"), ("ológicos", "ological"), ("ológico", "ological"),
            ("ológicas", "ological"), ("ológica", "ological"), ("ologias", "ologies"), ("ologia", "ology"),
            ("ólogos", "ologists"), ("ólogo", "ologist"), ("grafia", "graphy"), ("icos", "ic"), ("icas", "ic"),
            ("ico", "ic"), ("ica", "ic"), ("ico", "ical"), ("ica", "ical"), ("icos", "ical"), ("icas", "ical"),
            ("idades", "ities"), ("idade", "ity"), ("dade", "ty"), ("adores", "ators"), ("ador", "ator"),
            ("tores", "tors"), ("tor", "tor"), ("tória", "tory"), ("tórias", "tory"), ("tório", "tory"),
            ("tórios", "tory"), ("ários", "ary"), ("árias", "ary"), ("ário", "ary"), ("ária", "ary"), ("osos", "ous"),
            ("osas", "ous"), ("oso", "ous"), ("osa", "ous"), ("istas", "ists"), ("ista", "ist"), ("ismos", "isms"),
            ("ismo", "ism"), ("ivos", "ive"), ("ivas", "ive"), ("ivo", "ive"), ("iva", "ive"), ("âncias", "ances"),
            ("ância", "ance"), ("ências", "ences"), ("ência", "ence"), ("ência", "ency"), ("antes", "ant"),
            ("ante", "ant"), ("entes", "ent"), ("ente", "ent"), ("ais", "al"), ("izados", "ized"), ("izado", "ized"),
            ("izadas", "ized"), ("izada", "ized"), ("izar", "ize"), ("anos", "an"), ("anas", "an"), ("ano", "an"),
            ("ana", "an"),
        ),
    }
)  # fmt: skip
"""Source language -> (its ending, the English one). All that fit are tried, the longest first."""

_SHORTEST_STEM = 3

Count = Callable[[str], int]


def plain(word: str) -> str:
    """`word` without accents: "généré" gives "genere"."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def cognate(word: str, lang: str, count: Count, least: int) -> str:
    """The English cognate of `word`: the first candidate that is counted `least` times, or once and listed; or ""."""
    for candidate in _candidates(word, lang):
        times = count(candidate) if candidate != word else 0
        if times >= least or (times and is_listed(candidate)):
            return candidate
    return ""


def _candidates(word: str, lang: str) -> Iterator[str]:
    for ending, english in _endings(lang):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stem = plain(word[: -len(ending)])
            for spelling in _spellings(stem, lang):
                yield spelling + english
    if lang != "fr" and word.isascii():
        return
    bare = plain(word)
    if bare != word:
        yield bare


@lru_cache(maxsize=8)
def _endings(lang: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(ENDINGS.get(lang, ()), key=lambda pair: -len(pair[0])))


def _spellings(stem: str, lang: str) -> Iterator[str]:
    """The stem as it is, then as English spells it where Spanish, Italian and Portuguese simplified it."""
    yield stem
    if lang in ("es", "pt", "it"):
        for ours, theirs in (("f", "ph"), ("t", "th"), ("i", "y"), ("c", "ch"), ("n", "nn"), ("m", "mm")):
            if ours in stem:
                yield stem.replace(ours, theirs, 1)
        if lang == "es" and stem.startswith("es"):
            yield stem[1:]
        if lang == "it":
            yield stem.replace("zz", "z").replace("tt", "ct", 1)
            yield stem.replace("z", "t")
