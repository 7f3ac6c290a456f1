"""Rule V605."""

from __future__ import annotations

from slaspec.review.changes.calendars import judged_by_hours, with_field
from slaspec.review.changes.wording import plain
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V605",
    name="holiday-rule",
    owns=("Calendar.holiday_rule",),
    material=True,
)
def holiday_rule(change: Difference) -> Said | None:
    """
    A closed date takes away something else of hours that go over midnight.

    What it compares:
        `holiday_rule` of a calendar by what it does to the open hours; where nothing is said, a
        closed date takes away its own seconds.

    Why:
        The night before a holiday is worked to its end, or to midnight.

    Before:

        kind: Calendar
        open: {mon-sun: ["22:00-06:00"]}
        holiday_rule: calendar_date

    After:

        kind: Calendar
        open: {mon-sun: ["22:00-06:00"]}
        holiday_rule: opening_date

    Direction:
        neutral
    """
    default = "calendar_date"
    rules = [plain(each or default) for each in (change.base, change.head)]
    if rules[0] == rules[1]:
        return None
    sentence = f"a closed date takes away the hours of its {rules[1]} instead of its {rules[0]}"
    return judged_by_hours(change, with_field(change, "holiday_rule"), sentence)
