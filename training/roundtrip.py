"""Damage made to order: clean English sent through Apertium to another language and back, the clean text beside it.

Apertium (https://www.apertium.org, Debian packages apertium-eng-spa, apertium-en-gl, apertium-eng-cat, apertium-fr-es,
apertium-es-pt, apertium-spa-ita) is a rule-based engine; what it garbles it garbles the same way everywhere, so that
a sentence sent out and back carries real damage whose repair is known. Each route takes its own share of the sentences.

    python -m training.roundtrip               # writes training/work/roundtrip/<route>.tsv: route, damaged, clean
    python -m training.roundtrip --sentences 20000 --routes spa,gl

Sentences: nine tenths of data/lm without programming manuals, and nine tenths of data/clean (`clean_documents`).
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from training.cleanset import SHARED, WORK, clean_documents
from training.counts import corpus_lines
from ungarble.english.sentences import sentences

FOLDER = WORK / "roundtrip"
ROUTES: dict[str, tuple[tuple[str, ...], int]] = {
    "spa": (("eng-spa", "spa-eng"), 90_000),
    "fra": (("eng-spa", "es-fr", "fr-es", "spa-eng"), 9_000),
    "ita": (("eng-spa", "spa-ita", "ita-spa", "spa-eng"), 9_000),
    "por": (("eng-spa", "es-pt", "pt-es", "spa-eng"), 9_000),
    "gl": (("en-gl", "gl-en"), 9_000),
    "cat": (("eng-cat", "cat-eng"), 9_000),
}
"""Modes of apertium one after another, and how many sentences take that route. French, Italian and Portuguese reach
English through Spanish, as they do where Apertium has no direct pair."""
MANUALS = ("peps", "ms_powershell_docs", "eips", "rust_blog", "ropensci_blog", "ms_well_architected", "nist", "craft")
SHARE = 150_000
"""Sentences set aside for each route, so that no two routes share one; a run sends the first of them."""
CHUNK = 1_500
_SENTENCE = re.compile(r"[\"“‘(]?[A-Z][^|<>{}\\_=*@#]+[.!?][\"”’)]?")


def clean_sentences(data: Path, seed: int = 7) -> list[str]:
    """Sentences of 4 to 40 words of prose, shuffled, each once."""
    found: dict[str, None] = {}
    lines = corpus_lines(data)
    kept = [text for source, text in lines[: len(lines) * 9 // 10] if not source.startswith(("clean_", *MANUALS))]
    kept += [paragraph for document in clean_documents("train", data) for paragraph in document.paragraphs]
    for text in kept:
        for span in sentences(text):
            sentence = " ".join(span.of(text).split())
            if 4 <= sentence.count(" ") + 1 <= 40 and _SENTENCE.fullmatch(sentence) and "http" not in sentence:
                found[sentence] = None
    listed = list(found)
    random.Random(seed).shuffle(listed)
    return listed


def through(modes: Sequence[str], lines: Sequence[str]) -> list[str]:
    """`lines` translated by each of `modes` in turn; empty where the engine joins or splits lines."""
    text = "\n".join(lines) + "\n"
    for mode in modes:
        done = subprocess.run(["apertium", "-u", mode], input=text, capture_output=True, text=True, check=True)
        text = done.stdout
    back = text.rstrip("\n").split("\n")
    return back if len(back) == len(lines) else []


def damaged(route: str, chosen: Sequence[str], workers: int) -> Iterator[tuple[str, str]]:
    """(damaged, clean) of every sentence that went round, in order."""
    modes = ROUTES[route][0]
    chunks = [chosen[i : i + CHUNK] for i in range(0, len(chosen), CHUNK)]
    with ThreadPoolExecutor(workers) as pool:
        for chunk, back in zip(chunks, pool.map(lambda lines: through(modes, lines), chunks), strict=True):
            for clean, garbled in zip(chunk, back, strict=False):
                yield garbled.strip(), clean


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("--data", type=Path, default=SHARED)
    options.add_argument("--routes", default=",".join(ROUTES))
    options.add_argument("--sentences", type=int, default=0, help="for each route; 0: as ROUTES says")
    options.add_argument("--workers", type=int, default=2)
    given = options.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    pool = clean_sentences(given.data)
    print(f"{len(pool):,} clean sentences", flush=True)
    for route in given.routes.split(","):
        wanted = given.sentences or ROUTES[route][1]
        at = list(ROUTES).index(route) * SHARE
        chosen = pool[at : at + min(wanted, SHARE)]
        with (FOLDER / f"{route}.tsv").open("w", encoding="utf-8") as out:
            for garbled, clean in damaged(route, chosen, given.workers):
                out.write(f"{garbled}\t{clean}\n")
        print(f"{route}: {sum(1 for _ in (FOLDER / f'{route}.tsv').open()):,} of {wanted:,}", flush=True)
    with (FOLDER / "unsent.txt").open("w", encoding="utf-8") as out:
        out.writelines(f"{sentence}\n" for sentence in pool[len(ROUTES) * SHARE :])


if __name__ == "__main__":
    main()
