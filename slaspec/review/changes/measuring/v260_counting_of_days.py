"""Rule V260."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "first_day": "the day of the event",
    "ends": "the end of a period",
    "on_closed_day": "the end on a closed day",
    "calendar": "the calendar of open days",
}


@change_rule(
    id="V260",
    name="counting-of-days",
    owns=(
        "DayPeriods.first_day",
        "DayPeriods.ends",
        "DayPeriods.on_closed_day",
        "DayPeriods.calendar",
    ),
    material=True,
)
def counting_of_days(change: Difference) -> Said | None:
    """
    Periods of days and months are counted otherwise.

    What it compares:
        The four answers of `day_periods`.

    Why:
        Both sides have periods to keep, for notices and claims: a day more for one is a day more
        for the other.

    Before:

        interpretation: {day_periods: {first_day: excluded, ends: end_of_day,
            on_closed_day: next_open_day, calendar: office}}

    After:

        interpretation: {day_periods: {first_day: excluded, ends: end_of_day,
            on_closed_day: same_day, calendar: office}}

    Direction:
        neutral
    """
    return Said("neutral", instead(f"how periods are counted: {_WORDS[change.key]}", change))
