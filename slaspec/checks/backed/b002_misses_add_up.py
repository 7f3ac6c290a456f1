"""Rule B002."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset({"too-few", "few-events"})


@rule(id="B002", name="misses-add-up", severity="error", aspect="backed")
def misses_add_up(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    Every leaf keeps its share, and together they may miss more than the objective allows.

    What it does:
        Adds up what each leaf of a sequence may miss: kept for shares 1 - e, a sequence is kept for
        at least 1 minus the sum of e. For few records it compares the misses that `few_events`
        allows. With `assume: [independence]` the mean is shown, as backed on average only.

    Why:
        Two stages at 95 % are not 95 %, and not 90.25 % either: their misses may fall on different
        records. Quantiles and shares do not multiply unless somebody knows that the stages are
        independent.

    Wrong:

        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objectives:
              P1: {share: 85%, within: 4h, hours: 24x7}
              P2: {share: 95%, within: 6h, hours: office}

    Right:

        kind: OLA
        targets:
          - id: restore
            service: service-desk
            metric: restore-time
            objectives:
              P1: {share: 90%, within: 4h, hours: 24x7}
              P2: {share: 95%, within: 6h, hours: office}

    Source:
        Union bound (Boole); ITIL service level management: agreements with customers rest on
        operational level agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
