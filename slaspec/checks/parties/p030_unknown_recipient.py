"""Rule P030."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place


@rule(id="P030", name="unknown-recipient", severity="error", aspect="parties")
def unknown_recipient(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A report goes to somebody, or a meeting is with somebody, who is in no Parties document.

    What it does:
        Looks up who receives the reports (`reporting.to`) and who takes part in the meetings
        (`governance.meetings`) of SLAs, OLAs and UCs, among organisations and people.

    Why:
        A report that is sent to nobody is a late report, and a late report can be a missed month.

    Wrong:

        reporting: {every: month, due: 5 working days, to: [acne], shows: [verdicts, credits]}

    Right:

        reporting: {every: month, due: 5 working days, to: [acme], shows: [verdicts, credits]}

    Source:
        ISO/IEC 20000-1:2018, 9.4: reports are provided to the relevant interested parties.
    """
    known = index(book)
    if known.may_stand_in_a_faulty_file("Parties"):
        return
    for said, at in _named(agreement):
        if said not in known.organisations and said not in known.people:
            names = [*known.organisations, *known.people]
            yield finding_at(
                at,
                f"there is no organisation or person '{said}'",
                instead_of(said, names, "organisations and people"),
            )


def _named(agreement: Agreement) -> Iterator[tuple[str, Place]]:
    if (reporting := agreement.reporting) is not None:
        for position, said in enumerate(reporting.to):
            yield said, reporting.at.of("to", position)
    for meeting in (agreement.governance.meetings if agreement.governance else None) or ():
        for position, said in enumerate(meeting.with_):
            yield said, meeting.at.of("with", position)
