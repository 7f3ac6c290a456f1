"""Rule P029."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import Index, index
from slaspec.checks.parties.representatives import belong_together, side_of
from slaspec.checks.profiles import is_charter, unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.governance import Meeting


@rule(id="P029", name="meetings-unsaid", severity="info", aspect="parties")
def meetings_unsaid(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    The two sides never meet.

    What it does:
        Looks in `governance.meetings` of every SLA for a regular meeting in which somebody of the
        provider and somebody of the customer take part. A charter has no meetings.

    Why:
        Figures that are only sent are not discussed. The trend that would have been seen in March
        is a termination in September.

    Wrong:

        governance:
          meetings: [{every: month, with: [nordit, nordit-desk]}]
          complaints: {to: service level manager, answer_within: 5 working days}

    Right:

        governance:
          meetings: [{every: month, with: [nordit, acme]}]
          complaints: {to: service level manager, answer_within: 5 working days}

    Source:
        ISO/IEC 20000-1:2018, 8.3.2: performance trends are reviewed with the customers at planned
        intervals.
    """
    parties, known = agreement.parties, index(book)
    if agreement.kind != "SLA" or is_charter(agreement) or parties is None:
        return
    meetings = (agreement.governance.meetings if agreement.governance else None) or ()
    sides = (parties.provider, parties.customer)
    if not any(all(_comes(side, meeting, known) for side in sides) for meeting in meetings):
        yield from unsaid(
            agreement,
            f"has no regular meeting of {parties.provider} and {parties.customer}",
            "add meetings: [{every: month, with: "
            f"[{parties.provider}, {parties.customer}]}}] to governance",
        )


def _comes(side: str, meeting: Meeting, known: Index) -> bool:
    return any(belong_together(side, side_of(said, known), known) for said in meeting.with_)
