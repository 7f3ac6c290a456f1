"""`slaspec import`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from slaspec.cli.bands import command as bands
from slaspec.cli.progress import reading
from slaspec.cli.settings import root_of

FORMATS = ("text", "json")


class Import(click.Command):
    """Records of a source, or (`slaspec import bands`) a printed table."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """That of the command that is meant."""
        if args[:1] == ["bands"]:
            return bands.make_context(f"{info_name} bands", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command("import", cls=Import)
@click.argument("source", metavar="SOURCE")
@click.argument("file", metavar="FILE")
@click.option("-o", "--output", required=True, metavar="OUT.parquet", help="where the records go")
@click.option("--contracts", metavar="DIR", help="the root of the contracts")
@click.option(
    "--output-format", "form", type=click.Choice(FORMATS), default="text", show_default=True
)
def command(source: str, file: str, output: str, contracts: str | None, form: str) -> int:
    """
    Read an export once, and keep its records as Parquet that preview reads at once.

    SOURCE is the id of the DataSource that says how FILE is read. Exits with 1 where a record had
    to be left out. A printed table of credits is imported by `slaspec import bands FILE.csv`.

    Example: slaspec import itsm-export 2026.csv -o 2026.parquet
    """
    from slaspec.report.import_json import import_json
    from slaspec.report.import_text import import_text
    from slaspec.use_cases.import_records import import_records
    from slaspec.use_cases.load import load

    root = root_of((contracts,) if contracts else ())
    book = load(root.path, root.shown)
    with reading([file]) as progress:
        imported = import_records(book, source, Path(file), Path(output), progress=progress)
    written = import_json if form == "json" else import_text
    click.echo(written(imported), nl=False)
    return int(bool(imported.report.excluded))
