"""Rule P010."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import is_charter, unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P010", name="charter-without-consultation", severity="warning", aspect="parties")
def charter_without_consultation(agreement: Agreement) -> Iterator[Finding]:
    """
    A charter promises something to customers whom nobody asked.

    What it does:
        Asks every agreement with `binding: charter` for at least one entry of
        `governance.consultations`: when which customers were asked, and what they said.

    Why:
        Customers do not sign a charter. Unless they were consulted it is the provider's own wish
        list, and it promises what is easy instead of what matters to them.

    Wrong:

        binding: charter
        governance: {complaints: {to: the director, answer_within: 5 working days}}

    Right:

        binding: charter
        governance:
          complaints: {to: the director, answer_within: 5 working days}
          consultations:
            - {date: 2025-10-01, with: council of the dealers, heard: a phone at weekends}

    Source:
        Service First: the new charter programme (Cabinet Office, 1998), principle "consult and
        involve".
    """
    said = agreement.governance
    if is_charter(agreement) and (said is None or not said.consultations):
        yield from unsaid(
            agreement,
            "is a charter, and does not say which customers were consulted",
            "add consultations: [{date: …, with: …, heard: …}] to governance",
        )
