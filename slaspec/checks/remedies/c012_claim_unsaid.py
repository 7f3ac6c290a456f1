"""Rule C012."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import unanswered_money
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C012", name="claim-unsaid", severity="error", aspect="remedies")
def claim_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says whether a credit comes by itself or must be claimed, and until when.

    What it does:
        Asks every remedy that is used for `claim`: automatic, or within a time that runs from the
        end of the window or the incident, from the report, or from the invoice.

    Why:
        Most credits that are owed are never paid, because nobody asked in time. Thirty days from
        the failure, the month end or the invoice are three different dates.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, claim: {within: 30 days, from: report}}

    Source:
        AWS: by the end of the second billing cycle; Atlassian: 15 days after the month; MongoDB: a
        ticket within 24 hours; Google and GitHub: 30 days.
    """
    return unanswered_money(
        agreement,
        "claim",
        "a credit may come by itself or lapse when nobody asks for it",
        "add claim: {automatic: true} to the interpretation, or {within: 30 days, from: report}",
    )
