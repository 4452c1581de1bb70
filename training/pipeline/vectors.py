"""Word vectors of the English pipeline: the licensed English corpus, tokenised by spaCy, read by floret.

The vectors are keyed by spaCy's NORM (lower case, straight quotes, "n't" -> "not"), because 28 million words are too
few to learn "Minister" and "minister", or ’s and 's, one by one; case reaches the network through SHAPE and PREFIX.
"""

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

CLEAN_KEPT_BACK = 10
"""The last tenth of each clean/ file, by line, is never trained on: the lead measures false flags there."""

FLORET = {
    "dim": 96,
    "bucket": 20_000,
    "minn": 3,
    "maxn": 5,
    "hashCount": 2,
    "ws": 2,
    "minCount": 8,
    "epoch": 2,
    "lr": 0.05,
    "thread": 1,
}
"""A window of two, because the vectors serve a parser: near neighbours tell word classes, far ones tell topics."""


def paragraphs(shared: Path) -> Iterator[str]:
    """Paragraphs of the first nine tenths of each file of clean/, then of lm/corpus.txt.xz.

    The corpus repeats the files of clean/ whole, as its sources `clean_*`; those are passed over, for they hold the
    kept-back tenth too.
    """
    for file in sorted((shared / "data/clean").glob("*.jsonl")):
        lines = file.read_text(encoding="utf-8").splitlines()
        for line in lines[: len(lines) - len(lines) // CLEAN_KEPT_BACK]:
            yield json.loads(line)["text"]
    with lzma.open(shared / "data/lm/corpus.txt.xz", "rt", encoding="utf-8") as lines_of_corpus:
        for line in lines_of_corpus:
            source, _, text = line.rstrip("\n").partition("\t")
            if not source.startswith("clean_"):
                yield text


def write_norms(shared: Path, out: Path) -> None:
    """Write the corpus as floret reads it: NORM forms between spaces, one paragraph a line."""
    import spacy

    nlp = spacy.blank("en")
    with out.open("w", encoding="utf-8") as file:
        for text in paragraphs(shared):
            for line in filter(str.strip, text.split("\n")):
                file.write(" ".join(token.norm_ for token in nlp.tokenizer(line) if not token.is_space) + "\n")


def train_vectors(norms: Path, out: Path) -> None:
    """Train floret on `norms` and write its table of vectors to `out` (one thread: the result is repeatable)."""
    import floret

    model = floret.train_unsupervised(str(norms), model="skipgram", mode="floret", **FLORET)
    model.save_floret_vectors(str(out))


def save_vectors(table: Path, out: Path) -> None:
    """Turn floret's text table into a spaCy pipeline that holds nothing but these vectors, keyed by NORM."""
    import spacy
    from spacy.training.initialize import convert_vectors

    nlp = spacy.blank("en")
    convert_vectors(nlp, table, truncate=0, prune=-1, mode="floret", attr="NORM")
    nlp.to_disk(out)
