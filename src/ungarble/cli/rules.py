"""`explain`, `rules list`, `rules test`, `rules new`: what a rule is, which there are, whether they hold, one more."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from ungarble import rulepack
from ungarble.cli import options as o
from ungarble.cli.output import complain, put_whole, tell, write
from ungarble.model import Example, Rule
from ungarble.reports.json import from_data

app = typer.Typer(no_args_is_help=True, help="List rules, test them.")


class PageFormat(StrEnum):
    """How rules are explained."""

    text = "text"
    json = "json"
    markdown = "markdown"


def explain(
    rule: Annotated[str, typer.Argument(help="Name of a rule, or the start of one: `from-fr/calques`.")] = "",
    rules: o.RuleFolders = None,
    everything: Annotated[bool, typer.Option("--all", help="Every rule.")] = False,
    output_format: Annotated[PageFormat, typer.Option(help="How rules are printed.")] = PageFormat.text,
) -> None:
    """Say what a rule is about, with its examples."""
    if bool(rule) == everything:
        raise typer.BadParameter("name a rule, or say --all", param_hint="RULE")
    loaded = rulepack.load_rules(rules or ())
    found = loaded if everything else rulepack.select(loaded, (rule,), ())
    if not found:
        from rapidfuzz import process

        near = process.extractOne(rule, [r.id for r in loaded])
        complain(f"no rule `{rule}`" + (f"; did you mean `{near[0]}`?" if near else ""))
        raise typer.Exit(2)
    write(_PAGES[output_format](found))


def _text(rules: Sequence[Rule]) -> str:
    return "\n".join("\n".join(_page(r)) for r in rules) + "\n"


def _json(rules: Sequence[Rule]) -> str:
    return json.dumps([_as_data(r) for r in rules], ensure_ascii=False, indent=1) + "\n"


def _as_data(rule: Rule) -> dict[str, Any]:
    told = {key: getattr(rule, key) for key in ("id", "kind", "message", "why", "category", "confidence", "ask")}
    examples = [{k: v for k, v in asdict(e).items() if v} for e in rule.examples]
    return {**told, "from": from_data(rule), "examples": examples}


def _markdown(rules: Sequence[Rule]) -> str:
    pages = []
    for rule in rules:
        diff = [line for e in rule.examples for line in _as_diff(e)]
        facts = (
            f"{rule.kind} · {rule.category} · confidence {rule.confidence:.2f}{' · always asks' if rule.ask else ''}"
        )
        pages.append("\n".join([f"## {rule.id}", "", rule.why, "", facts, "", "```diff", *diff, "```", ""]))
    return "\n".join(pages)


def _as_diff(example: Example) -> Iterator[str]:
    if example.bad:
        yield f"-{example.bad}"
    if example.good:
        yield f"+{example.good}"
    if example.ok:
        yield f" {example.ok}"


_PAGES: dict[PageFormat, Callable[[Sequence[Rule]], str]] = {
    PageFormat.text: _text,
    PageFormat.json: _json,
    PageFormat.markdown: _markdown,
}


def _page(rule: Rule) -> Iterator[str]:
    yield rule.id
    yield f"  {rule.why}"
    asks = "; always asks" if rule.ask else ""
    source = f"; from {' or '.join(rule.source_langs)}" if rule.source_langs else ""
    yield f"  kind {rule.kind}; category {rule.category}; confidence {rule.confidence:.2f}{asks}{source}"
    for example in rule.examples:
        if example.bad:
            yield f"  - {example.bad}"
            if example.good:
                yield f"  + {example.good}"
        else:
            yield f"    {example.ok}  (not found)"
        if example.known_failure:
            yield f"    (known failure: {example.known_failure})"
    yield ""


@app.command("list")
def list_rules(
    rules: o.RuleFolders = None,
    select: o.Select = None,
    ignore: o.Ignore = None,
    source_lang: Annotated[
        str | None, typer.Option(metavar="LANG", help="Only rules of these source languages, shared ones too: `es,pt`.")
    ] = None,
) -> None:
    """Every rule with its kind and confidence, one a line."""
    chosen = rulepack.select(rulepack.load_rules(rules or ()), o.split(select) or (), o.split(ignore) or ())
    if source_lang is not None:
        langs = set(o.split([source_lang]) or ())
        chosen = tuple(rule for rule in chosen if not langs.isdisjoint(rule.source_langs))
    for rule in chosen:
        write(f"{rule.id}\t{rule.kind}\t{rule.confidence:.2f}{' ask' if rule.ask else ''}\t{rule.category}\n")
    tell(f"{len(chosen)} rules")


_NEW = """\
{head}  - id: {id}
    message: "“{{found}}” stands for …: “{{better}}”."
    why: Say what the source language has there, and why English does not.
    confidence: 0.8
    match:
      swap:
        "~make a photo": "~take a photo"
    examples:
      - bad: She made a photo of the pier.
        good: She took a photo of the pier.
      - ok: She made a photocopy of the page.
"""


@app.command("new")
def new_rule(
    name: Annotated[str, typer.Argument(help="`pack/file/rule`, such as `from-fr/our-calques/make-photo`.")],
    rules: Annotated[Path, typer.Option("--rules", metavar="FOLDER", help="The folder of your rule packs.")],
) -> None:
    """Add a rule to a pack of your own, whole and passing, to be changed."""
    found = re.fullmatch(r"([a-z][a-z-]*)/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)", name)
    if found is None:
        complain(f"`{name}` is no name of a rule; one looks like from-fr/our-calques/make-photo")
        raise typer.Exit(2)
    pack, file, rule = found.groups()
    path = rules / pack / f"{file}.yaml"
    if any(r.id == name for r in rulepack.load_rules((rules,) if rules.is_dir() else ())):
        complain(f"{path}: there is a rule `{name}` already")
        raise typer.Exit(2)
    langs = pack.split("-")[1:] if re.fullmatch(r"from(-[a-z]{2,3})+", pack) else []
    source = f"from: {langs[0] if len(langs) == 1 else '[' + ', '.join(langs) + ']'}\n" if langs else ""
    head = "" if path.exists() else f"{source}kind: phrase\ncategory: accuracy/mistranslation\nrules:\n"
    try:
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n" if path.exists() else ""
        path.parent.mkdir(parents=True, exist_ok=True)
        put_whole(path, (before + _NEW.format(head=head, id=rule)).encode())
    except OSError as error:
        complain(f"{path}: not written: {error.strerror or error}")
        raise typer.Exit(2) from None
    tell(f"{path}: change the rule, then: ungarble rules test {name} --rules {rules}")


@app.command("test")
def test_rules(
    names: Annotated[list[str] | None, typer.Argument(help="Rules, by name or start of name; default: all.")] = None,
    rules: Annotated[list[Path] | None, typer.Option("--rules", help="A folder with more rule packs.")] = None,
) -> None:
    """Run the examples of rules: each `bad` is found and becomes its `good`, no `ok` is found."""
    from ungarble.testing import not_here, run_examples

    chosen = rulepack.select(rulepack.load_rules(rules or ()), tuple(names or ()), ())
    if not chosen:
        complain("no such rule")
        raise typer.Exit(2)
    count = failed = 0
    for outcome in run_examples(chosen):
        count += 1
        if not outcome.ok:
            failed += 1
            what = outcome.failure or "known failure passes"
            write(f"{outcome.rule.id}: {what}: {outcome.example.bad or outcome.example.ok}\n")
            if outcome.detail:
                write(f"    got: {outcome.detail}\n")
    left_out = [reason for rule in chosen if (reason := not_here(rule))]
    for reason in dict.fromkeys(left_out):
        tell(f"{left_out.count(reason)} rules not tried: {reason}")
    tell(f"{len(chosen) - len(left_out)} rules, {count} examples, {failed} failed")
    raise typer.Exit(1 if failed else 0)
