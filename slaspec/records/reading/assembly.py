"""Coded rows to the canonical table of tickets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from slaspec.records.reading.coding import CodedRows, code_table
from slaspec.records.reading.encoders import FAULTS_END, Labels, Names
from slaspec.records.reading.exclusions import Exclusions
from slaspec.records.reading.grouping import Grouped, first_known, group, last_known
from slaspec.records.reading.mapping import (
    EVENTS,
    NOT_FIELDS,
    SEQUENCES,
    TOOL_ELAPSED,
    TOOL_VERDICT,
    columns_of,
    kind_of,
)
from slaspec.records.tickets import ABSENT, NO_CODE, STATES, ReadReport, StateHistory, Tickets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from slaspec.language.model.data_source import DataSource
    from slaspec.records.reading.table import Table
    from slaspec.records.tickets import Int8, Int64


def tickets_of(source: DataSource, table: Table, shown: str) -> tuple[Tickets, ReadReport]:
    """
    The tickets of a table, whatever tool wrote it; `shown` is its name in messages.

    Raises `LocatedError` where the DataSource leaves something open, or the table is refused.
    """
    kind = kind_of(source)
    coded = code_table(table, columns_of(source))
    grouped = group(coded)
    assembly = Assembly(source, coded, grouped)
    exclusions = Exclusions(coded, grouped)
    exclusions.find(
        is_events=assembly.is_events,
        is_sequence=source.format in SEQUENCES or "order" in coded.columns,
        stamps=assembly.stamps,
    )
    tickets = assembly.tickets(kind, exclusions.used)
    report = ReadReport(
        source=source.id,
        file=shown,
        rows_read=len(coded),
        tickets_read=len(grouped) + len(grouped.nameless),
        tickets_used=len(tickets),
        excluded=exclusions.counts(),
        findings=exclusions.findings(source.id, shown),
        precision_seconds=_precision(tickets),
        time_reversals=_time_reversals(tickets),
        digest=coded.digest,
        gaps=coded.gaps,
        notes=coded.notes,
    )
    assert report.tickets_read == report.tickets_used + sum(report.excluded.values())
    return tickets, report


class Assembly:
    """The parts of the canonical table, for all tickets of a file."""

    def __init__(self, source: DataSource, coded: CodedRows, grouped: Grouped) -> None:
        self._source, self._coded, self._grouped = source, coded, grouped
        self._last_rows = grouped.rows[grouped.last]
        self.is_events = source.layout == "events"
        self.stamps = self._stamps()

    def tickets(self, kind: str, used: NDArray[np.bool_]) -> Tickets:
        """The table of the tickets that are used."""
        services, service = self._services()
        priorities, priority = self._names("priority")
        by_position = priority[self._grouped.rows]
        first, final = (known(by_position, self._grouped) for known in (first_known, last_known))
        groups, group_codes = self._names("group")
        return Tickets(
            source=self._source.id,
            kind=kind,
            ids=tuple(self._texts("id", used)),
            services=services,
            service=service[used].astype(np.int32),
            priorities=priorities,
            priority_first=first[used].astype(np.int32),
            priority_final=final[used].astype(np.int32),
            last_state=self._last_state()[used].astype(np.int8),
            stamps={key: instants[used] for key, instants in self.stamps.items()},
            history=self._history(used, by_position, group_codes) if self.is_events else None,
            groups=groups if self.is_events else (),
            tool_met=self._tool_met(used),
            tool_elapsed=self._tool_elapsed(used),
            fields={key: self._texts(key, used) for key in self._field_keys()},
        )

    def _stamps(self) -> dict[str, Int64]:
        """Instants that the last row states; without a column, the first event is the report."""
        stamps = {
            key: _or_absent(self._coded.codes[key][self._last_rows])
            for key in EVENTS
            if key in self._coded.codes
        }
        if "reported" not in stamps:
            first_rows = self._grouped.rows[self._grouped.first[:-1]]
            stamps["reported"] = _or_absent(self._coded.codes["at"][first_rows])
        return stamps

    def _services(self) -> tuple[tuple[str, ...], Int64]:
        names, codes = self._names("service")
        if "service" in self._coded.codes:
            return names, codes[self._last_rows]
        assert self._source.service is not None  # `columns_of` has made sure
        return (self._source.service,), np.zeros(len(self._grouped), dtype=np.int64)

    def _last_state(self) -> Int64:
        """The state of the last row; without one, what the filled times tell."""
        count = len(self._grouped)
        told = np.full(count, STATES.index("active"), dtype=np.int64)
        for state in ("resolved", "closed"):
            if state in self.stamps:
                told[self.stamps[state] != ABSENT] = STATES.index(state)
        if "state" not in self._coded.codes:
            return told
        stated = self._coded.codes["state"][self._last_rows]
        return np.where(stated >= 0, stated, told)

    def _history(
        self, used: NDArray[np.bool_], priority: Int64, group_codes: Int64
    ) -> StateHistory:
        kept = used[self._grouped.ticket]
        rows = self._grouped.rows[kept]
        ends = np.cumsum(self._grouped.sizes[used], dtype=np.int64)
        return StateHistory(
            first=np.concatenate(([0], ends)).astype(np.int64),
            at=self._coded.codes["at"][rows],
            state=self._coded.codes["state"][rows].astype(np.int8),
            priority=priority[kept].astype(np.int32),
            group=group_codes[rows].astype(np.int32),
        )

    def _tool_met(self, used: NDArray[np.bool_]) -> Int8 | None:
        if TOOL_VERDICT not in self._coded.codes:
            return None
        codes = self._coded.codes[TOOL_VERDICT][self._last_rows][used]
        return np.where(codes == ABSENT, NO_CODE, codes).astype(np.int8)

    def _tool_elapsed(self, used: NDArray[np.bool_]) -> Int64 | None:
        if TOOL_ELAPSED not in self._coded.codes:
            return None
        return self._coded.codes[TOOL_ELAPSED][self._last_rows][used]

    def _field_keys(self) -> list[str]:
        return [key for key in self._coded.columns if key not in (*NOT_FIELDS, *EVENTS)]

    def _texts(self, key: str, used: NDArray[np.bool_]) -> Sequence[str]:
        """The text of the last row of each used ticket; empty where there is none."""
        names, codes = self._names(key)
        texts = (*names, "")  # where NO_CODE leads
        return [texts[code] for code in codes[self._last_rows][used].tolist()]

    def _names(self, key: str) -> tuple[tuple[str, ...], Int64]:
        """
        Our words for a column and the code of every row, `NO_CODE` where it has none.

        Mapped words stand in the order of the map; others are sorted, so that the order of the
        rows cannot be seen in them.
        """
        if key not in self._coded.codes:
            return (), np.full(len(self._coded), NO_CODE, dtype=np.int64)
        encoder, codes = self._coded.columns[key].encoder, self._coded.codes[key]
        if isinstance(encoder, Labels):
            return encoder.words, np.where(codes >= 0, codes, NO_CODE)
        assert isinstance(encoder, Names)
        by_name = sorted(range(len(encoder.names)), key=encoder.names.__getitem__)
        rank = np.full(len(by_name) + 1, NO_CODE, dtype=np.int64)  # the last is for NO_CODE
        rank[by_name] = np.arange(len(by_name))
        return tuple(encoder.names[i] for i in by_name), rank[np.where(codes >= 0, codes, NO_CODE)]


def _or_absent(codes: Int64) -> Int64:
    """Instants; `ABSENT` also for a text that could not be read (its ticket is left out)."""
    return np.where(codes < FAULTS_END, ABSENT, codes)


def _precision(tickets: Tickets) -> int:
    """60 where every time of the used tickets is a whole minute, else 1."""
    events = () if tickets.history is None else (tickets.history.at,)
    known = [column[column != ABSENT] for column in (*tickets.stamps.values(), *events)]
    is_minutes = any(map(len, known)) and not any((column % 60).any() for column in known)
    return 60 if is_minutes else 1


def _time_reversals(tickets: Tickets) -> int:
    """How many tickets have an event that is earlier than the one before it."""
    if tickets.history is None:
        return 0
    first, at = tickets.history.first, tickets.history.at
    backwards = np.flatnonzero(np.diff(at) < 0) + 1
    owners = np.searchsorted(first, backwards, side="right") - 1
    return len(np.unique(owners[~np.isin(backwards, first)]))
