"""Rule B021."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.backing import Proof, exposure
from slaspec.backing.library import library
from slaspec.backing.words import listed
from slaspec.checks.backed.proofs import proofs_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.remedies.money import round_money

if TYPE_CHECKING:
    from slaspec.backing.money import Exposure


@rule(id="B021", name="supplier-returns-less", severity="info", aspect="backed")
def supplier_returns_less(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    For the same failure, the supplier returns less than is owed to the customer.

    What it does:
        Compares the most that is owed for one window with the least that a supplier behind it
        returns for his own failure, gross; the JSON names what cannot be computed exactly. Only
        UCs return money: where an OLA or own handling fails, all of it stays with the provider,
        and the finding says so.

    Why:
        Back to back means in money, too: 5 % of a small fee stand behind 10 % of a large one.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             remedies: [network-credit],
             objective: {availability: 99.9%, backed_by: [telco-uc#availability]}}
        ---
        kind: UC
        currency: EUR
        services: [{service: network, charge: {amount: 4000.00 EUR, per: month}}]
        metrics: [{id: up-time, kind: availability, of: network, source: noc-outages}]
        targets:
          - {id: availability, service: network, metric: up-time, remedies: [return],
             objective: {availability: 99.95%}}
        remedies: [{id: return, for_each: window, rate: {flat: 10%}, base: {charge: network}}]

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             remedies: [network-credit],
             objective: {availability: 99.9%, backed_by: [telco-uc#availability]}}
        ---
        kind: UC
        currency: EUR
        services: [{service: network, charge: {amount: 12000.00 EUR, per: month}}]
        metrics: [{id: up-time, kind: availability, of: network, source: noc-outages}]
        targets:
          - {id: availability, service: network, metric: up-time, remedies: [return],
             objective: {availability: 99.95%}}
        remedies: [{id: return, for_each: window, rate: {flat: 10%}, base: {charge: network}}]

    Source:
        IFRS 15: credits to customers and recoveries from suppliers are shown gross. ITIL.
    """
    for proof in proofs_of(agreement, book):
        promise = library(book).promise(agreement.id, proof.target, proof.objective)
        if promise is None or not promise.target.remedies:
            continue
        found = exposure(book, agreement, proof.target, proof.objective)
        if found.uncovered and any(each.supplier for each in found.recoveries):
            yield _uncovered(proof, found)


def _uncovered(proof: Proof, found: Exposure) -> Finding:
    owed, stays = (_money(each, found.currency) for each in (found.owed, found.uncovered))
    return finding_at(
        proof.at,
        f"{proof.name}: up to {owed} a {found.window} are owed to the customer; where"
        f" {_least(found)} fails, who returns least of the suppliers, {stays} of it stay with the"
        f" provider{_internal(found)}",
        "agree remedies with the supplier for the same event, or accept the exposure",
        target=proof.target,
    )


def _money(amount: Fraction | None, currency: str) -> str:
    return f"{round_money(amount or Fraction(0), currency, 'half_up'):,f} {currency}"


def _least(found: Exposure) -> str:
    """The supplier who returns least; of equal ones the first."""
    suppliers = (each for each in found.recoveries if each.supplier)
    return min(suppliers, key=lambda each: each.amount or Fraction(0)).leaf


def _internal(found: Exposure) -> str:
    """Who stands behind it too and is the provider: an OLA, own handling."""
    internal = listed([each.leaf for each in found.recoveries if not each.supplier])
    return f"; where {internal} fails, which is internal, all of it" * bool(internal)
