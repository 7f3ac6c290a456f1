"""Rule D049."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.unused import any_fault, used_of_terms
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Terms

_WORDS = {
    "metrics": "metric",
    "exclusions": "exclusion",
    "remedies": "remedy",
    "backing": "backing tree",
}


@rule(id="D049", name="unused-in-terms", severity="info", aspect="document")
def unused_in_terms(book: Book) -> Iterator[Finding]:
    """
    Terms describe something that none of the agreements on them uses.

    What it does:
        Looks for the metrics, exclusions, remedies and backing trees of Terms in all agreements
        that use these Terms. Silent where nobody uses the Terms (another rule says so), and while
        a file cannot be read.

    Why:
        General terms grow. What no agreement uses any more is read, translated and disputed all
        the same.

    Wrong:

        terms: {use: nordit-terms, version: 2026-1}
        ---
        kind: Terms
        exclusions: [{id: storms, cause: force_majeure, on_availability: numerator}]

    Right:

        terms: {use: nordit-terms, version: 2026-1}
        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: []}
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, down: {down: 100%}, unmonitored: down, exclusions: [storms]}
        ---
        kind: Terms
        exclusions: [{id: storms, cause: force_majeure, on_availability: numerator}]

    Source:
        iAgree finds dead terms: what is stated and can never matter.
    """
    if any_fault(book):
        return
    used = used_of_terms(book)
    for terms in book.of(Terms):
        for section, word in _WORDS.items() if terms.id in used else ():
            for entry in getattr(terms, section) or ():
                if entry.id not in used[terms.id][section]:
                    yield finding_at(
                        entry.at.of("id"),
                        f"no agreement on these Terms uses {word} '{entry.id}'",
                        f"use it, or drop the {word} from the Terms",
                        document=terms.id,
                    )
