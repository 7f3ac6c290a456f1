"""Rule M045."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import source_of
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, DataSource
from slaspec.language.model.data_source import ManyColumn
from slaspec.language.model.metric import DurationMetric


@rule(
    id="M045",
    name="clock-never-runs",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def clock_never_runs(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A clock is stopped by what starts it.

    What it does:
        Finds metrics whose start event is among their stop events, and those whose start and stop
        are read from one column of the source.

    Why:
        Every record takes no time at all, so that every month is met at 100 %, whatever happens.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [reported, closed], pause: []}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved, closed], pause: []}

    Source:
        ISO/IEC 20000-1:2018, 9.1: the methods of measurement ensure valid results.
    """
    for metric in agreement.metrics or ():
        if not isinstance(metric, DurationMetric) or metric.start is None:
            continue
        source = source_of(book, metric)
        starts_in = _column(source, metric.start)
        for position, event in enumerate(metric.stop or ()):
            at = metric.at.of("stop", position)
            if event == metric.start:
                yield finding_at(
                    at,
                    f"the clock of '{metric.id}' starts and stops with {event}: it never runs",
                    f"drop {event} from stop, or let the clock start with another event",
                )
            elif source and starts_in is not None and starts_in == _column(source, event):
                yield finding_at(
                    at,
                    f"the clock of '{metric.id}' starts with {metric.start} and stops with"
                    f" {event}, and source '{source.id}' reads both from column '{starts_in}': it"
                    " never runs",
                    f"name the column of {event} under columns in '{source.id}'",
                )


def _column(source: DataSource | None, event: str) -> str | None:
    said = (source.columns or {}).get(event) if source is not None else None
    return said.column if isinstance(said, ManyColumn) else said
