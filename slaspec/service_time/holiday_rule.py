"""Whether a calendar says what a closed date takes away from a shift that runs over midnight."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from slaspec.service_time.faults import Fault
from slaspec.service_time.offsets import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slaspec.language.model.calendar import Calendar
    from slaspec.language.quantities import Hours


def unsaid_holiday_rule(calendar: Calendar) -> Iterator[Fault]:
    """
    The fault of a calendar with shifts over midnight and closed dates or exceptions, whose
    `holiday_rule` is not said: by the two readings the hours of a holiday differ.
    """
    exceptions = calendar.exceptions or ()
    special = {closed.date.value for closed in calendar.closed or ()}
    special |= {entry.date.value for entry in exceptions}
    if calendar.holiday_rule is not None or not special:
        return
    nights = [hours for day in calendar.open.values() for hours in day if _is_night(hours)]
    for entry in exceptions:
        before_special = entry.date.value + timedelta(days=1) in special
        nights += [hours for hours in entry.open if before_special and _is_night(hours)]
    if nights:
        yield Fault(
            ("holiday_rule",),
            f"calendar '{calendar.id}' is open {nights[0]}, over midnight, and does not say what a"
            " closed date takes away: its own hours, or the shift that opens on it",
            "add holiday_rule: calendar_date or holiday_rule: opening_date",
        )


def _is_night(hours: Hours) -> bool:
    return hours.closes > DAY
