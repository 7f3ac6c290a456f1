"""Rule B023."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.accepted import acceptance, acceptances
from slaspec.checks.backed.proofs import proofs_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="B023", name="accepted-risk-expired", severity="error", aspect="backed")
def accepted_risk_expired(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A promise is still not backed, and the day until which that was accepted is over.

    What it does:
        Looks at each objective that is not backed for an entry `accepted_risk` whose last day is
        over, where no other one holds today.

    Why:
        A risk is accepted for a time, so that somebody decides again.

    Wrong:

        kind: Ledger
        entries:
          - {accepted_risk: resolution/P1, date: 2026-01-10, by: k-berg, until: 2026-06-30,
             why: a second team begins in 2027, max_exposure: {amount: 2000.00 EUR, per: month}}
        ---
        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objectives:
              P1: {share: 95%, within: 6h, hours: 24x7}
              P2: {share: 95%, within: 6h, hours: office}

    Right:

        kind: Ledger
        entries:
          - {accepted_risk: resolution/P1, date: 2026-01-10, by: k-berg, until: 2026-12-31,
             why: a second team begins in 2027, max_exposure: {amount: 2000.00 EUR, per: month}}
        ---
        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objectives:
              P1: {share: 95%, within: 6h, hours: 24x7}
              P2: {share: 95%, within: 6h, hours: office}

    Source:
        ISO 31000:2018, 6.6: decisions on risk are reviewed.
    """
    for proof in proofs_of(agreement, book):
        if proof.verdict != "not_backed" or acceptance(proof, book, as_of) is not None:
            continue
        for entry in acceptances(proof, book):
            if entry.until.value < as_of:
                yield finding_at(
                    entry.at.of("until"),
                    f"{proof.name} is not backed, and that was accepted until {entry.until}",
                    "mend what stands behind it, or decide again in a new entry",
                    target=proof.target,
                    document=agreement.id,
                )
