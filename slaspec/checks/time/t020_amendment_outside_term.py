"""Rule T020."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.amended import text_before
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Amendment


@rule(
    id="T020",
    name="amendment-outside-term",
    severity="error",
    aspect="time",
    bars_settlement=True,
)
def amendment_outside_term(amendment: Amendment, book: Book) -> Iterator[Finding]:
    """
    An amendment takes effect before the term of its agreement begins, or after its end.

    What it does:
        Compares `effective.from` of the amendment with the term of the text just before it. A
        term that renews itself has no end.

    Why:
        A change of an agreement that has ended changes nothing; mostly the extension of the term
        was forgotten, or the year is a slip.

    Wrong:

        kind: Amendment
        effective: {from: 2028-01-01}

    Right:

        kind: Amendment
        effective: {from: 2027-12-01}

    Source:
        Regulation (EEC, Euratom) No 1182/71, article 3: a term runs from its first day to its
        last.
    """
    text = text_before(amendment, book)
    if text is None:
        return
    begins, ends = text.effective.from_, text.effective.ends
    if amendment.begins < begins.value or (ends is not None and amendment.begins > ends.value):
        until = f"through {ends}" if ends else "with no end"
        yield finding_at(
            amendment.effective.at.of("from"),
            f"this takes effect on {amendment.begins}, outside the term of '{text.id}' from"
            f" {begins} {until}",
            "correct the date, or extend the term by an amendment that takes effect before its end",
            document=text.id,
        )
