"""`slaspec preview`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from slaspec.cli.preview_inputs import Inputs, input_options
from slaspec.cli.progress import reading
from slaspec.cli.settings import root_of
from slaspec.cli.statement_outputs import output_options, wanted, write_outputs

if TYPE_CHECKING:
    from slaspec.cli.statement_outputs import Wanted
    from slaspec.language.book import Book
    from slaspec.report.statement_csv import Dialect


@click.command("preview")
@click.argument("asked", nargs=-1, required=True, metavar="AGREEMENT... PERIOD")
@input_options
@output_options
def command(
    asked: tuple[str, ...],
    outputs: tuple[str, ...],
    csv_dialect: Dialect,
    credit_note: str | None,
    manifest: str | None,
    **said: Any,
) -> int:
    """
    The statement of a period: verdicts, credits, and why; or what it may come to.

    PERIOD is 2026-04, 2026-Q2, 2026, 2026-W15, or a range like 2026-01..2026-03.

    Example: slaspec preview acme-service-desk 2026-02 --records itsm-export=february.csv

    From figures: slaspec preview acme-service-desk 2026-02 --measured figures.csv -o acme.json

    In advance: slaspec preview acme-service-desk 2026-02 --simulate desk-profile --months 2000

    In between: slaspec preview acme-service-desk 2026-02 --accrue --as-of 2026-02-20 --records
    itsm-export=so-far.csv --simulate desk-profile

    The whole book: slaspec preview --all 2026-02 --records itsm-export=february.csv
    """
    from slaspec.cli import preview_estimates, preview_several
    from slaspec.use_cases.load import load
    from slaspec.use_cases.portfolio import in_term, require_known

    inputs = Inputs(**said)
    agreements, period = inputs.asked(asked)
    written = wanted(outputs, csv_dialect, credit_note, manifest, inputs.read)
    root = root_of((inputs.contracts,) if inputs.contracts else ())
    book = load(root.path, root.shown)
    require_known(book, agreements)
    agreements = agreements or in_term(book, period, root.asks_for)
    if inputs.accrue:
        return preview_estimates.accrue(book, agreements, period, inputs, written)
    if inputs.simulate is not None:
        return preview_estimates.simulate(book, agreements, period, inputs, written)
    if len(agreements) > 1 or inputs.all_:
        return preview_several.several(book, agreements, period, inputs, written)
    return _one(book, agreements[0], period, inputs, written)


def _one(book: Book, agreement: str, period: str, inputs: Inputs, written: Wanted) -> int:
    from slaspec.report.escape import for_terminal
    from slaspec.report.statement_text import statement_text
    from slaspec.use_cases.measured import read_measured
    from slaspec.use_cases.preview import preview

    with reading(inputs.files.values()) as progress:
        result = preview(
            book,
            agreement,
            period,
            records=inputs.files,
            measured=read_measured(inputs.measured) if inputs.measured else None,
            as_of=inputs.day,
            charges=inputs.charges,
            history=inputs.history,
            progress=progress,
            against_tool=inputs.against_tool,
        )
    left_out = write_outputs(written, result, book)
    click.echo(statement_text(result), nl=False)
    for sentence in left_out:
        click.echo(for_terminal(f"Note: {sentence}"))
    return int(any(report.findings for report in result.reports))
