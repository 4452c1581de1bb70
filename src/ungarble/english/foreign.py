"""What is not English: function words that tell a language apart, and word tables searched on disk.

A quotation or a phrase is in another language when it has that language's function words, none of English's, and
hardly a word that English knows. Function words alone decide, because content words travel (*festival*, *hotel*).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ungarble.english.dictionary import lemmas
from ungarble.english.ngrams import ngrams

_LISTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fr": "le la les un une des du de au aux et ou où est sont était dans sur pour par avec sans qui que ce cet "
        "cette ces il elle nous vous ils je ne pas plus se sa son ses leur mon ma mes votre notre mais donc "
        "comme ceci cela très tout tous toute être avoir fait si à chez entre y en l d c qu j n s",
        "es": "el la los las un una unos unas de del al y o es son está están era en por para con sin que qué quien "
        "como cómo su sus mi tu lo le les se no muy más pero hay este esta esto ese esa todo todos yo nos "
        "sobre entre ya",
        "de": "der die das den dem des ein eine einen einem einer eines und oder ist sind war nicht kein keine mit "
        "von zu zum zur im am auf für bei aus nach über unter auch wie wir ihr sie er es ich du sich dass "
        "wenn aber nur noch hat haben wird werden kann so was wer wo vom in",
        "it": "il lo la gli le un uno una di del della dello dei degli delle al alla allo agli e o è sono era nel "
        "nella in per con senza che chi come si non più ma questo questa quello io tu noi voi suo sua mio da "
        "dal dalla sul ci anche molto tutto",
        "pt": "o a os as um uma uns umas de do da dos das ao à aos às e ou é são era está em no na nos nas por para "
        "com sem que quem como seu sua meu minha não mais mas este esta isso ele ela eu você se muito todo já "
        "pelo pela",
        "nl": "de het een en van in is zijn niet met op voor dat die ook aan er maar om hij zij wij je ik naar bij "
        "uit te",
        "sv": "och det att en ett är som på av för med den till inte om har de jag vi du var han hon men",
        "pl": "i w na z do się nie jest to że o jak po dla przez od za są był ale co tak jego jej czy ich",
        "tr": "ve bir bu da de için ile çok ne gibi daha olan var yok değil ama ben sen biz o mi mı",
        "la": "et in est non ad cum ut sed ex per quod qui quae pro ab sunt nec atque ergo sum ego tu nos",
    }
)
_ENGLISH_TOO: Final = frozenset(
    [
        "a",
        "an",
        "as",
        "at",
        "be",
        "but",
        "he",
        "her",
        "him",
        "his",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "so",
        "the",
        "to",
        "we",
        "you",
        "do",
        "am",
        "are",
        "was",
        "for",
        "and",
        "that",
        "this",
        "with",
        "from",
        "by",
        "have",
        "has",
        "had",
        "will",
        "would",
        "can",
        "they",
        "she",
        "there",
        "what",
        "when",
        "who",
        "one",
        "all",
        "more",
        "out",
        "up",
    ]
)
"""English function words: one of them, if the other language lacks it, and the stretch is English."""

_FEW: Final = 60
"""A word that the n-gram table counts less often than this (twice in a million) is no evidence of English."""
_WORD = re.compile(r"[^\W\d_]+")


@cache
def function_words(lang: str) -> frozenset[str]:
    """The function words of `lang` (ISO 639-1); empty where there is no list."""
    return frozenset(_LISTS.get(lang, "").split())


@cache
def _of_any() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for lang in _LISTS:
        for word in function_words(lang):
            found.setdefault(word, []).append(lang)
    return MappingProxyType({word: tuple(langs) for word, langs in found.items()})


def is_english_function_word(word: str) -> bool:
    """Whether `word`, in small letters, is one of the commonest function words of English."""
    return word in _ENGLISH_TOO


def is_listed(word: str) -> bool:
    """Whether the dictionary of English forms has `word`, as any word class, in British or American spelling."""
    forms = lemmas()
    return any(
        (spelling, category) in forms
        for spelling in {word, word.replace("litre", "liter").replace("metre", "meter"), word.replace("is", "iz")}
        for category in ("noun", "verb", "adj", "adv")
    )


def language_of(text: str) -> str | None:
    """The language that `text` is in if it is not English but for names; None where it is English or nothing tells.

    Holds text of one to some forty words: a quotation, a title, the name of a dish. Costs a look-up a word, and
    English text is left at its first function words.
    """
    words = [w.lower() for w in _WORD.findall(text)]
    lower = [w for w in _WORD.findall(text) if not w[0].isupper()]
    if not words or not lower:
        return None
    own = _of_any()
    votes: dict[str, int] = {}
    english = strange = 0
    for word in words:
        langs = own.get(word, ())
        for lang in langs:
            votes[lang] = votes.get(lang, 0) + 1
        if word in _ENGLISH_TOO:
            english += not langs
            if english > len(words) / 12:
                return None
    if not votes:
        return None
    count = ngrams().count
    common = 0
    for word in lower:
        if word in own:
            strange += 1
        elif count(word) < _FEW:
            strange += 2
        else:
            common += 1
    best = max(votes, key=lambda lang: votes[lang])
    sure = [w for w in words if w in function_words(best) and w not in _ENGLISH_TOO]
    if not sure or (common and strange < 2 * common) or strange + common < 2:
        return None
    return best


def reads_english(text: str) -> bool:
    """Whether a sentence is English by its function words; a few words ("Price: 3,80 euros") are taken as English."""
    words = [w.lower() for w in _WORD.findall(text)]
    own = _of_any()
    english = sum(w in _ENGLISH_TOO for w in words)
    other = sum(w in own and w not in _ENGLISH_TOO for w in words)
    return other <= english or (other < 2 and len(words) < 8)


class WordTable:
    """Words of a language with a translation each, in a file of sorted lines (`word` or `word<TAB>translation`).

    The file is read on first use (3 ms for 40,000 words) and searched by halves: a tab sorts before every letter, so
    that the lines stand in the order of their words. A missing file is an empty table, since a pack need not have one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: list[bytes] | None = None

    def find(self, word: str) -> str | None:
        """The translation of `word` ("" where none is known), None where the table does not have the word."""
        if self._lines is None:
            self._lines = self._path.read_bytes().rstrip().split(b"\n") if self._path.is_file() else []
        key = word.encode("utf-8", "surrogatepass")
        at = bisect_left(self._lines, key)
        head, _, translation = self._lines[at].partition(b"\t") if at < len(self._lines) else (b"", b"", b"")
        return translation.decode("utf-8") if head == key and key else None
