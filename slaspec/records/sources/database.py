"""What the formats that are databases have in common: a table that the DataSource names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.records.reading.mapping import mistake

if TYPE_CHECKING:
    from slaspec.language.model.data_source import DataSource


def table_of(source: DataSource) -> tuple[str, ...]:
    """
    The names that lead to the table or view: `schema.name` or `name`, as written.

    Raises `LocatedError` at the DataSource where it names none.
    """
    if source.table is None:
        say = "say table: NAME, the table or view that holds them"
        raise mistake(source, "nothing says which table of the database holds the records", say)
    return tuple(source.table.split("."))
