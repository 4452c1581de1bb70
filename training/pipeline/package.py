"""Makes the folder that ships: weights, tokeniser, lemma table, a meta.json that says what it is and how good."""

import shutil
from pathlib import Path
from typing import Any

import spacy
import treebank  # noqa: F401  (registers the reader that the trained model's config names)

from ungarble.english.lemmas import Lemmas
from ungarble.english.pipeline import LEMMA_TABLE

SOURCES = [
    {
        "name": "UD English EWT",
        "url": "https://universaldependencies.org/treebanks/en_ewt/",
        "license": "CC BY-SA 4.0",
        "author": "Natalia Silveira, Timothy Dozat, Christopher D. Manning, Sebastian Schuster, Ethan Chi, John Bauer,"
        " Miriam Connor, Marie-Catherine de Marneffe, Nathan Schneider, Sam Bowman, Hanzhi Zhu, Daniel Galbraith",
    },
    {
        "name": "lemminflect (lemmas of irregular forms)",
        "url": "https://github.com/bjascob/LemmInflect",
        "license": "MIT",
        "author": "Brad Jascob",
    },
]

VECTOR_SOURCES = [
    {
        "name": "Openly licensed English prose of 60 sources (word vectors); each is listed in english/data/CREDITS.md",
        "url": "",
        "license": "public domain, CC0, CC BY, CC BY-SA, OGL",
        "author": "see CREDITS.md",
    },
    {
        "name": "MASC, GUM (open genres), digital.gov, 18F, CIA World Factbook (word vectors)",
        "url": "",
        "license": "OANC, CC BY, CC BY-SA, public domain, CC0",
        "author": "ANC, Amir Zeldes and others, US government",
    },
]


def package(model: Path, table: Path, figures: dict[str, Any], target: Path) -> None:
    """Write the model to `target`, whole or not at all."""
    nlp = spacy.load(model)
    for section in ("corpora", "training", "pretraining"):
        nlp.config[section] = {}
    nlp.config["paths"] = {}
    nlp.config["system"] = {"gpu_allocator": None, "seed": 0}
    nlp.config["initialize"] = {"vectors": None, "init_tok2vec": None}
    nlp.meta.update(
        name="ungarble",
        version="1.0.0",
        spacy_version=">=3.8.0,<3.9.0",
        description="English for ungarble: tags, morphology, UD dependencies",
        author="The ungarble authors",
        license="CC BY-SA 4.0",
        sources=[*SOURCES, *(VECTOR_SOURCES if nlp.vocab.vectors.size else [])],
        performance=figures,
    )
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh)
    shutil.copy(table, fresh / LEMMA_TABLE)
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def assemble(model: Path, table: Path) -> Any:
    """The trained pipeline with its lemmas, as the library will load it."""
    nlp = spacy.load(model)
    spacy.Language.component("ungarble_lemmas", func=Lemmas.from_file(table))
    nlp.add_pipe("ungarble_lemmas")
    return nlp
