"""How far behind the end of a term the last deadline lies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from slaspec.language.model import Calendar
from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import DAY_SECONDS, LAST_YEAR, Duration
from slaspec.service_time.offsets import day_number

_LAST = date(LAST_YEAR, 12, 31)


def last_deadline(calendar: Calendar, ends: date, within: Duration | WorkingDays) -> date | None:
    """
    The date of the deadline of a clock that starts at the end of a term's last day.

    Later holidays that nobody has pinned yet are not known, so that it may lie further out. None
    where no date up to 2199 is one.
    """
    if isinstance(within, WorkingDays):
        return _after_days(calendar, ends, within.working_days)
    left = within.seconds
    for day, seconds in _open_days(calendar, ends):
        left -= seconds
        if left <= 0:
            return day
    return None


def _after_days(calendar: Calendar, ends: date, days: int) -> date | None:
    """The open day so many after day 0, which is the last day of the term or the next open one."""
    yesterday = ends - timedelta(days=1)
    for count, (day, _) in enumerate(_open_days(calendar, yesterday)):
        if count == days:
            return day
    return None


def _open_days(calendar: Calendar, after: date) -> Iterator[tuple[date, int]]:
    """The dates behind a date on which a calendar opens, with their open seconds."""
    from slaspec.service_time.rules import openings, rules_of

    midnight = day_number(after + timedelta(days=1)) * DAY_SECONDS
    spans = (
        (max(opens, midnight), closes)
        for _, opens, closes in openings(rules_of(calendar), day_number(after), day_number(_LAST))
    )
    by_day = groupby((s for s in spans if s[0] < s[1]), key=lambda span: span[0] // DAY_SECONDS)
    for day, group in by_day:
        found = after + timedelta(days=day + 1 - midnight // DAY_SECONDS)
        yield found, sum(closes - opens for opens, closes in group)
