"""Whether LanguageTool's new matches tell wrong fixes: each of ours on real MT, applied alone, is held against them.

    python -m training.judge [--url http://127.0.0.1:8081] [--limit 2500]

Prints, for each category of LanguageTool and for the set that is in use, how many fixes it would refuse: those that
bring the segment nearer to the editor's text (a loss), those that take it away (a gain), and neither.
"""

from __future__ import annotations

import argparse
from collections import Counter

from rapidfuzz.distance import Levenshtein

from training.grammar import pairs, words
from ungarble import formats, grammar
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.model import apply_edits

CATEGORIES = ("GRAMMAR", "CONFUSED_WORDS", "COLLOCATIONS", "TYPOS", "MISC", "PUNCTUATION", "CASING", "SEMANTICS")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="")
    parser.add_argument("--limit", type=int, default=2500)
    args = parser.parse_args()
    todo = pairs()
    todo = todo[:: max(1, len(todo) // args.limit)]
    engine = Engine(Config(grammar=("harper",), unsafe_fixes=True))
    before, after, worth, safe, told = [], [], [], [], []
    for mt, editors in todo:
        refs = [words(e) for e in editors]
        base = min(Levenshtein.distance(words(mt), r) for r in refs)
        report = engine.check(formats.read("mt.txt", mt.encode(), "text", "utf-8"))
        for one in report.accepted:
            new = apply_edits(mt, one.edits)
            distance = min(Levenshtein.distance(words(new), r) for r in refs)
            before.append(mt)
            after.append(new)
            worth.append("better" if distance < base else "worse" if distance > base else "neither")
            safe.append(one.finding.fixes[0].confidence >= 0.95)
            told.append(f"{one.finding.rule.id}: {one.finding.text!r} -> {one.finding.fixes[0].edits[0].text!r}")
    print(
        len(todo),
        "segments,",
        len(worth),
        "fixes",
        dict(Counter(worth)),
        "safe:",
        Counter(zip(safe, worth, strict=True)),
    )
    service = grammar.Service(url=args.url)
    old = grammar.matches_of("languagetool", before, (), service)
    new = grammar.matches_of("languagetool", after, (), service)
    print("matches before", sum(map(len, old)), "after", sum(map(len, new)))
    used = {c[1:] for c in grammar.JUDGES if c.startswith("@")}
    for name, chosen in (*((c, {c}) for c in CATEGORIES), ("in use", used)):
        refused: Counter[str] = Counter()
        refused_safe: Counter[str] = Counter()
        for n, (a, b) in enumerate(zip(old, new, strict=True)):
            had = Counter(m.rule for m in a if m.category in chosen)
            has = Counter(m.rule for m in b if m.category in chosen)
            if has - had:
                refused[worth[n]] += 1
                refused_safe[worth[n]] += safe[n]
                if name == "in use":
                    print("   ", worth[n], told[n], "|", ", ".join(has - had))
        print(f"{name}: refuses {dict(refused)}; of safe fixes {dict(refused_safe)}")


if __name__ == "__main__":
    main()
