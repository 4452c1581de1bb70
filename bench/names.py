"""Garbled names at scale: real documents with one name garbled by each mechanism.

    python -m bench.names           the half of the documents that is kept for measuring
    python -m bench.names --learn   the half that the detector was bettered on

Needs ../shared (World Factbook and GUM's open genres); says so and stops where it is absent. A person of a document is
a name of two words whose second word also stands alone. For translated names, particles and drift the surname is
first replaced throughout the document by one that can be garbled so (the documents have few of their own); then one
later mention is garbled. Which words a name is translated to comes there from the rules' own tables: measured is how
well the mention is found, bound and repaired. For the engine's own garbles Apertium translates places and people anew,
in other sentences than the tables were made with; without it these rows are left out.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from bench.names_cases import SHARED, Case, cases, documents, near_names
from bench.names_cases import Engine as Garbles
from bench.names_cases import engine as engine_garbles
from ungarble import formats
from ungarble.config import Config
from ungarble.detectors.names import detect
from ungarble.engine import Engine, distinct
from ungarble.model import SAFE_CONFIDENCE, SHOWN_CONFIDENCE, Document, Finding, Rule, apply_edits
from ungarble.rulepack import load_rules

Find = Callable[[Document], Sequence[Finding]]


def by_itself(rules: Sequence[Rule]) -> Find:
    """The detector with its own confidences: the engine weighs them down where, as here, a text has one garble."""
    find = detect(rules)

    def found(document: Document) -> Sequence[Finding]:
        all_of_it = [f for segment in document.segments for f in find(segment, document)]
        return [f for f in distinct(all_of_it) if f.confidence >= SHOWN_CONFIDENCE]

    return found


def findings(engine: Find, text: str) -> list[tuple[int, int, Finding, str]]:
    """(start, end, finding, text after its first fix) in offsets of the text."""
    document = formats.read("bench.txt", text.encode(), "text", "utf-8")
    out = []
    for finding in engine(document):
        span = finding.segment.cover(finding.span)
        fixed = ""
        if finding.fixes:
            at = span.start - finding.span.start
            whole = apply_edits(finding.segment.text, finding.fixes[0].edits)
            fixed = text[:at] + whole + text[at + len(finding.segment.text) :]
        out.append((span.start, span.end, finding, fixed))
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--learn", action="store_true", help="the other half")
    options.add_argument("--rounds", type=int, default=4, help="how often each document is garbled anew")
    options.add_argument("--engine", action="store_true", help="confidences as the engine weighs them by their company")
    options.add_argument("-v", action="store_true", dest="verbose", help="list what went wrong")
    chosen = options.parse_args(arguments)
    if not (SHARED / "clean").is_dir():
        print(f"skipped: {SHARED} is not there")
        return 0
    rules = [r for r in load_rules() if r.kind == "names"]
    engine = Engine(Config(), rules).find if chosen.engine else by_itself(rules)
    chance = random.Random(17)
    made = engine_garbles(chance) if shutil.which("apertium") else Garbles((), ())
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    flags: Counter[str] = Counter()
    start = time.perf_counter()
    for text in documents(chosen.learn):
        flags["words"] += len(text.split())
        for _, _, finding, _ in findings(engine, text):
            flags["found"] += 1
            flags["safe"] += bool(finding.fixes) and finding.fixes[0].confidence >= SAFE_CONFIDENCE
            _tell(chosen.verbose, "untouched", finding)
        for _ in range(chosen.rounds):
            near = near_names(text, chance)
            if near:
                flags["near documents"] += 1
                for _, _, finding, _ in findings(engine, near):
                    flags["near found"] += 1
                    flags["near safe"] += bool(finding.fixes) and finding.fixes[0].confidence >= SAFE_CONFIDENCE
                    _tell(chosen.verbose, "near names", finding)
            for case in cases(text, chance, made):
                _count(case, findings(engine, case.text), tally[case.mechanism], chosen.verbose)
    _table(tally, flags, time.perf_counter() - start)
    return 0


def _count(case: Case, found: list[tuple[int, int, Finding, str]], tally: Counter[str], verbose: bool) -> None:
    tally["cases"] += 1
    repaired = case.text[: case.start] + case.right + case.text[case.end :]
    hits = [f for f in found if f[0] < case.end and case.start < f[1]]
    tally["elsewhere"] += len(found) - len(hits)
    for _, _, finding, _ in found:
        if finding not in [f for _, _, f, _ in hits]:
            _tell(verbose, f"elsewhere {case.mechanism} (for {case.right})", finding)
    if not hits:
        if verbose:
            print(f"missed {case.mechanism}: {case.text[max(0, case.start - 60) : case.end + 40]!r}")
        return
    tally["found"] += 1
    _, _, finding, fixed = hits[0]
    if finding.fixes:
        right = fixed.lower() == repaired.lower()
        safe = finding.fixes[0].confidence >= SAFE_CONFIDENCE
        tally["fixed"] += 1
        tally["right"] += right
        tally["safe"] += safe
        tally["safe right"] += safe and right
        if not right:
            _tell(verbose, f"wrong {case.mechanism} (for {case.right})", finding)


def _tell(verbose: bool, what: str, finding: Finding) -> None:
    if verbose:
        text, span = finding.segment.text, finding.span
        fix = finding.fixes[0].edits[0].text if finding.fixes else ""
        here = f"{text[max(0, span.start - 50) : span.start]}[[{finding.text}=>{fix}]]{text[span.end : span.end + 30]}"
        print(f"{what}: {finding.rule.id} {finding.confidence:.2f} {here!r}")


def _table(tally: dict[str, Counter[str]], flags: Counter[str], seconds: float) -> None:
    print(f"{'mechanism':32} cases  found  fixes right  safe  safe right  elsewhere")
    for mechanism, t in sorted(tally.items()):
        print(
            f"{mechanism:32} {t['cases']:5}  {_share(t['found'], t['cases'])}  {_share(t['right'], t['fixed']):>11}"
            f"  {_share(t['safe'], t['cases'])}  {_share(t['safe right'], t['safe']):>10}  {t['elsewhere']:9}"
        )
    words = max(flags["words"], 1)
    rate = flags["found"] * 1000 / words
    print(
        f"untouched: {flags['words']} words, {flags['found']} false flags ({rate:.3f} per 1,000), {flags['safe']} safe;"
        f" near-names: {flags['near found']} flags, {flags['near safe']} safe in"
        f" {flags['near documents']} documents; {seconds:.0f} s"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:5.1%}" if whole else "    -"


if __name__ == "__main__":
    sys.exit(main())
