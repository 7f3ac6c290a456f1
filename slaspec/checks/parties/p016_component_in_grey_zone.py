"""Rule P016."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import listed
from slaspec.checks.parties.scope import components_of, is_named_in
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="P016", name="component-in-grey-zone", severity="warning", aspect="parties")
def component_in_grey_zone(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A component of a service is neither included nor excluded.

    What it does:
        Looks for every component that the catalogue gives a service in `includes` and `excludes`,
        by its id or title, and in `answers_for`. A service line of an SLA, OLA or UC that says
        neither takes the service over as the catalogue describes it.

    Why:
        A list of what is included reads as if it were complete. What stands in no list is paid for
        by the customer and delivered by nobody.

    Wrong:

        services: [{service: service-desk}, {service: network, excludes: [wifi]}]

    Right:

        services: [{service: service-desk}, {service: network, includes: [wan], excludes: [wifi]}]

    Source:
        ISO/IEC 19086-1:2016, covered services: the agreement names the services that it covers.
    """
    if index(book).may_stand_in_a_faulty_file("ServiceCatalogue"):
        return
    answered = {answer.component for answer in agreement.answers_for or ()}
    for line in agreement.services or ():
        said = (*(line.includes or ()), *(line.excludes or ()))
        grey = [
            component
            for component in (components_of(line, book) if said else ())
            if component.id not in answered and not is_named_in(component, said)
        ]
        if grey:
            yield finding_at(
                line.at.of("service"),
                f"{line.service} neither includes nor excludes"
                f" {listed(component.id for component in grey)}",
                f"add {grey[0].id} to includes: […] or excludes: […] of the service",
            )
