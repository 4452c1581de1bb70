"""`make calibrate`: how often each rule's fixes were right -> rules/measured.tsv, and bench/CALIBRATION.md.

A fix in real MT with a post-edit is right if it alone brings the segment nearer to a post-edit and wrong if it takes it
farther; one that does neither is not counted, since editors differ. In a marked document (../shared/bench/dev,
../shared/seed, bench/marked/open) the marks that it touches, repaired, are the post-edit, and a fix that touches none
is wrong. bench/marked/closed is never counted: the reliability table of bench/CALIBRATION.md is of those.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from training.cleanset import SHARED
from training.marked import parse, repaired, touched
from ungarble import formats
from ungarble.config import Config
from ungarble.engine import Engine
from ungarble.measured import OWN, SAFE, shifts, table
from ungarble.model import Finding
from ungarble.rulepack import shipped_rules

ROOT = Path(__file__).parents[1]
PAIRS = ("eamt11-fr-en.train", "eamt11-fr-en.dev", "accept-fr-en.train", "accept-fr-en.dev", "apertium.dev")
FORMAL = ("any/numbers/", "any/typography/", "any/quotes/", "any/casing/")
"""Not judged by post-edits: their translators left "506,43 points" and spaced marks as they stood."""
LEAST = 0.3
BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A fix: its rule, its confidence and whether it was right."""

    rule: str
    confidence: float
    right: bool


def main() -> None:
    """Count with the stated confidences, write the counts, then look at kept-back documents with the measured ones."""
    stated = Engine(Config(min_confidence=LEAST), measured={})
    counted: dict[str, list[Verdict]] = defaultdict(list)
    own = {rule.id for rule in stated.rules if rule.kind in OWN}
    for verdict in learned_from(stated):
        if verdict.rule in own:
            continue
        counted[verdict.rule].append(verdict)
    lines = ["# rule, fixes right, fixes wrong, mean stated confidence: python -m training.calibrate"]
    called_safe = {r.id: r.confidence for r in stated.rules if r.source_langs and r.confidence >= SAFE}
    for rule in sorted(counted.keys() | called_safe.keys()):
        verdicts = counted.get(rule, [])
        right = sum(v.right for v in verdicts)
        mean = sum(v.confidence for v in verdicts) / len(verdicts) if verdicts else called_safe[rule]
        lines.append(f"{rule}\t{right}\t{len(verdicts) - right}\t{mean:.3f}")
    (shipped_rules() / "measured.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    table.cache_clear()
    before, after = reliability(stated), reliability(Engine(Config(min_confidence=LEAST)))
    moved = shifts(table())
    page = HEAD.format(rules=len(counted), fixes=sum(map(len, counted.values())))
    page += rows(before, after) + "\n| pack | log-odds added |\n|---|---|\n"
    page += "".join(f"| {name} | {moved[name]:+.2f} |\n" for name in sorted(moved) if "/" not in name)
    (ROOT / "bench" / "CALIBRATION.md").write_text(page, encoding="utf-8")
    print(page)


HEAD = """# Confidence: stated, measured, kept back

Made by `make calibrate`. Counted: {fixes} fixes of {rules} rules on post-edited MT and marked documents (listed in
training/calibrate.py). The table is of bench/marked/closed, which nothing was learned from: of the fixes shown with a
confidence in the bin, how many bring the text nearer to a marked repair. A fix where nothing is marked counts as wrong.

| confidence | stated: fixes, right | measured: fixes, right |
|---|---|---|
"""


def learned_from(engine: Engine) -> Iterator[Verdict]:
    """The verdicts on everything that may be learned from."""
    for name in PAIRS:
        yield from of_pairs(engine, SHARED / "mt" / f"{name}.jsonl")
    for folder in (SHARED.parent / "bench" / "dev", SHARED.parent / "seed", ROOT / "bench" / "marked" / "open"):
        for path in sorted(folder.glob("*.gold.txt")):
            yield from of_document(engine, path)


def reliability(engine: Engine) -> list[Verdict]:
    """The verdicts on the marked documents that are kept back."""
    return [
        v
        for path in sorted((ROOT / "bench" / "marked" / "closed").glob("*.gold.txt"))
        for v in of_document(engine, path)
    ]


def of_document(engine: Engine, path: Path) -> Iterator[Verdict]:
    """The verdicts on one marked document."""
    text, marks = parse(path.read_text(encoding="utf-8"))
    document = formats.read(path.name, text.encode(), "text", "utf-8")
    for finding in engine.find(document):
        if not finding.fixes:
            continue
        start, end, wording = replacement(finding)
        hit = touched(start, end, marks)
        low, high = max(0, min([start, *(m.start for m in hit)]) - 40), max([end, *(m.end for m in hit)]) + 40
        here = [replace(m, start=m.start - low, end=m.end - low) for m in hit]
        old = text[low:high]
        new = text[low:start] + wording + text[end:high]
        editions = list(repaired(old, here))
        gain = distance(old, editions) - distance(new, editions) if hit else -1
        if gain:
            yield Verdict(finding.rule.id, finding.fixes[0].confidence, gain > 0)


def replacement(finding: Finding) -> tuple[int, int, str]:
    """The first fix as one replacement of `[start, end)` of the file."""
    segment = finding.segment
    edits = sorted(finding.fixes[0].edits, key=lambda e: e.span)
    start, end = min(e.span.start for e in edits), max(e.span.end for e in edits)
    wording, at = "", start
    for edit in edits:
        wording += segment.text[at : edit.span.start] + edit.text
        at = edit.span.end
    place = segment.cover(type(edits[0].span)(start, end))
    return place.start, place.end, wording + segment.text[at:end]


def of_pairs(engine: Engine, path: Path) -> Iterator[Verdict]:
    """The verdicts on real MT with post-edits; fixes that bring it neither nearer nor farther are passed over."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    text = "\n\n".join(row["mt"] for row in rows) + "\n"
    starts, at = [], 0
    for row in rows:
        starts.append(at)
        at += len(row["mt"]) + 2
    number = 0
    for finding in engine.find(formats.read(path.name, text.encode(), "text", "utf-8")):
        if not finding.fixes or finding.rule.id.startswith(FORMAL):
            continue
        start, end, wording = replacement(finding)
        while number + 1 < len(rows) and starts[number + 1] <= start:
            number += 1
        row, here = rows[number], starts[number]
        editions = row["pe"] if isinstance(row["pe"], list) else [row["pe"]]
        after = row["mt"][: start - here] + wording + row["mt"][end - here :]
        gain = distance(row["mt"], editions) - distance(after, editions)
        if gain:
            yield Verdict(finding.rule.id, finding.fixes[0].confidence, gain > 0)


def distance(text: str, editions: list[str]) -> int:
    """Word edits to the nearest post-edit."""
    own = _TOKEN.findall(plain(text))
    return min(Levenshtein.distance(own, _TOKEN.findall(plain(edition))) for edition in editions)


def plain(text: str) -> str:
    """Quotation marks and apostrophes made equal, as score.py makes them."""
    return text.translate(str.maketrans("’‘“”", "''\"\""))


def rows(before: list[Verdict], after: list[Verdict]) -> str:
    """The reliability table."""
    lines = ""
    for low, high in itertools.pairwise(BINS):
        cells = []
        for verdicts in (before, after):
            here = [v for v in verdicts if low <= v.confidence < high]
            cells.append(f"{len(here)}, {sum(v.right for v in here) / len(here):.2f}" if here else "0, -")
        lines += f"| {low:.2f} to {min(high, 1.0):.2f} | {cells[0]} | {cells[1]} |\n"
    return lines


if __name__ == "__main__":
    main()
