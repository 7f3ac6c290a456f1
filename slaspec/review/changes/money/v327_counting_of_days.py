"""Rule V327."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V327",
    name="counting-of-days",
    owns=("MoneyAnswers.day_periods",),
    material=True,
)
def counting_of_days(change: Difference) -> Said | None:
    """
    It is said how spans of days are counted, or no longer.

    What it compares:
        Whether there is an answer at all. Without one, article 3 of Regulation (EEC, Euratom) No
        1182/71 is the rule.

    Why:
        A claim within thirty days is in time or late by this rule.

    Before:

        interpretation: {rounding: {mode: half_up, at: line}}

    After:

        interpretation:
          rounding: {mode: half_up, at: line}
          day_periods: {first_day: included, ends: end_of_day, on_closed_day: same_day}

    Direction:
        neutral
    """
    return judged("the counting of days", change)
