"""Rule X002."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, groupby

from slaspec.checks.across.strongest import Strongest
from slaspec.checks.across.tiers import Offer, offers
from slaspec.checks.measurements import Promised
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.quantities import Money


@rule(id="X002", name="dearer-tier-weaker", severity="warning", aspect="document")
def dearer_tier_weaker(book: Book) -> Iterator[Finding]:
    """
    A customer is asked more for a service that promises less.

    What it does:
        Compares what one customer is offered for one service at the tiers of the catalogue, where
        currency, period and volume of the charge are the same. The dearer offer is nowhere weaker;
        a dearer offer of a higher tier is compared by X001.

    Why:
        Next to each other the two prices are absurd. One of the figures is a slip, and it will be
        the one that the customer signs.

    Wrong:

        services: [{service: network, tier: gold, charge: {amount: 9000.00 EUR, per: month}}]
        ---
        kind: SLA
        id: acme-silver
        services: [{service: network, tier: silver, charge: {amount: 12000.00 EUR, per: month}}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.5%}}

    Right:

        services: [{service: network, tier: gold, charge: {amount: 12000.00 EUR, per: month}}]
        ---
        kind: SLA
        id: acme-silver
        services: [{service: network, tier: silver, charge: {amount: 9000.00 EUR, per: month}}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.5%}}

    Source:
        SLA4OAI analysis of pricing plans, cost-consistency conflict: a less restrictive plan that
        costs less.
    """
    for family in offers(book).values():
        by_price: dict[object, list[tuple[Money, Offer]]] = defaultdict(list)
        for offer in family:
            charge, parties = offer.line.charge, offer.agreement.parties
            if charge and charge.amount and parties:
                money, volume = charge.amount, offer.line.volume
                key = (parties.customer, money.currency, charge.per, volume)
                by_price[key].append((money, offer))
        for priced in by_price.values():
            yield from _compared(sorted(priced, key=lambda entry: entry[0].amount))


def _compared(priced: list[tuple[Money, Offer]]) -> Iterator[Finding]:
    """Offers from the cheapest on, each with the strongest of those that cost less."""
    cheaper: dict[int, Strongest[tuple[Money, Offer]]] = defaultdict(Strongest)
    for _, group in groupby(priced, key=lambda entry: entry[0].amount):
        same_price = list(group)
        for money, offer in same_price:
            not_lower = [each for rank, each in sorted(cheaper.items()) if rank >= offer.rank]
            for ours, measured in offer.compared:
                stronger = (each.stronger(ours, measured) for each in not_lower)
                found = next(chain.from_iterable(stronger), None)
                if found is not None:
                    yield _weaker(money, offer, ours, *found)
        for money, offer in same_price:
            for theirs, measured in offer.compared:
                cheaper[offer.rank].add(theirs, (money, offer), measured)


def _weaker(
    money: Money,
    offer: Offer,
    ours: Promised,
    other: tuple[Money, Offer],
    theirs: Promised,
    found: list[str],
) -> Finding:
    price, cheaper = other
    return finding_at(
        ours.objective.at,
        f"'{offer.agreement.id}' costs {money} and promises less in '{ours.name}' than"
        f" '{cheaper.agreement.id}' for {price}: {', '.join(found)}",
        "correct the charge or the promise of one of the two",
        target=ours.target.id,
        document=offer.agreement.id,
        related=(("the cheaper promise", theirs.objective.at.span),),
    )
