import json
import random
import string
import subprocess
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ungarble.english.dictionary import inflections
from ungarble.english.ngrams import PATH, Ngrams, NgramsError, ngrams
from ungarble.english.words import BOUNDARY, tokens


@pytest.fixture(scope="module")
def counts() -> Ngrams:
    return ngrams()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She didn’t say “they’re late”.", ["she", "did", "n't", "say", "they", "'re", "late", BOUNDARY]),
        ("Ann's well-known, red hat", ["ann", "'s", "well", "-", "known", ",", "red", "hat"]),
        ("Mr. J. Poole left the U.S. in May.", ["mr.", "j.", "poole", "left", "the", "u.s.", "in", "may", BOUNDARY]),
        ("The 21st, 3,500 and 1987", ["the", "0th", ",", "0", "and", "0000"]),
        ("in the 1990s an mp3", ["in", "the", "0000s", "an", "mp0"]),
        ("He cannot.", ["he", "can", "not", BOUNDARY]),
        ("Stop! Why? It is", ["stop", BOUNDARY, "why", BOUNDARY, "it", "is"]),
        ("see www.example.org/a-b now", ["see", "<url>", "now"]),
        ("Costs rose — by €3", ["costs", "rose", "–", "by", "$", "0"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_common_words_have_the_frequencies_english_gives_them(counts: Ngrams) -> None:
    assert 40_000 < counts.frequency("the") < 70_000
    assert counts.frequency("the") > counts.frequency("with") > counts.frequency("kettle") > 0
    assert counts.count("in", "the", "morning") > 100
    assert counts.count("in", "morning", "the") == 0


def test_any_spelling_of_a_token_asks_the_same(counts: Ngrams) -> None:
    assert counts.count("In", "THE", "Morning") == counts.count("in", "the", "morning")
    assert counts.count("in", "1987") == counts.count("in", "2003") > 1000
    assert counts.count("long-term") == counts.count("long", "-", "term") > 500
    assert counts.count("it", "’s") == counts.count("it", "'s") > 500
    assert counts.count("“", "in", "the") == counts.count("in", "the")


def test_sentence_starts_and_ends_are_counted(counts: Ngrams) -> None:
    assert counts.count(BOUNDARY, "however") > 100 * counts.count("the", "however")
    assert counts.count("the", ".") < counts.count("them", ".")
    assert counts.count(".", "He") > 1000


def test_known(counts: Ngrams) -> None:
    assert all(counts.known(word) for word in ("message", "soothing", "London", "negotiations", "don't"))
    assert not any(counts.known(word) for word in ("blorfle", "tenantish", "Xqzv"))


def test_capital_share_tells_names_from_words(counts: Ngrams) -> None:
    assert counts.capital_share("London") > 0.95
    assert counts.capital_share("morning") < 0.05
    assert counts.capital_share("morning") < counts.capital_share("White") < counts.capital_share("London")
    assert counts.capital_share("blorfle") == 0.0


def test_a_longer_request_gets_the_least_of_its_windows(counts: Ngrams) -> None:
    assert counts.count("in", "the", "early", "morning") == min(
        counts.count("in", "the", "early"), counts.count("the", "early", "morning")
    )
    with pytest.raises(ValueError, match="no word"):
        counts.count()


@pytest.mark.parametrize(
    ("left", "old", "new", "right"),
    [
        ("little moved on the", "front atomic", "atomic front", ", she said"),
        ("the", "negotiations tense", "tense negotiations", "between the two"),
        ("a", "message soothing", "soothing message", "from the mayor"),
        ("a", "problem big", "big problem", "for the town"),
        ("they met in the", "house white", "white house", "."),
        ("we meet", "at the morning", "in the morning", "."),
        ("she is", "an university", "a university", "student"),
        ("he was born in", "the 1987", "1987", "in Leeds"),
        ("it depends", "of", "on", "the weather"),
    ],
)
def test_the_better_wording_is_preferred(counts: Ngrams, left: str, old: str, new: str, right: str) -> None:
    contexts = left.split(), old.split(), new.split(), right.split()
    assert counts.prefer(*contexts) > 0
    assert counts.prefer(contexts[0], contexts[2], contexts[1], contexts[3]) == pytest.approx(-counts.prefer(*contexts))


def test_unseen_order_is_a_weak_preference_and_seen_order_a_strong_one(counts: Ngrams) -> None:
    assert counts.count("soothing", "message") == counts.count("message", "soothing") == 0
    assert abs(counts.prefer(["a"], ["message", "soothing"], ["soothing", "message"], ["."])) < 1
    # "a message soothing to her ears" is English
    assert counts.prefer(["a"], ["message", "soothing"], ["soothing", "message"], ["to"]) < 1
    assert counts.prefer(["the"], ["weapons", "nuclear"], ["nuclear", "weapons"], ["of"]) > 3


def test_likelier_words_have_the_higher_logprob(counts: Ngrams) -> None:
    good, bad = (["he", "went", "to", "the", "house", "."], ["he", "went", "the", "to", "house", "."])
    assert counts.logprob(good) > counts.logprob(bad) + 10
    assert 0.1 < counts.conditional("the", "in") < 0.5
    assert counts.conditional("the", "of", "in") > 0
    assert 0 < counts.conditional("blorfle", "in", "the") < 1e-6


def test_strangers_are_taken_for_known_less_than_once_in_ten_thousand(counts: Ngrams) -> None:
    chance = random.Random(5)
    words = ["".join(chance.choices(string.ascii_lowercase, k=13)) for _ in range(50_000)]
    assert sum(map(counts.known, words)) <= 1


def test_absent_pairs_of_known_words_are_taken_for_present_less_than_once_in_ten_thousand(counts: Ngrams) -> None:
    chance = random.Random(9)
    listed = sorted({word for word, _ in inflections() if word.islower() and word.isalpha()})
    rare = [word for word in listed if 0 < counts.count(word) < 200]
    assert len(rare) > 10_000
    pairs = [(chance.choice(rare), chance.choice(rare)) for _ in range(100_000)]
    assert sum(counts.count(*pair) > 0 for pair in pairs) < 10


def test_no_fingerprint_makes_an_ngram_oftener_than_its_parts(counts: Ngrams) -> None:
    chance = random.Random(6)
    words = [w for w in tokens(Path(__file__).read_text(encoding="utf-8")) if counts.known(w)]
    for _ in range(20_000):
        first, second = chance.choice(words), chance.choice(words)
        assert counts.count(first, second) <= 1.3 * min(counts.count(first), counts.count(second))


def test_the_facts_beside_the_file_are_of_this_file(counts: Ngrams) -> None:
    facts = json.loads(PATH.with_suffix(".json").read_text(encoding="utf-8"))
    assert facts["bytes"] == PATH.stat().st_size <= 20_000_000
    assert facts["tokens"] == counts.total
    strangers, asked = facts["absent pairs taken for present"]
    assert strangers / asked < 1e-4


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NgramsError, match=r"none\.bin"):
        Ngrams(tmp_path / "none.bin")


@pytest.mark.parametrize("damage", ["empty", "other", "flipped", "cut", "longer"])
def test_a_damaged_file_is_named(tmp_path: Path, damage: str) -> None:
    whole = PATH.read_bytes()
    flipped = bytearray(whole)
    flipped[30] ^= 4
    pieces = {
        "empty": b"",
        "other": b"PK" * 4000,
        "flipped": bytes(flipped),
        "cut": whole[:-1],
        "longer": whole + b"\0",
    }
    path = tmp_path / "damaged.bin"
    path.write_bytes(pieces[damage])
    with pytest.raises(NgramsError, match=r"damaged\.bin"):
        Ngrams(path)


def test_threads_read_the_same() -> None:
    fresh = Ngrams()
    asked = [("in", "the", "morning"), ("of", "the"), ("white", "house"), ("blorfle", "house")] * 500
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda words: fresh.count(*words), asked))
    assert answers == [ngrams().count(*words) for words in asked]


def test_opening_reads_nothing_into_memory() -> None:
    tracemalloc.start()
    Ngrams().count("in", "the", "morning")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000  # bytes; the file has 18 million


def test_asking_imports_no_heavy_package() -> None:
    script = """
import sys
from ungarble.english.articles import indefinite_article
from ungarble.english.inflection import inflect
assert (indefinite_article("hour"), inflect("child", "NNS")) == ("an", "children")
print(sorted({"numpy", "spacy", "lemminflect"} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
