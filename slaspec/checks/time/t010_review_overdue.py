"""Rule T010."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.time.spans import last_date
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="T010", name="review-overdue", severity="warning", aspect="time")
def review_overdue(agreement: Agreement, _book: Book, as_of: date) -> Iterator[Finding]:
    """
    A review should have taken place, and did not.

    What it does:
        Counts `review.every` of SLAs, OLAs and UCs from the last review that was held, or from the
        first day of the agreement, and compares it with today. An agreement that has ended is not
        reviewed any more. Working days are passed over.

    Why:
        The promise to review is broken most often, for nobody is paid for it. What changed since
        then is in no agreement.

    Wrong:

        effective: {from: 2025-01-01, through: 2027-12-31}
        review: {every: 12 months, held: [{date: 2025-09-15, decided: no change}]}

    Right:

        effective: {from: 2025-01-01, through: 2027-12-31}
        review: {every: 12 months, held: [{date: 2026-09-14, decided: P1 within 4h from 2027}]}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: at planned intervals the service level targets are monitored
        and reviewed.
    """
    review, term = agreement.review, agreement.effective
    if review is None or (term.ends and term.ends.value < as_of):
        return
    held = [each.date.value for each in review.held or () if each.date.value <= as_of]
    since = max([term.from_.value, *held])
    due = last_date(since, review.every)
    if due is not None and due < as_of:
        what = f"the last review was held on {since}" if held else "no review was held"
        yield finding_at(
            review.at.of("every"),
            f"a review was due by {due}: {what}, and one is agreed every {review.every}",
            "hold it and add {date: …, decided: …} to held",
        )
