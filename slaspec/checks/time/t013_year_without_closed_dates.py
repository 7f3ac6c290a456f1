"""Rule T013."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Calendar


@rule(id="T013", name="year-without-closed-dates", severity="warning", aspect="time")
def year_without_closed_dates(calendar: Calendar) -> Iterator[Finding]:
    """
    A calendar claims to know a year, and lists no closed date in it.

    What it does:
        Looks for whole years inside `valid` without any closed date, in calendars that have closed
        dates in other years.

    Why:
        The end of `valid` was moved on with the contract, and the holidays were forgotten. Each of
        them counts as an open day, and the provider is late on all of them.

    Wrong:

        kind: Calendar
        closed: [{date: 2026-05-17}]
        valid: {from: 2026-01-01, through: 2027-12-31}

    Right:

        kind: Calendar
        closed: [{date: 2026-05-17}, {date: 2027-05-17}]
        valid: {from: 2026-01-01, through: 2027-12-31}

    Source:
        Business time libraries take a date that is not listed for an open one, without a word.
    """
    if calendar.valid is None or not calendar.closed:
        return
    first, last = calendar.valid.from_.value, calendar.valid.through.value
    begins = first.year if (first.month, first.day) == (1, 1) else first.year + 1
    ends = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    known = {entry.date.value.year for entry in calendar.closed}
    bare = [str(year) for year in range(begins, ends + 1) if year not in known]
    if bare:
        yield finding_at(
            calendar.at.of("closed"),
            f"calendar '{calendar.id}' is valid in {listed(bare)} and has no closed date there",
            f"pin the closed dates of {bare[0]}, or let valid end before it",
            at_key=True,
        )
