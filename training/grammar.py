"""Which rules of a grammar engine are worth asking: each rule's fixes held against post-edits, and its noise.

    python -m training.grammar harper [--out training/work/grammar-harper.json]
    python -m training.grammar languagetool [--url http://127.0.0.1:8081]     (a quarter of an hour the first time)

For every rule of the engine: on real MT with post-edits (`data/mt/*.train.jsonl`, two thirds of the Apertium set) how
many of its first replacements bring the segment nearer to the editor's text (word edit distance, as bench/score.py
counts), how many take it away, and how many of its places the editor changed too (`touched`); on nine tenths of the
clean English (a sample) how often it fires. What is kept stands in `rules/any/grammar.yaml` and `languagetool.yaml`.
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
    return re.findall(r"\w+|[^\w\s]", text.translate(str.maketrans("“”„«»‘’", '"""""\'\'')))


def changed_places(mt: str, editor: list[str]) -> list[tuple[int, int]]:
    """Spans of the words of `mt` that the editor replaced or removed, or before which something was put in."""
    at = [m.span() for m in re.finditer(r"\w+|[^\w\s]", mt)]
    places = []
    for step in Levenshtein.opcodes(words(mt), editor):
        if step.tag != "equal":
            places += at[step.src_start : max(step.src_end, step.src_start + 1)]
    return places


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
    parser.add_argument("--url", default="", help="a running LanguageTool; default: one is started")
    args = parser.parse_args()
    from ungarble import grammar

    if args.engine == "harper":
        rules = frozenset(__import__("harper").get_default_lint_config()) - {"SpellCheck"}
    else:
        rules = frozenset()  # all that LanguageTool has on
    service = grammar.Service(url=args.url, answer_within=300)
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    samples: dict[str, list[str]] = defaultdict(list)
    todo = pairs()
    grammar.matches_of(args.engine, [mt for mt, _ in todo], rules, service)
    for n, (mt, editors) in enumerate(todo):
        if n % 500 == 0:
            print(n, len(todo), file=sys.stderr)
        refs = [words(e) for e in editors]
        base = min(Levenshtein.distance(words(mt), r) for r in refs)
        changed = changed_places(mt, min(refs, key=lambda r: Levenshtein.distance(words(mt), r)))
        for match in grammar.matches(args.engine, mt, rules, service):
            if match.rule.startswith("MORFOLOGIK"):  # spelling
                continue
            row = counts[match.rule]
            row["mt"] += 1
            row["touched"] += any(match.span.start < end and start < match.span.end for start, end in changed)
            if match.replacements:
                new = mt[: match.span.start] + match.replacements[0] + mt[match.span.end :]
                after = min(Levenshtein.distance(words(new), r) for r in refs)
                row["better" if after < base else "worse" if after > base else "same"] += 1
                if len(samples[match.rule]) < 8:
                    sign = "+" if after < base else "-" if after > base else "="
                    around = mt[max(0, match.span.start - 30) : match.span.end + 30]
                    samples[match.rule].append(
                        f"{sign} {match.span.of(mt)!r} -> {match.replacements[0]!r} in {around!r}"
                    )
    clean = (Path(__file__).parent / "work/clean-train.txt").read_text(encoding="utf-8")
    step = max(1, len(clean) // CLEAN_CHARACTERS)
    for found in grammar.matches_of(args.engine, clean.split("\n\n")[::step], rules, service):
        for match in found:
            counts[match.rule]["clean"] += not match.rule.startswith("MORFOLOGIK")
    ranked = sorted(counts.items(), key=lambda item: -(item[1]["better"] - 3 * item[1]["worse"] - item[1]["clean"]))
    result = [{"rule": rule, **row, "samples": samples[rule]} for rule, row in ranked]
    out = args.out or Path(__file__).parent / f"work/grammar-{args.engine}.json"
    out.write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    print(out)


if __name__ == "__main__":
    main()
