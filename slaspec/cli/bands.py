"""`slaspec import bands`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("bands")
@click.argument("file", metavar="FILE.csv", type=Path)
@click.option("--unit", default="", metavar="UNIT", help="the unit of ranges without one, as %")
@click.option("--pays-unit", default="", metavar="UNIT", help="that of amounts without one, as %")
@click.option("--decimal-comma", is_flag=True, help="figures are written like 99,9")
@click.option(
    "--places", type=int, metavar="N", help="values are compared at so many decimals, by the text"
)
@click.option(
    "--objective", default="", metavar="FIGURE", help="the last value at which the promise is kept"
)
def command(
    file: Path,
    unit: str,
    pays_unit: str,
    places: int | None,
    objective: str,
    *,
    decimal_comma: bool,
) -> int:
    """
    The ladder that pays what a printed range table says.

    FILE.csv has the columns range and pays (99.0-99.9, 10%), or from, to and pays, or low, high,
    low_included, high_included and pays. A bonus is an amount below zero. Exits with 1, and writes
    no ladder, where values are not assigned, are claimed twice, or pay less for worse.

    Example: slaspec import bands credits.csv --unit %
    """
    from slaspec.report.bands_text import bands_text
    from slaspec.use_cases.import_bands import Printed, import_bands

    printed = Printed(unit, pays_unit, decimal_comma, places, objective)
    imported = import_bands(file, printed)
    click.echo(bands_text(imported, str(file)), nl=False)
    return int(bool(imported.faults))
