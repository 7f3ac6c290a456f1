"""Rule T024."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="T024", name="agreement-is-over", severity="warning", aspect="time")
def agreement_is_over(agreement: Agreement, _book: Book, as_of: date) -> Iterator[Finding]:
    """
    An agreement has ended before the date on which it is judged.

    What it does:
        Compares the last day of the term with today. A term without an end, and one that renews
        itself, is not over.

    Why:
        What is proved of it held until then. Since then nobody has promised anything, and work
        goes on as if somebody had.

    Wrong:

        effective: {from: 2026-01-01, through: 2026-06-30, renewal: none, notice: 3 months}

    Right:

        effective: {from: 2026-01-01, through: 2027-06-30, renewal: none, notice: 3 months}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: services are delivered under an agreement that is in force.
    """
    ends = agreement.effective.ends
    if ends is not None and ends.value < as_of:
        yield finding_at(
            agreement.effective.at.of("through"),
            f"{agreement.kind} '{agreement.id}' ended on {ends}; it is judged as of {as_of}",
            "agree on a new term, or move the file out of the contracts",
        )
