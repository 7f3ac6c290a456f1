"""`slaspec show`."""

from __future__ import annotations

from datetime import date

import click

from slaspec.cli.settings import day, root_of, today

FORMATS = ("text", "markdown", "yaml")


@click.command("show")
@click.argument("agreement", metavar="AGREEMENT")
@click.option("--as-of", type=day, metavar="DATE", help="the date of the text (default: today)")
@click.option("--contracts", metavar="DIR", help="the root of the contracts")
@click.option(
    "--output-format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="yaml is one document without Terms that slaspec reads again",
)
def command(agreement: str, as_of: date | None, contracts: str | None, form: str) -> None:
    """
    The one full text of an agreement in force on a date: its Terms and amendments included.

    Example: slaspec show acme-service-desk --as-of 2026-07-01
    """
    from slaspec.report import agreement_text
    from slaspec.use_cases.load import load
    from slaspec.use_cases.show import show

    root = root_of((contracts,) if contracts else ())
    shown = show(load(root.path, root.shown), agreement, as_of or today())
    render = {
        "text": agreement_text.agreement_text,
        "markdown": agreement_text.agreement_markdown,
        "yaml": agreement_text.agreement_yaml,
    }[form]
    click.echo(render(shown), nl=False)
