"""Which rules of a grammar engine are worth asking: each rule's fixes held against post-edits, and its noise.

    python -m training.grammar harper [--out training/work/grammar-harper.json]

For every rule of the engine: on real MT with post-edits (`data/mt/*.train.jsonl`, two thirds of the Apertium set) how
many of its first replacements bring the segment nearer to the editor's text (word edit distance, as bench/score.py
counts) and how many take it away; on nine tenths of the clean English (a sample) how often it fires. What is kept
stands in `rules/any/grammar.yaml` and `rules/any/languagetool.yaml`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from rapidfuzz.distance import Levenshtein

SHARED = Path(__file__).parents[2] / "shared"
CLEAN_CHARACTERS = 1_500_000


def words(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", text.translate(str.maketrans("“”„«»‘’", "\"\"\"\"\"''")))


def pairs() -> list[tuple[str, list[str]]]:
    """(MT, post-edits) of the training sets."""
    rows = []
    for name, limit in (
        ("eamt11-fr-en.train", 9999),
        ("accept-fr-en.train", 9999),
        ("mlqe-ro-et-ru-en.train", 3000),
    ):
        lines = (SHARED / f"data/mt/{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows += [json.loads(line) for line in lines[:: max(1, len(lines) // limit)]]
    apertium = [json.loads(x) for x in (SHARED / "data/mt/apertium.dev.jsonl").read_text(encoding="utf-8").splitlines()]
    rows += apertium[: len(apertium) * 2 // 3]
    return [(r["mt"], r["pe"] if isinstance(r["pe"], list) else [r["pe"]]) for r in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    from ungarble import grammar
    from ungarble.grammar import harper

    rules = frozenset(__import__("harper").get_default_lint_config()) - {"SpellCheck"}
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    samples: dict[str, list[str]] = defaultdict(list)
    todo = pairs()
    for n, (mt, editors) in enumerate(todo):
        if n % 500 == 0:
            print(n, len(todo), file=sys.stderr)
        refs = [words(e) for e in editors]
        base = min(Levenshtein.distance(words(mt), r) for r in refs)
        for match in grammar.matches(args.engine, mt, rules):
            row = counts[match.rule]
            row["mt"] += 1
            if match.replacements:
                new = mt[: match.span.start] + match.replacements[0] + mt[match.span.end :]
                after = min(Levenshtein.distance(words(new), r) for r in refs)
                row["better" if after < base else "worse" if after > base else "same"] += 1
                if len(samples[match.rule]) < 8:
                    sign = "+" if after < base else "-" if after > base else "="
                    around = mt[max(0, match.span.start - 30) : match.span.end + 30]
                    samples[match.rule].append(f"{sign} {match.span.of(mt)!r} -> {match.replacements[0]!r} in {around!r}")
    clean = (Path(__file__).parent / "work/clean-train.txt").read_text(encoding="utf-8")
    step = max(1, len(clean) // CLEAN_CHARACTERS)
    for paragraph in clean.split("\n\n")[::step]:
        for match in grammar.matches(args.engine, paragraph, rules):
            counts[match.rule]["clean"] += 1
    ranked = sorted(counts.items(), key=lambda item: -(item[1]["better"] - 3 * item[1]["worse"] - item[1]["clean"]))
    result = [{"rule": rule, **row, "samples": samples[rule]} for rule, row in ranked]
    out = args.out or Path(__file__).parent / f"work/grammar-{args.engine}.json"
    out.write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    print(out)
    del harper


if __name__ == "__main__":
    main()
