import pytest

from ungarble.english.articles import indefinite_article
from ungarble.english.casing import copy_case
from ungarble.english.inflection import forms, inflect, inflect_like, lemma, tags_of


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("child", "NNS", "children"),
        ("tenant", "NNS", "tenants"),
        ("criterion", "NNS", "criteria"),
        ("analysis", "NNS", "analyses"),
        ("phenomenon", "NNS", "phenomena"),
        ("mouse", "NNS", "mice"),
        ("person", "NNS", "people"),
        ("data", "NNS", "data"),
        ("news", "NNS", "news"),
        ("CHILD", "NNS", "CHILDREN"),
        ("NGO", "NNS", "NGOs"),
        ("Kennedy", "NNPS", "Kennedys"),
        ("McKay", "NNPS", "McKays"),
        ("blorfy", "NNS", "blorfies"),
        ("go", "VBD", "went"),
        ("go", "VBN", "gone"),
        ("run", "VBN", "run"),
        ("stay", "VBN", "stayed"),
        ("lie", "VBG", "lying"),
        ("focus", "VBD", "focused"),
        ("blorf", "VBD", "blorfed"),
        ("zot", "VBG", "zotting"),
        ("be", "VBZ", "is"),
        ("can", "VBD", "could"),
        ("good", "JJR", "better"),
        ("big", "JJS", "biggest"),
        ("beautiful", "JJR", "more beautiful"),
        ("head of state", "NNS", "heads of state"),
        ("prime minister", "NNS", "prime ministers"),
        ("attorney general", "NNS", "attorneys general"),
        ("mother-in-law", "NNS", "mothers-in-law"),
        ("take place", "VBD", "took place"),
        ("Message", "NN", "Message"),
        ("of", "IN", None),
        ("", "NNS", None),
    ],
)
def test_inflect(word: str, tag: str, expected: str | None) -> None:
    assert inflect(word, tag) == expected


@pytest.mark.parametrize(
    ("word", "upos", "expected"),
    [
        ("children", "NOUN", "child"),
        ("went", "VERB", "go"),
        ("found", "VERB", "find"),
        ("left", "VERB", "leave"),
        ("saw", "VERB", "see"),
        ("saw", "NOUN", "saw"),
        ("were", "AUX", "be"),
        ("’re", "AUX", "be"),
        ("could", "AUX", "can"),
        ("criteria", "NOUN", "criterion"),
        ("data", "NOUN", "data"),
        ("leaves", "NOUN", "leaf"),
        ("better", "ADJ", "good"),
        ("Attending", "VERB", "attend"),
        ("tweeted", "VERB", "tweet"),
        ("blorfing", "VERB", "blorf"),
        ("blorfies", "NOUN", "blorfy"),
        ("Kennedys", "PROPN", "Kennedy"),
        ("Paris", "PROPN", "Paris"),
        ("news", "NOUN", "news"),
        ("of", "ADP", "of"),
    ],
)
def test_lemma(word: str, upos: str, expected: str) -> None:
    assert lemma(word, upos) == expected


@pytest.mark.parametrize(
    ("base", "model", "upos", "expected"),
    [
        ("occupant", "tenants", "NOUN", "occupants"),
        ("occupant", "Tenant", "NOUN", "Occupant"),
        ("occupant", "TENANTS", "NOUN", "OCCUPANTS"),
        ("attend", "assisting", "VERB", "attending"),
        ("attend", "Assists", "VERB", "Attends"),
        ("take part", "assisted", "VERB", "took part"),
        ("be present", "were", "AUX", "were present"),
        ("be present", "was", "AUX", "was present"),
        ("child", "people", "PRON", None),
    ],
)
def test_inflect_like(base: str, model: str, upos: str, expected: str | None) -> None:
    assert inflect_like(base, model, upos) == expected


def test_a_tag_settles_what_the_model_leaves_open() -> None:
    assert tags_of("assisted", "VERB") == ("VBD", "VBN")
    assert inflect_like("take", "assisted", "VERB") == "took"
    assert inflect_like("take", "assisted", "VERB", "VBN") == "taken"
    assert tags_of("assisting", "ADP") == ()


def test_forms_are_those_of_the_word_classes_the_dictionary_gives() -> None:
    assert set(forms("travel")) >= {"travel", "travels", "traveled", "travelled", "traveling", "travelling"}
    assert forms("child") == ("child", "children")
    assert forms("beautiful") == ("beautiful",)
    assert set(forms("be")) == {"be", "am", "is", "are", "was", "were", "been", "being"}
    assert forms("blorf") == ("blorf", "blorfs", "blorfed", "blorfing")


@pytest.mark.parametrize(
    ("model", "word", "expected"),
    [
        ("FRONT", "atomic front", "ATOMIC FRONT"),
        ("Front atomic", "atomic front", "Atomic front"),
        ("Front Atomic", "atomic front", "Atomic Front"),
        ("The Tenant of the Palace", "the occupant of the palace", "The Occupant of the Palace"),
        ("front", "Paris", "Paris"),
        ("A", "one thing", "One thing"),
        ("iPhone", "telephone", "telephone"),
        ("“Tenant", "occupant", "Occupant"),
        ("Don't", "do not", "Do not"),
        ("", "word", "word"),
        ("123", "word", "word"),
    ],
)
def test_copy_case(model: str, word: str, expected: str) -> None:
    assert copy_case(model, word) == expected


# fmt: off
AN = [
    "hour", "honest", "heir", "umbrella", "uninvited", "uncle", "FBI", "MBA", "X-ray", "F-16", "8-year",
    "11-year", "80", "18,000", "1800s", "NGO", "MP", "M.P.", "HIV", "IMF", "EU", "SMS", "hourglass", "owl",
    "unimportant", "unnamed", "H-bomb",
]
A = [
    "university", "one-off", "one-time", "European", "unit", "union", "UN", "US", "NATO", "NASA", "UNESCO",
    "UFO", "U-turn", "house", "1,800", "180", "2003", "user", "eulogy", "ewe", "unanimous", "utopian",
    "once-great", "history", "yellow", "CEO",
]
# fmt: on


@pytest.mark.parametrize(("word", "article"), [*((w, "an") for w in AN), *((w, "a") for w in A)])
def test_indefinite_article(word: str, article: str) -> None:
    assert indefinite_article(word) == article


def test_the_article_is_that_of_the_first_word() -> None:
    assert indefinite_article("“open” letter") == "an"
    assert indefinite_article("(new) idea") == "a"
    with pytest.raises(ValueError, match="no word"):
        indefinite_article("–")
