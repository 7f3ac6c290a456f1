"""Rule B024."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.checks.backed.accepted import (
    covered,
    exposure_of,
    holds,
    in_money,
    is_shorter,
    most_lost,
)
from slaspec.checks.backed.proofs import proofs_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.ledgers import of_kind
from slaspec.language.model import Agreement
from slaspec.language.model.ledger import AcceptedRiskEntry, MaxExposure

if TYPE_CHECKING:
    from slaspec.backing.money import Exposure


@rule(id="B024", name="accepted-risk-too-low", severity="error", aspect="backed")
def accepted_risk_too_low(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A risk was accepted up to an amount, and more can be owed.

    What it does:
        Adds up the most that is owed in the period of `max_exposure`; suppliers who keep their UC
        return nothing of it. An amount in another currency, or for a shorter period than the
        window of the target, accepts nothing that could be compared. What cannot be computed
        exactly is not compared.

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
        if fault := _fault(entry.max_exposure, found):
            said, help = f"{fault[0]} for {entry.accepted_risk}", fault[1]
            place, target = entry.max_exposure.at.of("amount"), mine[0].target
            yield finding_at(place, said, help, target=target, document=agreement.id)


def _fault(limit: MaxExposure, found: Sequence[Exposure]) -> tuple[str, str] | None:
    """What is wrong with an accepted amount, and what to do about it."""
    accepted = f"{limit.amount} a {limit.per} were accepted"
    for each in found:
        if each.currency and each.currency != limit.amount.currency:
            said = f"{accepted}, and {each.currency} are owed"
            return said, f"accept an amount in {each.currency} in a new entry"
        if is_shorter(limit.per, each.window):
            said = f"{accepted}, and the window is a {each.window}"
            return said, f"accept an amount a {each.window} in a new entry"
    owed = _more(limit, most_lost(found, limit.per))
    return (owed, "accept that amount in a new entry, or lower what is owed") if owed else None


def _more(limit: MaxExposure, most: Fraction | None) -> str:
    """Which amount was accepted and which can be owed, where that is more."""
    if most is None or most <= limit.amount.amount:
        return ""
    owed = in_money(most, limit.amount.currency)
    return f"{limit.amount} a {limit.per} were accepted, and up to {owed} can be owed"
