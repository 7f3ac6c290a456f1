"""Rule V253."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from slaspec.language.model.interpretation import RoundMeasured
from slaspec.language.model.target import Objective, Target
from slaspec.review.change import Direction
from slaspec.review.changes.asked import is_asked
from slaspec.review.changes.judging import directed
from slaspec.review.changes.orders import Order, sign, together
from slaspec.review.changes.wording import now, plain
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V253",
    name="measured-value-rounded",
    owns=("MeasureAnswers.round_measured", "RoundMeasured.*"),
    material=True,
)
def measured_value_rounded(change: Difference) -> Said | None:
    """
    The measured value is rounded otherwise before it is judged.

    What it compares:
        `round_measured`, where the metric asks for it: how far a value may lie on the missed side
        of an objective and still keep it after rounding. Where the figure of an objective has more
        decimals than are kept, nobody can tell.

    Why:
        To one decimal, 99.85% keeps 99.9%.

    Before:

        interpretation: {round_measured: exact}

    After:

        interpretation: {round_measured: {places: 1, mode: half_up}}

    Direction:
        loosened
    """
    if not is_asked(change):
        return None
    said = change.base is not None and change.head is not None
    direction = _direction(change) if said else "neutral"
    before, after = (_in_words(each) for each in (change.base, change.head))
    return Said(direction, now("the measured value is judged", before, after))


def _in_words(rule: object) -> str:
    if isinstance(rule, RoundMeasured):
        return f"rounded to {rule.places} decimals ({plain(rule.mode)})"
    return "exactly as it is" if rule else ""


def _direction(change: Difference) -> Direction:
    target = change.of(Target)
    if target is None:
        return "neutral"
    objectives = (target.objective, *(target.objectives or {}).values())
    orders = [_order(change, each) for each in objectives if each is not None]
    return directed(together(orders), "loosened")


def _order(change: Difference, objective: Objective) -> Order:
    slacks = [_slack(each, objective) for each in (change.base, change.head)]
    return None if slacks[0] is None or slacks[1] is None else sign(*slacks)


def _slack(rule: object, objective: Objective) -> tuple[Fraction, bool] | None:
    """
    How far a value may miss its objective and keep it after rounding; None: it depends.

    With it, whether a value that misses by exactly that much keeps it: a tie of halves.
    """
    if not isinstance(rule, RoundMeasured):
        return Fraction(0), False
    figure, to_the_good = _figure(objective)
    if figure is not None and (figure < 0 or -int(figure.as_tuple().exponent) > rule.places):
        return None
    unit = Fraction(1, 10**rule.places)
    if rule.mode == "half_up":
        return unit / 2, to_the_good == "up" and figure is not None
    if rule.mode == "half_even":
        return unit / 2, figure is not None and Fraction(figure) / unit % 2 == 0
    return (unit if rule.mode == to_the_good else Fraction(0)), False


def _figure(objective: Objective) -> tuple[Decimal | None, str]:
    """The figure that a value is compared with, and the rounding that lets it off."""
    share = objective.share or objective.availability
    if share is not None:
        return share.percent, "up"
    if objective.at_least is not None:
        return objective.at_least.value, "up"
    return objective.at_most.value if objective.at_most is not None else None, "down"
