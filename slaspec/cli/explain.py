"""`slaspec explain`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from slaspec.errors import UsageError

_SUFFIXES = (".yaml", ".yml")
_REMEDY = re.compile(r"([a-z][a-z0-9-]*)#([a-z][a-z0-9-]*)", re.ASCII)


@click.command("explain")
@click.argument("what", metavar="[RULE | STATEMENT.json#LINE | AGREEMENT#REMEDY]", required=False)
@click.option(
    "--target",
    metavar="AGREEMENT#TARGET/PRIORITY",
    help="the promise whose counterexample is wanted (with a rule B…)",
)
@click.option(
    "--as-scenario",
    is_flag=True,
    help="write its counterexample as a Scenario: every OLA and UC met, the promise missed",
)
@click.option("--contracts", metavar="DIR", help="the root of the contracts")
@click.option("-o", "--output", type=Path, metavar="FILE", help="the file for it (.yaml)")
def command(
    what: str | None,
    target: str | None,
    *,
    as_scenario: bool,
    contracts: str | None,
    output: Path | None,
) -> int:
    """
    Explain a rule, how a line of a statement came about, or what a remedy pays for which values;
    alone, list all rules.

    Examples: slaspec explain M004; slaspec explain statement.json#1;
    slaspec explain acme-service-desk#desk-credit;
    slaspec explain B001 --target acme-service-desk#resolution/P1 --as-scenario
    """
    from slaspec.report.escape import for_terminal
    from slaspec.use_cases.explain import explain

    named = _REMEDY.fullmatch(what or "")
    if named is not None and target is None and not as_scenario and output is None:
        return _remedy(named[1], named[2], contracts)
    if target is None and not as_scenario and output is None and contracts is None:
        for line in explain(what).split("\n"):
            click.echo(for_terminal(line))
        return 0
    if target is None or not as_scenario:
        raise UsageError("a counterexample needs both --target and --as-scenario")
    _require_backing_rule(what)
    return _counterexample(target, contracts, output)


def _remedy(agreement: str, remedy: str, contracts: str | None) -> int:
    """What a remedy pays, as a function of what is measured."""
    from slaspec.cli.settings import root_of, today
    from slaspec.report.curve_text import curve_text
    from slaspec.report.escape import for_terminal
    from slaspec.use_cases.load import load
    from slaspec.use_cases.remedy_curves import remedy_curves

    root = root_of((contracts,) if contracts else ())
    found = remedy_curves(load(root.path, root.shown), agreement, remedy, today())
    for line in curve_text(found).splitlines():
        click.echo(for_terminal(line))
    return 0


def _require_backing_rule(what: str | None) -> None:
    from slaspec.use_cases.explain import explain

    if what is None or not explain(what).startswith("# B"):
        raise UsageError(
            f"--target is about what stands behind a promise: name a rule B…, not '{what or ''}'"
        )


def _counterexample(target: str, contracts: str | None, output: Path | None) -> int:
    """Print the scenario or write it; where records cannot show it, say why (exit code 1)."""
    from slaspec.cli.settings import root_of, today
    from slaspec.language.book import load_book
    from slaspec.report.escape import for_terminal
    from slaspec.report.files import write_atomically
    from slaspec.report.scenario_text import scenario_text
    from slaspec.use_cases.scenario import counterexample

    if output is not None and output.suffix.lower() not in _SUFFIXES:
        raise UsageError(f"'{output}' ends in none of {', '.join(_SUFFIXES)}")
    root = root_of((contracts,) if contracts else ())
    book = load_book(root.path, root.shown).dated(today())
    found = counterexample(book, target)
    if found.document is None:
        click.echo(for_terminal(f"no scenario: {found.why}"))
        return 1
    text = scenario_text(found.document)
    if output is None:
        for line in text.splitlines():
            click.echo(for_terminal(line))
    else:
        write_atomically(output, text)
        click.echo(f"{for_terminal(str(output))}: run it with slaspec check --scenarios", err=True)
    return 0
