"""Rule M049."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import source_of
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.metric import AvailabilityMetric


@rule(
    id="M049",
    name="down-class-not-mapped",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def down_class_not_mapped(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Time of a class is down, and no label of the source means that class.

    What it does:
        Looks up the classes of `down` of every availability among the `classes` of its data
        source, where the source has such a map. A class of 0% moves nothing and is not looked up.

    Why:
        The agreement says that a partial outage counts, and the figures never count one: the
        status page's own word for it was never connected.

    Wrong:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, unmonitored: down, quantum: exact, down: {down: 100%, partial: 30%}}
        ---
        kind: DataSource
        id: noc-outages
        columns: {id: number, from: began, until: ended, class: impact}
        classes: {down: [major_outage]}

    Right:

        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             hours: 24x7, unmonitored: down, quantum: exact, down: {down: 100%, partial: 30%}}
        ---
        kind: DataSource
        id: noc-outages
        columns: {id: number, from: began, until: ended, class: impact}
        classes: {down: [major_outage], partial: [partial_outage, degraded_performance]}

    Source:
        Precise reading of the contract language: maps run from our word to the labels of the
        source.
    """
    for metric in agreement.metrics or ():
        source = source_of(book, metric)
        if not isinstance(metric, AvailabilityMetric) or source is None or source.classes is None:
            continue
        for word, share in (metric.down or {}).items():
            if share.value and word not in source.classes:
                yield finding_at(
                    metric.at.of("down", word),
                    f"source '{source.id}' has no label that means {word}, so nothing of it is"
                    f" ever down in '{metric.id}'",
                    f"add {word}: [the labels of the source] to classes in '{source.id}',"
                    " or drop it here",
                )
