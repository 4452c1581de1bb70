"""Senses rules on real MT with post-edits, and on clean English: the figures of bench/senses.md.

    python -m bench.senses              what post-editors made of the places that are found
    python -m bench.senses --list       with each place
    python -m bench.senses --clean FILE findings per 1,000 words of good English, and speed

A finding is *right* if a post-edit has the proposed word oftener than the MT output has, *kept* if every post-edit has
the word that stands there as often as before, else *unclear*. Needs ../shared; says so and stops where it is absent.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ungarble import formats
from ungarble.detectors import Detect
from ungarble.detectors.senses import HINT, detect
from ungarble.english.associations import associations
from ungarble.english.words import tokens
from ungarble.model import Document, Finding, Rule
from ungarble.rulepack import load_rules

MT = Path(__file__).parents[2] / "shared" / "data" / "mt"
SETS = (
    ("eamt11-fr-en.train.jsonl", "", "fr"),
    ("accept-fr-en.train.jsonl", "", "fr"),
    ("apertium.dev.jsonl", "es-en", "es"),
    ("apertium.dev.jsonl", "fr-en", "fr"),
    ("apertium.dev.jsonl", "it-en", "it"),
    ("apertium.dev.jsonl", "pt-en", "pt"),
    ("apertium.dev.jsonl", "gl-en", "pt"),
    ("mlqe-ro-et-ru-en.train.jsonl", "ru-en", "ru"),
)
"""(file, its `lang`, the pack that is asked)"""


def read(text: str) -> Document:
    """A plain document of `text`."""
    return formats.read("a.txt", text.encode(), "text", "utf-8")


def documents(name: str, lang: str) -> Iterator[list[dict[str, Any]]]:
    """The records that are read together: those of one `doc`, or each by itself."""
    with (MT / name).open(encoding="utf-8") as lines:
        records = [r for r in map(json.loads, lines) if not lang or r["lang"] == lang]
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for n, record in enumerate(records):
        groups[str(record.get("doc", n))].append(record)
    yield from groups.values()


def judged(finding: Finding, record: dict[str, Any]) -> str:
    """What the post-editors made of a place."""
    upos = finding.rule.match.get("as", "NOUN")
    edits = record["pe"] if isinstance(record["pe"], list) else [record["pe"]]
    old, new = _forms(finding.text, upos, finding.rule), _forms(finding.fixes[0].edits[0].text, upos, finding.rule)
    before = Counter(tokens(record["mt"]))
    after = [Counter(tokens(edit)) for edit in edits]
    if any(sum(count[f] for f in new) > sum(before[f] for f in new) for count in after):
        return "right"
    kept = all(sum(count[f] for f in old) >= sum(before[f] for f in old) for count in after)
    return "kept" if kept else "unclear"


def _forms(found: str, upos: str, rule: Rule) -> tuple[str, ...]:
    """All forms of the rule's word of which `found` (an article may stand before it) is one."""
    form = found.split()[-1].lower()
    swap = rule.match["swap"]
    words = {*swap, *(w for meant in swap.values() for w in ([meant] if isinstance(meant, str) else meant))}
    listed = (associations().forms(upos, word) for word in sorted(words))
    return next((forms for forms in listed if form in forms), (form,))


def level(finding: Finding) -> str:
    """In damaged text, in other text above the higher bar, or there above the lower one only (not shown)."""
    if finding.confidence <= HINT:
        return "hidden"
    return "damaged" if finding.confidence == finding.rule.confidence else "alone"


def on_mt(rules: Sequence[Rule], listed: bool) -> None:
    """Print the table of real MT."""
    for name, lang, pack in SETS:
        found: Counter[tuple[str, str]] = Counter()
        find = detect([rule for rule in rules if pack in rule.source_langs])
        for records in documents(name, lang):
            document = read("\n\n".join(" ".join(r["mt"].split()) if "doc" not in r else r["mt"] for r in records))
            for segment, record in zip(document.segments, records, strict=False):
                for one in find(segment, document):
                    verdict = judged(one, record)
                    found[level(one), verdict] += 1
                    if listed and level(one) != "hidden":
                        print(f"  {level(one)} {verdict}: {one.text} > {one.fixes[0].edits[0].text}")
        for kind in ("damaged", "alone", "hidden"):
            counts = ", ".join(f"{found[kind, v]} {v}" for v in ("right", "kept", "unclear"))
            print(f"{name.split('.')[0]:22} {lang or pack:6} {kind:8} {counts}")


def on_clean(path: Path, find: Detect, listed: bool) -> None:
    """Print findings per 1,000 words and speed."""
    text = path.read_text(encoding="utf-8")
    whole = [read(part) for part in text.split("\n\n\n")]
    words, places = len(text.split()), {}
    started = time.process_time()
    for n, document in enumerate(whole):
        for segment in document.segments:
            for one in find(segment, document):
                places[n, segment.id, one.span] = one
    seconds = time.process_time() - started
    counts = Counter(level(one) for one in places.values())
    for kind in ("damaged", "alone", "hidden"):
        print(f"{kind:8} {counts[kind]:5} places, {1000 * counts[kind] / words:.3f} per 1,000 of {words:,} words")
    print(f"{words / seconds:,.0f} words a second of one core's time")
    if listed:
        print(Counter((one.text, one.fixes[0].edits[0].text) for one in places.values() if level(one) != "hidden"))


def main() -> None:
    options = argparse.ArgumentParser(description="Measure senses rules")
    options.add_argument("--clean", type=Path)
    options.add_argument("--list", action="store_true")
    chosen = options.parse_args()
    rules = [rule for rule in load_rules() if rule.kind == "senses"]
    if chosen.clean:
        on_clean(chosen.clean, detect(rules), chosen.list)
    elif MT.is_dir():
        on_mt(rules, chosen.list)
    else:
        sys.exit(f"no {MT}: nothing to measure on")


if __name__ == "__main__":
    main()
