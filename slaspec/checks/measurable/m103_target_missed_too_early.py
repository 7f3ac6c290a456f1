"""Rule M103."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.witnessed import MET, elsewhere
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M103", name="target-missed-too-early", severity="error", aspect="measurable", item=MET)
def target_missed_too_early(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A target is missed by records that keep what it says.

    What it does:
        Runs as many records as the share needs, just within the limit, and the rest just late,
        through mapping, metric, window and verdict: at the closing of the hours, over holidays
        and clock changes, with a pause. The verdict is to be "met".

    Why:
        The provider pays for service that keeps the written promise. In the example 99.5 % is
        rounded down to whole per cent before it is judged: 99 % is below the target, which only a
        flawless month now meets.

    Wrong:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             round_measured: {places: 0, mode: down},
             objective: {share: 99.5%, within: 8h, hours: office}}

    Right:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             round_measured: {places: 1, mode: down},
             objective: {share: 99.5%, within: 8h, hours: office}}

    Source:
        Witnesses of this language: the verdict turns exactly where the contract says.
    """
    yield from elsewhere(agreement, book, "inside")
