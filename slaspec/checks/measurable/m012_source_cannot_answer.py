"""Rule M012."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.source_answers import lacks_of_metric, lacks_of_target
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured, source_of
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(
    id="M012",
    name="source-cannot-answer",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def source_cannot_answer(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A metric asks something that its data source does not know.

    What it does:
        Compares what a metric and its targets need with what the source has: a column or a state
        for the events that start and stop the clock, the priority, the group, the filters, and
        the history of each record for pauses, reopened records and changes of priority.

    Why:
        A list of tickets with their last times cannot tell how long a user was waited for. A
        promise about it can be signed, but never measured.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: accepted, stop: [resolved], pause: []}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: []}

    Source:
        Exports of ticket tools: a list of incidents has the last times only; pauses need the
        audit log.
    """
    for metric in agreement.metrics or ():
        source = source_of(book, metric)
        if source is not None:
            for lack in lacks_of_metric(metric, source):
                yield finding_at(lack.at, lack.sentence, lack.help)
    for target, metric in measured(agreement):
        source = source_of(book, metric)
        if source is not None:
            for lack in lacks_of_target(agreement, target, metric, source):
                yield finding_at(lack.at, lack.sentence, lack.help, target=target.id)
