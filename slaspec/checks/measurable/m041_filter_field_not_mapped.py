"""Rule M041."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.source_answers import amounts_not_mapped, fields_not_mapped
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import followed, measured, source_of
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M041", name="filter-field-not-mapped", severity="error", aspect="measurable")
def filter_field_not_mapped(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A figure or an amount is taken from a field that no column of the source fills.

    What it does:
        Looks up the fields of every filter (`where`, `good`, `total`), the `field` of scores and
        values, and the `record` of which a remedy pays a part, among the columns that the data
        source maps. In a list with a row for each figure (columns `field` and `value`) the names
        of the figures stand in the rows.

    Why:
        A filter on a field that is always empty lets no record through. The share is then that of
        no records at all, and the target is never missed.

    Wrong:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [], where: {site: [Oslo]}}

    Right:

        metrics:
          - {id: resolution-time, kind: duration, records: incident, source: itsm-export,
             start: reported, stop: [resolved], pause: [], where: {site: [Oslo]}}
        ---
        kind: DataSource
        columns: {id: number, at: updated, state: state, priority: priority, reported: opened,
                  site: location}

    Source:
        ISO/IEC 20000-1:2018, 9.1: the methods of measurement ensure valid results.
    """
    for metric in agreement.metrics or ():
        source = source_of(book, metric)
        for lack in fields_not_mapped(metric, source) if source is not None else ():
            yield finding_at(lack.at, lack.sentence, lack.help)
    metric_of = {target.id: metric for target, metric in measured(agreement)}
    for target, remedy in followed(agreement):
        source = source_of(book, metric_of[target.id]) if target.id in metric_of else None
        for lack in amounts_not_mapped(remedy, source) if source is not None else ():
            yield finding_at(lack.at, lack.sentence, lack.help, target=target.id)
