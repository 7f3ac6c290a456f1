"""Rule V603."""

from __future__ import annotations

from slaspec.language.model.calendar import ClosedDate
from slaspec.review.changes.calendars import judged_by_hours, on_date, with_closed
from slaspec.review.changes.judging import is_empty
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V603",
    name="closed-date",
    owns=("Calendar.closed", "ClosedDate.date"),
    material=True,
)
def closed_date(change: Difference) -> Said | None:
    """
    A date is closed now, or no longer.

    What it compares:
        The closed dates of a calendar, and what each of them does to its open hours: a Sunday in a
        calendar of working days does nothing. A date that only one of the two calendars knows at
        all is a note.

    Why:
        On a closed date clocks stand still and nothing need be up.

    Before:

        kind: Calendar
        closed: [{date: 2026-05-17}]

    After:

        kind: Calendar
        closed: [{date: 2026-05-17}, {date: 2026-12-24}]

    Direction:
        loosened
    """
    if is_empty(change):
        return None
    entry: ClosedDate = change.head or change.base
    closed = change.head is not None
    found = on_date(
        change,
        entry.date.value,
        lambda calendar: with_closed(calendar, entry, closed=not closed),
        lambda calendar: with_closed(calendar, entry, closed=closed),
    )
    sentence = f"{entry.date} is {'closed now' if closed else 'not closed any more'}"
    if found is None:
        return Said("neutral", f"{sentence}; only one side knows the date", material=False)
    return judged_by_hours(change, found, sentence)
