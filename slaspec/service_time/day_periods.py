"""
The last instant of a period of days, weeks, months or working days.

Read as Regulation (EEC, Euratom) No 1182/71, article 3, unless the contract says otherwise: the
day of the event does not count, the period ends with its last day, and a last day that is closed
moves to the next open day.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from slaspec.language.model.interpretation import DayPeriods
from slaspec.language.quantities import Span, Zone
from slaspec.service_time.civil import local_date, midnight

if TYPE_CHECKING:
    from slaspec.service_time.working_days import WorkingDays

_ONE_DAY = timedelta(days=1)


def last_day(start: date, span: Span, rule: DayPeriods, open_days: WorkingDays | None) -> date:
    """
    The last date of a period that begins with the date of an event.

    `open_days` are the working days of `rule.calendar`; they are needed for working days and where
    a closed last day moves.
    """
    count = span.count if rule.first_day == "excluded" else max(span.count - 1, 0)
    if span.unit == "working days":
        if open_days is None:
            raise ValueError("working days need a calendar")
        return open_days.after(start, count) if count else open_days.on_or_after(start)
    end = _calendar_end(start, span.unit, count)
    if rule.on_closed_day == "next_open_day" and open_days is not None:
        return open_days.on_or_after(end)
    return end


def last_instant(
    start: int, span: Span, rule: DayPeriods, zone: Zone, open_days: WorkingDays | None
) -> int:
    """The last second (UTC) that still lies in the period; hours are counted exactly."""
    if span.unit == "hours":
        return start + span.count * 3600
    end = last_day(local_date(start, zone), span, rule, open_days)
    return midnight(end + _ONE_DAY, zone) - 1


def _calendar_end(start: date, unit: str, count: int) -> date:
    if unit == "days":
        return start + timedelta(days=count)
    if unit == "weeks":
        return start + timedelta(weeks=count)
    months = start.month - 1 + (count * 12 if unit == "years" else count)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
