"""Rule V601."""

from __future__ import annotations

from slaspec.review.changes.whole_documents import document_told
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V601",
    name="calendar",
    owns=("Calendar", "Calendar.apiVersion", "Calendar.kind", "Calendar.id"),
    material=False,
)
def calendar(change: Difference) -> Said | None:
    """
    A calendar was added, removed or renamed.

    What it compares:
        Calendars by their ids. One that says the same under another id is renamed, and references
        to it are followed.

    Why:
        A calendar by itself promises nothing; hours that name another calendar are told where they
        stand.

    Before:

        kind: Calendar

    After:

        kind: Calendar
        ---
        kind: Calendar
        id: evenings
        title: Evenings
        open: {mon-fri: ["17:00-22:00"]}

    Direction:
        neutral
    """
    return document_told("a calendar", change)
