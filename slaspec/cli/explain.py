"""`slaspec explain`."""

from __future__ import annotations

import click


@click.command("explain")
@click.argument("what", metavar="[RULE | STATEMENT.json#LINE]", required=False)
def command(what: str | None) -> None:
    """
    Explain a rule, or how a line of a statement came about; alone, list all rules.

    Examples: slaspec explain M004; slaspec explain statement.json#1
    """
    from slaspec.report.escape import for_terminal
    from slaspec.use_cases.explain import explain

    for line in explain(what).split("\n"):
        click.echo(for_terminal(line))
