"""CSV with a header, one row for each record or update; plain or `.gz`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.records.sources.delimited import DelimitedFile

if TYPE_CHECKING:
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.tickets import Progress

FORMAT = "csv"
RECORDS = None


def open_table(
    _source: DataSource, file: Path, shown: str, progress: Progress | None = None
) -> DelimitedFile:
    """The rows of one file."""
    return DelimitedFile(file, shown, progress)
