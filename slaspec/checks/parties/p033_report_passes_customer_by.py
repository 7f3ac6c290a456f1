"""Rule P033."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.parties.representatives import belong_together, side_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="P033", name="report-passes-customer-by", severity="warning", aspect="parties")
def report_passes_customer_by(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    The report goes to others than the customer.

    What it does:
        Looks among those who receive the `reporting` of an SLA, OLA or UC for the customer, a part
        of it, or a person of it.

    Why:
        Terms that were written for the customers are used for the suppliers as well, and then the
        supplier reports to the wrong company. The one who may object never sees the figure.

    Wrong:

        reporting: {every: month, due: 5 working days, to: [nordit], shows: [verdicts, credits]}

    Right:

        reporting: {every: month, due: 5 working days, to: [acme], shows: [verdicts, credits]}

    Source:
        ISO/IEC 20000-1:2018, 9.4: reports are provided to the relevant interested parties.
    """
    parties, reporting, known = agreement.parties, agreement.reporting, index(book)
    if parties is None or reporting is None:
        return
    reached = (side_of(said, known) for said in reporting.to)
    if not any(belong_together(parties.customer, each, known) for each in reached):
        yield finding_at(
            reporting.at.of("to"),
            f"the report of {agreement.kind} '{agreement.id}' does not go to its customer,"
            f" {parties.customer}",
            f"write to: [{', '.join([*reporting.to, parties.customer])}]",
        )
