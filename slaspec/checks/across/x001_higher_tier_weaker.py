"""Rule X001."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from slaspec.checks.across.strongest import Strongest
from slaspec.checks.across.tiers import Offer, offers
from slaspec.checks.measurements import Promised
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book


@rule(id="X001", name="higher-tier-weaker", severity="warning", aspect="document")
def higher_tier_weaker(book: Book) -> Iterator[Finding]:
    """
    A higher tier of a service promises less than a lower one.

    What it does:
        Compares the agreements of one provider for one service at different tiers of the
        catalogue, whoever the customers are: limit, share, level and hours of the targets that
        measure the same, whichever records a filter (`where`) takes. A higher tier is nowhere
        weaker. Targets of one agreement that differ by a filter only are compared by it.

    Why:
        A customer who pays for gold and learns that silver is quicker for P2 wants the difference
        back, and the next one does not believe the catalogue.

    Wrong:

        services: [{service: network, tier: gold}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.5%}}
        ---
        kind: SLA
        id: acme-silver
        services: [{service: network, tier: silver}]

    Right:

        services: [{service: network, tier: gold}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.95%}}
        ---
        kind: SLA
        id: acme-silver
        services: [{service: network, tier: silver}]

    Source:
        ITIL service catalogue management: service options; SLA4OAI finds plans that are dearer
        and less restrictive.
    """
    for family in offers(book).values():
        by_rank: dict[int, Strongest[Offer]] = defaultdict(Strongest)
        for offer in family:
            for theirs, measured in offer.compared:
                by_rank[offer.rank].add(theirs, offer, measured)
        for offer in family:
            lower = [by_rank[rank] for rank in sorted(by_rank, reverse=True) if rank < offer.rank]
            for ours, measured in offer.compared:
                stronger = (each.stronger(ours, measured) for each in lower)
                found = next(chain.from_iterable(stronger), None)
                if found is not None:
                    yield _weaker(offer, ours, *found)


def _weaker(
    offer: Offer, ours: Promised, lower: Offer, theirs: Promised, found: list[str]
) -> Finding:
    return finding_at(
        ours.objective.at,
        f"'{ours.name}' of '{offer.agreement.id}' is {offer.tier} and weaker than {lower.tier} in"
        f" '{lower.agreement.id}': {', '.join(found)}",
        f"promise at least what {lower.tier} does, or agree another tier",
        target=ours.target.id,
        document=offer.agreement.id,
        related=((lower.tier, theirs.objective.at.span),),
    )
