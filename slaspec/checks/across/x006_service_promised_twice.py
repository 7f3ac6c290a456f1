"""Rule X006."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.across.side_by_side import pairs
from slaspec.checks.measurements import promised
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book


@rule(id="X006", name="service-promised-twice", severity="warning", aspect="document")
def service_promised_twice(book: Book) -> Iterator[Finding]:
    """
    Two agreements promise one service to one customer differently, at the same time.

    What it does:
        Compares agreements of one kind between the same parties whose terms overlap, service by
        service: targets that measure the same and have another limit, share, level or hours.
        Agreements for different beneficiaries, and at different tiers, may differ.

    Why:
        The customer claims under the stricter one, the provider reports under the other, and both
        have a signed paper.

    Wrong:

        id: acme-sla
        ---
        kind: SLA
        id: acme-network
        services: [{service: network}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.5%}}

    Right:

        id: acme-sla
        ---
        kind: SLA
        id: acme-network
        parties: {provider: nordit, customer: acme, beneficiaries: [nordit-desk]}
        services: [{service: network}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.5%}}

    Source:
        UNIDROIT Principles 2016, articles 2.1.17 and 4.4: merger clauses, and terms that are read
        as a whole.
    """
    for pair in pairs(book):
        if pair.are_tiers:
            continue  # X001 compares these
        first = {p.measured: p for p in promised(pair.earlier) if p.target.service == pair.service}
        for ours in promised(pair.later):
            theirs = first.get(ours.measured) if ours.target.service == pair.service else None
            if theirs is not None and theirs.promise != ours.promise:
                yield finding_at(
                    ours.objective.at,
                    f"'{ours.name}' of '{pair.later.id}' is not what '{pair.earlier.id}' promises"
                    f" the same customer for '{pair.service}' at the same time (its"
                    f" '{theirs.name}')",
                    f"end '{pair.earlier.id}' first, or name the beneficiaries of each",
                    target=ours.target.id,
                    document=pair.later.id,
                    related=((f"'{pair.earlier.id}'", theirs.objective.at.span),),
                )
