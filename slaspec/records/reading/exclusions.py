"""
Which tickets are left out, each for one reason and at one place.

Only cells that are used are judged: the event columns of every row, all others of the ticket's
last row. The reason does not depend on the order of rows in the file, because it is the first in
`REASONS`; the place is the ticket's first row with that reason.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from slaspec.findings import Finding, Span
from slaspec.records.reading.encoders import FAULTS_END, FIRST_FAULT, CellFault, Names
from slaspec.records.reasons import REASONS, RULES, Reason, quoted
from slaspec.records.tickets import ABSENT, STATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from slaspec.records.reading.coding import CodedRows
    from slaspec.records.reading.grouping import Grouped
    from slaspec.records.tickets import Int64

MOST_FINDINGS = 1000
EVENT_KEYS = ("at", "group", "order", "priority", "state")
STOP_STATES = (STATES.index("resolved"), STATES.index("closed"))

_ROW_FAULTS: Mapping[Reason, tuple[str, str]] = {
    "no id": ("the row has no id", "give the row its id, or delete it"),
    "duplicate ticket": (
        "several rows have this id",
        "export one row for each ticket, or say layout: events",
    ),
    "unreadable sequence": ("the row has no number in the sequence", "number every update"),
    "no time": ("the update has no time", "export the time of every update"),
    "no state": ("the update has no state", "export the state after every update"),
    "no service": ("the ticket has no service", "fill in its service"),
    "no start": ("nothing says when the ticket was reported", "fill in when it was reported"),
    "ends before it begins": (
        "the ticket ends before it was reported",
        "look at timezone, date_order and the mapped columns",
    ),
}

_BACKWARDS = (
    "the update is earlier than the row before it, and nothing says in which order they were made",
    "map the number of the update as order, or export each update once, the oldest first",
)


class Exclusion(NamedTuple):
    """Why and where a ticket is left out; the smallest of several is the one that counts."""

    rank: int
    position: int
    number: int
    key: str
    row: int

    @property
    def reason(self) -> Reason:
        """The reason as the report says it."""
        return REASONS[self.rank]


class Exclusions:
    """The exclusions of one file, found by `find`; tickets are named by their number."""

    def __init__(self, coded: CodedRows, grouped: Grouped) -> None:
        self._coded, self._grouped = coded, grouped
        self._of_ticket: dict[int, Exclusion] = {}

    def find(self, *, is_events: bool, is_sequence: bool, stamps: Mapping[str, Int64]) -> None:
        """
        Looks at everything that is used; `stamps` hold the instants of each ticket.

        `is_sequence`: something says in which order the updates were made, be it the format.
        """
        grouped = self._grouped
        everywhere = np.arange(len(grouped.rows))
        if is_events and not is_sequence:
            self._add("unreadable sequence", "at", self._backwards())
        for key in self._coded.columns:
            in_event = is_events and key in EVENT_KEYS
            self._add_unreadable(key, everywhere if in_event else grouped.last)
        if is_events:
            for key, reason in _MANDATORY_IN_EVENTS.items():
                self._add_absent(reason, key, everywhere)
        else:
            self._add("duplicate ticket", "id", grouped.first[:-1][grouped.sizes > 1])
        self._add_absent("no service", "service", grouped.last)
        self._add_wrong_times(stamps, is_events=is_events)

    @property
    def used(self) -> NDArray[np.bool_]:
        """Which tickets are used."""
        used = np.ones(len(self._grouped), dtype=np.bool_)
        used[list(self._of_ticket)] = False
        return used

    def counts(self) -> dict[str, int]:
        """How many tickets each reason leaves out, by precedence; a row without id is a ticket."""
        found = Counter(exclusion.reason for exclusion in self._of_ticket.values())
        found["no id"] += len(self._grouped.nameless)
        return {reason: found[reason] for reason in REASONS if found[reason]}

    def findings(self, document: str, shown: str) -> tuple[Finding, ...]:
        """One finding for each ticket left out, in order of place; at most `MOST_FINDINGS`."""
        rank, number = REASONS.index("no id"), self._coded.numbers["id"]
        nameless = (
            Exclusion(rank, 0, number, "id", row)
            for row in self._grouped.nameless[:MOST_FINDINGS].tolist()
        )
        placed = sorted(
            (*nameless, *self._of_ticket.values()), key=lambda each: (each.row, each.number)
        )
        return tuple(self._finding(each, document, shown) for each in placed[:MOST_FINDINGS])

    def _add_unreadable(self, key: str, positions: Int64) -> None:
        codes = self._coded.codes[key][self._grouped.rows[positions]]
        wrong = (codes >= FIRST_FAULT) & (codes < FAULTS_END)
        encoder = self._coded.columns[key].encoder
        for position, code in zip(positions[wrong], codes[wrong], strict=True):
            self._add(encoder.fault(int(code)).reason, key, [position])

    def _add_absent(self, reason: Reason, key: str, positions: Int64) -> None:
        if key in self._coded.codes:
            codes = self._coded.codes[key][self._grouped.rows[positions]]
            self._add(reason, key, positions[codes == ABSENT])

    def _backwards(self) -> Int64:
        """The positions of updates that are earlier than the one before them."""
        grouped = self._grouped
        at = self._coded.codes["at"][grouped.rows]
        is_time = (at != ABSENT) & (at >= FAULTS_END)
        later = (at[1:] < at[:-1]) & is_time[1:] & is_time[:-1]
        return np.setdiff1d(np.flatnonzero(later) + 1, grouped.first)

    def _add_wrong_times(self, stamps: Mapping[str, Int64], *, is_events: bool) -> None:
        grouped, reported = self._grouped, stamps["reported"]
        start = "reported" if "reported" in self._coded.columns else "at"
        self._add("no start", start, grouped.last[reported == ABSENT])
        for key in ("resolved", "closed"):
            if key in stamps:
                stops = stamps[key] != ABSENT
                early = stops & (reported != ABSENT) & (stamps[key] < reported)
                self._add("ends before it begins", key, grouped.last[early])
        if is_events:
            at = self._coded.codes["at"][grouped.rows]
            state = self._coded.codes["state"][grouped.rows]
            stops = np.isin(state, STOP_STATES) & (at >= FAULTS_END)
            begins = reported[grouped.ticket]
            early = stops & (begins != ABSENT) & (at < begins)
            self._add("ends before it begins", "at", np.flatnonzero(early))

    def _add(self, reason: Reason, key: str, positions: Int64 | list[int]) -> None:
        """Leaves out the tickets at these positions, unless a worse fault is known."""
        rank, number = REASONS.index(reason), self._coded.numbers[key]
        tickets = np.searchsorted(self._grouped.first, positions, side="right") - 1
        for ticket, position in zip(tickets.tolist(), positions, strict=True):
            row = int(self._grouped.rows[position])
            found = Exclusion(rank, int(position), number, key, row)
            self._of_ticket[ticket] = min(found, self._of_ticket.get(ticket, found))

    def _finding(self, exclusion: Exclusion, document: str, shown: str) -> Finding:
        ticket = self._id(exclusion.row)
        fault = self._fault(exclusion)
        name = self._coded.columns[exclusion.key].name
        is_whole = exclusion.reason == "incomplete history"  # it is no cell's fault
        where = "" if is_whole else f"column {quoted(name)}: "
        subject = f"ticket {quoted(ticket)}" if ticket else "a row"
        return Finding(
            rule=RULES[exclusion.reason],
            severity="error",
            message=f"{subject} is left out: {where}{fault.sentence}"[:500],
            span=Span(shown, int(self._coded.lines[exclusion.row]), exclusion.number),
            document=document,
            path=("tickets", ticket),
            help=fault.help,
            aspect="records",
        )

    def _fault(self, exclusion: Exclusion) -> CellFault:
        code = int(self._coded.codes[exclusion.key][exclusion.row])
        if FIRST_FAULT <= code < FAULTS_END:
            return self._coded.columns[exclusion.key].encoder.fault(code)
        if exclusion.reason == "unreadable sequence" and exclusion.key == "at":
            return CellFault(exclusion.reason, *_BACKWARDS)
        return CellFault(exclusion.reason, *_ROW_FAULTS[exclusion.reason])

    def _id(self, row: int) -> str:
        encoder, code = self._coded.columns["id"].encoder, int(self._coded.codes["id"][row])
        return encoder.names[code] if isinstance(encoder, Names) and code >= 0 else ""


_MANDATORY_IN_EVENTS: Mapping[str, Reason] = {
    "order": "unreadable sequence",
    "at": "no time",
    "state": "no state",
}
