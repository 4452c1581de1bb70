"""UD English EWT as spaCy training examples: paragraphs of raw text, tokenised as at run time, lightly garbled.

Training reads text through spaCy's own tokeniser (so norms and token borders are those of run time) and lets
`Example` align the gold words; a word that spaCy cuts otherwise teaches nothing rather than something false.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc
from spacy.training import Example


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word: `head` is its head's index in the sentence (its own at the root)."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    relation: str
    space: bool


Sentence = tuple[Word, ...]
Paragraph = tuple[Sentence, ...]


def read_conllu(path: Path) -> list[Paragraph]:
    """The paragraphs of a CoNLL-U file. Words of a multiword token ("don't") stay apart, without a space between."""
    paragraphs: list[list[Sentence]] = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        if not paragraphs or any(line.startswith(("# newpar", "# newdoc")) for line in lines):
            paragraphs.append([])
        paragraphs[-1].append(_sentence([line.split("\t") for line in lines if not line.startswith("#")]))
    return [tuple(paragraph) for paragraph in paragraphs]


def _sentence(rows: list[list[str]]) -> Sentence:
    words: list[Word] = []
    multiword_end, multiword_space = 0, True
    pieces: list[str] = []
    for row in rows:
        number, form, lemma, upos, xpos, feats, head, relation, _, misc = row
        space = "SpaceAfter=No" not in misc.split("|")
        if "-" in number:
            first, last = map(int, number.split("-"))
            multiword_end, multiword_space = last, space
            pieces = _cut(form, [row_[1] for row_ in rows if row_[0].isdigit() and first <= int(row_[0]) <= last])
            continue
        if not number.isdigit():
            continue  # an empty node ("8.1") of the enhanced graph is no word of the text
        if pieces:
            form = pieces.pop(0)
            space = multiword_space and int(number) == multiword_end
        index = len(words)
        governor = int(head) - 1 if head != "0" else index
        words.append(Word(form, lemma, upos, xpos, "" if feats == "_" else feats, governor, relation, space))
    return tuple(words)


def _cut(surface: str, forms: list[str]) -> list[str]:
    """The forms of a multiword token as they stand in its surface ("won't": "wo", "n't"), for the text must stay."""
    if "".join(forms) == surface:
        return forms
    pieces, at = [], 0
    for number, form in enumerate(forms):
        end = len(surface) if number == len(forms) - 1 else min(at + len(form), len(surface) - 1)
        pieces.append(surface[at:end])
        at = end
    return pieces if all(pieces) else forms


def reference(vocab: Any, paragraph: Paragraph) -> Doc:
    """The gold document of a paragraph."""
    words = [word for sentence in paragraph for word in sentence]
    offsets = [sum(map(len, paragraph[:number])) for number in range(len(paragraph))]
    heads = [offset + word.head for offset, sentence in zip(offsets, paragraph, strict=True) for word in sentence]
    doc = Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=["ROOT" if word.relation == "root" else word.relation for word in words],
    )
    if [sentence.start for sentence in doc.sents] != offsets:
        raise ValueError(f"two trees in one sentence, or one tree in two: {doc.text}")
    return doc


def chunks(paragraphs: list[Paragraph], rng: random.Random) -> Iterator[Paragraph]:
    """Runs of one to six sentences of one paragraph: where sentences end must be learned, and how they look alone."""
    for paragraph in paragraphs:
        at = 0
        while at < len(paragraph):
            size = rng.choice((1, 1, 2, 3, 4, 6))
            yield paragraph[at : at + size]
            at += size


CURLY = {"'s": "’s", "n't": "n’t", "'re": "’re", "'ve": "’ve", "'ll": "’ll", "'d": "’d", "'m": "’m", "'": "’"}


def garble(paragraph: Paragraph, rng: random.Random) -> Paragraph:
    """Now and then: typeset quotes (news has them, EWT hardly), lower case, capitals, white space, no last stop."""
    if rng.random() < 0.3:
        paragraph = tuple(_typeset(sentence) for sentence in paragraph)
    chance = rng.random()
    if chance < 0.04:
        paragraph = _recase(paragraph, str.lower)
    elif chance < 0.06:
        paragraph = _recase(paragraph, str.upper)
    if rng.random() < 0.05:
        last = paragraph[-1]
        if len(last) > 3 and last[-1].form == "." and all(word.head != len(last) - 1 for word in last[:-1]):
            paragraph = (*paragraph[:-1], last[:-1])
    if rng.random() < 0.06:
        paragraph = tuple(_blanks(sentence, rng) for sentence in paragraph)
    return paragraph


def _typeset(sentence: Sentence) -> Sentence:
    result = []
    for word in sentence:
        form = CURLY.get(word.form, word.form)
        if word.form == '"':
            form = "“" if word.xpos == "``" else "”"
        result.append(replace(word, form=form))
    return tuple(result)


def _recase(paragraph: Paragraph, change: Callable[[str], str]) -> Paragraph:
    return tuple(tuple(replace(word, form=change(word.form)) for word in sentence) for sentence in paragraph)


def _blanks(sentence: Sentence, rng: random.Random) -> Sentence:
    """White space doubled here and there; spaCy makes a token of it, which hangs on the word before it."""
    result: list[Word] = []
    places: list[int] = []
    added: list[tuple[int, int]] = []
    for word in sentence:
        places.append(len(result))
        result.append(word)
        if word.space and rng.random() < 0.06:
            added.append((len(result), len(result) - 1))
            result.append(Word(rng.choice((" ", " ", "\n", "\n\n", "\t")), " ", "SPACE", "_SP", "", 0, "dep", False))
    blank = dict(added)
    return tuple(
        replace(word, head=blank[number] if number in blank else places[word.head])
        for number, word in enumerate(result)
    )


@spacy.registry.readers("ungarble.treebank.v1")
def training_examples(path: Path, augment: bool, seed: int) -> Callable[[Any], Iterator[Example]]:
    """Reader for the spaCy config: another cut and another garbling of the treebank in every epoch."""
    paragraphs = read_conllu(Path(path))
    rng = random.Random(seed)

    def read(nlp: Any) -> Iterator[Example]:
        pieces = list(chunks(paragraphs, rng)) if augment else paragraphs
        if augment:
            rng.shuffle(pieces)
        for piece in pieces:
            gold = reference(nlp.vocab, garble(piece, rng) if augment else piece)
            yield Example(nlp.make_doc(gold.text), gold)

    return read
