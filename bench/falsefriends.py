"""LanguageTool's false friends, rule by rule: would any of them earn its place? Prints Markdown.

    python -m bench.falsefriends      (needs ../shared, Java 17 and `ungarble languagetool install`)

For every mother tongue of which there are both real MT with post-edits and false friends that LanguageTool tells
without its n-gram data: how many first replacements bring the segment nearer to the editor's text (word edit distance,
as `training.grammar` counts), how many take it further away, how many of the places the editor changed too; and how
often the rule fires on human English, where every flag is false.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from training.grammar import changed_places, words

from bench.__main__ import SHARED
from ungarble.grammar import Match, Service, matches_of

TONGUES = {
    "ru": ("mlqe-ro-et-ru-en.dev", "mlqe-ro-et-ru-en.train"),
    "it": ("apertium.dev",),
    "pt": ("apertium.dev",),
    "gl": ("apertium.dev",),
}
"""Mother tongue -> the sets of MT that have it."""

CLEAN = Path(__file__).parents[1] / "training/work/clean-heldout.txt"
CLEAN_WORDS = 100_000
WORTH = 5
"""Places at least of which a rule is told of: fewer prove nothing."""


def main() -> None:
    clean = " ".join(CLEAN.read_text(encoding="utf-8").split(" ")[:CLEAN_WORDS]).split("\n")
    print("| mother tongue: rule | places | editor changed it | better : worse : neither | flags in clean |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for tongue, sets in TONGUES.items():
        told: dict[str, Counter[str]] = defaultdict(Counter)
        rows = [json.loads(line) for name in sets for line in _lines(SHARED / f"data/mt/{name}.jsonl")]
        rows = [r for r in rows if str(r["lang"]).startswith(tongue)]
        for row, found in zip(rows, _found([r["mt"] for r in rows], tongue), strict=True):
            for match in found:
                told[match.rule].update(_verdict(row, match))
        flags = Counter(m.rule for found in _found(clean, tongue) for m in found)
        total = sum(told.values(), Counter())
        print(_row(f"**{tongue}: all**, {len(rows)} segments", total, flags.total()), flush=True)
        for rule, counts in sorted(told.items(), key=lambda item: (-item[1]["better"], item[0])):
            if counts["places"] >= WORTH:
                print(_row(f"{tongue}: {rule}", counts, flags[rule]), flush=True)


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _found(texts: list[str], tongue: str) -> tuple[tuple[Match, ...], ...]:
    service = Service(mother_tongue=tongue, start_within=180, answer_within=300)
    return matches_of("languagetool", texts, frozenset({"@FALSE_FRIENDS"}), service)


def _verdict(row: dict[str, object], match: Match) -> list[str]:
    mt, editors = str(row["mt"]), row["pe"] if isinstance(row["pe"], list) else [row["pe"]]
    refs = [words(str(e)) for e in editors]
    nearest = min(refs, key=lambda r: Levenshtein.distance(words(mt), r))
    touched = any(a < match.span.end and match.span.start < b for a, b in changed_places(mt, nearest))
    verdict = ["places", *(["touched"] if touched else [])]
    if not match.replacements:
        return [*verdict, "neither"]
    new = mt[: match.span.start] + match.replacements[0] + mt[match.span.end :]
    step = min(Levenshtein.distance(words(mt), r) for r in refs) - min(
        Levenshtein.distance(words(new), r) for r in refs
    )
    return [*verdict, "better" if step > 0 else "worse" if step < 0 else "neither"]


def _row(name: str, counts: Counter[str], flags: int) -> str:
    verdicts = " : ".join(str(counts[k]) for k in ("better", "worse", "neither"))
    return f"| {name} | {counts['places']} | {counts['touched']} | {verdicts} | {flags} |"


if __name__ == "__main__":
    sys.exit(main())
