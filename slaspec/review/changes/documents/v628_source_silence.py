"""Rule V628."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V628",
    name="source-silence",
    owns=("DataSource.silence_after",),
    material=True,
)
def source_silence(change: Difference) -> Said | None:
    """
    A probe speaks for a longer, or a shorter, time.

    What it compares:
        `silence_after` of a data source in seconds.

    Why:
        After it nobody watched; whether that counts as up or as down is said by each metric, so
        that nobody can tell which way it goes.

    Before:

        kind: DataSource
        silence_after: 10min

    After:

        kind: DataSource
        silence_after: 2h

    Direction:
        neutral
    """
    return judged("the time for which a probe speaks", change)
