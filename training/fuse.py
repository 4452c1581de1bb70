"""A static map from 64-bit hashes to small numbers, as 3-wise binary fuse: builder of the two tables in ngrams.bin.

Each key owns three slots; the xor of the three is its value. 1.125 slots a key, three reads a look-up, and no keys
stored: a fingerprint inside the value tells a key from a stranger. Graf & Lemire, "Binary Fuse Filters: Fast and
Smaller Than Xor Filters" (2022), for the layout; peeling is done here in rounds, so that numpy can do it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Fuse:
    """`slots[i]` of the map; `segment` (a power of two) and `starts` say where the three slots of a hash lie."""

    segment: int
    starts: int
    slots: U64


def places(hashes: U64, segment: int, starts: int) -> list[NDArray[np.int64]]:
    """The three slots of each hash. `Table.get` in ungarble/english/ngrams.py is its twin in plain Python."""
    mask = np.uint64(segment - 1)
    first = ((hashes >> np.uint64(32)) * np.uint64(starts)) >> np.uint64(32)
    second = (first + np.uint64(segment)) ^ ((hashes >> np.uint64(16)) & mask)
    third = (first + np.uint64(2 * segment)) ^ (hashes & mask)
    return [p.astype(np.int64) for p in (first, second, third)]


def build(hashes: U64, values: U64, slack: float = 1.125) -> Fuse:
    """The map that gives `values[i]` for `hashes[i]`. Raises ValueError where two hashes are the same and
    RuntimeError where the keys do not peel (more `slack` then helps)."""
    size = len(hashes)
    if len(np.unique(hashes)) != size:
        raise ValueError("two keys have the same hash")
    segment = 1 << min(16, max(4, int(math.log(max(size, 2)) / math.log(3.33) + 2.25)))
    factor = max(slack, 0.875 + 0.25 * math.log(1e6) / math.log(max(size, 3)))
    count = max(1, math.ceil(size * factor / segment) - 2)
    starts = count * segment
    spots = places(hashes, segment, starts)
    total = (count + 2) * segment
    degree = np.zeros(total, dtype=np.int64)
    owner = np.zeros(total, dtype=np.int64)  # the xor of the numbers of the keys that touch the slot
    for spot in spots:
        degree += np.bincount(spot, minlength=total)
        np.bitwise_xor.at(owner, spot, np.arange(size))
    rounds: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    lonely = np.flatnonzero(degree == 1)
    peeled = 0
    while len(lonely):
        keys, index = np.unique(owner[lonely], return_index=True)
        rounds.append((keys, lonely[index]))
        peeled += len(keys)
        for spot in spots:
            np.subtract.at(degree, spot[keys], 1)
            np.bitwise_xor.at(owner, spot[keys], keys)
        touched = np.unique(np.concatenate([spot[keys] for spot in spots]))
        lonely = touched[degree[touched] == 1]
    if peeled != size:
        raise RuntimeError(f"{size - peeled} of {size} keys do not peel")
    slots = np.zeros(total, dtype=np.uint64)
    for keys, own in reversed(rounds):
        slots[own] = values[keys]
        rest = slots[spots[0][keys]] ^ slots[spots[1][keys]] ^ slots[spots[2][keys]]
        slots[own] = rest  # the own slot took part as the value itself
    return Fuse(segment, starts, slots)


def get(fuse: Fuse, hashes: U64) -> U64:
    """What the map says of each hash."""
    first, second, third = places(hashes, fuse.segment, fuse.starts)
    return fuse.slots[first] ^ fuse.slots[second] ^ fuse.slots[third]
