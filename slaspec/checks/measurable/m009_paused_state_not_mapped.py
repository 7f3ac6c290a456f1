"""Rule M009."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import source_of
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric


@rule(
    id="M009",
    name="paused-state-not-mapped",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def paused_state_not_mapped(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A clock pauses in a state that no label of the source means.

    What it does:
        Looks up the `pause` states of every metric among the `states` of its data source.

    Why:
        The agreement says that waiting for the customer does not count, and the figures count it:
        the tool's label for it was never connected.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_supplier]}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [waiting_customer]}

    Source:
        zammad-admin-documentation issue 1043: states in the conditions of an SLA.
    """
    for metric in agreement.metrics or ():
        source = source_of(book, metric)
        if not isinstance(metric, DurationMetric) or source is None or source.layout == "snapshot":
            continue
        for position, state in enumerate(metric.pause or ()):
            if state not in (source.states or {}):
                yield finding_at(
                    metric.at.of("pause", position),
                    f"source '{source.id}' has no label that means {state}, so the clock of"
                    f" '{metric.id}' never pauses for it",
                    f"add {state}: [the labels of the source] to states in '{source.id}',"
                    " or drop it here",
                )
