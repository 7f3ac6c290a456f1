"""Rule D047."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.unused import any_fault, components_used
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import ServiceCatalogue


@rule(id="D047", name="component-unused", severity="info", aspect="document")
def component_unused(book: Book) -> Iterator[Finding]:
    """
    A component of the catalogue belongs to no service.

    What it does:
        Looks for every component among those of the services, in the metrics, in `answers_for`
        and in the data sources. Silent while a file cannot be read.

    Why:
        An outage of a component that is part of nothing is down time of nothing: the promise does
        not know it.

    Wrong:

        kind: ServiceCatalogue
        services:
          - {id: service-desk, title: Service desk}
          - {id: network, title: Network, components: [wan]}
        components: [{id: wan, title: Wide area network}, {id: lan, title: Local network}]

    Right:

        kind: ServiceCatalogue
        services:
          - {id: service-desk, title: Service desk}
          - {id: network, title: Network, components: [wan, lan]}
        components: [{id: wan, title: Wide area network}, {id: lan, title: Local network}]

    Source:
        ISO/IEC 20000-1:2018, 8.2.2: service planning names the components of a service.
    """
    if any_fault(book):
        return
    used = components_used(book)
    for catalogue in book.of(ServiceCatalogue):
        for component in catalogue.components or ():
            if component.id not in used:
                yield finding_at(
                    component.at.of("id"),
                    f"component '{component.id}' belongs to no service",
                    f"add components: [{component.id}] to its service, or drop it",
                    document=catalogue.id,
                )
