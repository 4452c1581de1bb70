"""`explain`, `rules list`, `rules test`: what a rule is, which there are, whether they hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from ungarble import rulepack
from ungarble.cli import options as o
from ungarble.cli.output import complain, tell, write
from ungarble.model import Rule

app = typer.Typer(no_args_is_help=True, help="List rules, test them.")


def explain(
    rule: Annotated[str, typer.Argument(help="Name of a rule, or the start of one: `from-fr/calques`.")],
    rules: o.RuleFolders = None,
) -> None:
    """Say what a rule is about, with its examples."""
    loaded = rulepack.load_rules(rules or ())
    found = rulepack.select(loaded, (rule,), ())
    if not found:
        from rapidfuzz import process

        near = process.extractOne(rule, [r.id for r in loaded])
        complain(f"no rule `{rule}`" + (f"; did you mean `{near[0]}`?" if near else ""))
        raise typer.Exit(2)
    write("\n".join("\n".join(_page(r)) for r in found) + "\n")


def _page(rule: Rule) -> Iterator[str]:
    yield rule.id
    yield f"  {rule.why}"
    asks = "; always asks" if rule.ask else ""
    source = f"; from {rule.source_lang}" if rule.source_lang else ""
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
) -> None:
    """Every rule with its kind and confidence, one a line."""
    chosen = rulepack.select(rulepack.load_rules(rules or ()), o.split(select) or (), o.split(ignore) or ())
    for rule in chosen:
        write(f"{rule.id}\t{rule.kind}\t{rule.confidence:.2f}{' ask' if rule.ask else ''}\t{rule.category}\n")
    tell(f"{len(chosen)} rules")


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
