"""How often words stand together in English: counts of one to three words in one memory-mapped file.

`data/ngrams.bin` is made by training/ngrams.py (see training/ngrams-README.md for corpora, cut-offs and measured
error). Nothing of it is read before it is asked for. It holds no words: a 64-bit hash of the n-gram leads to three
slots whose xor is a fingerprint and the count on a logarithmic scale (binary fuse; Graf & Lemire 2022). Counts up
to 12 are exact, larger ones are off by at most 10 % (n-grams) or 3 % (words). A stranger is taken for a known
n-gram less than once in 10,000 look-ups.

Counts are of 27 million words; an n-gram the corpus does not have says little, and one that it has often says much.
"""

from __future__ import annotations

import math
import mmap
import struct
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from ungarble.english.words import BOUNDARY, tokens

PATH: Final = Path(__file__).with_name("data") / "ngrams.bin"
MAGIC: Final = b"UNGARBLE-NGRAMS1"
HEADER: Final = struct.Struct("<16sIQIIIIIIII")
"""magic, order, tokens counted, then segment, starts, slots, offset of the word table and of the n-gram table;
behind it 256 + 64 counts (uint32) for the levels of words and n-grams, and the CRC-32 of all before it.
A slot of the word table is a uint32: fingerprint 20 bits, level 8, capitals 4. Of an n-gram the table has a uint16
(fingerprint 14 bits, upper 2 bits of the level) and, in a second array behind the first, the lower 4 bits of the
level, two slots a byte. Everything is little-endian."""
WORD_LEVELS: Final = 256
GRAM_LEVELS: Final = 64
GRAM_FINGERPRINT: Final = (1 << 14) - 1
WORD_FINGERPRINT: Final = (1 << 20) - 1
MASK: Final = (1 << 64) - 1
STEP: Final = 0x9E3779B97F4A7C15
"""Multiplier of the polynomial over word hashes (golden ratio, odd)."""
MIX: Final = 0xBF58476D1CE4E5B9
"""Multiplier of the mixing steps (from SplitMix64)."""
BACKOFF: Final = 0.4
"""Stupid backoff: Brants et al., "Large Language Models in Machine Translation" (2007)."""
LOG_ODDS: Final = 0.726
UNSEEN_ODDS: Final = 0.481
WORD_ODDS: Final = 2.2
"""Weights of `Ngrams.prefer` for the gain in log-probability (where one of the wordings was seen and where neither
was) and for each word more, by logistic regression on text the table has not seen, spoilt word by word
(python -m training.ngrams_check --fit)."""
_KEPT_WORDS = 200_000
_KEPT_NGRAMS = 50_000


class NgramsError(Exception):
    """The n-gram file is missing or is not what the builder wrote; the message names the file."""


def word_hash(word: str) -> int:
    """64 bits of a token, the same on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Table:
    """Slots of one binary fuse map inside the file; see training/fuse.py, its twin."""

    segment: int
    starts: int
    slots: int
    offset: int


class Ngrams:
    """The counts, open. Reading is safe from several threads; open it with `ngrams()`, which keeps it.

    Wherever a word is asked for, any spelling will do: "White", "1987", "’s" are folded as `tokens` folds them,
    "long-term" stands for its three tokens, "." for `BOUNDARY`, a quotation mark for nothing.
    """

    def __init__(self, path: Path = PATH) -> None:
        """Map `path`. Raises NgramsError."""
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise NgramsError(f"cannot read the n-gram counts {path}: {error}") from error
        levels = struct.Struct(f"<{WORD_LEVELS + GRAM_LEVELS}I")
        size = HEADER.size + levels.size + 4
        head = self._data[:size]
        if sys.byteorder != "little":
            raise NgramsError(f"the n-gram counts {path} can be read on little-endian machines only")
        if len(head) < size or head[:16] != MAGIC or zlib.crc32(head[:-4]) != int.from_bytes(head[-4:], "little"):
            raise NgramsError(f"the n-gram counts {path} are damaged or of another version: make them anew")
        self.order: int
        self.total: int
        _, self.order, self.total, *numbers = HEADER.unpack_from(head)
        counts = levels.unpack_from(head, HEADER.size)
        self._word_levels, self._gram_levels = counts[:WORD_LEVELS], counts[WORD_LEVELS:]
        self._words, self._grams = Table(*numbers[:4]), Table(*numbers[4:])
        words, grams = self._words, self._grams
        middle = grams.offset + 2 * grams.slots
        if len(self._data) != middle + (grams.slots + 1) // 2:
            raise NgramsError(f"the n-gram counts {path} are cut short: make them anew")
        view = memoryview(self._data)
        self._word_slots = view[words.offset : words.offset + 4 * words.slots].cast("I")
        self._gram_slots = view[grams.offset : middle].cast("H")
        self._gram_nibbles = view[middle:]
        self._seen: dict[tuple[str, ...], int] = {}
        self._folded: dict[str, tuple[str, ...]] = {}
        self._facts: dict[str, tuple[int, int, int]] = {}

    def count(self, *words: str) -> int:
        """How often the words stand in this order in the corpus; 0 for never or below the cut-off.

        More tokens than the table's order: the smallest count of their windows, which is the most it can be.
        Raises ValueError without a word.
        """
        return self._count(self._fold(words))

    def known(self, word: str) -> bool:
        """Whether the corpus has the word (each token of it) at least twice."""
        return all(self._fact(token)[1] for token in self._fold((word,)))

    def frequency(self, word: str) -> float:
        """Occurrences per million tokens."""
        return self.count(word) * 1e6 / self.total

    def capital_share(self, word: str) -> float:
        """How often the word has a capital inside a sentence, after a word in lower case: 0.0 ("table") to 1.0
        ("London"), in fifteenths; 0.0 for a word that was never seen there."""
        folded = self._fold((word,))
        return max(self._fact(token)[2] for token in folded) / 15 if folded else 0.0

    def conditional(self, word: str, *before: str) -> float:
        """How likely `word` is after the words `before` (at most order - 1 of them count): stupid backoff, so a
        likeness between 0 and 1 rather than a probability."""
        return math.exp(self._log_next(self._fold(before), *self._fold((word,))[:1]))

    def logprob(self, words: Sequence[str]) -> float:
        """Natural logarithm of how likely the words are one after another; comparable between wordings of the same
        length. Context at the edges has to be among the words (`BOUNDARY` for a sentence end)."""
        folded = self._fold(words)
        return math.fsum(self._log_next(folded[:i][-self.order + 1 :], word) for i, word in enumerate(folded))

    def prefer(self, left: Sequence[str], old: Sequence[str], new: Sequence[str], right: Sequence[str]) -> float:
        """Log-odds that `new` is better English than `old` between `left` and `right`: above 0 for the new wording.

        The words of `left` and `right` that a window of `order` words can reach count, the rest does not. Measured
        on unseen text where one of the two is right and words were swapped, left out, put in or replaced: above 2
        it is wrong in 1 to 3.5 % of cases, above 3 in about 1 %, above 5 in 0.2 % (articles: 1 %). Where the corpus
        has neither order of a pair, only the words around it speak, and the sign is right in five cases of six.
        That is a comparison of two wordings, not the chance that a text which stands is wrong; and of a
        post-editor's changes, who looks to the meaning, it foretells little.
        """
        reach = self.order - 1
        before, after = self._fold(left)[-reach:], self._fold(right)[:reach]
        old, new = self._fold(old), self._fold(new)
        gain = self._inner(before, new, after) - self._inner(before, old, after)
        return self.weight(old, new) * gain + WORD_ODDS * (len(new) - len(old))

    def weight(self, old: Sequence[str], new: Sequence[str]) -> float:
        """`UNSEEN_ODDS` where both wordings have several words and the corpus has neither, else `LOG_ODDS`."""
        unseen = min(len(old), len(new)) > 1 and not self.count(*old) and not self.count(*new)
        return UNSEEN_ODDS if unseen else LOG_ODDS

    def _inner(self, before: tuple[str, ...], words: Sequence[str], after: tuple[str, ...]) -> float:
        whole = (*before, *words, *after)
        reach = self.order - 1
        return math.fsum(self._log_next(whole[max(0, i - reach) : i], whole[i]) for i in range(len(before), len(whole)))

    def _log_next(self, before: Sequence[str], word: str | None = None) -> float:
        if word is None:
            return 0.0
        penalty = 0.0
        for start in range(max(0, len(before) - self.order + 1), len(before)):
            context = tuple(before[start:])
            if seen := self._count((*context, word)):
                return penalty + math.log(seen / max(seen, self._count(context)))
            penalty += math.log(BACKOFF)
        return penalty + math.log((self._fact(word)[1] or 0.5) / self.total)

    def _fold(self, words: Sequence[str]) -> tuple[str, ...]:
        folded: list[str] = []
        for word in words:
            known = self._folded.get(word)
            if known is None:
                known = (BOUNDARY,) if word == BOUNDARY else tuple(tokens(word))
                if len(self._folded) >= _KEPT_WORDS:
                    self._folded.clear()
                self._folded[word] = known
            folded += known
        return tuple(folded)

    def _fact(self, token: str) -> tuple[int, int, int]:
        """(hash, count, capitals in fifteenths)"""
        fact = self._facts.get(token)
        if fact is None:
            hashed = word_hash(token)
            first, second, third = _places(hashed, self._words)
            slots = self._word_slots
            value = slots[first] ^ slots[second] ^ slots[third]
            if value >> 12 == (hashed ^ hashed >> 27) & WORD_FINGERPRINT:
                fact = (hashed, self._word_levels[value >> 4 & 0xFF], value & 0xF)
            else:
                fact = (hashed, 0, 0)
            if len(self._facts) >= _KEPT_WORDS:
                self._facts.clear()
            self._facts[token] = fact
        return fact

    def _count(self, folded: tuple[str, ...]) -> int:
        size = len(folded)
        if size == 1:
            return self._fact(folded[0])[1]
        if not size:
            raise ValueError("no word to count")
        if size > self.order:
            return min(self._count(folded[i : i + self.order]) for i in range(size - self.order + 1))
        times = self._seen.get(folded)
        if times is None:
            times = self._look_up(folded)
            if len(self._seen) >= _KEPT_NGRAMS:
                self._seen.clear()
            self._seen[folded] = times
        return times

    def _look_up(self, folded: tuple[str, ...]) -> int:
        hashed = size = len(folded)
        most = self.total
        facts = self._facts
        for token in folded:
            number, times, _ = facts.get(token) or self._fact(token)
            if not times:
                return 0
            hashed = (hashed * STEP + number) & MASK
            if times < most:
                most = times
        hashed = ((hashed ^ hashed >> 31) * MIX) & MASK
        segment, slots = self._grams.segment, self._gram_slots
        first = (hashed >> 32) * self._grams.starts >> 32
        second = (first + segment) ^ (hashed >> 16 & segment - 1)
        third = (first + 2 * segment) ^ (hashed & segment - 1)
        value = slots[first] ^ slots[second] ^ slots[third]
        if value >> 2 != (hashed ^ hashed >> 27) & GRAM_FINGERPRINT:
            return 0
        nibbles = self._gram_nibbles
        low = (
            nibbles[first >> 1] >> (first & 1) * 4
            ^ nibbles[second >> 1] >> (second & 1) * 4
            ^ nibbles[third >> 1] >> (third & 1) * 4
        ) & 0xF
        times = self._gram_levels[(value & 3) << 4 | low]
        # A stranger with the right fingerprint has a count drawn at random: no n-gram is oftener than its parts.
        if size > 2:
            most = min(self._count(folded[1:]), self._count(folded[:-1]))
        return times if times <= most * 1.3 else 0


def _places(hashed: int, table: Table) -> tuple[int, int, int]:
    segment = table.segment
    first = (hashed >> 32) * table.starts >> 32
    return (
        first,
        (first + segment) ^ (hashed >> 16 & segment - 1),
        (first + 2 * segment) ^ (hashed & segment - 1),
    )


@cache
def ngrams() -> Ngrams:
    """The counts that ship with the package, opened once. Raises NgramsError."""
    return Ngrams()
