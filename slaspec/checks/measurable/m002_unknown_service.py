"""Rule M002."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, DataSource


@rule(id="M002", name="unknown-service", severity="error", aspect="measurable")
def unknown_service(contract: Agreement | DataSource, book: Book) -> Iterator[Finding]:
    """
    A service is named that is not in the catalogue, or not part of the agreement.

    What it does:
        Looks up the services of an agreement and of a data source in the catalogues, and the
        service of every target among those of the agreement.

    Why:
        Records carry the name of a service. A target on a service with another name counts none
        of them, and is kept for ever.

    Wrong:

        services: [{service: service-desk}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Right:

        services: [{service: service-desk}, {service: network}]
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Source:
        ISO/IEC 20000-1:2018, 8.2.4: the service catalogue describes the services.
    """
    if isinstance(contract, Agreement):
        yield from _in_agreement(contract, book)
    elif not index(book).may_stand_in_a_faulty_file("ServiceCatalogue"):
        known = index(book).services
        if contract.service is not None and contract.service not in known:
            yield finding_at(contract.at.of("service"), *_unknown(contract.service, book))
        for said in contract.services or ():
            if said not in known:
                yield finding_at(
                    contract.at.of("services", said), *_unknown(said, book), at_key=True
                )


def _in_agreement(agreement: Agreement, book: Book) -> Iterator[Finding]:
    known = index(book).services
    contracted = [line.service for line in agreement.services or ()]
    judged = not index(book).may_stand_in_a_faulty_file("ServiceCatalogue")
    for line in agreement.services or ():
        if judged and line.service not in known:
            yield finding_at(line.at.of("service"), *_unknown(line.service, book))
    for target in agreement.targets or ():
        said, at = target.service, target.at.of("service")
        if agreement.services is not None and said not in contracted:
            yield finding_at(
                at,
                f"service '{said}' is not part of this agreement",
                f"{instead_of(said, contracted, 'services')}"
                f" or add {{service: {said}}} to services",
            )
        elif agreement.services is None and judged and said not in known:
            yield finding_at(at, *_unknown(said, book))


def _unknown(said: str, book: Book) -> tuple[str, str]:
    return f"there is no service '{said}'", instead_of(said, index(book).services, "services")
