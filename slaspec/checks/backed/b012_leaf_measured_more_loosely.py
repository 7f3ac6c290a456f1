"""Rule B012."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.backed.proofs import not_backed
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement

CODES = frozenset(
    {
        "no-data",
        "late-report",
        "other-log",
        "smoothed",
        "minimum-sample",
        "unmonitored",
        "minimum-outage",
        "quantum",
        "down-weight",
    }
)


@rule(id="B012", name="leaf-measured-more-loosely", severity="error", aspect="backed")
def leaf_measured_more_loosely(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A leaf is measured so that it can look better than what the objective counts.

    What it does:
        Compares the answers that move a verdict: windows without data, late reports, smoothing,
        minimum samples, unmonitored time, the shortest outage that counts, quanta, and weights of
        partial outages; and whether both look at one log of outages.

    Why:
        Short outages that the supplier need not count are counted by our customer.

    Wrong:

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
          no_data: not_measured
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
