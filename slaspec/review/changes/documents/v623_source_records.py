"""Rule V623."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V623",
    name="source-records",
    owns=("DataSource.records", "DataSource.service"),
    material=True,
)
def source_records(change: Difference) -> Said | None:
    """
    The rows of a source tell of something else.

    What it compares:
        `records` (tickets are incidents where nothing is said) and `service` of a data source.

    Why:
        The same rows count for another metric or another service.

    Before:

        kind: DataSource
        records: incident

    After:

        kind: DataSource
        records: request

    Direction:
        neutral
    """
    base, head = change.base, change.head
    if change.key == "records" and (base or "incident") == (head or "incident"):
        return None
    what = "the kind of records" if change.key == "records" else "the service of all records"
    return Said("neutral", instead(what, change), meaning=True)
