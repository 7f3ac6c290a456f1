"""`slaspec preview`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from slaspec.cli.progress import reading
from slaspec.cli.settings import day, root_of, today
from slaspec.errors import UsageError

if TYPE_CHECKING:
    from slaspec.use_cases.preview import Preview

OUTPUTS = (".json", ".csv", ".txt")


@click.command("preview")
@click.argument("agreement", metavar="AGREEMENT")
@click.argument("period", metavar="PERIOD")
@click.option(
    "--records",
    multiple=True,
    required=True,
    metavar="SOURCE=FILE",
    help="the records of a data source, or service=NAME of its database; repeatable",
)
@click.option("--contracts", metavar="DIR", help="the root of the contracts")
@click.option("--charges", metavar="FILE", help="CSV: period, service, amount, currency, invoice")
@click.option(
    "--as-of", type=day, metavar="DATE", help="what was known at 00:00 that day (default: today)"
)
@click.option(
    "--against-tool",
    is_flag=True,
    help="the reason of each verdict on which the source's own tool differs",
)
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
    help="write the statement to a .json, .csv or .txt file; repeatable",
)
def command(
    agreement: str,
    period: str,
    records: tuple[str, ...],
    contracts: str | None,
    charges: str | None,
    as_of: date | None,
    outputs: tuple[str, ...],
    against_tool: bool,  # noqa: FBT001
) -> int:
    """
    The statement of a period by replay: verdicts, credits, and why.

    PERIOD is 2026-04, 2026-Q2, 2026, 2026-W15, or a range like 2026-01..2026-03.

    Example: slaspec preview acme-service-desk 2026-02 --records itsm-export=february.csv
    """
    from slaspec.report.files import write_together
    from slaspec.report.statement_text import statement_text
    from slaspec.use_cases.load import load
    from slaspec.use_cases.preview import preview

    files = _pairs(records)
    _require_writable(outputs, [*files.values(), charges])
    root = root_of((contracts,) if contracts else ())
    book = load(root.path, root.shown)
    with reading(files.values()) as progress:
        result = preview(
            book,
            agreement,
            period,
            records=files,
            as_of=as_of or today(),
            charges=charges,
            progress=progress,
            against_tool=against_tool,
        )
    write_together({Path(output): rendered(result, Path(output)) for output in outputs})
    click.echo(statement_text(result), nl=False)
    return int(any(report.findings for report in result.reports))


def rendered(result: Preview, file: Path) -> str:
    """A preview in the format that the file's name says."""
    from slaspec.report.findings_json import to_json
    from slaspec.report.statement_csv import statement_csv
    from slaspec.report.statement_json import statement_data
    from slaspec.report.statement_text import statement_text

    if file.suffix == ".json":
        return to_json(statement_data(result))
    return statement_csv(result) if file.suffix == ".csv" else statement_text(result)


def _pairs(records: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for given in records:
        source, equals, file = given.partition("=")
        if not (source and equals and file):
            raise UsageError(f"--records '{given}' is not of the form SOURCE=FILE")
        if source in pairs:
            raise UsageError(f"--records names '{source}' twice")
        pairs[source] = file
    return pairs


def _require_writable(outputs: tuple[str, ...], inputs: Iterable[str | None]) -> None:
    """Each output has a format of its own, and none is what is read."""
    taken = {Path(file).resolve() for file in inputs if file is not None}
    for output in outputs:
        if Path(output).suffix not in OUTPUTS:
            raise UsageError(f"'{output}' ends in none of {', '.join(OUTPUTS)}")
        if Path(output).resolve() in taken:
            raise UsageError(f"'{output}' is read already, or written twice; name another file")
        taken.add(Path(output).resolve())
