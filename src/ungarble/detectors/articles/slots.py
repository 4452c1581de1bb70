"""Which small word belongs in a slot: "the", "a" or none before a noun phrase, by what stands around it.

A logistic regression over hashed features, trained on clean English alone (training/articles.py): for each noun phrase
of a text the article is hidden and guessed. It knows nothing of machine translation: it tells how odd an article is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ungarble.detectors.order.phrases import finite
from ungarble.detectors.order.sentence import DETERMINERS, FUNCTION, Sentence
from ungarble.english import wordclasses

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATH: Final = Path(wordclasses.__file__).with_name("data") / "articles.npz"
ROWS: Final = 1 << 18
"""Rows of the table of weights; features share them by hash."""
_LONGEST: Final = 6
_ARTICLES: Final = frozenset(["the", "a", "an"])


@dataclass(frozen=True, slots=True)
class Slot:
    """A noun phrase: its first word, its head, and the word of its article (None for none)."""

    first: int
    head: int
    article: int | None


def slots(sentence: Sentence) -> Iterator[Slot]:
    """The noun phrases that have an article or could have one."""
    words = sentence.words
    at = 0
    while at < len(words):
        article = at if words[at].low in _ARTICLES and at + 1 < len(words) and sentence.joined(at + 1) else None
        first = at + 1 if article is not None else at
        if article is None and not _opens(sentence, at):
            at += 1
            continue
        head = _head(sentence, first)
        if head is not None:
            yield Slot(first, head, article)
        at = (first if head is None else head) + 1


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether a noun phrase without an article may begin with word `at`."""
    if at == 0 or not sentence.joined(at):
        return True
    before = sentence.words[at - 1]
    if before.low in DETERMINERS:
        return before.low in ("all", "both", "such")
    kind = before.kind
    return before.low in FUNCTION or kind.verb + kind.ing > 0.6


def _head(sentence: Sentence, first: int) -> int | None:
    head = None
    for i in range(first, min(first + _LONGEST, len(sentence.words))):
        word = sentence.words[i]
        if word.low in FUNCTION or (i > first and not sentence.joined(i)):
            break
        kind = word.kind
        nominal = kind.noun + kind.name
        if nominal >= 0.4 or word.text[:1].isdigit():
            if head is not None and finite(word):
                break
            head = i
        elif nominal + kind.adjective + kind.participle + kind.ing < 0.4 and kind.adverb < 0.6:
            break
    return head


def features(sentence: Sentence, slot: Slot, mentioned: bool) -> list[int]:
    """The rows of what speaks for an article; `mentioned`: the head stood in the text before."""
    words = sentence.words
    start = slot.first if slot.article is None else slot.article
    before = _beside(sentence, start - 1, start)
    before2 = _beside(sentence, start - 2, start - 1) if before[:1].isalpha() else "-"
    first, head = words[slot.first], words[slot.head]
    after = sentence.after(slot.head)
    after1 = sentence.low(slot.head + 1) if after == " " else after.strip()[:1] or "."
    after2 = sentence.low(slot.head + 2) if after1[:1].isalpha() and sentence.joined(slot.head + 2) else "-"
    first_low = first.low if not first.text[:1].isdigit() else "0"
    head_low = head.low if not head.text[:1].isdigit() else "0"
    capitals = f"{first.capital and slot.first > 0}{head.capital and slot.head > 0}"
    shape = f"{head.low.endswith('s')}{capitals}{min(3, slot.head - slot.first)}"
    named = [
        "bias",
        f"p {before}",
        f"q {before2} {before}",
        f"f {first_low}",
        f"h {head_low}",
        f"fh {first_low} {head_low}",
        f"s {shape}",
        f"n {after1}",
        f"m {after1} {after2}",
        f"ph {before} {head_low}",
        f"hn {head_low} {after1}",
        f"pn {before} {after1}",
        f"pf {before} {first_low}",
        f"sn {shape} {after1}",
        f"ps {before} {shape}",
        f"qh {before2} {head_low}",
        f"d {mentioned} {head.low.endswith('s')}",
        f"hd {head_low} {mentioned}",
    ]
    return [zlib.crc32(name.encode("utf-8", "surrogatepass")) % ROWS for name in named]


def _beside(sentence: Sentence, at: int, following: int) -> str:
    """The word number `at` where it stands right before the word `following`, or the mark between them."""
    if following <= 0:
        return "<s>"
    gap = sentence.words[following].gap.strip()
    if gap:
        return gap[-1]
    word = sentence.words[at]
    return "0" if word.text[:1].isdigit() else word.low


@cache
def _weights() -> NDArray[Any]:
    """The table, one row of log-odds for each class. Raises OSError where the shipped file is missing."""
    import numpy as np

    with np.load(PATH) as stored:
        table: NDArray[Any] = stored["weights"].astype(np.float32) * float(stored["scale"])
    return table


def log_odds(rows: Sequence[int]) -> tuple[float, float, float]:
    """How likely no article, "the" and "a" are: natural logarithms of probabilities."""
    import numpy as np

    sums = _weights()[list(rows)].sum(axis=0)
    total = float(np.logaddexp.reduce(sums))
    none, the, a = (float(s) - total for s in sums)
    return none, the, a
