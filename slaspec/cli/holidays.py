"""`slaspec holidays`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from slaspec.errors import UsageError

if TYPE_CHECKING:
    from slaspec.use_cases.holidays import Holidays


@click.command("holidays")
@click.argument("country")
@click.argument("years", type=int, nargs=-1, required=True, metavar="YEAR...")
@click.option("--subdivision", metavar="CODE", help="a state or region of the country, as BY")
@click.option("--language", metavar="CODE", help="the language of the names (default: English)")
@click.option(
    "--into",
    type=Path,
    metavar="FILE",
    help="add what is missing to the closed dates of a calendar",
)
@click.option("--dry-run", is_flag=True, help="only say what --into would add")
@click.option("-o", "--output", type=Path, metavar="FILE", help="write the lines into a new file")
def command(
    country: str,
    years: tuple[int, ...],
    subdivision: str | None,
    language: str | None,
    into: Path | None,
    output: Path | None,
    *,
    dry_run: bool,
) -> None:
    """
    The public holidays of a country as closed dates of a calendar.

    Dates that a calendar has already keep what stands there. Compare the result with what was
    agreed: a contract may add or drop a day.

    Example: slaspec holidays NO 2026 2027 --into contracts/calendars/office-no.yaml
    """
    from slaspec.report.files import write_atomically
    from slaspec.use_cases.holidays import block, holidays_of

    if into is not None and output is not None:
        raise click.UsageError("say either --into or -o")
    if dry_run and into is None:
        raise click.UsageError("--dry-run says what --into would add; say --into as well")
    found = holidays_of(country, years, subdivision, language)
    if into is not None:
        _add(into, found, dry_run=dry_run)
    elif output is None:
        click.echo(block(found), nl=False)
    elif output.is_symlink() or output.exists():
        raise UsageError(f"'{output}' is there already, and stays as it is")
    else:
        write_atomically(output, block(found))


def _add(file: Path, found: Holidays, *, dry_run: bool) -> None:
    from slaspec.report.escape import for_terminal
    from slaspec.report.files import write_atomically
    from slaspec.use_cases.closed_dates import NotInserted
    from slaspec.use_cases.holidays import block, insert

    try:
        text, added = insert(file, found)
    except NotInserted as error:
        click.echo(block(found), nl=False)
        raise UsageError(f"{error}; nothing was written: put the lines above in by hand") from None
    for day, name in added:
        click.echo(f"+ {day} {for_terminal(name)}")
    kept = len(found.dates) - len(added)
    done = "to be added" if dry_run else "added"
    click.echo(f"{len(added)} {done}, {kept} there already ({file})")
    if added and not dry_run:
        write_atomically(file, text)
