"""Rule V631."""

from __future__ import annotations

from slaspec.review.changes.judging import entry_told
from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V631",
    name="source-files",
    owns=("DataSource.sample", "DataSource.histories", "History.id", "History.file"),
    material=False,
)
def source_files(change: Difference) -> Said | None:
    """
    The sample or a history of a source is another file.

    What it compares:
        `sample` and `histories` of a data source by their names; the files themselves are not
        compared.

    Why:
        The sample proves that the agreement is measurable, the histories are replayed; both are
        records and no promise.

    Before:

        kind: DataSource
        sample: samples/itsm.csv

    After:

        kind: DataSource
        sample: samples/itsm-2.csv

    Direction:
        neutral
    """
    if change.key == "histories":
        return Said("neutral", entry_told("a history", change))
    return Said("neutral", instead("the file of records", change))
