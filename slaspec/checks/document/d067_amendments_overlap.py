"""Rule D067."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.amendments import collisions
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Amendment


@rule(
    id="D067", name="amendments-overlap", severity="error", aspect="document", bars_settlement=True
)
def amendments_overlap(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Two amendments change one place, and their dates do not tell which comes first.

    What it does:
        Finds changes of one place (or of a place and one inside it) by two amendments of one
        agreement that take effect on one day, or of which the one signed later takes effect
        earlier.

    Why:
        The order of two amendments decides what the contract says. A program would take them by
        name; the parties may have meant the other order.

    Wrong:

        kind: Amendment
        ---
        kind: Amendment
        id: acme-amendment-2
        amends: {agreement: acme-sla, version: "1.1"}
        version: "1.2"
        changes: [{at: targets/resolution/objectives/P1/within, was: 4h, becomes: 3h}]

    Right:

        kind: Amendment
        ---
        kind: Amendment
        id: acme-amendment-2
        amends: {agreement: acme-sla, version: "1.1"}
        version: "1.2"
        effective: {from: 2026-09-01}
        changes: [{at: targets/resolution/objectives/P1/within, was: 4h, becomes: 3h}]

    Source:
        The rule that the later agreement prevails (lex posterior) needs a later one.
    """
    amendments = [a for a in book.of(Amendment) if a.amends.agreement == agreement.id]
    for change, other, earlier in collisions(amendments):
        place = earlier.at.of("at").span
        yield finding_at(
            change.at.of("at"),
            f"'{change.at_}' is changed by amendment '{other.id}' as well ({place}), and their"
            " dates do not tell which comes first",
            "write one amendment, or let the later one take effect later",
            document=agreement.id,
            related=((f"amendment '{other.id}'", place),),
        )
