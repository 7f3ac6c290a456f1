"""Rule P014."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import listed
from slaspec.checks.parties.scope import components_of, is_named_in, suppliers
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="P014", name="component-without-answerer", severity="warning", aspect="parties")
def component_without_answerer(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Several parties deliver a service, and nobody says who answers for a part of it.

    What it does:
        Takes every SLA that says who answers for something (`answers_for`), or whose service a
        supplier delivers too (a UC on the same service), and asks for every component of its
        services that it does not exclude.

    Why:
        The line is up and the portal is up, and the dealer cannot order: each supplier proves that
        it was the other one. What nobody answers for stays down.

    Wrong:

        kind: SLA
        # answers_for is missing
        ---
        kind: UC
        services: [{service: network}]

    Right:

        answers_for: [{component: wan, party: nordit}]
        ---
        kind: UC
        services: [{service: network}]

    Source:
        ISO/IEC 20000-1:2018, 8.2.3: who is accountable for which services, components and
        processes is determined where other parties are involved.
    """
    if agreement.kind != "SLA" or index(book).may_stand_in_a_faulty_file("ServiceCatalogue"):
        return
    answered = {answer.component for answer in agreement.answers_for or ()}
    for line in agreement.services or ():
        if agreement.answers_for is None and not suppliers(line.service, book):
            continue
        open_ones = [
            component
            for component in components_of(line, book)
            if component.id not in answered and not is_named_in(component, line.excludes)
        ]
        if open_ones:
            first = open_ones[0].id
            yield finding_at(
                line.at.of("service"),
                f"nobody answers for {listed(each.id for each in open_ones)} of {line.service}",
                f"add {{component: {first}, party: …}} to answers_for, or name it under excludes",
            )
