"""Rule V606."""

from __future__ import annotations

from slaspec.review.changes.calendars import judged_by_hours, with_field
from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V606",
    name="calendar-zone",
    owns=("Calendar.timezone",),
    material=True,
)
def calendar_zone(change: Difference) -> Said | None:
    """
    The hours and dates of a calendar are those of another time zone.

    What it compares:
        `timezone` of a calendar by what it does to the open hours.

    Why:
        Eight in the morning comes an hour later in London than in Oslo.

    Before:

        kind: Calendar
        timezone: Europe/Oslo

    After:

        kind: Calendar
        timezone: Europe/London

    Direction:
        neutral
    """
    found = with_field(change, "timezone")
    return judged_by_hours(change, found, instead("the time zone", change))
