"""The lemma table: what EWT's lemmas, and lemminflect's for the words of the corpus, are beyond the regular rules."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import lemminflect
from treebank import Paragraph, read_conllu

from ungarble.english.lemmas import Lemmas, Table, regular

TIMES = 20
"""A word enters the table from lemminflect when the corpus has it this often."""

SUFFIXED = {"NOUN": ("NNS",), "VERB": ("VBZ", "VBD", "VBN", "VBG"), "ADJ": ("JJR", "JJS"), "ADV": ("RBR", "RBS")}
CLOSED_ENDINGS = {"NNS": "s", "VBZ": "s", "VBG": "ing", "JJR": "er", "RBR": "er", "JJS": "est", "RBS": "est"}
NO_WORDS = ("GW", "ADD", "XX", "FW", "NFP")
MISSPELT = ("NN", "NNP", "VB", "VBP", "VBD", "VBN", "VBG", "IN", "CD", "UH", "JJ", "RB")
"""Tags whose odd lemmas, seen once in EWT, mostly correct somebody's spelling ("leaned": learn)."""


def lemma_table(train: Path, norms: Path) -> Table:
    """Exceptions for every tag: lemminflect's first, EWT's over them where EWT has seen the form with that tag."""
    table: defaultdict[str, dict[str, str]] = defaultdict(dict)
    with norms.open(encoding="utf-8") as lines:
        counts = Counter(word for line in lines for word in line.split() if word.isalpha() and word.isascii())
    for word, count in counts.items():
        if count >= TIMES:
            for tag, lemma in _inflected(word):
                table[tag][word] = lemma
    seen: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for paragraph in read_conllu(train):
        for sentence in paragraph:
            for number, word in enumerate(sentence):
                form = word.form.lower().replace("’", "'")
                seen[word.xpos, form][word.lemma] += 1
                if word.xpos == "NNP" or (word.xpos == "JJ" and word.form.istitle() and number):
                    seen[word.xpos, form]["\0as written"] += word.lemma == word.form
    for (tag, form), lemmas in seen.items():
        lemma = lemmas.most_common(1)[0][0]
        if lemma == "\0as written":
            continue
        if lemma == "_" or tag in NO_WORDS or (tag == "NNP" and lemma.lower() == form):
            continue  # the lemma of a name is the name as written, whatever its capitals
        if sum(lemmas.values()) == 1 and (form in table[tag] or tag in MISSPELT or not form.isalpha()):
            continue
        table[tag][form] = lemma
    return {
        tag: {form: lemma for form, lemma in sorted(forms.items()) if tag == "NNP" or lemma != regular(form, tag)}
        for tag, forms in sorted(table.items())
    }


def _inflected(word: str) -> list[tuple[str, str]]:
    found = []
    for upos, lemmas in lemminflect.getAllLemmas(word).items():
        for tag in SUFFIXED.get(upos, ()):
            lemma = lemmas[0]
            fits = word.endswith(CLOSED_ENDINGS[tag]) if tag in CLOSED_ENDINGS else not word.endswith(("ing", "s"))
            if lemma != word and (fits or tag == "NNS"):
                found.append((tag, lemma))
    return found


def accuracy(table: Table, paragraphs: list[Paragraph]) -> float:
    """The share of right lemmas, given gold tags."""
    lemmas = Lemmas(table)
    answers = [
        lemmas.lemma(word.form, word.xpos, sentence_start=number == 0) == word.lemma
        for paragraph in paragraphs
        for sentence in paragraph
        for number, word in enumerate(sentence)
    ]
    return sum(answers) / len(answers)


def write_table(table: Table, path: Path) -> None:
    """Write the table, one tag a line."""
    lines = ",\n".join(f"{json.dumps(tag)}: {json.dumps(forms, ensure_ascii=False)}" for tag, forms in table.items())
    path.write_text("{" + lines + "}\n", encoding="utf-8")


def figures(table: Path, ewt: Path) -> dict[str, float]:
    """Per cent of right lemmas on dev and test, given gold tags."""
    read: Table = json.loads(table.read_text(encoding="utf-8"))
    return {part: round(100 * accuracy(read, read_conllu(ewt / f"ewt-{part}.conllu")), 2) for part in ("dev", "test")}
