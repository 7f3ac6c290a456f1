"""Witnesses as the mapping of their source reads them: what the engine is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, Protocol

from slaspec.checks.measurable.witnesses.cases import Crowd, Witness
from slaspec.language.model import DataSource
from slaspec.records.reading.rows import records_of_rows
from slaspec.records.simulate.repeated import repeated
from slaspec.records.tables import Records
from slaspec.records.tickets import Tickets


class Reader(Protocol):
    """Records of some witnesses, and what their source's mapping leaves out, by reason."""

    def crowd(self, crowd: Crowd) -> Records:
        """Each witness as often as it occurs."""

    @property
    def left_out(self) -> Mapping[str, int]:
        """How many records could not be read, by reason."""


class TicketReader(NamedTuple):
    """Tickets, read once and repeated as often as they occur."""

    tickets: Tickets
    left_out: Mapping[str, int]

    def crowd(self, crowd: Crowd) -> Records:
        """Each ticket as often as it occurs."""
        counts = {witness.id: count for witness, count in crowd}
        return repeated(self.tickets, [counts.get(id, 0) for id in self.tickets.ids])


def ticket_reader(source: DataSource, witnesses: Iterable[Witness]) -> Reader:
    """Reads the rows of some tickets."""
    rows = [row for witness in witnesses for row in witness.rows]
    tickets, report = records_of_rows(source, rows, f"witnesses for {source.id}")
    assert isinstance(tickets, Tickets)
    return TicketReader(tickets, report.excluded)


class RowReader:
    """Records of few rows, read anew for each crowd."""

    def __init__(self, source: DataSource, _witnesses: Iterable[Witness]) -> None:
        self._source = source
        self.left_out: Mapping[str, int] = {}

    def crowd(self, crowd: Crowd) -> Records:
        """The records of a crowd, each as often as it occurs."""
        rows = [row for witness, count in crowd for _ in range(count) for row in witness.rows]
        records, report = records_of_rows(self._source, rows, f"witnesses for {self._source.id}")
        self.left_out = report.excluded
        return records


class OutageReader(RowReader):
    """Outages, of which each copy has a number of its own: one that stands twice is one."""

    def crowd(self, crowd: Crowd) -> Records:
        """The outages of a crowd, each as often as it occurs."""
        copies = (copy for witness, count in crowd for copy in _copies(witness, count))
        return super().crowd([(copy, 1) for copy in copies])


def _copies(witness: Witness, count: int) -> Iterator[Witness]:
    for number in range(1, count + 1):
        id = f"{witness.id}.{number}"
        rows = [
            {name: id if cell == witness.id else cell for name, cell in row.items()}
            for row in witness.rows
        ]
        yield replace(witness, rows=tuple(rows))
