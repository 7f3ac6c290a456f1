"""The sample of a file: chosen records, their mapped columns, with pseudonyms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from slaspec.errors import UsageError
from slaspec.records.reading.encoders import Labels, Names
from slaspec.records.reading.mapping import columns_of
from slaspec.records.reading.outage_columns import Several, outage_columns
from slaspec.records.reading.rows import FIGURES, OUTAGES, records_of_rows
from slaspec.records.sampling.chosen import chosen_rows, chosen_tickets
from slaspec.records.sampling.pseudonyms import Pseudonyms, pseudonyms_of
from slaspec.records.sources import open_table, read_records
from slaspec.records.tickets import Tickets

if TYPE_CHECKING:
    from pathlib import Path

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.reading.mapping import Column
    from slaspec.records.reading.table import Table
    from slaspec.records.tickets import Progress

    Row = tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """The cells of a flat file, under the names that its DataSource maps; `records` of `of`."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    records: int
    of: int


def sample_of(
    source: DataSource,
    file: Path,
    said: Collection[str],
    *,
    shown: str,
    wanted: int,
    progress: Progress | None = None,
) -> Sample:
    """
    At least `wanted` usable records of a file, whole, fit to be committed.

    `said` are the texts that the contracts name: they stay as they are. Raises as `read_records`
    does, and `UsageError` for a file without a usable record.
    """
    columns = read_columns(source)
    pseudonyms = pseudonyms_of(columns, source.missing or (), said)
    held, report = read_records(source, file, shown=shown, progress=progress)
    if not len(held):
        raise UsageError(
            f"none of the {report.tickets_read} {report.records} of '{shown}' can be used: a"
            " sample would show nothing"
        )
    names = tuple(pseudonyms)
    with open_table(source, file, shown) as table:
        found = _rows(table, names)
        if isinstance(held, Tickets):
            ids = {held.ids[place] for place in chosen_tickets(held, wanted, said)}
            id_at = names.index(next(each.name for each in columns if each.key == "id"))
            rows, count = [row for row in found if row[id_at] in ids], len(ids)
        else:
            shows = _shows(columns, names, said)
            rows = chosen_rows(found, report.rows_read, wanted, shows, _is_usable(source, names))
            count = len(rows)
    masked = (tuple(map(Pseudonyms.of, pseudonyms.values(), row)) for row in rows)
    return Sample(names, tuple(masked), count, report.tickets_used)


def read_columns(source: DataSource) -> Sequence[Column]:
    """The columns that are read of a source, whatever its records are; raises `LocatedError`."""
    if source.records in OUTAGES:
        return outage_columns(source)
    if source.records in FIGURES:
        from slaspec.records.reading.figure_rows import figure_columns

        return figure_columns(source)
    return columns_of(source)


def _rows(table: Table, names: Sequence[str]) -> Iterator[Row]:
    """The cells of some columns; a table gives those of two at least."""
    header = list(table.header)
    numbers = [header.index(name) + 1 for name in names]
    asked = numbers if len(numbers) > 1 else numbers * 2
    return (row[: len(names)] for _, row in table.rows(asked))


def _is_usable(source: DataSource, names: Sequence[str]) -> Callable[[Row], bool]:
    def judge(row: Row) -> bool:
        held, report = records_of_rows(source, [dict(zip(names, row, strict=True))], "a row")
        return len(held) > 0 and not report.excluded

    return judge


def _shows(
    columns: Sequence[Column], names: Sequence[str], said: Collection[str]
) -> Callable[[Row], set[object]]:
    """Each label of a row, and whether its other cells are filled."""
    places = [(names.index(column.name), column) for column in columns]
    return lambda row: set(
        chain.from_iterable(_things(column, row[place], said) for place, column in places)
    )


def _things(column: Column, text: str, said: Collection[str]) -> Iterator[object]:
    encoder, values = column.encoder, [text]
    if isinstance(encoder, Several):
        values = [value.strip() for value in text.split(encoder.separator)]
        encoder = encoder.one
    yield column.key, "" in values
    for value in values:
        if isinstance(encoder, Labels) or (isinstance(encoder, Names) and value in said):
            yield column.key, value
