"""`slaspec profile`."""

from __future__ import annotations

from pathlib import Path

import click

from slaspec.cli.progress import reading
from slaspec.cli.settings import root_of
from slaspec.errors import UsageError


@click.command("profile")
@click.option("--records", required=True, metavar="SOURCE=FILE", help="a history of a data source")
@click.option("--contracts", metavar="DIR", help="the root of the contracts")
@click.option("--id", "id_", metavar="ID", help="the id of the profile (default: SOURCE-profile)")
@click.option("--title", metavar="TEXT", help="its title for readers")
@click.option("--licence", metavar="TEXT", help="the licence of the history, with whom it names")
@click.option("--calendar", metavar="ID", help="the calendar whose closed dates are holidays")
@click.option(
    "--timezone", "zone", metavar="ZONE", help="the clock of the hours (default: the source's)"
)
@click.option(
    "--smallest-group",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    metavar="N",
    help="tell no figure of fewer records",
)
@click.option("-o", "--output", type=Path, metavar="FILE", help="write the profile into a new file")
def command(
    records: str,
    contracts: str | None,
    id_: str | None,
    title: str | None,
    licence: str | None,
    calendar: str | None,
    zone: str | None,
    smallest_group: int,
    output: Path | None,
) -> int:
    """
    How a history behaves, as a document of kind Profile for simulated streams.

    Aggregates only: no record, no id, no name but words that the contract maps.

    Example: slaspec profile --records itsm-export=2025.csv -o contracts/desk.profile.yaml
    """
    from slaspec.report.files import write_atomically
    from slaspec.report.profile_text import fitted_text, profile_text
    from slaspec.use_cases.load import load
    from slaspec.use_cases.profile import Told, fit_profile

    source, equals, file = records.partition("=")
    if not (source and equals and file):
        raise UsageError(f"--records '{records}' is not of the form SOURCE=FILE")
    if output is not None and (output.is_symlink() or output.exists()):
        raise UsageError(f"'{output}' is there already, and stays as it is")
    root = root_of((contracts,) if contracts else ())
    told = Told(id_, title, licence, calendar, zone, smallest_group)
    with reading([file]) as progress:
        found = fit_profile(load(root.path, root.shown), source, file, told, progress=progress)
    text = profile_text(found.document)
    _require_readable(text)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(output, text)
    click.echo(fitted_text(found), nl=False, err=True)
    return int(any(not each.within for each in found.deviations))


def _require_readable(text: str) -> None:
    """An id or a title that no contract may have is refused before anything is written."""
    from slaspec.language.read import read_text

    for finding in read_text(text.encode(), "the profile").findings:
        raise UsageError(f"the profile cannot be named so: {finding.message}")
