"""Which settings count for which file, and what is said of wrong ones."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from command import Command

GARBLED = "The end of of it , so.\n"
ROOT = Path(__file__).parents[2]


def rules_told(ungarble: Command, *args: str) -> list[str]:
    done = ungarble("check", *args, "--output-format", "json-lines")
    assert done.returncode in (0, 1), done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [f"{f['path']} {f['rule'].rsplit('/', 1)[1]}" for f in found]


def test_the_nearest_file_counts_for_each_file(ungarble: Command, tmp_path: Path) -> None:
    for folder in ("a", "a/b", "c"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(GARBLED)
    (tmp_path / "pyproject.toml").write_text("[tool.ungarble]\nignore = ['own/garbles/comma']\n")
    (tmp_path / "a" / "ungarble.toml").write_text("ignore = ['own/garbles/doubled']\n")
    (tmp_path / "c" / "pyproject.toml").write_text("[project]\nname = 'x'\n")  # says nothing of us
    assert rules_told(ungarble, ".") == ["a/b/x.txt comma", "a/x.txt comma", "c/x.txt doubled"]
    assert rules_told(ungarble, ".", "--isolated")[:2] == ["a/b/x.txt doubled", "a/b/x.txt comma"]
    assert rules_told(ungarble, ".", "--ignore", "own/garbles/tenant") == [
        f"{n}x.txt {r}" for n in ("a/b/", "a/", "c/") for r in ("doubled", "comma")
    ]


def test_extend(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "house.toml").write_text(
        "ignore = ['own/garbles/comma']\nmin-confidence = 0.6\n[per-file-ignores]\n'x.txt' = ['own/garbles/doubled']\n"
    )
    (tmp_path / "ungarble.toml").write_text("extend = 'base/house.toml'\nextend-ignore = ['own/garbles/tenant']\n")
    (tmp_path / "x.txt").write_text(GARBLED)
    shown = ungarble("check", "x.txt", "--show-settings", rules=()).stdout.decode()
    assert 'ignore = ["own/garbles/comma", "own/garbles/tenant"]\n' in shown
    assert "min-confidence = 0.6\n" in shown
    assert 'per-file-ignores = { "x.txt" = ["own/garbles/doubled"] }\n' in shown
    assert tomllib.loads(shown)["min-confidence"] == 0.6
    assert rules_told(ungarble, ".") == []
    (tmp_path / "base" / "house.toml").write_text("extend = '../ungarble.toml'\n")
    assert b"goes round in a circle" in ungarble("check", ".").stderr


WRONG = {
    "extend-exlude": ("extend-exlude = ['x']", "did you mean `extend-exclude`?"),
    "vocab": ("[vocab]\naccepted = 'x.txt'", "unknown key `accepted`; did you mean `accept`?"),
    "vocab file": ("[vocab]\naccept = 'none.txt'", "none.txt: No such file"),
    "table": ("per-file-ignores = ['x']", "`per-file-ignores` is a table"),
    "extend": ("extend = 'none.toml'", "none.toml"),
    "root": ("root = '/'", "unknown key `root`"),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG.keys())
def test_wrong_settings(ungarble: Command, tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "ungarble.toml").write_text(text)
    (tmp_path / "a.txt").write_text(GARBLED)
    done = ungarble("check", ".")
    assert (done.returncode, told in done.stderr.decode()) == (2, True), done.stderr


def test_the_schema_takes_what_we_take(ungarble: Command) -> None:
    import jsonschema

    schema = json.loads(ungarble("config", "--schema").stdout)
    assert schema == json.loads((ROOT / "ungarble.schema.json").read_text()), (
        "stale: ungarble config --schema > ungarble.schema.json"
    )
    jsonschema.Draft7Validator.check_schema(schema)
    good = tomllib.loads(
        "select = 'own'\nmin-confidence = 0.7\n[vocab]\nnames = ['n.toml']\n[per-file-ignores]\nx = ['ALL']"
    )
    jsonschema.validate(good, schema)
    for bad in ({"selct": []}, {"min-confidence": 7}, {"vocab": {"x": "y"}}, {"grammar": ["word"]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema)
    assert all(p["description"] for p in schema["properties"].values())


def test_config_explains_a_key(ungarble: Command) -> None:
    assert b"(default: 0.95)" in ungarble("config", "fix-min-confidence").stdout
    done = ungarble("config", "min-confidance")
    assert (done.returncode, b"did you mean `min-confidence`" in done.stderr) == (2, True)


def test_exclude_holds_for_named_files_only_when_forced(ungarble: Command, tmp_path: Path) -> None:
    (tmp_path / "docs" / "old").mkdir(parents=True)
    (tmp_path / "docs" / "old" / "a.txt").write_text(GARBLED)
    (tmp_path / "ungarble.toml").write_text("exclude = ['docs/old']\n")
    assert rules_told(ungarble, "docs") == []
    assert len(rules_told(ungarble, "docs/old/a.txt")) == 2
    assert rules_told(ungarble, "docs/old/a.txt", "--force-exclude") == []
    assert rules_told(ungarble, "docs/old", "--force-exclude") == []
    assert ungarble("check", "docs", "--error-on-no-files").returncode == 2
    assert ungarble("check", "docs").returncode == 0


def test_exclude_is_reckoned_from_the_settings_file(ungarble: Command, tmp_path: Path) -> None:
    for name in ("docs/old/a.txt", "docs/new/old.txt", "old/b.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("The end of of it.\n")
    (tmp_path / "ungarble.toml").write_text("exclude = ['/old', 'docs/*/old.txt']\n")
    for start in (".", "docs", "docs/old"):
        done = ungarble("check", "--files", cwd=tmp_path / start)
        assert [Path(line).name for line in done.stdout.decode().splitlines()] == ["a.txt"]
    done = ungarble("check", "--files", "--extend-exclude", "docs/old/")
    assert done.stdout == b""
