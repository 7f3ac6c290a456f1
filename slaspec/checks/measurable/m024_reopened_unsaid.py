"""Rule M024."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured
from slaspec.checks.unanswered import judges_tickets, times_records, unanswered
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M024", name="reopened-unsaid", severity="error", aspect="measurable")
def reopened_unsaid(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Nobody says what a reopened record does to its clock.

    What it does:
        Asks every target on tickets for `reopened`: whether the clock `continues`, a
        `new_cycle` begins, or the first stop stands (`ignored`). A clock that continues needs
        `gap` too: whether the time between the stop and the reopening counts.

    Why:
        A ticket that is solved on Friday and comes back on Monday has taken an hour, a weekend or
        two hours. And if the first stop stands, closing too early keeps the promise.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, reopened: {clock: continues, gap: paused}}

    Source:
        GLPI issue 23359: the time in Solved counted as pending after a reopening; Jira offers the
        first, last, longest cycle or all of them.
    """
    yield from unanswered(
        agreement,
        "reopened",
        "a record that comes back continues its clock, begins a new one, or has been met",
        "add reopened: {clock: continues, gap: paused, within: 5 working days} to the"
        " interpretation",
        judges_tickets(book, counted=True),
    )
    for target, metric in measured(agreement):
        said = answer("reopened", target, metric, agreement.interpretation)
        continues = said is not None and said.clock == "continues"
        if times_records(target, metric) and continues and said.gap is None:
            yield finding_at(
                said.at.of("gap"),
                "'reopened' does not say whether the time until the reopening counts",
                "add gap: counts or gap: paused",
                target=target.id,
            )
