"""Rule T011."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="T011", name="review-dates", severity="warning", aspect="time")
def review_dates(agreement: Agreement, _book: Book, as_of: date) -> Iterator[Finding]:
    """
    Reviews that were held stand out of order, twice, or in the future.

    What it does:
        Compares each date of `review.held` of SLAs, OLAs and UCs with the one before it, and with
        today.

    Why:
        The list is the proof that the two sides kept looking at their agreement. A date in the
        future or before its neighbour is a slip of the pen, and the proof is worth nothing.

    Wrong:

        review:
          every: 12 months
          held: [{date: 2026-06-15, decided: no change}, {date: 2026-01-15, decided: no change}]

    Right:

        review:
          every: 12 months
          held: [{date: 2026-01-15, decided: no change}, {date: 2026-06-15, decided: no change}]

    Source:
        ISO/IEC 20000-1:2018, 7.5.3: documented information is adequately protected from loss of
        integrity.
    """
    held = (agreement.review.held if agreement.review else None) or ()
    for before, after in pairwise(held):
        if after.date.value <= before.date.value:
            yield finding_at(
                after.at.of("date"),
                f"the review of {after.date} stands after that of {before.date}",
                "write the reviews in the order in which they were held, each once",
            )
    for each in held:
        if each.date.value > as_of:
            yield finding_at(
                each.at.of("date"),
                f"a review is said to have been held on {each.date}, and it is {as_of}",
                "write down reviews that took place only",
            )
