"""`slaspec sample`."""

from __future__ import annotations

from pathlib import Path

import click

from slaspec.cli.progress import reading
from slaspec.cli.settings import root_of


@click.command("sample")
@click.argument("source", metavar="SOURCE")
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", required=True, metavar="OUT.csv", help="where the sample goes")
@click.option(
    "--records", type=int, default=50, show_default=True, metavar="N", help="how many, at least"
)
@click.option("--force", is_flag=True, help="replace a file that is there")
@click.option("--contracts", metavar="DIR", help="the root of the contracts")
def command(
    source: str, file: str, output: str, records: int, contracts: str | None, *, force: bool
) -> None:
    """
    A sample of an export that is fit to commit: mapped columns, pseudonyms, whole records.

    Each priority, state, event, and contracted service of the export occurs in it. Read it before
    you commit it.

    Example: slaspec sample itsm-export 2026.csv -o contracts/samples/itsm.csv
    """
    from slaspec.report.escape import for_terminal
    from slaspec.report.files import write_atomically
    from slaspec.use_cases.load import load
    from slaspec.use_cases.sample import require_new, sample

    if Path(output).resolve() == Path(file).resolve():
        raise click.UsageError(f"'{output}' is the file that is read; name another file")
    require_new(Path(output), force=force)
    root = root_of((contracts,) if contracts else ())
    book = load(root.path, root.shown)
    with reading([file]) as progress:
        made = sample(book, source, Path(file), records, progress=progress)
    write_atomically(Path(output), made.text)
    click.echo(
        for_terminal(f"{output}: {made.rows:,} rows, {made.records:,} of {made.of:,} records")
    )
