"""The shipped parser on invented sentences: what it says, where its tokens lie, what it costs to import."""

import json
import subprocess
import sys

import pytest

from ungarble.english import pipeline
from ungarble.english.pipeline import LONGEST_PIECE, PipelineNotFound, governor, load, parse, parse_many, relation


def words(text: str) -> list[tuple[str, str]]:
    return [(token.text, token.pos_) for token in parse(text)]


def word(text: str, form: str):
    return next(token for token in parse(text) if token.text == form)


# --- what it says ----------------------------------------------------------------------------------------------------


def test_parts_of_speech() -> None:
    assert words("The old baker sold fresh bread to her neighbours.") == [
        ("The", "DET"),
        ("old", "ADJ"),
        ("baker", "NOUN"),
        ("sold", "VERB"),
        ("fresh", "ADJ"),
        ("bread", "NOUN"),
        ("to", "ADP"),
        ("her", "PRON"),
        ("neighbours", "NOUN"),
        (".", "PUNCT"),
    ]


def test_penn_tags() -> None:
    tags = [token.tag_ for token in parse("She has written two better books.")]
    assert tags == ["PRP", "VBZ", "VBN", "CD", "JJR", "NNS", "."]


def test_relations_and_heads() -> None:
    text = "In Lisbon, the minister signed the agreement."
    answers = {token.text: (relation(token), governor(token).text) for token in parse(text) if token.text != ","}
    assert answers == {
        "In": ("case", "Lisbon"),
        "Lisbon": ("obl", "signed"),
        "minister": ("nsubj", "signed"),
        "signed": ("root", "signed"),
        "the": ("det", "agreement"),
        "agreement": ("obj", "signed"),
        ".": ("punct", "signed"),
    }


def test_passive_with_its_agent() -> None:
    text = "The bridge was built by Roman soldiers."
    assert relation(word(text, "bridge")) == "nsubj:pass"
    assert relation(word(text, "was")) == "aux:pass"
    assert relation(word(text, "soldiers")) in ("obl", "obl:agent")
    assert governor(word(text, "soldiers")).text == "built"


def test_adjective_before_its_noun() -> None:
    adjective = word("They opened a nuclear plant near the coast.", "nuclear")
    assert (relation(adjective), governor(adjective).text) == ("amod", "plant")


def test_features() -> None:
    houses = word("Those houses belonged to him.", "houses")
    belonged = word("Those houses belonged to him.", "belonged")
    assert houses.morph.get("Number") == ["Plur"]
    assert belonged.morph.get("Tense") == ["Past"]


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("The children were running home.", "children", "child"),
        ("The children were running home.", "running", "run"),
        ("The children were running home.", "were", "be"),
        ("She stopped hoping for it.", "stopped", "stop"),
        ("She stopped hoping for it.", "hoping", "hope"),
        ("He didn’t go.", "n’t", "not"),
        ("Two countries signed treaties.", "countries", "country"),
        ("The talks were easier than Paris expected.", "easier", "easy"),
        ("The talks were easier than Paris expected.", "Paris", "Paris"),
        ("The knives lay on the shelves.", "knives", "knife"),
    ],
)
def test_lemmas(text: str, form: str, lemma: str) -> None:
    assert word(text, form).lemma_ == lemma


def test_sentences() -> None:
    doc = parse("Mr. Halloran left at noon. Nobody saw him again. Why?")
    assert [sentence.text for sentence in doc.sents] == ["Mr. Halloran left at noon.", "Nobody saw him again.", "Why?"]


# --- where its tokens lie --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "  Two  spaces\tand a tab,\r\n then a line.  ",
        "A smile 😀 and a family 👨‍👩‍👧 in one sentence\u00a0here.",
        "e\u0301tude, naïve, 東京 — “quoted”… don’t!",
        "no stop\n\n\n— and a dash",
    ],
)
def test_offsets_are_exact(text: str) -> None:
    doc = parse(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token.text)] == token.text for token in doc)


def test_a_long_text_is_parsed_in_pieces_and_joined_exactly() -> None:
    line = "The harbour froze in March, and no ship reached the island for six weeks. "
    text = "\n\n".join(line * 4 for _ in range(3 * LONGEST_PIECE // (4 * len(line))))
    assert len(text) > 2 * LONGEST_PIECE
    doc = parse(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token.text)] == token.text for token in doc)
    # The parser may make the blank lines between paragraphs a sentence of their own; no words stand in it.
    worded = [sentence.text.strip() for sentence in doc.sents if sentence.text.strip()]
    assert set(worded) == {line.strip()}


def test_a_long_text_without_any_place_to_cut() -> None:
    text = "x" * (2 * LONGEST_PIECE + 7)
    assert parse(text).text == text


# --- memory ----------------------------------------------------------------------------------------------------------


def test_parses_are_remembered_and_shared() -> None:
    first, second = "The ferry leaves at nine.", "The ferry leaves at ten."
    doc = parse(first)
    again, fresh, repeated = parse_many([first, second, second])
    assert again is doc
    assert repeated is fresh
    assert parse(second) is fresh


def test_a_batch_is_parsed_as_one_by_one() -> None:
    texts = [f"The number {number} bus stops near the old market in town {number}." for number in range(70)]
    batch = [[(token.text, token.tag_, token.head.i, token.dep_) for token in doc] for doc in parse_many(texts)]
    alone = [[(token.text, token.tag_, token.head.i, token.dep_) for token in load()(text)] for text in texts]
    assert batch == alone


def test_the_pipeline_is_loaded_once() -> None:
    assert load() is load("")


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "CACHED", 60)
    texts = ["Snow fell on Monday.", "Rain fell on Tuesday.", "Hail fell on Wednesday.", "Fog came on Thursday."]
    docs = list(parse_many(texts))
    assert parse(texts[-1]) is docs[-1]
    assert parse(texts[0]) is not docs[0]


# --- other pipelines -------------------------------------------------------------------------------------------------


def test_a_pipeline_that_is_not_installed() -> None:
    with pytest.raises(PipelineNotFound, match=r"'en_core_web_nowhere'.*spacy download en_core_web_nowhere"):
        load("en_core_web_nowhere")


def test_a_pipeline_without_a_parser(tmp_path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(PipelineNotFound, match="lacks tagger and parser"):
        load(str(tmp_path / "blank"))


def clear(words: str, lemmas: str, pos: str, heads: list[int], labels: str):
    """A document labelled as `en_core_web_*` labels it."""
    from spacy.tokens import Doc

    return Doc(
        load().vocab,
        words=words.split(),
        lemmas=lemmas.split(),
        pos=pos.split(),
        heads=heads,
        deps=labels.split(),
    )


def test_clear_labels_answer_as_ud() -> None:
    doc = clear(
        "The roof of the barn was painted by them on Friday",
        "the roof of the barn be paint by they on Friday",
        "DET NOUN ADP DET NOUN AUX VERB ADP PRON ADP PROPN",
        [1, 6, 1, 4, 2, 6, 6, 6, 7, 6, 9],
        "det nsubjpass prep det pobj auxpass ROOT agent pobj prep pobj",
    )
    assert {token.text: (relation(token), governor(token).text) for token in doc} == {
        "The": ("det", "roof"),
        "roof": ("nsubj:pass", "painted"),
        "of": ("case", "barn"),
        "the": ("det", "barn"),
        "barn": ("nmod", "roof"),
        "was": ("aux:pass", "painted"),
        "painted": ("root", "painted"),
        "by": ("case", "them"),
        "them": ("obl:agent", "painted"),
        "on": ("case", "Friday"),
        "Friday": ("obl", "painted"),
    }


def test_clear_copula_answers_as_ud() -> None:
    doc = clear(
        "She is quite happy in Ghent",
        "she be quite happy in Ghent",
        "PRON AUX ADV ADJ ADP PROPN",
        [1, 1, 3, 1, 1, 4],
        "nsubj ROOT advmod acomp prep pobj",
    )
    assert {token.text: (relation(token), governor(token).text) for token in doc} == {
        "She": ("nsubj", "happy"),
        "is": ("cop", "happy"),
        "quite": ("advmod", "happy"),
        "happy": ("root", "happy"),
        "in": ("case", "Ghent"),
        "Ghent": ("obl", "happy"),
    }


# --- what it costs ---------------------------------------------------------------------------------------------------


def loaded_after(code: str) -> set[str]:
    program = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_importing_loads_no_spacy() -> None:
    modules = loaded_after("import ungarble.english, ungarble.english.pipeline")
    assert not modules & {"spacy", "numpy", "thinc", "lemminflect"}


def test_parsing_loads_no_command_line_and_leaves_spacy_whole() -> None:
    code = "from ungarble.english.pipeline import parse\nparse('It rained.')"
    assert not loaded_after(code) & {"spacy.cli", "typer", "requests"}
    whole = (
        f"{code}\nimport spacy, spacy.cli\nassert callable(spacy.cli.download)\nassert 'spacy_version' in spacy.info()"
    )
    assert "spacy.cli.download" in loaded_after(whole.replace("spacy.info()", "spacy.info(silent=True)"))


def test_the_shipped_folder_is_small_and_says_what_it_is() -> None:
    size = sum(file.stat().st_size for file in pipeline.SHIPPED.rglob("*") if file.is_file())
    assert size <= 15_000_000
    meta = json.loads((pipeline.SHIPPED / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"
    assert "UD English EWT" in [source["name"] for source in meta["sources"]]
