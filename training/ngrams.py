"""Makes src/ungarble/english/data/ngrams.bin and ngrams.json from the corpora; see ngrams-README.md.

python -m training.ngrams
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import random
import struct
import zlib
from pathlib import Path

import numpy as np

from training.cleanset import SHARED, WORK
from training.counts import WORD_BITS, Counts, Ints, count
from training.fuse import U64, Fuse, build, get
from ungarble.english.ngrams import (
    GRAM_FINGERPRINT,
    GRAM_LEVELS,
    HEADER,
    MAGIC,
    MIX,
    PATH,
    STEP,
    WORD_FINGERPRINT,
    WORD_LEVELS,
    Ngrams,
    word_hash,
)

WORD_CUT = 2
CUTS = {2: 1, 3: 2}
"""An n-gram of so many words is kept when it occurs so often (and each of its words `WORD_CUT` times)."""
EXACT = 12


def levels(size: int, most: int) -> Ints:
    """`size` counts, 1 to EXACT one by one, then in even ratios up to `most`."""
    steps = np.geomspace(EXACT + 1, most, size - EXACT)
    found = np.concatenate((np.arange(1, EXACT + 1), np.round(steps))).astype(np.int64)
    return np.asarray(found, dtype=np.int64)


def nearest(counts: Ints, scale: Ints) -> U64:
    """The number of the level next to each count, by ratio."""
    edges = np.sqrt(scale[1:].astype(float) * scale[:-1])
    return np.searchsorted(edges, counts.astype(float)).astype(np.uint64)


def fingerprint(hashes: U64, mask: int) -> U64:
    """The bits of a hash that tell a key from a stranger."""
    return (hashes ^ (hashes >> np.uint64(27))) & np.uint64(mask)


def kept_grams(counted: Counts, words: U64) -> tuple[U64, Ints, dict[int, int]]:
    """(hashes, counts, how many of each order) of the n-grams that are kept; `words` are the hashes of the words."""
    common = int((counted.totals >= WORD_CUT).sum())  # words are numbered by frequency
    hashes: list[U64] = []
    times: list[Ints] = []
    sizes: dict[int, int] = {}
    for n, cut in CUTS.items():
        packed, counts = counted.grams[n]
        chosen = counts >= cut
        packed, counts = packed[chosen], counts[chosen]
        bits = 16 if n == 4 else WORD_BITS
        unsigned = packed.view(np.uint64)
        parts = [(unsigned >> np.uint64(bits * (n - 1 - i))) & np.uint64((1 << bits) - 1) for i in range(n)]
        fair = np.ones(len(packed), dtype=bool)
        hashed = np.full(len(packed), n, dtype=np.uint64)
        for part in parts:
            fair &= part < common
            hashed = hashed * np.uint64(STEP) + words[part.astype(np.int64)]
        hashed = (hashed ^ (hashed >> np.uint64(31))) * np.uint64(MIX)
        hashes.append(hashed[fair])
        times.append(counts[fair])
        sizes[n] = int(fair.sum())
    return np.concatenate(hashes), np.concatenate(times), sizes


def nibbles(slots: U64) -> bytes:
    """The lower four bits of each slot, two slots a byte."""
    even = np.append(slots, np.zeros(len(slots) % 2, dtype=np.uint64)) & np.uint64(15)
    return (even[0::2] | (even[1::2] << np.uint64(4))).astype(np.uint8).tobytes()


def write(counted: Counts, path: Path) -> dict[str, object]:
    """Write the file; what it holds, for ngrams.json."""
    hashes = np.array([word_hash(word) for word in counted.words], dtype=np.uint64)
    gram_hashes, gram_counts, sizes = kept_grams(counted, hashes)
    word_scale = levels(WORD_LEVELS, int(counted.totals.max()))
    gram_scale = levels(GRAM_LEVELS, int(gram_counts.max()))
    common = counted.totals >= WORD_CUT
    share = np.rint(15 * counted.capital / np.maximum(counted.judged, 1)).astype(np.uint64)
    word_values = (
        (fingerprint(hashes, WORD_FINGERPRINT) << np.uint64(12))
        | (nearest(counted.totals, word_scale) << np.uint64(4))
        | share
    )[common]
    word_fuse = build(hashes[common], word_values)
    gram_values = (fingerprint(gram_hashes, GRAM_FINGERPRINT) << np.uint64(6)) | nearest(gram_counts, gram_scale)
    gram_fuse = build(gram_hashes, gram_values)
    for fuse, keys, values in ((word_fuse, hashes[common], word_values), (gram_fuse, gram_hashes, gram_values)):
        if not np.array_equal(get(fuse, keys), values):
            raise RuntimeError("the map does not give back what was put in")
    total = int(counted.totals.sum())
    blob = assemble(word_fuse, gram_fuse, np.concatenate((word_scale, gram_scale)), total)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")  # never write into the file: a process that has it mapped would crash
    fresh.write_bytes(blob)
    fresh.replace(path)
    return {
        "tokens": total,
        "words": int(common.sum()),
        "n-grams": sizes,
        "word cut": WORD_CUT,
        "cuts": CUTS,
        "bytes": len(blob),
        "sha256": hashlib.sha256(blob).hexdigest(),
    }


def assemble(words: Fuse, grams: Fuse, scale: Ints, total: int) -> bytes:
    """The bytes of the file; see HEADER in ungarble/english/ngrams.py."""
    start = HEADER.size + 4 * len(scale) + 4
    start += -start % 16
    word_bytes = words.slots.astype("<u4").tobytes()
    gram_bytes = (grams.slots >> np.uint64(4)).astype("<u2").tobytes()
    gram_start = start + len(word_bytes)
    head = HEADER.pack(
        MAGIC,
        max(CUTS),
        total,
        *(words.segment, words.starts, len(words.slots), start),
        *(grams.segment, grams.starts, len(grams.slots), gram_start),
    ) + struct.pack(f"<{len(scale)}I", *scale.tolist())
    head += zlib.crc32(head).to_bytes(4, "little")
    return head.ljust(start, b"\0") + word_bytes + gram_bytes + nibbles(grams.slots)


def errors(counted: Counts, path: Path) -> dict[str, object]:
    """What the written file says against what was counted, on samples (seed 1)."""
    table = Ngrams(path)
    chance = random.Random(1)
    common = int((counted.totals >= WORD_CUT).sum())
    worst, lost = 1.0, 0
    for n, cut in CUTS.items():
        packed, counts = counted.grams[n]
        for i in chance.sample(range(len(packed)), 200_000):
            numbers = [int(packed[i]) >> WORD_BITS * (n - 1 - k) & (1 << WORD_BITS) - 1 for k in range(n)]
            if counts[i] >= cut and max(numbers) < common:
                said = table._count(tuple(counted.words[k] for k in numbers))
                lost += not said
                worst = max(worst, said / counts[i], counts[i] / max(said, 1))
    pairs = {chance.randrange(2000) << WORD_BITS | chance.randrange(common) for _ in range(1_000_000)} - set(
        counted.grams[2][0].tolist()
    )
    strangers = sum(
        table._count((counted.words[pair >> WORD_BITS], counted.words[pair & (1 << WORD_BITS) - 1])) > 0
        for pair in pairs
    )
    letters = "abcdefghijklmnopqrstuvwxyz"
    unknown = sum(table.known("".join(chance.choices(letters, k=14))) for _ in range(1_000_000))
    return {
        "kept n-grams lost in 400,000": lost,
        "largest ratio of counts": round(worst, 3),
        "absent pairs taken for present": [strangers, len(pairs)],
        "random words taken for known": [unknown, 1_000_000],
    }


def main() -> None:
    options = argparse.ArgumentParser(description="Make ngrams.bin")
    options.add_argument("--data", type=Path, default=SHARED)
    options.add_argument("--out", type=Path, default=PATH)
    options.add_argument("--keep", action="store_true", help="keep or reuse the counts in training/work/counts.pkl")
    chosen = options.parse_args()
    kept = WORK / "counts.pkl"
    if chosen.keep and kept.exists():
        counted: Counts = pickle.loads(kept.read_bytes())
    else:
        counted = count(chosen.data)
        if chosen.keep:
            kept.write_bytes(pickle.dumps(counted, protocol=5))
    facts = write(counted, chosen.out)
    facts |= errors(counted, chosen.out)
    chosen.out.with_suffix(".json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(facts, indent=2))


if __name__ == "__main__":
    main()
