"""Rule B008."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset({"starts-late", "stops-early", "no-hand-over"})


@rule(id="B008", name="nobody-between-the-clocks", severity="error", aspect="backed")
def nobody_between_the_clocks(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    Between two clocks, or after the last one, time passes that nobody has promised.

    What it does:
        Follows the hand-overs: the clock of each leaf must start no later than the stop of the one
        before it, the first no later than the clock of the objective, and the last stop must stop
        the objective.

    Why:
        The desk passes a ticket on, the next team accepts it in the morning: each is on time, and
        the night belongs to nobody.

    Wrong:

        kind: OLA
        metrics:
          - {id: restore-time, kind: duration, records: incident, source: itsm-export,
             start: assigned, stop: [resolved, closed], pause: []}

    Right:

        kind: OLA
        metrics:
          - {id: restore-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: []}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
