"""Rule B024."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from slaspec.checks.backed.accepted import covered, exposure_of, holds, in_money, most_lost
from slaspec.checks.backed.proofs import proofs_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.ledgers import of_kind
from slaspec.language.model import Agreement
from slaspec.language.model.ledger import AcceptedRiskEntry, MaxExposure


@rule(id="B024", name="accepted-risk-too-low", severity="error", aspect="backed")
def accepted_risk_too_low(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A risk was accepted up to an amount, and more can be owed.

    What it does:
        Adds up the most that is owed in the period of `max_exposure`; suppliers who keep their UC
        return nothing of it. What cannot be computed exactly is not compared.

    Why:
        Somebody with authority for 1,000 EUR has not accepted 2,000 EUR.

    Wrong:

        kind: Ledger
        entries:
          - {accepted_risk: resolution/P1, date: 2026-01-10, by: k-berg, until: 2026-12-31,
             why: a second team begins in 2027, max_exposure: {amount: 1000.00 EUR, per: month}}
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
        ISO 31000:2018, 6.5.2: risk is retained by an informed decision.
    """
    open_risks = [each for each in proofs_of(agreement, book) if each.verdict == "not_backed"]
    for entry in of_kind(book, agreement.id, AcceptedRiskEntry):
        mine = covered(entry, open_risks)
        if not mine or not holds(entry, as_of):
            continue
        found = [exposure_of(each, agreement, book) for each in mine]
        if owed := _more(entry.max_exposure, most_lost(found, entry.max_exposure.per)):
            yield finding_at(
                entry.max_exposure.at.of("amount"),
                f"{owed} for {entry.accepted_risk}",
                "accept that amount in a new entry, or lower what is owed",
                target=mine[0].target,
                document=agreement.id,
            )


def _more(limit: MaxExposure, most: Fraction | None) -> str:
    """Which amount was accepted and which can be owed, where that is more."""
    if most is None or most <= limit.amount.amount:
        return ""
    owed = in_money(most, limit.amount.currency)
    return f"{limit.amount} a {limit.per} were accepted, and up to {owed} can be owed"
