"""Clean English prose, split once for everybody: nine tenths to learn from, one tenth to measure on.

`data/clean/*.jsonl` holds one sentence a record (`doc`, `text`) in reading order; the paragraphs of the
original are gone, and some sentences were cut after an abbreviation ("the U.S." / "Digital Service").
Sentences are therefore joined again into paragraphs of about five, so that a cut sentence is whole once more;
a line without final punctuation (a heading, an item of a list) is a paragraph of its own.

The last tenth of each file, by line, is held out. A document that lies across the cut is cut too.

    python -m training.cleanset            # writes training/work/clean-*.txt

In the files a blank line ends a paragraph and two blank lines end a document.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
WORK = ROOT / "training" / "work"

HELD_OUT_TENTHS = 1
SENTENCES_A_PARAGRAPH = 5
_FINAL = tuple(".!?…:;")
_CLOSERS = "\"”’')]*"
_CUT_AFTER = ("U.S.", "U.N.", "U.K.", "No.", "vs.", "St.", "Mr.", "Ms.", "Mrs.", "Dr.", "D.C.", "Gen.", "Sen.")


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """One document: the file it came from, its name there, its sentences as recorded, its paragraphs as joined."""

    source: str
    name: str
    sentences: tuple[str, ...]
    paragraphs: tuple[str, ...]


def clean_documents(part: str, data: Path = SHARED) -> Iterator[CleanDocument]:
    """The documents of `part` ("train" or "heldout"), file by file in the order of their names.

    Raises ValueError for another part and FileNotFoundError where `data` has no clean/ folder.
    """
    if part not in ("train", "heldout"):
        raise ValueError(f"part is 'train' or 'heldout', not {part!r}")
    files = sorted((data / "clean").glob("*.jsonl"))
    if not files:
        raise FileNotFoundError(f"no clean/*.jsonl under {data}")
    for file in files:
        with file.open(encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        cut = len(records) * (10 - HELD_OUT_TENTHS) // 10
        kept = records[:cut] if part == "train" else records[cut:]
        for name, group in groupby(kept, key=lambda record: str(record["doc"])):
            sentences = tuple(" ".join(str(record["text"]).split()) for record in group)
            yield CleanDocument(file.stem, name, sentences, tuple(paragraphs(sentences)))


def paragraphs(sentences: Sequence[str]) -> Iterator[str]:
    """Sentences joined into paragraphs; see the module's text for why and how."""
    held: list[str] = []
    for sentence in sentences:
        if not sentence.rstrip(_CLOSERS).endswith(_FINAL):
            if held:
                yield " ".join(held)
                held = []
            yield sentence
            continue
        held.append(sentence)
        if len(held) >= SENTENCES_A_PARAGRAPH and not sentence.endswith(_CUT_AFTER):
            yield " ".join(held)
            held = []
    if held:
        yield " ".join(held)


def as_text(documents: Sequence[CleanDocument]) -> str:
    """Plain text: a blank line ends a paragraph, two blank lines end a document."""
    return "\n\n\n".join("\n\n".join(document.paragraphs) for document in documents) + "\n"


def write(data: Path = SHARED, folder: Path = WORK) -> dict[str, int]:
    """Write clean-train.txt, clean-heldout.txt and clean-heldout-<file>.txt; their sizes in words."""
    folder.mkdir(parents=True, exist_ok=True)
    heldout = list(clean_documents("heldout", data))
    texts = {
        "clean-train.txt": as_text(list(clean_documents("train", data))),
        "clean-heldout.txt": as_text(heldout),
    }
    for source in sorted({document.source for document in heldout}):
        texts[f"clean-heldout-{source}.txt"] = as_text([d for d in heldout if d.source == source])
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return {name: len(text.split()) for name, text in texts.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    options.add_argument("--data", type=Path, default=SHARED)
    options.add_argument("--folder", type=Path, default=WORK)
    chosen = options.parse_args()
    for name, words in write(chosen.data, chosen.folder).items():
        print(f"{name}\t{words:,} words")


if __name__ == "__main__":
    main()
