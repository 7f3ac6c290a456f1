"""Rule D016."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, DataSource, ServiceCatalogue
from slaspec.language.model.metric import AvailabilityMetric


@rule(id="D016", name="unknown-component", severity="error", aspect="parties")
def unknown_component(
    contract: Agreement | ServiceCatalogue | DataSource, book: Book
) -> Iterator[Finding]:
    """
    A component is named that is in no catalogue.

    What it does:
        Looks up the components for which a party answers, of which a service consists, and which a
        source maps its labels to; and what an availability metric is `of`: a service or a
        component.

    Why:
        When an outage hits "the WAN", exactly one party must answer for it. A component that is
        only a word in one document belongs to nobody, and its outages count nowhere.

    Wrong:

        answers_for: [{component: lan, party: nordit}]

    Right:

        answers_for: [{component: wan, party: nordit}]

    Source:
        ISO/IEC 20000-1:2018, 8.2.3: control of parties involved in the service lifecycle.
    """
    known = index(book)
    if known.may_stand_in_a_faulty_file("ServiceCatalogue"):
        return
    if isinstance(contract, Agreement):
        yield from _in_agreement(contract, book)
    elif isinstance(contract, ServiceCatalogue):
        for service in contract.services:
            for position, said in enumerate(service.components or ()):
                if said not in known.components:
                    at = service.at.of("components", position)
                    yield finding_at(at, *_unknown(said, book))
    else:
        for said in contract.components or ():
            if said not in known.components:
                yield finding_at(
                    contract.at.of("components", said), *_unknown(said, book), at_key=True
                )


def _in_agreement(agreement: Agreement, book: Book) -> Iterator[Finding]:
    known = index(book)
    names = {*known.services, *known.components}
    for answer in agreement.answers_for or ():
        if answer.component not in known.components:
            yield finding_at(answer.at.of("component"), *_unknown(answer.component, book))
    for metric in agreement.metrics or ():
        of = metric.of if isinstance(metric, AvailabilityMetric) else None
        if of is not None and of not in names:
            yield finding_at(
                metric.at.of("of"),
                f"'{of}' is neither a service nor a component of any catalogue",
                instead_of(of, names, "services and components"),
            )


def _unknown(said: str, book: Book) -> tuple[str, str]:
    components = index(book).components
    return f"there is no component '{said}'", instead_of(said, components, "components")
