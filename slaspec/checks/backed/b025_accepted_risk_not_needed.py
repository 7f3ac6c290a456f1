"""Rule B025."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.accepted import covered, holds
from slaspec.checks.backed.proofs import proofs_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.ledgers import of_kind
from slaspec.language.model import Agreement
from slaspec.language.model.ledger import AcceptedRiskEntry


@rule(id="B025", name="accepted-risk-not-needed", severity="warning", aspect="backed")
def accepted_risk_not_needed(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A risk is accepted that is none: the promise is backed.

    What it does:
        Looks at each entry `accepted_risk` that holds today for an objective that is not backed.

    Why:
        An acceptance that stays behind accepts the same gap when it comes back, unseen. The entry
        itself stays in the Ledger; a later one can end it.

    Wrong:

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
              P1: {share: 95%, within: 4h, hours: 24x7}
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
    found = proofs_of(agreement, book)
    for entry in of_kind(book, agreement.id, AcceptedRiskEntry):
        mine = covered(entry, found)
        if mine and holds(entry, as_of) and not any(p.verdict == "not_backed" for p in mine):
            yield finding_at(
                entry.at.of("accepted_risk"),
                f"{entry.accepted_risk} is backed: there is no risk of it to accept",
                "nothing to do; it ends with its last day",
                target=mine[0].target,
                document=agreement.id,
            )
