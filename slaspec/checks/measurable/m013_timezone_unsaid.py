"""Rule M013."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M013", name="timezone-unsaid", severity="error", aspect="measurable")
def timezone_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    An agreement does not say in which time zone its months begin.

    What it does:
        Asks every agreement (or its Terms) for `timezone`. Calendars have a zone of their own.

    Why:
        A failure at 00:30 on the first of the month in Oslo is one of the month before in London.
        The month in which it counts can be the one that pays.

    Wrong:

        kind: SLA
        # timezone is missing

    Right:

        timezone: Europe/Oslo

    Source:
        Of the published agreements read, only Atlassian's names a zone (UTC) for its months.
    """
    if agreement.timezone is None:
        yield finding_at(
            agreement.at.of("timezone"),
            f"{agreement.kind} '{agreement.id}' does not say in which time zone its windows begin"
            " and end",
            "add timezone: Europe/Oslo, or the zone that is meant",
        )
