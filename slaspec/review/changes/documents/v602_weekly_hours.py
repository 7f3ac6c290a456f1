"""Rule V602."""

from __future__ import annotations

from slaspec.review.changes.calendars import judged_by_hours, with_field
from slaspec.review.changes.wording import plain
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V602",
    name="weekly-hours",
    owns=("Calendar.open",),
    material=True,
    as_one=True,
)
def weekly_hours(change: Difference) -> Said | None:
    """
    A calendar is open at other hours of the week.

    What it compares:
        `open` of a calendar, second by second over all dates that it knows. The same hours in other
        words, `mon-fri` or day by day, are no change.

    Why:
        In more hours clocks run faster, so that the provider has less time; in the hours of an
        exclusion more is excused. Who counts by the calendar decides which of the two it is.

    Before:

        kind: Calendar
        open: {mon-fri: ["08:00-17:00"]}

    After:

        kind: Calendar
        open: {mon-fri: ["08:00-17:00"], sat: ["09:00-13:00"]}

    Direction:
        tightened
    """
    found = with_field(change, "open")
    if found == "same":
        return None
    before, after = plain(change.base), plain(change.head)
    return judged_by_hours(change, found, f"the weekly hours are {after} instead of {before}")
