"""The English spaCy pipeline: tags, features, lemmas, trees, sentence starts. Nothing loads before first use.

The shipped pipeline was trained for ungarble on UD English EWT (`training/pipeline/`, figures in its meta.json) and
speaks Universal Dependencies. An installed one ("en_core_web_lg") can stand in for it; it speaks CLEAR labels, so
detectors ask `relation` and `governor` rather than `token.dep_` and `token.head`.
"""

from __future__ import annotations

import re
import sys
import types
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from ungarble.english.lemmas import Lemmas

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

SHIPPED: Final = Path(__file__).parent / "data" / "pipeline"
"""The folder of the shipped pipeline; `LEMMA_TABLE` lies beside the weights."""

LEMMA_TABLE: Final = "lemmas.json"

LONGEST_PIECE: Final = 20_000
"""Code points parsed in one go. The network's memory grows with the text, by 4 KB a code point (measured on news)."""

CACHED: Final = 400_000
"""Code points of text whose parses are remembered: some eight hundred paragraphs of news."""

_BATCH: Final = 64
_PIECE_END = re.compile(r"\n\s*|(?<=[.!?…。])[\"'”’)\]]*\s+")


class PipelineNotFound(ValueError):
    """The named spaCy pipeline isn't installed, or is no English pipeline with a tagger and a parser."""


def load(name: str = "") -> Language:
    """The shipped pipeline (""), or any installed English one by its name or path; loaded once a process.

    Raises `PipelineNotFound` when spaCy doesn't find it or it lacks what the detectors read.
    """
    return _load(name)  # `cache` would keep `load()` and `load("")` apart and load the pipeline twice


@cache
def _load(name: str) -> Language:
    spacy = _spacy()
    if not name:
        # Its tokeniser is spaCy's for English, which is built anyway; reading it again is a quarter of the load.
        nlp: Language = spacy.util.load_model_from_path(SHIPPED, exclude=["tokenizer"])
        lemmas = Lemmas.from_file(SHIPPED / LEMMA_TABLE)
        spacy.Language.component("ungarble_lemmas", func=lemmas)
        nlp.add_pipe("ungarble_lemmas")
        return nlp
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise PipelineNotFound(
            f"the spaCy pipeline {name!r} isn't installed: run `python -m spacy download {name}`"
            f" (or `pip install` its wheel), or leave the setting empty for the shipped one"
        ) from error
    lacking = [pipe for pipe in ("tagger", "parser") if pipe not in nlp.pipe_names]
    if nlp.lang != "en" or lacking:
        what = f"it lacks {' and '.join(lacking)}" if lacking else f"its language is {nlp.lang!r}"
        raise PipelineNotFound(f"the spaCy pipeline {name!r} can't parse English here: {what}")
    return nlp


def _spacy() -> Any:
    """spaCy without its command line, which `import spacy` pulls in (requests, httpx, jinja2): a third of the time.

    Whoever imports `spacy.cli` later gets the real one, and `spacy.info` fetches it when called.
    """
    if "spacy" not in sys.modules and "spacy.cli" not in sys.modules:
        names = ("spacy.cli", "spacy.cli.info")
        try:
            for name in names:
                sys.modules[name] = types.ModuleType(name)
            sys.modules["spacy.cli"].__path__ = []
            vars(sys.modules["spacy.cli.info"])["info"] = _info
            import spacy
        finally:
            for name in names:
                sys.modules.pop(name, None)
        vars(spacy).pop("cli", None)
    import spacy

    return spacy


def _info(*args: Any, **options: Any) -> Any:
    """`spacy.info`, the command line's."""
    from spacy.cli.info import info

    return info(*args, **options)


# --- parsing ---------------------------------------------------------------------------------------------------------

_chosen = ""


def use(name: str) -> None:
    """Parse with the pipeline `name` from now on ("": the shipped one), in the whole process.

    Raises `PipelineNotFound` at once, before any text is read.
    """
    global _chosen
    if name:
        load(name)
    _chosen = name


_parsed: OrderedDict[tuple[str, str], Doc] = OrderedDict()
_lock = RLock()


def parse(text: str, name: str = "") -> Doc:
    """The parse of `text`, remembered. `token.idx` counts code points of `text`; `doc.text == text` always holds.

    A text above `LONGEST_PIECE` is parsed in pieces cut after a line or a sentence, and joined. `name`: another
    pipeline than the one in `use`.
    """
    name = name or _chosen
    known = _recall(text, name)
    if known is not None:
        return known
    nlp = load(name)
    pieces = [nlp(piece) for piece in _pieces(text)]
    return _remember(text, name, _join(pieces))


def parse_many(texts: Iterable[str], name: str = "") -> Iterator[Doc]:
    """The parses of `texts`, in order, faster than one by one; they share the memory of `parse`."""
    name = name or _chosen
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            yield from _parse_batch(batch, name)
            batch = []
    yield from _parse_batch(batch, name)


def _parse_batch(texts: list[str], name: str) -> list[Doc]:
    docs = {text: doc for text in texts if (doc := _recall(text, name)) is not None}
    missing = [(text, _pieces(text)) for text in dict.fromkeys(texts) if text not in docs]
    if missing:
        stream = load(name).pipe(piece for _, pieces in missing for piece in pieces)
        for text, pieces in missing:
            docs[text] = _remember(text, name, _join([next(stream) for _ in pieces]))
    return [docs[text] for text in texts]


def _recall(text: str, name: str) -> Doc | None:
    with _lock:
        doc = _parsed.get((name, text))
        if doc is not None:
            _parsed.move_to_end((name, text))
        return doc


def _remember(text: str, name: str, doc: Doc) -> Doc:
    # The tensor is the network's view of the tokens, 400 bytes for each; no detector reads it.
    doc.tensor = doc.tensor[:0]
    with _lock:
        _parsed[name, text] = doc
        size = sum(len(key[1]) for key in _parsed)
        while size > CACHED and len(_parsed) > 1:
            (_, oldest), _ = _parsed.popitem(last=False)
            size -= len(oldest)
    return doc


def _pieces(text: str) -> list[str]:
    """`text` cut into pieces of at most `LONGEST_PIECE` code points, after lines or sentences where there are any."""
    pieces, start = [], 0
    while len(text) - start > LONGEST_PIECE:
        limit = start + LONGEST_PIECE
        ends = [match.end() for match in _PIECE_END.finditer(text, start + LONGEST_PIECE // 2, limit)]
        end = ends[-1] if ends else text.rfind(" ", start, limit) + 1
        end = end if end > start else limit
        pieces.append(text[start:end])
        start = end
    return [*pieces, text[start:]]


def _join(pieces: list[Doc]) -> Doc:
    if len(pieces) == 1:
        return pieces[0]
    from spacy.tokens import Doc

    for piece in pieces:
        piece.tensor = piece.tensor[:0]
    return Doc.from_docs(pieces, ensure_whitespace=False)


# --- one language for two sets of labels -----------------------------------------------------------------------------

CLEAR_TO_UD: Final = {
    "ROOT": "root",
    "acomp": "xcomp",
    "agent": "case",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "parataxis",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "case",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
"""Labels of `en_core_web_*` (CLEAR style) that UD spells otherwise; every other label is the same in both."""

_PREPOSITIONAL: Final = ("prep", "agent", "dative")
_PREDICATIVE: Final = ("attr", "acomp")


def relation(token: Token) -> str:
    """The UD relation of `token` to `governor(token)`, from either set of labels; the root's is "root".

    Three answers need more than the table. The object of a preposition is `nmod` below a noun and `obl` elsewhere
    (`obl:agent` after the *by* of a passive). A dative with its own preposition ("to her") is that preposition's
    `case`. A form of *be* with a predicative is its `cop`, and the predicative has the relation of that *be*.
    """
    label: str = token.dep_
    if label == "pobj":
        preposition = token.head
        if preposition.dep_ == "agent":
            return "obl:agent"
        return "nmod" if governor(token).pos_ in ("NOUN", "PROPN", "PRON", "NUM") else "obl"
    if label == "dative" and token.pos_ == "ADP":
        return "case"
    if _predicative(token) is not None:
        return "cop"
    if label in _PREDICATIVE and token.head.lemma_ == "be":
        return CLEAR_TO_UD.get(token.head.dep_, token.head.dep_)
    return CLEAR_TO_UD.get(label, label)


def governor(token: Token) -> Token:
    """The UD head of `token`, from either set of labels (the root's is itself).

    CLEAR hangs a noun on its preposition and a predicative on *be*; UD hangs both function words on the content word.
    """
    above = token.head
    if token.dep_ in _PREPOSITIONAL and token.pos_ == "ADP":
        return next((child for child in token.children if child.dep_ in ("pobj", "pcomp")), above)
    predicative = _predicative(token)
    if predicative is not None:
        return predicative
    if token.dep_ in _PREDICATIVE and above.lemma_ == "be":
        token, above = above, above.head
        if above == token:
            return next(child for child in token.children if child.dep_ in _PREDICATIVE)
    if token.dep_ in ("pobj", "pcomp") and above.dep_ in _PREPOSITIONAL:
        above = above.head
    return _predicative(above) or above


def _predicative(token: Token) -> Token | None:
    """The attribute or adjective that a CLEAR tree hangs on this form of *be*."""
    if token.lemma_ != "be":
        return None
    return next((child for child in token.children if child.dep_ in _PREDICATIVE), None)
