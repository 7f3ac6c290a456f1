"""Rule V102."""

from __future__ import annotations

from slaspec.language.model.target import Target
from slaspec.review.changes.directions import there_is_tighter
from slaspec.review.difference import Difference, words
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V102",
    name="objective",
    owns=("Target.objective", "Target.objectives"),
    material=True,
)
def objective(change: Difference) -> Said | None:
    """
    An objective was added or removed: records of a priority are judged now, or no longer.

    What it compares:
        The objectives of a target by priority, or its one objective for all records. Where one
        objective for all becomes one for each priority, nobody can tell which promises more.

    Why:
        Records of a priority without an objective are promised nothing.

    Before:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objectives: {P1: {share: 90%, within: 5h, hours: 24x7}}}

    After:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objectives: {P1: {share: 90%, within: 5h, hours: 24x7},
                          P2: {share: 90%, within: 8h, hours: 24x7}}}

    Direction:
        tightened
    """
    if change.sort == "renamed" and change.base_at is not None:
        before = str(change.base_at.path[-1])
        sentence = f"the objective is for {change.name} instead of {before}"
        return Said("neutral", sentence, before, change.name)
    what = "for all records" if change.key == "objective" else f"for {change.name}"
    sentence = f"the objective {what} was {change.sort}: {words(change.head or change.base)}"
    if _has_another_form(change):
        return Said("neutral", f"{sentence}; the other objectives are new or gone as well")
    return Said(there_is_tighter(change), sentence)


def _has_another_form(change: Difference) -> bool:
    """Whether one objective for all stands against one for each priority."""
    base, head = change.base_of(Target), change.head_of(Target)
    return (
        base is not None
        and head is not None
        and (base.objective is None) != (head.objective is None)
    )
