"""What the rules on amendments ask of the texts over time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from slaspec.checks.rule import finding_at, has_its_terms
from slaspec.findings import Finding
from slaspec.language.amendments import Reason
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Amendment

_ONE_DAY = timedelta(days=1)


def faults_of(amendment: Amendment, book: Book, reason: Reason) -> Iterator[Finding]:
    """Why an amendment does not apply, as far as it is for this reason."""
    if text_before(amendment, book) is None:
        return
    for fault in book.histories[amendment.amends.agreement].faults:
        if fault.amendment is amendment and fault.reason == reason:
            id = amendment.amends.agreement
            yield finding_at(fault.at, fault.message, fault.help, document=id)


def text_before(amendment: Amendment, book: Book) -> Agreement | None:
    """The text in force the day before an amendment; None where its whole is not known."""
    agreement = book.get(amendment.amends.agreement, Agreement)
    if agreement is None or not has_its_terms(agreement, book):
        return None
    return book.histories[agreement.id].on(amendment.begins - _ONE_DAY).agreement
