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

from slaspec.errors import ServiceTimeError
from slaspec.language.quantities import LAST_YEAR
from slaspec.service_time.civil import local_time, midnight
from slaspec.service_time.offsets import DAY, day_number, offsets_of

if TYPE_CHECKING:
    from slaspec.language.model.interpretation import DayPeriods
    from slaspec.language.quantities import Span, Zone
    from slaspec.service_time.working_days import WorkingDays

_ONE_DAY = timedelta(days=1)
COUNTED_UNITS = ("days", "weeks", "months", "years", "working days")


def last_day(start: date, span: Span, rule: DayPeriods, open_days: WorkingDays | None) -> date:
    """
    The last date of a period that begins with the date of an event.

    `open_days` are the working days of `rule.calendar`; they are needed for working days and where
    a closed last day moves. With `first_day: included` the date of the event is day one: a week
    from a Monday ends on Sunday, a month from the 15th on the 14th, one from the 31st of January
    on the last of February. Raises `ServiceTimeError`
    where the period cannot be counted.
    """
    if span.unit not in COUNTED_UNITS:
        raise ServiceTimeError(f"a period of {span} has no last day")
    included = rule.first_day == "included"
    if span.unit == "working days":
        return _working_end(start, span.count, _required(open_days, span), included=included)
    end = _calendar_end(start, span)
    clamped = span.unit in ("months", "years") and end.day != start.day
    if included and end > start and not clamped:
        end -= _ONE_DAY
    if rule.on_closed_day == "next_open_day":
        return _required(open_days, span).on_or_after(end)
    return end


def last_instant(
    start: int, span: Span, rule: DayPeriods, zone: Zone, open_days: WorkingDays | None
) -> int:
    """
    The last second (UTC) that still lies in the period; hours are counted exactly.

    With `ends: same_time` it is the clock time of the event on the last day: the end of the gap
    where the clock skips it, the first pass where the clock shows it twice.
    """
    if span.unit == "hours":
        return start + span.count * 3600
    local = local_time(start, zone)
    end = last_day(local.date(), span, rule, open_days)
    if rule.ends == "same_time":
        second = local.hour * 3600 + local.minute * 60 + local.second
        offsets = offsets_of(str(zone), end.year, end.year)
        return max(start, offsets.first_instant(day_number(end) * DAY + second))
    return midnight(end + _ONE_DAY, zone) - 1


def needs_calendar(span: Span, rule: DayPeriods) -> bool:
    """Whether a period can only be counted with a calendar."""
    return span.unit == "working days" or (
        span.unit != "hours" and rule.on_closed_day == "next_open_day"
    )


def _required(open_days: WorkingDays | None, span: Span) -> WorkingDays:
    if open_days is None:
        raise ServiceTimeError(f"a period of {span} needs a calendar in day_periods")
    return open_days


def _working_end(start: date, count: int, open_days: WorkingDays, *, included: bool) -> date:
    if not included and count:
        return open_days.after(start, count)
    first = open_days.on_or_after(start)
    return open_days.after(first, count - 1) if count > 1 else first


def _calendar_end(start: date, span: Span) -> date:
    try:
        if span.unit in ("days", "weeks"):
            end = start + timedelta(days=span.count * (7 if span.unit == "weeks" else 1))
        else:
            months = start.month - 1 + span.count * (12 if span.unit == "years" else 1)
            year, month = start.year + months // 12, months % 12 + 1
            end = date(year, month, min(start.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        end = date.max
    if end.year >= LAST_YEAR:
        raise ServiceTimeError(f"{span} from {start} end after the year {LAST_YEAR - 1}")
    return end
