"""
Rows of a table to the records that they tell of, as `records` of the DataSource says.

`outage` (a span in which something was not up) and `probe` (a single look), `request_log`, `check`
and `value` (figures), else tickets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.records.reading.text_rows import TextRows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.reading.table import Table
    from slaspec.records.tables import Records
    from slaspec.records.tickets import ReadReport

OUTAGES = ("outage", "probe")
FIGURES = ("request_log", "check", "value")


def records_of(source: DataSource, table: Table, shown: str) -> tuple[Records, ReadReport]:
    """
    The records of a table; `shown` is its name in messages.

    Raises `LocatedError` where the DataSource leaves something open, or the table is refused.
    """
    if source.records in OUTAGES:
        from slaspec.records.reading.outage_rows import outages_of

        return outages_of(source, table, shown)
    if source.records in FIGURES:
        from slaspec.records.reading.figure_rows import figures_of

        return figures_of(source, table, shown)
    from slaspec.records.reading.assembly import tickets_of

    return tickets_of(source, table, shown)


def records_of_rows(
    source: DataSource, rows: Sequence[Mapping[str, str]], shown: str
) -> tuple[Records, ReadReport]:
    """`records_of` for rows in memory: texts by the names of the source's columns."""
    return records_of(source, TextRows(rows, shown), shown)
