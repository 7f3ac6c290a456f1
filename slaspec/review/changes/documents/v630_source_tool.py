"""Rule V630."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V630",
    name="source-tool",
    owns=("DataSource.tool", "Tool.*"),
    material=False,
)
def source_tool(change: Difference) -> Said | None:
    """
    The tool's own measurement is read otherwise.

    What it compares:
        `tool` of a data source.

    Why:
        It is kept beside our measurement and compared with it; no verdict depends on it.

    Before:

        kind: DataSource
        tool: {elapsed: business_duration, unit: s}

    After:

        kind: DataSource
        tool: {elapsed: business_duration, unit: min}

    Direction:
        neutral
    """
    return Said("neutral", instead("the tool's own measurement", change))
