"""Rule P017."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.profiles import is_outward
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="P017", name="scope-unsaid", severity="info", aspect="parties")
def scope_unsaid(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Nobody says what belongs to a service, or where it ends.

    What it does:
        Asks every service line of an SLA or UC for `includes` and `excludes`; the `specification`
        and the `limits` of the service in the catalogue answer as well. An OLA delivers what the
        SLAs above it promise.

    Why:
        What is not excluded is expected. A request outside of the service that is done twice as a
        favour is a part of it the third time.

    Wrong:

        services: [{service: service-desk}]

    Right:

        services: [{service: service-desk, includes: [incidents], excludes: [training]}]

    Source:
        Regulation (EU) 2022/2554 (DORA), article 30(2)(a): a clear and complete description of
        all functions and services to be provided.
    """
    for line in agreement.services or () if is_outward(agreement) else ():
        service = index(book).services.get(line.service)
        if service is None:
            continue
        lacking = {
            "what belongs to it": line.includes or service.specification,
            "what does not": line.excludes or service.limits,
        }
        missing = [what for what, said in lacking.items() if not said]
        if missing:
            yield finding_at(
                line.at.of("service"),
                f"nobody says of {line.service} {' and '.join(missing)}",
                "add includes: […] and excludes: […] to the service",
            )
