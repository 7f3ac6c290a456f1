"""Rule B022."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from slaspec.checks.backed.accepted import acceptance, exposure_of, in_money
from slaspec.checks.backed.proofs import proofs_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

if TYPE_CHECKING:
    from slaspec.backing.money import Exposure


@rule(id="B022", name="risk-accepted", severity="info", aspect="backed")
def risk_accepted(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A promise is not backed, and somebody accepted that until a day, with its exposure.

    What it does:
        Tells every objective that is not backed and stands in an entry `accepted_risk` of the
        Ledger that holds today, with the most that is owed for one window. The rules that say why
        it is not backed are silent until the last day of the entry.

    Why:
        A known gap that pays is a decision of the business, made by name and for a time; it is not
        a fault of the text, and it must not be forgotten.

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
              P1: {share: 95%, within: 4h, hours: 24x7}
              P2: {share: 95%, within: 6h, hours: office}

    Source:
        ISO 31000:2018, 6.5.2: risk is retained by an informed decision.
    """
    for proof in proofs_of(agreement, book):
        entry = acceptance(proof, book, as_of) if proof.verdict == "not_backed" else None
        if entry is not None:
            yield finding_at(
                proof.at,
                f"{proof.name} is not backed; {entry.by} accepted that until {entry.until}, up to"
                f" {entry.max_exposure.amount} a {entry.max_exposure.per}"
                f" (owed: {_owed(exposure_of(proof, agreement, book))})",
                "mend it by then, or agree on less",
                target=proof.target,
                related=(("accepted here", entry.at.span),),
            )


def _owed(found: Exposure) -> str:
    if found.owed is None:
        return f"unknown, {found.why}"
    return f"at most {in_money(found.owed, found.currency)} a {found.window}"
