"""Rule V621."""

from __future__ import annotations

from slaspec.review.changes.whole_documents import document_told
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V621",
    name="data-source",
    owns=("DataSource", "DataSource.apiVersion", "DataSource.kind", "DataSource.id"),
    material=False,
)
def data_source(change: Difference) -> Said | None:
    """
    A data source was added, removed or renamed.

    What it compares:
        Data sources by their ids. One that says the same under another id is renamed.

    Why:
        A source by itself promises nothing; a metric that is measured on another one is told where
        it stands.

    Before:

        kind: DataSource

    After:

        kind: DataSource
        ---
        kind: DataSource
        id: customer-log
        title: Log of the customer

    Direction:
        neutral
    """
    return document_told("a data source", change)
