"""Rule C102."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.witnessed import RUNGS, told
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="C102", name="remedy-term-pays-no-more", severity="warning", aspect="remedies", item=RUNGS)
def remedy_term_pays_no_more(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A rung, a step or another term of a remedy acts, and the statement is the same without it.

    What it does:
        Settles the figures that just bring a term about and the nearest ones that do not, with
        caps, rounding and all; the first are to pay more.

    Why:
        Both sides negotiated a figure that never reaches an invoice. Mostly a cap takes it; in the
        example all credits of a month are 600.00 EUR at most, and the first rung has them already.

    Wrong:

        caps: [{per: month, at_most: 600.00 EUR, excess: lost}]

    Right:

        caps: [{per: month, at_most: 1200.00 EUR, excess: lost}]

    Source:
        Witnesses of this language: what the text says is shown by running it.
    """
    help = "raise the cap, lower what is paid before it, or take it out"
    yield from told(agreement, book, ("no_more",), help)
