"""Rule X007."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.across.side_by_side import pairs
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book


@rule(id="X007", name="agreements-overlap", severity="info", aspect="document")
def agreements_overlap(book: Book) -> Iterator[Finding]:
    """
    Two agreements of the same parties cover one service at the same time.

    What it does:
        Finds agreements of one kind between the same parties, for the same beneficiaries, whose
        terms overlap and which both have a service. Whether they promise the same is not asked.

    Why:
        A renewal that begins before the old agreement ends is usual, and usually a slip: the
        month is charged twice, or judged twice.

    Wrong:

        effective: {from: 2027-01-01, through: 2027-12-31}
        ---
        kind: SLA
        id: acme-sla-1
        effective: {from: 2026-01-01, through: 2027-01-31}

    Right:

        effective: {from: 2027-01-01, through: 2027-12-31}
        ---
        kind: SLA
        id: acme-sla-1
        effective: {from: 2026-01-01, through: 2026-12-31}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: one or more service level agreements for each service.
    """
    for pair in pairs(book):
        yield finding_at(
            pair.line.at.of("service"),
            f"'{pair.service}' stands in '{pair.later.id}' and in '{pair.earlier.id}' of the same"
            f" parties, and both are in force from {pair.later.effective.from_} on",
            f"end '{pair.earlier.id}' the day before, or name the beneficiaries of each",
            document=pair.later.id,
            related=((f"'{pair.earlier.id}'", pair.earlier.effective.at.span),),
        )
