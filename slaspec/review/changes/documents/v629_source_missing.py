"""Rule V629."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V629",
    name="source-missing",
    owns=("DataSource.missing",),
    material=True,
)
def source_missing(change: Difference) -> Said | None:
    """
    Other texts mean that a cell has no value.

    What it compares:
        `missing` of a data source as a set.

    Why:
        A cell that was a value is none any more, or the other way round.

    Before:

        kind: DataSource
        missing: [unknown]

    After:

        kind: DataSource
        missing: [unknown, n/a]

    Direction:
        neutral
    """
    return judged("what means that there is no value", change, meaning=True, default=())
