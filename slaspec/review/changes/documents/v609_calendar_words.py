"""Rule V609."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V609",
    name="calendar-words",
    owns=("Calendar.title", "Calendar.description", "ClosedDate.name", "OpenException.name"),
    material=False,
)
def calendar_words(change: Difference) -> Said | None:
    """
    The title or the description of a calendar, or the name of a date, was changed.

    What it compares:
        Texts for readers, word by word.

    Why:
        They change no hour.

    Before:

        kind: Calendar
        title: Office hours

    After:

        kind: Calendar
        title: Hours of the office in Oslo

    Direction:
        neutral
    """
    named = f"the name of {change.path[-2]}" if change.key == "name" else f"the {change.key}"
    return Said("neutral", instead(named, change))
