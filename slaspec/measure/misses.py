"""Records that missed, one by one: what a remedy that is paid for each of them asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.days import days_of
from slaspec.measure.faults import located
from slaspec.measure.results import EMPTY, Days, Miss
from slaspec.records.tickets import ABSENT

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.measure.needs import Needs
    from slaspec.records.figures import Figures
    from slaspec.records.tickets import Int64, Tickets

Teller = Callable[[Sequence[int], Sequence[int]], list[Miss]]


@dataclass(frozen=True)
class Spent:
    """
    The time of some clocks: begin, end (`ABSENT` while one runs), and seconds on the clock.

    `late` are the seconds beyond the limit, `due` is when it ran out, in UTC seconds; both are
    `ABSENT` where that is not known. `until` is up to when a running clock was seen.
    """

    begin: Int64
    end: Int64
    seconds: Int64
    late: Int64
    due: Int64
    until: int

    def taken(self, which: Int64) -> Spent:
        """Some of the clocks, by position."""
        begin, end, seconds = self.begin[which], self.end[which], self.seconds[which]
        return Spent(begin, end, seconds, self.late[which], self.due[which], self.until)


def unspent(begin: Int64, end: Int64, until: int) -> Spent:
    """Clocks of which nothing is known yet but begin and end."""
    seconds, late, due = (np.full(len(begin), ABSENT, dtype=np.int64) for _ in range(3))
    return Spent(begin, end, seconds, late, due, until)


def teller(records: Tickets | Figures, needs: Needs, zone: Zone, spent: Spent) -> Teller:
    """
    What tells of some records that missed, by their positions in the judged ones and their rows.

    Raises `LocatedError` for a column that the source does not have.
    """
    fields = {each.name: records.fields.get(each.name) for each in needs.fields}
    for each in needs.fields:
        if fields[each.name] is None:
            raise located(
                f"source '{records.source}' has no column for '{each.name}'",
                each.at,
                f"add {each.name} with the name of its column to columns of the data source",
            )
    columns = {name: column for name, column in fields.items() if column is not None}
    incidents = records.fields.get("incident", ())

    def told(positions: Sequence[int], owners: Sequence[int]) -> list[Miss]:
        return [
            _miss(records.ids[row], position, spent, needs, zone)._replace(
                incident=incidents[row] if len(incidents) else "",
                fields=_fields(columns, row),
            )
            for position, row in zip(positions, owners, strict=True)
        ]

    return told


def _fields(columns: Mapping[str, Sequence[str]], row: int) -> Mapping[str, str]:
    return {name: column[row] for name, column in columns.items()} if columns else EMPTY


def _miss(id: str, position: int, spent: Spent, needs: Needs, zone: Zone) -> Miss:
    columns = (spent.begin, spent.end, spent.seconds, spent.late, spent.due)
    begin, end, seconds, late, due = (_known(column[position]) for column in columns)
    last = spent.until if end is None else end
    return Miss(
        id,
        begin,
        end,
        size=None if seconds is None else Fraction(seconds),
        late=None if late is None else Fraction(late),
        days=_days(begin, last, zone) if needs.days else None,
        late_days=_days(due, last, zone) if needs.days else None,
    )


def _known(figure: np.int64) -> int | None:
    return None if figure == ABSENT else int(figure)


def _days(begin: int | None, end: int, zone: Zone) -> Days | None:
    return None if begin is None else days_of([(begin, end)], zone)
