"""
Any table in a CSV file: what a row tells of is said by `records` of the DataSource.

`outage` (a span in which something was not up) and `probe` (a single look), `request_log`, `check`
and `value` (figures), else tickets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tables import Records
    from slaspec.records.tickets import Progress, ReadReport

FORMAT = "csv"
OUTAGES = ("outage", "probe")
FIGURES = ("request_log", "check", "value")


def read(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> tuple[Records, ReadReport]:
    """
    The records of one file, plain or `.gz`.

    Raises `LocatedError` (`file:row:column`) where the file is refused as a whole.
    """
    if source.records in OUTAGES:
        from slaspec.records.sources.outage_rows import read_outage_rows

        return read_outage_rows(source, file, shown, progress)
    if source.records in FIGURES:
        from slaspec.records.sources.figure_rows import read_figure_rows

        return read_figure_rows(source, file, shown, progress)
    from slaspec.records.sources.assembly import read_ticket_rows

    return read_ticket_rows(source, file, shown, progress)
