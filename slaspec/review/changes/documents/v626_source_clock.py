"""Rule V626."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V626",
    name="source-clock",
    owns=("DataSource.timezone", "DataSource.date_order"),
    material=True,
)
def source_clock(change: Difference) -> Said | None:
    """
    The times of a source are read otherwise.

    What it compares:
        `timezone` and `date_order` of a data source.

    Why:
        Every time without an offset is another instant, and 03/04 is another day.

    Before:

        kind: DataSource
        timezone: Europe/Oslo

    After:

        kind: DataSource
        timezone: UTC

    Direction:
        neutral
    """
    zone = change.key == "timezone"
    what = "the time zone of the records" if zone else "the order of day and month in the records"
    return Said("neutral", instead(what, change), meaning=True)
