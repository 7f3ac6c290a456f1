"""Rule B007."""

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
        "obligation",
        "no-limit",
        "no-level",
        "hours-unsaid",
        "volume-above",
        "own-without-time",
        "own-without-level",
    }
)


@rule(id="B007", name="leaf-promises-no-figure", severity="error", aspect="backed")
def leaf_promises_no_figure(agreement: Agreement, book: Book, as_of: date) -> Iterator[Finding]:
    """
    A leaf names no figure to which anybody can be held.

    What it does:
        Wants an obligation of result or guarantee, a share within a limit on hours that are known
        (or an availability), for own handling its time or level, and the same treatment of records
        above the agreed volume.

    Why:
        Best effort is worth having, but nothing can be promised on top of it.

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
          no_data: missed
          few_events: none
          round_measured: exact
          partial_window: not_judged
          obligation: effort

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
