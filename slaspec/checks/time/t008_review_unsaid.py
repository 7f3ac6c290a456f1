"""Rule T008."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="T008", name="review-unsaid", severity="info", aspect="time")
def review_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says when an agreement is looked at again.

    What it does:
        Asks every SLA, OLA and UC (or its Terms) for `review`.

    Why:
        The business changes, the text does not. After three years the targets measure a service
        that nobody uses that way any more.

    Wrong:

        kind: SLA
        # review is missing

    Right:

        review: {every: 12 months}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: at planned intervals the service level targets are monitored
        and reviewed.
    """
    if agreement.review is None:
        yield from unsaid(
            agreement,
            "does not say when it is reviewed",
            "add review: {every: 12 months}",
        )
