"""Rule D073."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.waived import state_of, waivable
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Waivers
from slaspec.language.model.waivers import Waiver


@rule(id="D073", name="waiver-of-nothing", severity="error", aspect="document")
def waiver_of_nothing(waivers: Waivers, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A waiver names a rule, a document or a place that is not there, or a rule that is not waived.

    What it does:
        Looks up the rule, the document by its id, and the entries that lead to the place. What is
        wrong with the text or the form of a file, or with a waiver, cannot be waived.

    Why:
        A waiver with a slip in it covers nothing, and looks as if it did.

    Wrong:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: reviews, by: k-berg,
             reason: the customer asked for it, until: 2027-03-31}
        ---
        kind: SLA
        review: {every: 24 months}

    Right:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2027-03-31}
        ---
        kind: SLA
        review: {every: 24 months}

    Source:
        ISO 9000:2015, 3.12.5: a concession is given for a specific use.
    """
    for waiver in waivers.waivers:
        yield from _faults(waiver, book, as_of)


def _faults(waiver: Waiver, book: Book, as_of: date) -> Iterator[Finding]:
    match state_of(waiver, book, as_of):
        case "unknown rule":
            help = instead_of(waiver.rule, waivable(), "rules")
            yield finding_at(waiver.at.of("rule"), f"there is no rule '{waiver.rule}'", help)
        case "never waived":
            said = f"what {waiver.rule} says cannot be waived"
            yield finding_at(waiver.at.of("rule"), said, "mend it, and remove the waiver")
        case "unknown document":
            if not index(book).may_stand_in_a_faulty_file(waiver.document):
                help = instead_of(waiver.document, book.contracts, "documents")
                said = f"there is no document '{waiver.document}'"
                yield finding_at(waiver.at.of("document"), said, help)
        case "no place":
            said = f"'{waiver.document}' has no place '{waiver.at_}'"
            help = "write the keys and ids that lead to it, as targets/resolution/objectives/P1"
            yield finding_at(waiver.at.of("at"), said, help)
