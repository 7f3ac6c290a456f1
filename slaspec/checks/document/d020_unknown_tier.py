"""Rule D020."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D020", name="unknown-tier", severity="error", aspect="document")
def unknown_tier(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A service is agreed at a tier that no catalogue has.

    What it does:
        Looks up `tier` of every service of the agreement among the tiers of the catalogues.

    Why:
        A customer who pays for "gold" compares it with what gold means. A tier that stands in no
        catalogue cannot be compared with the weaker ones.

    Wrong:

        services: [{service: network, tier: platinum}]

    Right:

        services: [{service: network, tier: gold}]

    Source:
        ITIL service catalogue management: service options stand in the catalogue.
    """
    tiers = index(book).tiers
    if index(book).may_stand_in_a_faulty_file("ServiceCatalogue"):
        return
    for line in agreement.services or ():
        if line.tier is not None and line.tier not in tiers:
            help = instead_of(line.tier, tiers, "tiers")
            yield finding_at(line.at.of("tier"), f"there is no tier '{line.tier}'", help)
