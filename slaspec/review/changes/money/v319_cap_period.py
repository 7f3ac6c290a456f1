"""Rule V319."""

from __future__ import annotations

from slaspec.language.model.remedy import Cap
from slaspec.review.alike import alike
from slaspec.review.change import Direction
from slaspec.review.changes.judging import judged
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_SHORTER_TO_LONGER = ("month", "quarter", "contract_year")


@change_rule(
    id="V319",
    name="cap-period",
    owns=("Cap.per", "Cap.excess"),
    material=True,
)
def cap_period(change: Difference) -> Said | None:
    """
    A cap holds for another event or period, or what exceeds it is treated otherwise.

    What it compares:
        `per`: one amount of money for a longer period is less, while a percentage is one of the
        charges of that period. `excess`: what is carried on is paid later, what is lost never is.

    Why:
        A cap for each month bounds a bad month, one for the year a bad year.

    Before:

        caps:
          - {id: year, per: month, at_most: 50000.00 EUR, excess: lost}

    After:

        caps:
          - {id: year, per: quarter, at_most: 50000.00 EUR, excess: lost}

    Direction:
        loosened
    """
    if change.key == "excess":
        said = judged("what exceeds the cap", change, more="tightened", scale=("lost", "carried"))
        return as_paid(said, change)
    caps = [each for each in (change.base_of(Cap), change.head_of(Cap)) if each]
    same = all(cap.of is None and alike(cap.at_most, caps[0].at_most) for cap in caps)
    more: Direction = "loosened" if same else "neutral"
    return as_paid(_period(change, more), change)


def _period(change: Difference, more: Direction) -> Said | None:
    return judged("the period of the cap", change, more=more, scale=_SHORTER_TO_LONGER)
