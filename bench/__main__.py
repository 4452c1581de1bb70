"""Run every tool on the same documents, pairs and clean text; write bench/RESULTS.md.

    python -m bench [--tools ungarble,harper,...] [--quick]

Needs ../shared; LanguageTool's server is asked where LANGUAGETOOL_URL answers and left out where not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
SCORE = SHARED / "bench/score.py"
PYTHON = sys.executable
SPEED_WORDS = 200_000

COMMANDS = {
    "ungarble": f"{PYTHON} -m ungarble check --output-format json --exit-zero --isolated --no-cache {{}}",
    "harper": f"{PYTHON} -m bench.peers harper {{}}",
    "languagetool": f"{PYTHON} -m bench.peers languagetool {{}}",
    "languagetool-picky": f"{PYTHON} -m bench.peers languagetool-picky {{}}",
    "codespell": f"{PYTHON} -m bench.peers codespell {{}}",
}
DOCS = {"seed": SHARED / "seed", "dev": SHARED / "bench/dev"}
PAIRS = {
    "eamt11 fr-en": SHARED / "data/mt/eamt11-fr-en.dev.jsonl",
    "accept fr-en": SHARED / "data/mt/accept-fr-en.dev.jsonl",
    "apertium es,fr,it,pt,gl-en": SHARED / "data/mt/apertium.dev.jsonl",
}


def score(what: str, path: Path, command: str) -> dict[str, Any]:
    """What the scorer says of one tool on one set."""
    done = subprocess.run(
        [PYTHON, str(SCORE), what, str(path), "--run", command], capture_output=True, text=True, cwd=ROOT
    )
    if done.returncode:
        raise SystemExit(f"{what} {path.name}: {done.stderr[-600:]}")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def measured(command: list[str]) -> tuple[float, int]:
    """Wall seconds and peak memory (MB) of one command, its output thrown away."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - began, usage.ru_maxrss // 1024


def speed_text() -> str:
    """200,000 words of clean English, from the kept-back tenth and then the rest."""
    words = 0
    kept = []
    for name in ("clean-heldout.txt", "clean-train.txt"):
        for paragraph in (ROOT / "training/work" / name).read_text(encoding="utf-8").split("\n\n"):
            kept.append(paragraph)
            words += len(paragraph.split())
            if words >= SPEED_WORDS:
                return "\n\n".join(kept) + "\n"
    return "\n\n".join(kept) + "\n"


def languagetool_answers() -> bool:
    url = os.environ.get("LANGUAGETOOL_URL", "http://127.0.0.1:8081")
    try:
        with urllib.request.urlopen(url + "/v2/languages", timeout=5):
            return True
    except OSError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", default=",".join(COMMANDS))
    parser.add_argument("--quick", action="store_true", help="documents and pairs only, no clean text, no speed")
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS.md")
    args = parser.parse_args()
    if not SCORE.is_file():
        raise SystemExit(f"{SHARED} is not here: nothing to measure on")
    tools = [t for t in args.tools.split(",") if "languagetool" not in t or languagetool_answers()]
    heldout = ROOT / "training/work/clean-heldout.txt"
    if not heldout.is_file():
        subprocess.run([PYTHON, "-m", "training.cleanset"], cwd=ROOT, check=True)
    results: dict[str, dict[str, Any]] = {}
    for tool in tools:
        results[tool] = {}
        for name, path in DOCS.items():
            print(tool, name, file=sys.stderr)
            results[tool][f"docs {name}"] = score("docs", path, COMMANDS[tool])
        for name, path in PAIRS.items():
            print(tool, name, file=sys.stderr)
            results[tool][f"pairs {name}"] = score("pairs", path, COMMANDS[tool])
        if not args.quick:
            print(tool, "clean, speed", file=sys.stderr)
            results[tool]["clean"] = score("clean", heldout, COMMANDS[tool])
            with tempfile.TemporaryDirectory() as folder:
                text = Path(folder) / "speed.txt"
                text.write_text(speed_text(), encoding="utf-8")
                small = Path(folder) / "small.txt"
                small.write_text((SHARED / "seed/kim-trump-letter.txt").read_text(encoding="utf-8"), encoding="utf-8")
                cold = min(measured(COMMANDS[tool].replace("{}", str(small)).split()) for _ in range(3))
                large = measured(COMMANDS[tool].replace("{}", str(text)).split())
                results[tool]["speed"] = {"cold": cold, "large": large, "words": len(speed_text().split())}
        # After each tool, so that a run that is cut off keeps what it has.
        (HERE / "results.json").write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        args.out.write_text("\n".join(page(results)) + "\n", encoding="utf-8")
    print(args.out)


def page(results: dict[str, dict[str, Any]]) -> list[str]:
    """RESULTS.md, line by line."""
    out = [
        "# Results",
        "",
        f"Made by `make bench` on {date.today()}, {platform.machine()}, {os.cpu_count()} shared cores, one run.",
        "Other tools' first replacement counts as applied. All figures are `../shared/bench/score.py`'s.",
    ]
    tools = list(results)
    for name in DOCS:
        out += ["", f"## Marked documents: {name}", ""]
        out += [
            "| tool | must | flag | bonus | flags, false | fix precision | safe fixes right |",
            "|---|---|---|---|---|---|---|",
        ]
        for tool in tools:
            r = results[tool][f"docs {name}"]
            t = r["tiers"]
            out.append(
                f"| {tool} | {t.get('must')} | {t.get('flag')} | {t.get('bonus')} | {r['flags']}, {r['false_flags']} "
                f"| {r['fix_precision']} | {r['safe_fix_precision']} of {r['safe_fixes']} |"
            )
        out += ["", "| category | " + " | ".join(tools) + " |", "|---|" + "---|" * len(tools)]
        for category in results[tools[0]][f"docs {name}"]["categories"]:
            cells = (results[t][f"docs {name}"]["categories"].get(category, "") for t in tools)
            out.append(f"| {category} | " + " | ".join(cells) + " |")
    for name in PAIRS:
        out += ["", f"## Real MT with post-edits: {name}", ""]
        out += ["| tool | all fixes, better : worse | safe fixes | distance before | after all | after safe |"]
        out += ["|---|---|---|---|---|---|"]
        for tool in tools:
            r = results[tool][f"pairs {name}"]
            every, safe = r["segments_better_worse_all"], r["segments_better_worse_safe"]
            out.append(
                f"| {tool} | {every[0]} : {every[1]} of {r['segments']} | {safe[0]} : {safe[1]} "
                f"| {r['distance_before']} "
                f"| {r['distance_after_all_fixes']} | {r['distance_after_safe_fixes']} |"
            )
    if "clean" in results[tools[0]]:
        out += ["", "## Clean English (kept-back tenth) and speed", ""]
        out += ["| tool | flags / 1,000 words | safe / 1,000 | seed, cold | 200k clean words | words / s | peak MB |"]
        out += ["|---|---|---|---|---|---|---|"]
        for tool in tools:
            c, s = results[tool]["clean"], results[tool]["speed"]
            seconds, memory = s["large"]
            out.append(
                f"| {tool} | {c['flags_per_1000_words']} | {c['safe_fixes_per_1000_words']} | {s['cold'][0]:.2f} s, "
                f"{s['cold'][1]} MB | {seconds:.1f} s | {s['words'] / seconds:,.0f} | {memory} |"
            )
        out += ["", "LanguageTool's memory is its server's own and not counted here."]
    return out


if __name__ == "__main__":
    main()
