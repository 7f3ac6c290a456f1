"""Rule M037."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import source_of
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, DataSource
from slaspec.language.model.metric import AvailabilityMetric
from slaspec.records.outages import UP

_STATUS_PAGES = ("statuspage", "upptime")


@rule(id="M037", name="down-classes-unsaid", severity="error", aspect="measurable")
def down_classes_unsaid(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Nobody says what counts as down.

    What it does:
        Asks for `down` where the source has classes of outage (a column `class`, or a status
        page): how much of the time of each class is down. Where the source lists its `classes`,
        `down` has each of them; `up`, of a probe that found nothing wrong, needs no share.

    Why:
        "Degraded performance" for a day is a day of downtime, or none. The provider chooses the
        word when the page is written.

    Wrong:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, unmonitored: down, quantum: exact}
        ---
        kind: DataSource
        id: noc-outages
        columns: {id: number, from: began, until: ended, class: impact}

    Right:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, unmonitored: down, quantum: exact, down: {down: 100%, degraded: 0%}}
        ---
        kind: DataSource
        id: noc-outages
        columns: {id: number, from: began, until: ended, class: impact}

    Source:
        Status pages have classes like degraded performance, partial outage and major outage.
    """
    for metric in agreement.metrics or ():
        source = source_of(book, metric)
        if not isinstance(metric, AvailabilityMetric) or source is None:
            continue
        if metric.down is not None:
            for word in _unweighed(source, metric.down.keys()):
                yield finding_at(
                    metric.at.of("down"),
                    f"source '{source.id}' has outages of class '{word}', and metric"
                    f" '{metric.id}' does not say how much of their time is down",
                    f"add {word}: 100%, or {word}: 0%",
                )
        elif source.format in _STATUS_PAGES or "class" in (source.columns or {}):
            yield finding_at(
                metric.at.of("down"),
                f"source '{source.id}' has classes of outage, and metric '{metric.id}' does not say"
                " which of them is down",
                "add down: {down: 100%}, with every class of the source",
            )


def _unweighed(source: DataSource, weighed: Collection[str]) -> Iterator[str]:
    """The classes of a source that a metric does not weigh."""
    for word in source.classes or ():
        if word not in weighed and not (word == UP and source.records == "probe"):
            yield word
