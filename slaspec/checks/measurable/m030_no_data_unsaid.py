"""Rule M030."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import every_target, unanswered
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M030", name="no-data-unsaid", severity="error", aspect="measurable")
def no_data_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says what the verdict is when nobody measured.

    What it does:
        Asks every target for `no_data`: `missed`, `customer_figures`, `last_value` or
        `not_measured`.

    Why:
        No outage in the list is not the same as no list. If a month without figures counts as met,
        not measuring is the cheapest way to keep a promise.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, no_data: missed}

    Source:
        Most published agreements let the provider measure and say nothing about a month without
        figures.
    """
    return unanswered(
        agreement,
        "no_data",
        "a window that nobody measured is missed, or not measured, or somebody else's figures"
        " count",
        "add no_data: missed to the interpretation (or customer_figures, last_value, not_measured)",
        every_target,
    )
