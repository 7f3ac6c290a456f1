"""Rule V607."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {"valid": "the span", "from": "the first", "through": "the last"}


@change_rule(
    id="V607",
    name="calendar-known",
    owns=("Calendar.valid", "Validity.from", "Validity.through"),
    material=False,
)
def calendar_known(change: Difference) -> Said | None:
    """
    The closed dates of a calendar are known for other dates.

    What it compares:
        `valid` of a calendar.

    Why:
        Outside these dates nothing can be measured by the calendar. It is renewed every year and
        promises nothing.

    Before:

        kind: Calendar
        valid: {from: 2026-01-01, through: 2027-12-31}

    After:

        kind: Calendar
        valid: {from: 2026-01-01, through: 2028-12-31}

    Direction:
        neutral
    """
    return Said("neutral", instead(f"the dates that are known: {_WORDS[change.key]}", change))
