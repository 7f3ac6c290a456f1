"""Rule V627."""

from __future__ import annotations

from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {"covers": "the span", "from": "the first", "through": "the last"}


@change_rule(
    id="V627",
    name="source-coverage",
    owns=("DataSource.covers", "Covers.from", "Covers.through"),
    material=False,
)
def source_coverage(change: Difference) -> Said | None:
    """
    A list of outages covers other dates.

    What it compares:
        `covers` of a data source.

    Why:
        Outside these dates there is no data, which is not the same as no outage. It is moved on
        with every new export.

    Before:

        kind: DataSource
        covers: {from: 2026-01-01, through: 2026-03-31}

    After:

        kind: DataSource
        covers: {from: 2026-01-01, through: 2026-04-30}

    Direction:
        neutral
    """
    return Said("neutral", instead(f"the dates covered: {_WORDS[change.key]}", change))
