"""Rule P031."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import is_outward, unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P031", name="reporting-unsaid", severity="info", aspect="parties")
def reporting_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says how the other side learns whether the targets were met.

    What it does:
        Asks every SLA and UC (or its Terms) for `reporting`: how often, by when, to whom, showing
        what. An OLA is reported with the SLA above it.

    Why:
        A provider who reports nothing has missed nothing. A credit that must be claimed within
        thirty days lapses before the customer has a figure.

    Wrong:

        kind: SLA
        # reporting is missing

    Right:

        reporting: {every: month, due: 5 working days, to: [acme], shows: [verdicts, credits]}

    Source:
        Regulation (EU) 2022/2554 (DORA), article 30(3)(b): notice periods and reporting
        obligations of the service provider.
    """
    if is_outward(agreement) and agreement.reporting is None:
        customer = agreement.parties.customer if agreement.parties else "…"
        yield from unsaid(
            agreement,
            "does not say how the customer learns whether the targets were met",
            f"add reporting: {{every: month, due: 5 working days, to: [{customer}],"
            " shows: [verdicts, credits]}",
        )
