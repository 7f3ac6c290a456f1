"""Rule D075."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Waivers

A_YEAR = timedelta(days=366)


@rule(id="D075", name="waiver-for-over-a-year", severity="warning", aspect="document")
def waiver_for_over_a_year(
    waivers: Waivers,
    book: Book,  # noqa: ARG001
    as_of: date,
) -> Iterator[Finding]:
    """
    A waiver holds for more than a year from now.

    What it does:
        Compares `until` with the day of the check and 366 days.

    Why:
        What is accepted for so long is no exception: it is what was agreed, and belongs into the
        agreement or into the settings of the project.

    Wrong:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2029-12-31}

    Right:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2027-11-21}

    Source:
        ISO/IEC 27001:2022, 8.2: risks are assessed anew at planned intervals.
    """
    for waiver in waivers.waivers:
        if waiver.until.value - as_of > A_YEAR:
            until = waiver.until.value
            said = f"waiver '{waiver.id}' holds until {until}, more than a year from now"
            help = "name a day within a year, or amend the agreement to what is really wanted"
            yield finding_at(waiver.at.of("until"), said, help)
