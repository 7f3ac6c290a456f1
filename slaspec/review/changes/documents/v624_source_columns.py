"""Rule V624."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V624",
    name="source-columns",
    owns=("DataSource.columns", "ManyColumn.column", "ManyColumn.many", "ManyColumn.separator"),
    material=True,
)
def source_columns(change: Difference) -> Said | None:
    """
    A figure is read from another column.

    What it compares:
        The columns of a data source by our names for them.

    Why:
        Another column of times is another time that is measured.

    Before:

        kind: DataSource
        columns: {id: number, at: updated, state: state, reported: opened}

    After:

        kind: DataSource
        columns: {id: number, at: updated, state: state, reported: created}

    Direction:
        neutral
    """
    name = next(iter(change.path[1:]), "all").replace("_", " ")
    what = f"the column of {name}"
    if change.key in ("many", "separator"):
        what = f"how several values in {what} are told apart"
    return Said("neutral", instead(what, change), meaning=True)
