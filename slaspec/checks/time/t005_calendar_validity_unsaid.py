"""Rule T005."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Calendar


@rule(id="T005", name="calendar-validity-unsaid", severity="warning", aspect="time")
def calendar_validity_unsaid(calendar: Calendar) -> Iterator[Finding]:
    """
    A calendar has closed dates, but does not say for which dates they are known.

    What it does:
        Finds calendars with `closed` dates and without `valid`.

    Why:
        A year without holidays in the list may be a year in which nobody wrote them down. With
        `valid` the program refuses to count there; without it it counts the holidays as open.

    Wrong:

        kind: Calendar
        closed: [{date: 2026-05-17}]
        # valid is missing

    Right:

        kind: Calendar
        closed: [{date: 2026-05-17}]
        valid: {from: 2026-01-01, through: 2026-12-31}

    Source:
        Business time libraries take a date that is not listed for an open one, without a word.
    """
    if calendar.closed and calendar.valid is None:
        days = [entry.date.value for entry in calendar.closed]
        yield finding_at(
            calendar.at.of("closed"),
            f"calendar '{calendar.id}' does not say for which dates its closed dates are known;"
            f" after {max(days)} it counts every holiday as open",
            f"add valid: {{from: {min(days).year}-01-01, through: {max(days).year}-12-31}} when"
            " all dates of these years are listed",
            at_key=True,
        )
