"""`slaspec ledger`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from slaspec.cli.settings import day, root_of, today
from slaspec.errors import UsageError

KINDS = {
    "statement": "statement",
    "claim": "claim",
    "granted": "granted",
    "choice": "choice",
    "accepted-risk": "accepted_risk",
    "maintenance": "maintenance",
}


@click.group("ledger")
def command() -> None:
    """
    What happens under an agreement and is in no ticket, entry by entry.

    Example: slaspec ledger add acme-service-desk claim desk-credit --for 2026-04
    """


@command.command("add")
@click.argument("agreement", metavar="AGREEMENT")
@click.argument("kind", metavar="KIND", type=click.Choice(list(KINDS)))
@click.argument("name", metavar="NAME")
@click.option("--date", "made", type=day, metavar="DATE", help="when it is made (default: today)")
@click.option("--for", "for_", metavar="EVENT", help="the window, record or outage it is about")
@click.option("--target", "targets", multiple=True, metavar="TARGET", help="resolution/P1; repeat")
@click.option("--window", "windows", multiple=True, metavar="WINDOW", help="2026-04; repeatable")
@click.option("--from", "from_", metavar="TIME", help="the first second, with its offset")
@click.option("--until", metavar="TIME|DATE", help="the end of the time, or of an accepted risk")
@click.option("--notified", metavar="TIME", help="when the work was announced")
@click.option("--service", "services", multiple=True, metavar="SERVICE", help="repeatable")
@click.option("--component", "components", multiple=True, metavar="COMPONENT", help="repeatable")
@click.option("--record", "records", multiple=True, metavar="NUMBER", help="repeatable")
@click.option("--agreed-by", "agreed", multiple=True, metavar="PARTY=PERSON", help="repeatable")
@click.option("--received", metavar="DATE", help="when a claim was received (default: --date)")
@click.option("--claimed", metavar="DATE", help="when relief was claimed")
@click.option("--evidence", metavar="TEXT", help="where the evidence is filed")
@click.option("--takes", metavar="REMEDY", help="the remedy that was chosen")
@click.option("--by", metavar="PERSON", help="who chose, or accepts the risk")
@click.option("--why", metavar="TEXT", help="why the risk is accepted")
@click.option("--max-exposure", "exposure", metavar="AMOUNT/PERIOD", help="1200.00 EUR/month")
@click.option(
    "--state", metavar="STATE", help="issued, agreed, disputed, adjusted, settled, lapsed"
)
@click.option("--file", "issued", type=Path, metavar="STATEMENT.json", help="for its SHA-256")
@click.option("--credit-note", metavar="NUMBER", help="the number of the credit note")
@click.option("--invoiced", metavar="DATE", help="the date of the invoice of the window's charges")
@click.option("--remark", metavar="TEXT", help="what else a reader should know")
@click.option("--ledger", type=Path, metavar="FILE", help="which ledger, or the name of a new one")
@click.option("--contracts", metavar="DIR", help="the root of the contracts")
@click.option("--dry-run", is_flag=True, help="only show what would be added")
def add(
    agreement: str,
    kind: str,
    name: str,
    made: date | None,
    ledger: Path | None,
    contracts: str | None,
    issued: Path | None,
    *,
    dry_run: bool,
    **said: Any,
) -> None:
    """
    Add an entry at the end of a ledger: no line that stands there is changed.

    KIND is statement, claim, granted, choice, accepted-risk or maintenance; NAME is the window of
    the statement, the remedy that is claimed, the exclusion, the group or the target. The entry
    gets the digest of the one before it, so that a later change of that one is found by check.

    Example: slaspec ledger add acme-service-desk statement 2026-04 --state issued
    --file 2026-04.json --credit-note CN-2026-041
    """
    from slaspec.report.escape import for_terminal
    from slaspec.report.files import write_atomically
    from slaspec.report.yaml_flow import flow
    from slaspec.use_cases.ledger_add import added, issued_digest
    from slaspec.use_cases.load import load

    root = root_of((contracts,) if contracts else ())
    book = load(root.path, root.shown)
    as_of = made or today()
    entry = _entry(kind, name, as_of, said)
    if issued is not None:
        entry["sha256"] = issued_digest(book, agreement, issued, name)
    found = added(book, agreement, entry, as_of, flow, ledger)
    if not dry_run:
        write_atomically(found.path, found.text)
    click.echo(for_terminal(f"{found.place}: {'would be added' if dry_run else 'added'}"))
    for line in found.lines.splitlines():
        click.echo(for_terminal(line))
    for remark in found.remarks:
        click.echo(for_terminal(f"Note: {remark}"), err=True)


def _entry(kind: str, name: str, made: date, said: dict[str, Any]) -> dict[str, Any]:
    """The keys of an entry: those that were said, in the words of the contract."""
    entry: dict[str, Any] = {KINDS[kind]: name, "date": made.isoformat()}
    if kind == "claim" and said["targets"]:
        said["target"], *more = said.pop("targets")
        if more:
            raise UsageError("a claim is of one target; add a claim for each")
    said["agreed_by"] = [_agreed(text) for text in said.pop("agreed")]
    exposure = said.pop("exposure")
    said["max_exposure"] = _exposure(exposure) if exposure else None
    for key, value in said.items():
        if value not in (None, [], ()):
            entry[key.removesuffix("_")] = list(value) if isinstance(value, tuple) else value
    return entry


def _agreed(text: str) -> dict[str, str]:
    party, equals, person = text.partition("=")
    if not (party and equals and person):
        raise UsageError(f"--agreed-by '{text}' is not of the form PARTY=PERSON")
    return {"party": party, "by": person}


def _exposure(text: str) -> dict[str, str]:
    amount, slash, per = text.rpartition("/")
    if not (amount and slash and per):
        raise UsageError(f"--max-exposure '{text}' is not of the form 1200.00 EUR/month")
    return {"amount": amount, "per": per}
