"""Rule P036."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import between_companies, unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P036", name="changes-unsaid", severity="warning", aspect="parties")
def changes_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says who has to agree to a change of the text.

    What it does:
        Asks every SLA and UC that is a contract (or its Terms) for `changes`. Inside one company,
        and in a charter, the text is changed by whoever wrote it.

    Why:
        The provider sends new service levels with the invoice, and the customer pays. Whether they
        hold is a case for a court.

    Wrong:

        kind: SLA
        # changes is missing

    Right:

        changes: {consent: mutual, notice: 30 days}

    Source:
        ISO/IEC 19086-1:2016: a change of the agreement is notified, and how it is agreed is
        stated.
    """
    if agreement.kind != "OLA" and between_companies(agreement) and agreement.changes is None:
        yield from unsaid(
            agreement,
            "does not say who has to agree to a change of it",
            "add changes: {consent: mutual, notice: 30 days}",
        )
