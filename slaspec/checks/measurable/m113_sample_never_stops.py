"""Rule M113."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.samples import sampled
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M113", name="sample-never-stops", severity="warning", aspect="measurable")
def sample_never_stops(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    In no record of the sample the clock of a metric stops.

    What it does:
        Looks in the sample for one record of the target's service that has reached one of the
        stop events, in a column or as a state.

    Why:
        If the tool says it in another way, every record runs until its limit and is missed,
        however soon the work was done.

    Wrong:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1
        INC2,2026-02-03 12:00,2026-02-03 12:10,In Progress,P2

    Right:

        # file: samples/itsm.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1
        INC2,2026-02-03 12:00,2026-02-03 12:10,Resolved,P2

    Source:
        ISO/IEC 20000-1:2018, 9.1: measurement methods give valid results.
    """
    for one in sampled(agreement, book):
        stops = one.metric.stop or ()
        if stops and one.seen.records and one.seen.events.isdisjoint(stops):
            yield finding_at(
                one.metric.at.of("stop"),
                f"in none of the {one.seen.records} records of '{one.target.service}' in the"
                f" sample of '{one.source.id}' the clock of '{one.metric.id}' stops: none is"
                f" {' or '.join(stops)}",
                "map the labels or columns with which the tool says it, or take a sample with"
                " finished records",
                target=one.target.id,
            )
