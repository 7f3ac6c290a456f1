"""Dated rows (figures, counts, calls) as a source writes them."""

from __future__ import annotations

from collections.abc import Mapping

from slaspec.language.model import DataSource
from slaspec.measure.results import WindowSpan
from slaspec.records.simulate.source_rows import Row
from slaspec.records.simulate.source_times import TimeWriter, UnwritableError


def figure_row(
    source: DataSource, service: str, window: WindowSpan, said: Mapping[str, str]
) -> Row:
    """
    One row of a window: what it says by our keys, in the columns of the source.

    Raises `UnwritableError` where the source has no column for something that is said.
    """
    columns = {k: c for k, c in (source.columns or {}).items() if isinstance(c, str)}
    for key in said:
        if key not in columns:
            raise UnwritableError(f"source '{source.id}' has no column for '{key}'")
    label = next(iter((source.services or {}).get(service, ())), service)
    cells = {"id": "1", "window": window.name, "service": label, **said}
    if "at" in columns:
        cells["at"] = TimeWriter(source.timezone, source.date_order).text(window.start)
    return {column: cells.get(key, "") for key, column in columns.items()}
