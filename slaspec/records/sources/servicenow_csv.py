"""
ServiceNow incidents exported as CSV.

`layout: events` is an audit log (one row per update, the whole record in each row, numbered by
`sys_mod_count`); `layout: snapshot` is a list of incidents (one row each, with the last times).
In both, what a ticket finally is stands in its last row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.records.sources.assembly import read_ticket_rows

if TYPE_CHECKING:
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress, ReadReport, Tickets

FORMAT = "servicenow_csv"


def read(
    source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> tuple[Tickets, ReadReport]:
    """
    The tickets of one export, plain or `.gz`.

    Raises `LocatedError` (`file:row:column`) where the file is refused as a whole.
    """
    return read_ticket_rows(source, file, shown, progress)
