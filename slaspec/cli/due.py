"""`slaspec due`."""

from __future__ import annotations

import click

from slaspec.cli.settings import root_of

FORMATS = ("text", "json")


@click.command("due")
@click.argument("agreement", metavar="AGREEMENT")
@click.option(
    "--reported",
    required=True,
    metavar="TIME",
    help="when it was reported, as 2026-04-01T16:30+02:00; without offset in the agreement's zone",
)
@click.option("--priority", metavar="PRIORITY", help="the priority of the ticket")
@click.option("--impact", metavar="LEVEL", help="instead of the priority, with --urgency")
@click.option("--urgency", metavar="LEVEL", help="instead of the priority, with --impact")
@click.option("--target", metavar="TARGET", help="only this target (default: all)")
@click.option("--service", metavar="SERVICE", help="only the targets of this service")
@click.option("--card", is_flag=True, help="a card per support group: what it must do by when")
@click.option("--contracts", metavar="DIR", help="the root of the contracts")
@click.option(
    "--output-format", "form", type=click.Choice(FORMATS), default="text", show_default=True
)
def command(
    agreement: str,
    reported: str,
    priority: str | None,
    impact: str | None,
    urgency: str | None,
    target: str | None,
    service: str | None,
    contracts: str | None,
    form: str,
    *,
    card: bool,
) -> None:
    """
    The deadlines of one ticket, and who behind them has to do what by when.

    Example: slaspec due acme-service-desk --priority P1 --reported 2026-04-01T16:30+02:00
    """
    from slaspec.report.due_json import due_json
    from slaspec.report.due_text import cards_text, due_text
    from slaspec.use_cases.due import Ticket, due
    from slaspec.use_cases.load import load

    if priority is not None and (impact is not None or urgency is not None):
        raise click.UsageError("say either --priority, or --impact and --urgency")
    if card and form != "text":
        raise click.UsageError("--card is text; the JSON has the group of every step")
    root = root_of((contracts,) if contracts else ())
    ticket = Ticket(reported, priority, impact, urgency, service)
    found = due(load(root.path, root.shown), agreement, ticket, target)
    as_text = cards_text if card else due_text
    click.echo(due_json(found) if form == "json" else as_text(found), nl=False)
