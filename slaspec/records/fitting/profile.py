"""A history as the plain data of a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slaspec.errors import UsageError
from slaspec.records.fitting.outages import outage_flow
from slaspec.records.fitting.seen import seen
from slaspec.records.fitting.tickets import ticket_flow
from slaspec.records.fitting.volume import volume
from slaspec.records.outages import Outages
from slaspec.records.tickets import ABSENT, Tickets
from slaspec.service_time.calendar import require_known
from slaspec.service_time.civil import local_date
from slaspec.service_time.offsets import day_number

if TYPE_CHECKING:
    from slaspec.language.model import Calendar
    from slaspec.language.model.calendar import ClosedDate
    from slaspec.language.quantities import Zone
    from slaspec.records.fitting.seen import Seen
    from slaspec.records.fitting.volume import Volume
    from slaspec.records.tables import Records
    from slaspec.records.tickets import Int64, ReadReport

SMALLEST_GROUP = 10


def fitted(
    records: Records,
    report: ReadReport,
    zone: Zone,
    *,
    calendar: Calendar | None = None,
    least: int = SMALLEST_GROUP,
    groups: bool = False,
    licence: str | None = None,
) -> tuple[dict[str, Any], Volume | None]:
    """
    The sections `fitted_from` and `tickets` or `outages` of a profile, and what was counted.

    No figure of fewer than `least` records is told, and no id; groups only where the source maps
    them to words (`groups`). Raises `UsageError` where too little happened, `ServiceTimeError`
    where the calendar does not know the holidays of the whole history.
    """
    if isinstance(records, Tickets):
        history = seen(records if groups else without_groups(records))
        begins: Int64 = history.reported[history.reported != ABSENT]
    elif isinstance(records, Outages):
        begins = records.begin
    else:
        raise UsageError(f"'{report.source}' has neither tickets nor outages: nothing to fit")
    if not len(begins):
        raise UsageError(f"{report.file} has no record that could be used")
    head = {
        "source": report.source,
        "sha256": report.digest,
        "rows": report.rows_read,
        "records": report.tickets_used,
        "from": local_date(int(begins.min()), zone).isoformat(),
        "through": local_date(int(begins.max()), zone).isoformat(),
        "smallest_group": least,
    } | ({"licence": licence} if licence is not None else {})
    if isinstance(records, Outages):
        return {"fitted_from": head, "outages": outage_flow(records, least)}, None
    flow, came = _of_tickets(history, begins, zone, calendar, least)
    return {"fitted_from": head, "tickets": flow}, came


def _of_tickets(
    history: Seen, begins: Int64, zone: Zone, calendar: Calendar | None, least: int
) -> tuple[dict[str, Any], Volume]:
    dates: tuple[ClosedDate, ...] = ()
    if calendar is not None:
        first, last = (local_date(int(edge), zone) for edge in (begins.min(), begins.max()))
        require_known(calendar, first, last)
        dates = calendar.closed or ()
    came = volume(begins, zone, [day_number(each.date.value) for each in dates], least)
    name = None if calendar is None else calendar.id
    return ticket_flow(history, came, zone, least, name), came


def without_groups(tickets: Tickets) -> Tickets:
    """The tickets without the groups that they came to."""
    from dataclasses import replace

    return replace(tickets, groups=())
