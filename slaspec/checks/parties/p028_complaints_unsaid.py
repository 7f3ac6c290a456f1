"""Rule P028."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P028", name="complaints-unsaid", severity="info", aspect="parties")
def complaints_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says where a customer complains, and when the answer comes.

    What it does:
        Asks every SLA (or its Terms), a charter too, for `governance.complaints`.

    Why:
        All targets are green and the users are angry. A complaint that has no place to go is
        heard first at the renewal.

    Wrong:

        kind: SLA
        # governance is missing

    Right:

        governance: {complaints: {to: service level manager, answer_within: 5 working days}}

    Source:
        ISO/IEC 20000-1:2018, 8.3.2: service complaints are recorded, managed to closure and
        reported.
    """
    said = agreement.governance
    if agreement.kind == "SLA" and (said is None or said.complaints is None):
        yield from unsaid(
            agreement,
            "does not say where complaints go and when they are answered",
            "add complaints: {to: …, answer_within: 5 working days} to governance",
        )
