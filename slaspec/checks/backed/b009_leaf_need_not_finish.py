"""Rule B009."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset({"without-stop", "assign-to-stop", "leave-out", "group-visits", "reopened"})


@rule(id="B009", name="leaf-need-not-finish", severity="error", aspect="backed")
def leaf_need_not_finish(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A leaf is kept by leaving records out that the objective counts.

    What it does:
        Compares how both treat records without a stop, records that are left out, records that are
        reopened, and in which window a record counts.

    Why:
        With `without_stop: leave_out` or `assign_to: stop`, who never finishes never misses.

    Wrong:

        kind: OLA
        interpretation:
          window: month
          assign_to: start
          limit_reached: met
          priority: final
          reclassified: from_start
          reopened: {clock: continues, gap: counts}
          without_stop: leave_out
          leave_out: [cancelled, duplicate]
          no_events: not_measured
          no_data: missed
          few_events: none
          round_measured: exact
          partial_window: not_judged
          obligation: result

    Right:

        kind: OLA
        interpretation:
          window: month
          assign_to: start
          limit_reached: met
          priority: final
          reclassified: from_start
          reopened: {clock: continues, gap: counts}
          without_stop: open
          leave_out: [cancelled, duplicate]
          no_events: not_measured
          no_data: missed
          few_events: none
          round_measured: exact
          partial_window: not_judged
          obligation: result

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    yield from not_backed(agreement, book, CODES, as_of)
