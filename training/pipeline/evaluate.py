"""Figures on the treebank: with gold words (and gold sentences, or not), and from raw text."""

from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from treebank import Paragraph, read_conllu, reference

Row = tuple[int, int, str, str, str, int, str, bool]
"""Start and end without white space, UPOS, XPOS, lemma, start of the head (-1: root), relation, sentence start."""


def figures(nlp: Any, path: Path) -> dict[str, dict[str, float]]:
    """Per cent, by how much of the gold segmentation the pipeline was given.

    The F1 of the CoNLL 2018 shared task: a word counts when its span is right, a head when the head's span is too.
    Relations are compared with their subtypes ("nsubj:pass"), lemmas with their capitals.
    """
    paragraphs = read_conllu(path)
    sentences: list[Paragraph] = [(sentence,) for paragraph in paragraphs for sentence in paragraph]
    return {
        "gold words and sentences": _figures(nlp, sentences, gold_words=True),
        "gold words": _figures(nlp, paragraphs, gold_words=True),
        "raw text": _figures(nlp, paragraphs, gold_words=False),
    }


def _figures(nlp: Any, paragraphs: list[Paragraph], *, gold_words: bool) -> dict[str, float]:
    golds = [reference(nlp.vocab, paragraph) for paragraph in paragraphs]
    docs = nlp.pipe([_same_words(nlp, gold) if gold_words else gold.text for gold in golds])
    right = dict.fromkeys(("words", "upos", "xpos", "lemma", "uas", "las", "sentences"), 0)
    wanted = found = wanted_sentences = found_sentences = 0
    for gold, doc in zip(golds, docs, strict=True):
        answers = {row[:2]: row for row in _rows(doc)}
        keys = _rows(gold)
        wanted, found = wanted + len(keys), found + len(answers)
        for key in keys:
            answer = answers.get(key[:2])
            if answer is None:
                continue
            right["words"] += 1
            for number, name in ((2, "upos"), (3, "xpos"), (4, "lemma"), (5, "uas")):
                right[name] += answer[number] == key[number]
            right["las"] += answer[5:7] == key[5:7]
        gold_sents, doc_sents = _sentences(gold), _sentences(doc)
        wanted_sentences, found_sentences = wanted_sentences + len(gold_sents), found_sentences + len(doc_sents)
        right["sentences"] += len(gold_sents & doc_sents)
    scores = {name: 200 * hits / (wanted + found) for name, hits in right.items() if name != "sentences"}
    scores["sentences"] = 200 * right["sentences"] / (wanted_sentences + found_sentences)
    return {name: round(score, 2) for name, score in scores.items()}


def _same_words(nlp: Any, gold: Doc) -> Doc:
    """The gold words without annotation, with the norms that the tokeniser would have given them."""
    doc = Doc(nlp.vocab, words=[token.text for token in gold], spaces=[bool(token.whitespace_) for token in gold])
    norms = {(token.idx, len(token)): token.norm_ for token in nlp.make_doc(gold.text)}
    for token in doc:
        token.norm_ = norms.get((token.idx, len(token)), token.norm_)
    return doc


def _rows(doc: Doc) -> list[Row]:
    """The words of a document, white space left out and not counted in offsets."""
    at, starts = 0, {}
    for token in doc:
        starts[token.i] = at
        at += 0 if token.is_space else len(token)
    return [
        (
            starts[token.i],
            starts[token.i] + len(token),
            token.pos_,
            token.tag_,
            token.lemma_,
            -1 if token.head == token else starts[token.head.i],
            token.dep_,
            bool(token.is_sent_start),
        )
        for token in doc
        if not token.is_space
    ]


def _sentences(doc: Doc) -> set[tuple[int, int]]:
    rows = _rows(doc)
    starts = [row[0] for row in rows if row[7]]
    ends = [*starts[1:], rows[-1][1]] if rows else []
    return set(zip(starts, ends, strict=True))
