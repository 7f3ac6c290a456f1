"""Rule T009."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.time.spans import least_days
from slaspec.findings import Finding
from slaspec.language.model import Agreement

LONGEST_YEAR = 366  # days


@rule(id="T009", name="review-rarer-than-yearly", severity="warning", aspect="time")
def review_rarer_than_yearly(agreement: Agreement) -> Iterator[Finding]:
    """
    An agreement is reviewed less than once a year.

    What it does:
        Compares `review.every` of SLAs, OLAs and UCs with a year.

    Why:
        Volumes, prices and holidays change every year. Two years of drift are repaired by a
        dispute, not by a review.

    Wrong:

        review: {every: 24 months}

    Right:

        review: {every: 12 months}

    Source:
        ITIL, service level management: agreements are reviewed at least annually.
    """
    review = agreement.review
    if review is not None and least_days(review.every) > LONGEST_YEAR:
        yield finding_at(
            review.at.of("every"),
            f"the agreement is reviewed every {review.every} only",
            "write every: 12 months, or less",
        )
