"""When the tickets of a history were closed: by themselves, or many on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from slaspec.records.fitting.figures import durations, share
from slaspec.records.tickets import ABSENT
from slaspec.service_time.offsets import DAY, day_of, offsets_of

if TYPE_CHECKING:
    from slaspec.language.quantities import Zone
    from slaspec.records.fitting.seen import Seen
    from slaspec.records.tickets import Int64

_BULK_FACTOR = 5  # so many times what closes on a typical day
_MONTHS_OF_A_QUARTER = 3


def closed(history: Seen, bulk: Int64, zone: Zone, least: int) -> dict[str, Any]:
    """The section `closed`; `bulk` are the numbers of days of bulk closes."""
    resolved = history.is_resolved
    ended = resolved & (history.closed != ABSENT) & (history.last_resolved != ABSENT)
    ended &= history.closed >= history.last_resolved
    together = ended & np.isin(_days(history, zone), bulk)
    own = (history.closed - history.last_resolved)[ended & ~together]
    told: dict[str, Any] = {"after": durations(own, least) or {"p50": "0s"}}
    many = int(together.sum())
    if many >= least:
        months = _months(history.reported)
        every = "month" if len(bulk) * _MONTHS_OF_A_QUARTER > 2 * months else "quarter"
        told["bulk"] = {"share": share(many, int(ended.sum())), "every": every}
    lost = int(((history.closed != ABSENT) & (history.resolved == ABSENT)).sum())
    if lost >= least:
        whole = int((history.closed != ABSENT).sum())
        told["without_resolved"] = share(lost, whole)
    return told


def bulk_days(history: Seen, zone: Zone, least: int) -> Int64:
    """Days on which at least five times as many tickets were closed as on a typical one."""
    some = history.closed != ABSENT
    days, counts = np.unique(_days(history, zone)[some], return_counts=True)
    if not len(days):
        return days
    closings = np.repeat(counts, counts)  # the typical day of a ticket, not of the calendar
    typical = int(np.sort(closings)[(len(closings) - 1) // 2])
    return days[counts >= max(_BULK_FACTOR * typical, least)]


def _days(history: Seen, zone: Zone) -> Int64:
    """The number of the local day on which each ticket was closed; far back where it was not."""
    some = history.closed != ABSENT
    days = np.full(len(some), ABSENT, dtype=np.int64)
    if some.any():
        at = history.closed[some]
        years = [day_of(int(edge) // DAY).year for edge in (at.min(), at.max())]
        days[some] = offsets_of(str(zone), years[0], years[1]).wall_array(at) // DAY
    return days


def _months(reported: Int64) -> int:
    """How many months a history is long, at least one."""
    return max(1, int(reported.max() - reported.min()) // (30 * DAY))
