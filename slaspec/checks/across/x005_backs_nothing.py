"""Rule X005."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.across.chains import behind
from slaspec.checks.document.unused import any_fault
from slaspec.checks.index import index
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book


@rule(id="X005", name="backs-nothing", severity="info", aspect="document")
def backs_nothing(book: Book) -> Iterator[Finding]:
    """
    An OLA or a supplier contract stands behind no promise.

    What it does:
        Looks for every OLA and UC in the backing trees of all other agreements. Silent in a
        folder without SLAs, and while a file cannot be read.

    Why:
        A team is measured, or a supplier paid, for a promise that no customer has; or the customer
        has it, and nobody knows that it hangs on this contract.

    Wrong:

        kind: UC
        id: telco-uc

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%, backed_by: [telco-uc#restore/P1]}}
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7, backed_by: [desk-ola#restore/P1]}}
        ---
        kind: UC
        id: telco-uc

    Source:
        ITIL service level management: operational level agreements and underpinning contracts
        support service level agreements.
    """
    agreements = index(book).agreements
    if any_fault(book) or not any(each.kind == "SLA" for each in agreements):
        return
    named = {id for id_of, ids in behind(book).items() for id in ids if id != id_of}
    for agreement in agreements:
        if agreement.kind != "SLA" and agreement.id not in named:
            yield finding_at(
                agreement.at.of("id"),
                f"{agreement.kind} '{agreement.id}' stands behind no promise",
                f"name it in the SLA: backed_by: [{agreement.id}#…]",
                document=agreement.id,
            )
