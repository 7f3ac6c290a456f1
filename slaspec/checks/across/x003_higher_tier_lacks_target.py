"""Rule X003."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from slaspec.checks.across.tiers import Offer, offers
from slaspec.checks.measurements import without_filters
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book


@rule(id="X003", name="higher-tier-lacks-target", severity="warning", aspect="document")
def higher_tier_lacks_target(book: Book) -> Iterator[Finding]:
    """
    A higher tier of a service does not promise something that a lower tier promises.

    What it does:
        For one provider and service, looks in every agreement of a higher tier for what all
        agreements of a lower tier measure, whatever the figure and the filter. What only some of a
        tier have was negotiated.

    Why:
        Who moves from silver to gold does not expect to lose the promised time to answer.

    Wrong:

        services: [{service: service-desk}, {service: network, tier: gold}]
        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}
        ---
        kind: SLA
        id: acme-silver
        services: [{service: network, tier: silver}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.5%}}

    Right:

        services: [{service: network, tier: gold}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}
        ---
        kind: SLA
        id: acme-silver
        services: [{service: network, tier: silver}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.5%}}

    Source:
        ITIL service catalogue management: service options add to each other.
    """
    for family in offers(book).values():
        common = _common(family)
        for offer in family:
            for example, tier in _missing(offer, common):
                yield finding_at(
                    offer.line.at.of("tier"),
                    f"'{offer.agreement.id}' is {offer.tier} for '{offer.line.service}' and does"
                    f" not promise '{example}', as {tier} does",
                    f"add a target like '{example}', or agree another tier",
                    document=offer.agreement.id,
                )


_Tier = tuple[int, str, dict[Hashable, str]]


def _missing(offer: Offer, common: list[_Tier]) -> Iterable[tuple[str, str]]:
    """Ids of targets of lower tiers that the offer has nothing like, with the highest tier."""
    own = _kinds(offer)
    found: dict[Hashable, tuple[str, str]] = {}
    for rank, tier, kinds in common:
        for kind, example in kinds.items() if rank < offer.rank else ():
            if kind not in own:
                found.setdefault(kind, (example, tier))
    return found.values()


def _kinds(offer: Offer) -> dict[Hashable, str]:
    """What an offer measures, for any priority, with the id of the first target that does so."""
    found: dict[Hashable, str] = {}
    for each in offer.promises.values():
        found.setdefault(without_filters(each.metric), each.target.id)
    return found


def _common(family: list[Offer]) -> list[_Tier]:
    """What all offers of a tier measure, the highest tier first."""
    found: dict[tuple[int, str], dict[Hashable, str]] = {}
    for offer in family:
        own = _kinds(offer)
        common = found.setdefault((offer.rank, offer.tier), dict(own))
        for kind in [kind for kind in common if kind not in own]:
            del common[kind]
    return [(rank, tier, kinds) for (rank, tier), kinds in sorted(found.items(), reverse=True)]
