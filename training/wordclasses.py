"""Makes src/ungarble/english/data/wordclasses.txt: what each word mostly is, by the shipped tagger.

PYTHONPATH=src:. python training/wordclasses.py [--words 4000000]

The text is training/work/clean-train.txt (the held-out tenth is not in it) and, up to the number of words asked for,
the news, government, literature and encyclopedia lines of the language-model corpus.

One line a word, lower case, seen at least `LEAST` times, sorted: the word, a blank, eleven hexadecimal digits:

    1   log2 of how often it was seen (at most f)
    2-8 how many fifteenths of it are common nouns, names, adjectives, finite or bare verbs, -ing forms,
        past participles, adverbs
    9   of its uses as adjective or participle, how many fifteenths stand before a noun, a name or another adjective
    a   of its uses as noun or name, how many fifteenths stand before another noun or name
    b   what lemminflect's dictionary lists it as: 1 noun + 2 verb + 4 adjective + 8 adverb; 0 for a word it lacks
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterator

import lemminflect

from training.cleanset import SHARED, WORK
from ungarble.english.pipeline import SHIPPED, load

LEAST = 4
OUT = SHIPPED.with_name("wordclasses.txt")
GROUPS = {
    **dict.fromkeys(("NN", "NNS"), 0),
    **dict.fromkeys(("NNP", "NNPS"), 1),
    **dict.fromkeys(("JJ", "JJR", "JJS"), 2),
    **dict.fromkeys(("VB", "VBP", "VBZ", "VBD", "MD"), 3),
    "VBG": 4,
    "VBN": 5,
    **dict.fromkeys(("RB", "RBR", "RBS"), 6),
}
DICTIONARY = {"NOUN": 1, "VERB": 2, "ADJ": 4, "ADV": 8}
NOMINAL = frozenset(["NN", "NNS", "NNP", "NNPS", "JJ"])
DESCRIBING = frozenset([2, 4, 5])
NAMING = frozenset([0, 1])


def lines(words: int) -> Iterator[str]:
    """Clean lines until so many words are read."""
    seen = 0
    for line in (WORK / "clean-train.txt").read_text(encoding="utf-8").splitlines():
        if line.strip():
            seen += line.count(" ") + 1
            yield line
    with lzma.open(SHARED / "lm" / "corpus.txt.xz", "rt", encoding="utf-8") as corpus:
        for n, line in enumerate(corpus):
            source, _, text = line.rstrip("\n").partition("\t")
            if n % 4 or source.startswith("clean_") or not text:
                continue
            seen += text.count(" ") + 1
            yield text
            if seen >= words:
                return


def shares(words: int) -> Iterator[str]:
    """The lines of the table."""
    kinds: dict[str, Counter[int]] = defaultdict(Counter)
    before: dict[str, Counter[str]] = defaultdict(Counter)
    nlp = load()
    for doc in nlp.pipe(lines(words), disable=["parser", "morphologizer", "ungarble_lemmas"], batch_size=256):
        tokens = [t for t in doc if not t.is_space]
        for token, following in zip(tokens, [*tokens[1:], None], strict=True):
            word = token.text.lower().replace("’", "'")
            if not word.isalpha():
                continue
            group = GROUPS.get(token.tag_, 7)
            kinds[word][group] += 1
            nominal = following is not None and following.tag_ in NOMINAL and following.text[:1].isalpha()
            if group in DESCRIBING:
                before[word]["described" if nominal else "alone"] += 1
            elif group in NAMING:
                before[word]["modifier" if nominal and following.tag_ != "JJ" else "head"] += 1
    for word in sorted(kinds):
        counts = kinds[word]
        total = sum(counts.values())
        if total < LEAST:
            continue
        code = [min(15, total.bit_length() - 1), *(round(15 * counts[g] / total) for g in range(7))]
        place = before[word]
        for yes, no in (("described", "alone"), ("modifier", "head")):
            code.append(round(15 * place[yes] / max(1, place[yes] + place[no])))
        listed = lemminflect.getAllLemmas(word)
        code.append(sum(bit for upos, bit in DICTIONARY.items() if upos in listed))
        yield f"{word} {''.join(f'{digit:x}' for digit in code)}"


def main() -> None:
    """Write the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--words", type=int, default=4_000_000)
    OUT.write_text("\n".join(shares(options.parse_args().words)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
