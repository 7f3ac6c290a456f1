"""Rule V608."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V608",
    name="holiday-source",
    owns=("Calendar.holidays_from", "HolidaySource.*"),
    material=False,
)
def holiday_source(change: Difference) -> Said | None:
    """
    The closed dates of a calendar came from somewhere else.

    What it compares:
        `holidays_from` of a calendar: country, language, library and its version.

    Why:
        It says where the dates came from; the dates themselves are told one by one.

    Before:

        kind: Calendar
        holidays_from: {country: "NO", language: nb, library: holidays, version: "0.60"}

    After:

        kind: Calendar
        holidays_from: {country: "NO", language: nb, library: holidays, version: "0.61"}

    Direction:
        neutral
    """
    return Said("neutral", instead("where the closed dates came from", change))
