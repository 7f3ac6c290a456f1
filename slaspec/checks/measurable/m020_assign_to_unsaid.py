"""Rule M020."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import judges_tickets, unanswered
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M020", name="assign-to-unsaid", severity="error", aspect="measurable")
def assign_to_unsaid(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Nobody says in which window a record counts.

    What it does:
        Asks every target on tickets (the clock of each, their share, their score) for `assign_to`:
        the window of its start, its stop, its deadline, or `decided` (the earlier of the stop and
        the second at which the limit is exceeded).

    Why:
        A ticket of January that is solved in February belongs to one of the two months. If it
        counts where it stops, a late ticket can be held over the end of the month, and one that
        nobody ever closes is never missed.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, assign_to: decided}

    Source:
        Jira Service Management keeps open cycles out of its reports until they end.
    """
    return unanswered(
        agreement,
        "assign_to",
        "a record that runs over the end of a window may count in either one",
        "add assign_to: decided to the interpretation (or start, stop, deadline)",
        judges_tickets(book),
    )
