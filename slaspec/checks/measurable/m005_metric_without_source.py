"""Rule M005."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, DataSource


@rule(id="M005", name="metric-without-source", severity="error", aspect="measurable")
def metric_without_source(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A metric does not say where its records come from, or names a source that is not there.

    What it does:
        Looks up `source` of every metric among the documents of kind DataSource.

    Why:
        The provider's tool and the customer's probe never show the same figure. Which one counts
        is half of the promise.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, start: reported,
             stop: [resolved], pause: []}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, start: reported,
             stop: [resolved], pause: [], source: itsm-export}

    Source:
        ISO/IEC 20000-1:2018, 9.1: what is measured, by which methods, and from which source.
    """
    unread = index(book).may_stand_in_a_faulty_file
    known = [source.id for source in book.of(DataSource)]
    for metric in agreement.metrics or ():
        if metric.source is None:
            yield finding_at(
                metric.at.of("id"),
                f"metric '{metric.id}' does not say where its records come from",
                f"add source: to the metric; {instead_of('', known, 'data sources')}",
            )
        elif metric.source not in known and not unread(metric.source):
            help = instead_of(metric.source, known, "data sources")
            message = f"there is no data source '{metric.source}'"
            yield finding_at(metric.at.of("source"), message, help)
