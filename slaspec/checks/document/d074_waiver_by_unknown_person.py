"""Rule D074."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Waivers


@rule(id="D074", name="waiver-by-unknown-person", severity="error", aspect="document")
def waiver_by_unknown_person(waivers: Waivers, book: Book) -> Iterator[Finding]:
    """
    A waiver was given by nobody that the book knows.

    What it does:
        Looks up who accepted a finding among the people of all documents of kind Parties.

    Why:
        A risk that nobody accepted by name is nobody's risk.

    Wrong:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: somebody,
             reason: the customer asked for it, until: 2027-03-31}

    Right:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2027-03-31}

    Source:
        ISO/IEC 27001:2022, 6.1.3 (f): the owner of a risk approves that it is accepted.
    """
    known = index(book)
    if known.may_stand_in_a_faulty_file("Parties"):
        return
    for waiver in waivers.waivers:
        if waiver.by not in known.people:
            help = instead_of(waiver.by, known.people, "people")
            yield finding_at(waiver.at.of("by"), f"there is no person '{waiver.by}'", help)
