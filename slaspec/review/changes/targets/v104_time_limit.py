"""Rule V104."""

from __future__ import annotations

from slaspec.language.quantities import Duration
from slaspec.review.changes.directions import less_is_tighter
from slaspec.review.difference import Difference, words
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V104",
    name="time-limit",
    owns=("Objective.within", "WorkingDays.*"),
    material=True,
)
def time_limit(change: Difference) -> Said | None:
    """
    The time within which something must be done is another one.

    What it compares:
        `within` of an objective, in seconds. Working days against hours is another clock: which of
        the two is shorter depends on the calendar.

    Why:
        The time limit is the promise itself.

    Before:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    After:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objective: {share: 90%, within: 4h, hours: 24x7}}

    Direction:
        tightened
    """
    before, after = words(change.base), words(change.head)
    if change.base is None or change.head is None:
        return Said("neutral", f"what limits the time is {after or 'nothing'} now")
    if isinstance(change.base, Duration) and isinstance(change.head, Duration):
        direction = less_is_tighter(change.base.milliseconds, change.head.milliseconds)
        shorter = "shorter" if direction == "tightened" else "longer"
        return Said(direction, f"the time limit is {shorter}: {after} instead of {before}")
    if isinstance(change.base, Duration) or isinstance(change.head, Duration):
        sentence = f"the time limit is {after} instead of {before}, which is counted otherwise"
        return Said("neutral", sentence, meaning=True)
    days = less_is_tighter(change.base.working_days, change.head.working_days)
    due = change.base.due != change.head.due
    return Said("neutral" if due else days, f"the time limit is {after} instead of {before}")
