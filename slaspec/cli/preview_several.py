"""`slaspec preview` of several agreements: a row for each, subtotals, and their files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from slaspec.cli.progress import reading
from slaspec.cli.statement_outputs import rendered
from slaspec.errors import UsageError

if TYPE_CHECKING:
    from slaspec.cli.preview_inputs import Inputs
    from slaspec.cli.statement_outputs import Wanted
    from slaspec.language.book import Book
    from slaspec.use_cases.portfolio import Portfolio

PLACE = "{agreement}"  # in the name of an output
NOT_SETTLED = 1


def several(
    book: Book, agreements: tuple[str, ...], period: str, inputs: Inputs, written: Wanted
) -> int:
    """Settle each by itself; 1 where one of them could not be, or a record could not be used."""
    from slaspec.report.portfolio_text import portfolio_text
    from slaspec.use_cases.measured import read_measured
    from slaspec.use_cases.portfolio import portfolio
    from slaspec.use_cases.preview_of_several import previews

    _require_named(written)
    figures = None if inputs.measured is None else read_measured(inputs.measured)
    with reading(inputs.files.values()) as progress:
        preview = previews(
            book,
            agreements,
            period,
            records=inputs.files,
            measured=figures,
            as_of=inputs.day,
            charges=inputs.charges,
            history=inputs.history,
            progress=progress,
            against_tool=inputs.against_tool,
        )
        found = portfolio(agreements, period, preview)
    _write(found, written)
    click.echo(portfolio_text(found), nl=False)
    faulty = any(report.findings for each in found.previews for report in each.reports)
    return NOT_SETTLED if faulty or found.failures else 0


def _require_named(written: Wanted) -> None:
    for file in written.files:
        if PLACE not in str(file):
            raise UsageError(f"each agreement has a file of its own: write '{PLACE}' in '{file}'")
        if file.suffix == ".xml":
            raise UsageError(f"'{file}' is a credit note: preview its agreement alone")


def _write(found: Portfolio, written: Wanted) -> None:
    """All files of all agreements, or none; the manifest last."""
    from slaspec.report.files import encoded, write_together
    from slaspec.report.findings_json import to_json
    from slaspec.report.manifest import manifest_data

    contents = {
        Path(str(file).replace(PLACE, each.agreement.id)): encoded(
            rendered(each, file, written.dialect)
        )
        for each in found.previews
        for file in written.files
    }
    if written.manifest is not None:
        data = manifest_data(found.previews, contents, written.manifest.parent)
        contents[written.manifest] = encoded(to_json(data))
    write_together(contents)
