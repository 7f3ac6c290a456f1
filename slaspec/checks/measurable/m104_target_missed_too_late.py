"""Rule M104."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.witnessed import MISSED, elsewhere
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M104", name="target-missed-too-late", severity="error", aspect="measurable", item=MISSED)
def target_missed_too_late(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A target is still met by records that do not keep what it says.

    What it does:
        Takes the records that just meet an objective and moves one of them across the limit, by
        one second of the clock, then runs them through mapping, metric, window and verdict. The
        verdict is to be "missed".

    Why:
        The customer loses credits by a line that looks harmless. In the example 98.6 % is rounded
        to 99 % before it is judged, so that 98.5 % of all months' records are enough to meet
        98.7 %.

    Wrong:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             round_measured: {places: 0, mode: half_up},
             objective: {share: 98.7%, within: 8h, hours: office}}

    Right:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             round_measured: {places: 1, mode: half_up},
             objective: {share: 98.7%, within: 8h, hours: office}}

    Source:
        Witnesses of this language: the verdict turns exactly where the contract says.
    """
    yield from elsewhere(agreement, book, "outside")
