"""
ServiceNow incidents exported as CSV, plain or `.gz`.

`layout: events` is an audit log (one row per update, the whole record in each row, numbered by
`sys_mod_count`); `layout: snapshot` is a list of incidents (one row each, with the last times).
In both, what a ticket finally is stands in its last row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.records.reading.mapping import TICKET_KINDS
from slaspec.records.sources.delimited import DelimitedFile

if TYPE_CHECKING:
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

FORMAT = "servicenow_csv"
RECORDS = TICKET_KINDS


def open_table(
    _source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> DelimitedFile:
    """The rows of one export."""
    return DelimitedFile(file, shown, progress)
