"""Harper as judge of our own fixes: would a fix that makes a new Harper match be refused rightly? Prints Markdown.

    python -m bench.judge      (needs ../shared)

Every first fix on real MT with post-edits is applied alone; it would be refused where the sentence then has more
matches of some Harper rule than before. Right is a refusal of a fix that takes the segment further away from the
editor's text. (`python -m training.judge` asks the same of LanguageTool.)
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from training.grammar import words

from bench.__main__ import PAIRS
from ungarble import formats, grammar
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.model import apply_edits
from ungarble.rulepack import load_rules


def main() -> None:
    ours = {name for rule in load_rules() if rule.kind == "grammar" for name in _names(rule.match)}
    every = set(__import__("harper").get_default_lint_config()) - {"SpellCheck"}
    judges = {"the rules that we ask Harper": ours, "all that are on by default, without spelling": every}
    engine = Engine(Config(unsafe_fixes=True))
    fixes = [fix for path in PAIRS.values() for row in _rows(path) for fix in _fixes(engine, row)]
    total, surest = Counter(w for *_, w, _ in fixes), Counter(w for *_, w, safe in fixes if safe)
    print(
        "| Harper's rules as judge | refused: better : worse : neither | safe ones among them |\n| --- | ---: | ---: |"
    )
    print(f"| (all {len(fixes)} fixes, none refused) | {_three(total)} | {_three(surest)} |")
    for name, rules in judges.items():
        refused: Counter[str] = Counter()
        safe: Counter[str] = Counter()
        for before, after, worth, is_safe in fixes:
            had = Counter(m.rule for m in grammar.matches("harper", before, rules))
            if Counter(m.rule for m in grammar.matches("harper", after, rules)) - had:
                refused[worth] += 1
                safe[worth] += is_safe
        print(f"| {name} | {_three(refused)} | {_three(safe)} |", flush=True)


def _names(match: object) -> tuple[str, ...]:
    return tuple(match.get("rules", ())) if isinstance(match, dict) and match.get("engine") == "harper" else ()


def _rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _fixes(engine: Engine, row: dict[str, object]) -> list[tuple[str, str, str, bool]]:
    """(text before, text after, whether the fix brought it nearer to the editor's, whether it is safe)."""
    mt, editors = str(row["mt"]), row["pe"] if isinstance(row["pe"], list) else [row["pe"]]
    refs = [words(str(e)) for e in editors]
    base = min(Levenshtein.distance(words(mt), r) for r in refs)
    found = []
    for one in engine.check(formats.read("mt.txt", mt.encode(), "text", "utf-8")).accepted:
        new = apply_edits(mt, one.edits)
        step = base - min(Levenshtein.distance(words(new), r) for r in refs)
        worth = "better" if step > 0 else "worse" if step < 0 else "neither"
        found.append((mt, new, worth, one.finding.fixes[0].confidence >= 0.95 and not one.finding.rule.ask))
    return found


def _three(counts: Counter[str]) -> str:
    return " : ".join(str(counts[k]) for k in ("better", "worse", "neither"))


if __name__ == "__main__":
    sys.exit(main())
