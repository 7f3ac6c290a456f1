"""Rule D051."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.unasked import unasked
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D051", name="answer-nobody-asks", severity="info", aspect="document")
def answer_nobody_asks(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    The interpretation answers a question that nothing in the agreement asks.

    What it does:
        Finds answers about the clocks of records, priorities and shares where no target has any,
        and answers about money where no remedy follows. Only answers in the agreement itself;
        Terms answer for many agreements.

    Why:
        An answer to reopened tickets in an agreement on up time was copied from another one. What
        else was copied with it?

    Wrong:

        interpretation: {window: month, obligation: result, reopened: {clock: continues}}
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Right:

        interpretation: {window: month, obligation: result}
        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Source:
        iAgree finds dead terms: what is stated and can never matter.
    """
    written = book.contracts[agreement.id]
    said = getattr(written, "interpretation", None)
    if said is None:
        return
    for question in unasked(agreement):
        if getattr(said, question) is not None:
            yield finding_at(
                said.at.of(question),
                f"'{question}' is answered, but nothing in '{agreement.id}' asks it",
                f"drop {question} from the interpretation",
                at_key=True,
            )
