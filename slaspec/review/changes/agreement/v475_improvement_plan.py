"""Rule V475."""

from __future__ import annotations

from slaspec.review.change import Direction
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "improvement": "the plan for improvement",
    "after": "what calls for a plan",
    "missed": "the number of misses that calls for a plan",
    "in": "the period in which misses are counted for a plan",
    "plan_within": "the time for the plan",
}


@change_rule(
    id="V475",
    name="improvement-plan",
    owns=(
        "Sections.improvement",
        "Improvement.after",
        "ImprovementAfter.missed",
        "ImprovementAfter.in",
        "Improvement.plan_within",
    ),
    material=True,
)
def improvement_plan(change: Difference) -> Said | None:
    """
    The provider owes a plan for improvement sooner or later, or no longer owes one.

    What it compares:
        How many misses in which period call for it, and when it is due.

    Why:
        A plan is what is owed when money is not enough.

    Before:

        improvement: {after: {missed: 3, in: rolling 3 months}, plan_within: 10 working days}

    After:

        improvement: {after: {missed: 2, in: rolling 3 months}, plan_within: 10 working days}

    Direction:
        tightened
    """
    more: Direction = "tightened" if change.key == "in" else "loosened"
    return judged(_WORDS[change.key], change, more=more, added="tightened")
