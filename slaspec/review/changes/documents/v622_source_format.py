"""Rule V622."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V622",
    name="source-format",
    owns=("DataSource.format", "DataSource.layout", "DataSource.system", "DataSource.table"),
    material=True,
)
def source_format(change: Difference) -> Said | None:
    """
    Records are read from another tool, table or format.

    What it compares:
        `format`, `layout`, `system` and `table` of a data source. Tickets are a snapshot or events
        as before where `layout` is the same.

    Why:
        Another export may hold other records and other times.

    Before:

        kind: DataSource
        format: servicenow_csv

    After:

        kind: DataSource
        format: csv

    Direction:
        neutral
    """
    return Said("neutral", instead(f"the {change.key} of the records", change), meaning=True)
