"""Rule M112."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.samples import sampled
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M112", name="sample-never-starts", severity="warning", aspect="measurable")
def sample_never_starts(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    In no record of the sample the clock of a metric starts.

    What it does:
        Looks in the sample for one record of the target's service for which the source says when
        the start event happened.

    Why:
        A record without its start is left out. Where the column is mapped and always empty, all
        of them are, and the target has no records.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: assigned, stop: [resolved, closed], pause: [waiting_customer]}
        ---
        kind: DataSource
        columns:
          {id: number, at: updated, state: state, priority: priority, reported: opened,
           assigned: assigned_at}
        sample: samples/assigned.csv
        ---
        # file: samples/assigned.csv
        number,opened,updated,state,priority,assigned_at
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1,

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: assigned, stop: [resolved, closed], pause: [waiting_customer]}
        ---
        kind: DataSource
        columns:
          {id: number, at: updated, state: state, priority: priority, reported: opened,
           assigned: assigned_at}
        sample: samples/assigned.csv
        ---
        # file: samples/assigned.csv
        number,opened,updated,state,priority,assigned_at
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1,2026-02-02 09:10

    Source:
        ISO/IEC 20000-1:2018, 9.1: measurement methods give valid results.
    """
    for one in sampled(agreement, book):
        start = one.metric.start
        if start is not None and one.seen.records and start not in one.seen.events:
            yield finding_at(
                one.metric.at.of("start"),
                f"in none of the {one.seen.records} records of '{one.target.service}' in the"
                f" sample of '{one.source.id}' the clock of '{one.metric.id}' starts: nothing says"
                f" {start} ({one.column(start)})",
                "map the column in which the tool writes it, or start the clock with another event",
                target=one.target.id,
            )
