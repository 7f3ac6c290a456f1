"""Rule B013."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset(
    {
        "exclusion",
        "exclusion-records",
        "exclusion-notice",
        "exclusion-hours",
        "exclusion-unlimited",
        "exclusion-treatment",
        "exclusion-shrinks",
    }
)


@rule(id="B013", name="supplier-excuses-more", severity="error", aspect="backed")
def supplier_excuses_more(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    What a leaf excuses is not excused by the objective.

    What it does:
        The exclusions of all leaves together must lie within those of the objective: in cause,
        hours, sum of hours in a window, notice, records, and in whether they are taken out of the
        numerator or the denominator.

    Why:
        Two suppliers with four hours of maintenance each stand behind an agreement that excuses
        four: four hours of a planned Sunday are down time of ours.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             remedies: [network-credit],
             objective: {availability: 99.9%, backed_by: [telco-uc#availability]}}
        ---
        kind: UC
        parties: {provider: nordit-desk, customer: nordit, beneficiaries: [acme]}
        services: [{service: network}]
        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, down: {down: 100%}, unmonitored: down, quantum: exact, minimum_outage: 0s,
             exclusions: [works]}
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.95%}}
        exclusions:
          - {id: works, cause: maintenance, hours: office, notice: 5 working days, at_most: 4h,
             per: month, on_availability: denominator, on_tickets: pause}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             remedies: [network-credit],
             objective: {availability: 99.9%, backed_by: [telco-uc#availability]}}
        ---
        kind: UC
        parties: {provider: nordit-desk, customer: nordit, beneficiaries: [acme]}
        services: [{service: network}]
        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, down: {down: 100%}, unmonitored: down, quantum: exact, minimum_outage: 0s}
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.95%}}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
