"""Rule V625."""

from __future__ import annotations

from slaspec.review.changes.wording import moved
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V625",
    name="source-labels",
    owns=(
        "DataSource.states",
        "DataSource.priorities",
        "DataSource.groups",
        "DataSource.services",
        "DataSource.components",
        "DataSource.impacts",
        "DataSource.urgencies",
        "DataSource.classes",
    ),
    material=True,
)
def source_labels(change: Difference) -> Said | None:
    """
    A label of the source means something else.

    What it compares:
        The labels of the source for each of our states, priorities, groups and so on, as sets.

    Why:
        A label that moves to a waiting state stops clocks, in every agreement that is measured on
        the source.

    Before:

        kind: DataSource
        states: {active: [Working], waiting_customer: [Asked]}

    After:

        kind: DataSource
        states: {active: [Working], waiting_customer: [Asked, On Hold]}

    Direction:
        neutral
    """
    before, after = (list(each or ()) for each in (change.base, change.head))
    gone = [each for each in before if each not in after]
    new = [each for each in after if each not in before]
    if not gone and not new:
        return None
    lead = f"{change.key} of the source: what means {change.name.replace('_', ' ')}"
    return Said("neutral", f"{lead}: {moved(gone, new)}", meaning=True)
