"""Points: rates in points are added up in a pool, and converted into money once."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slaspec.errors import LocatedError
from slaspec.language.model.remedy import Points
from slaspec.remedies import ladder
from slaspec.remedies.charges import Charges
from slaspec.remedies.evaluation import Due, Evaluation
from slaspec.remedies.grouping import grouped
from slaspec.remedies.money import allot, decimals, money_text, to_minor, units_text
from slaspec.remedies.stages.base import part_of_base
from slaspec.remedies.stages.rate import Pay, worth
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "points.pool": (),
    "points.convert.per_point": (),
    "points.convert.ladder.pays": (),
    "points.convert.ladder.below": (),
    "points.convert.ladder.at_or_below": (),
    "points.convert.ladder.above": (),
    "points.convert.ladder.at_or_above": (),
    "binding.points": (),
}
STAGE = "points"


def check(evaluation: Evaluation) -> None:
    """Points of a target stand for a flat rate and have a pool, of which nothing is allocated."""
    remedy, binding = evaluation.remedy, evaluation.binding
    if remedy.points is not None and binding.allocation is not None:
        raise evaluation.fault(
            f"target '{evaluation.target.id}' is allocated {binding.allocation}, and its part of"
            " the pool is told by its points",
            binding.at.of("allocation"),
            "leave the allocation out",
        )
    if binding.points is not None and (remedy.points is None or remedy.rate.flat is None):
        raise evaluation.fault(
            f"target '{evaluation.target.id}' adds {binding.points} points, but the remedy pays"
            " no flat number of points",
            binding.at.of("points"),
            "write rate: {flat: 1 point} and points: {pool: …, convert: {per_point: …}}",
        )


def check_together(evaluations: Sequence[Evaluation]) -> None:
    """All remedies of a pool convert in one way, of one base, rounded alike."""
    first: dict[str, Evaluation] = {}
    for evaluation in evaluations:
        if (points := evaluation.remedy.points) is None:
            continue
        other = first.setdefault(points.pool, evaluation)
        if _conversion(other) != _conversion(evaluation):
            raise LocatedError(
                f"remedies '{other.remedy.id}' and '{evaluation.remedy.id}' convert the points of"
                f" pool '{points.pool}' differently",
                str(points.at.span),
                "write the same convert, base, nature and answers on money, or name two pools",
            )


def apply(dues: Sequence[Due], charges: Charges) -> list[Due]:
    """The lines of each pool and window, with their parts of what its points are worth."""
    kept = list(dues)
    for positions in grouped(kept, range(len(kept)), _pool):
        points = kept[positions[0]].evaluation.remedy.points
        if points is not None:
            _convert(kept, positions, points, charges)
    return kept


def _convert(kept: list[Due], positions: Sequence[int], points: Points, charges: Charges) -> None:
    first = kept[positions[0]].evaluation
    shares = [kept[i].points for i in positions]
    total = sum(shares, Fraction(0))
    pay, how = _worth_of(points, total)
    amount, words = part_of_base(first, pay, charges)
    has = f"pool {points.pool} has {units_text(total, 'points')}{how}"
    sentence = f"{has}; {words}, and each line its part"
    for i, part in zip(positions, _parts(first, amount, shares), strict=True):
        came_in = units_text(kept[i].points, "points")
        out = money_text(part, first.currency)
        kept[i] = kept[i].after(part, TrailStep(STAGE, sentence, came_in, out, points.at))


def _worth_of(points: Points, total: Fraction) -> tuple[Pay, str]:
    """What a sum of points pays, and how that came about."""
    convert = points.convert
    if convert.per_point is not None:
        figure, unit = worth(convert.per_point)
        return Pay(figure * total, unit), f" at {convert.per_point} each"
    rungs = convert.ladder or ()
    position = ladder.reached(rungs, total, best=False)
    if position is None:
        return Pay(Fraction(0), worth(rungs[0].pays).unit), ", which reach no rung"
    return worth(rungs[position].pays), f": rung {position + 1} pays {rungs[position].pays}"


def _parts(first: Evaluation, amount: Fraction, shares: Sequence[Fraction]) -> list[Fraction]:
    """The amount of a pool for each line: in whole minor units where lines are rounded."""
    total, rounding = sum(shares, Fraction(0)), first.rounding
    if rounding is None or rounding.at_ == "total" or not total:
        return [amount * share / total if total else Fraction(0) for share in shares]
    units = to_minor(amount, first.currency, rounding.mode)
    scale = 10 ** decimals(first.currency)
    return [Fraction(part, scale) for part in allot(units, shares)]


def _conversion(evaluation: Evaluation) -> tuple[object, ...]:
    """All that decides what a point is worth."""
    remedy, points = evaluation.remedy, evaluation.remedy.points
    answers = (evaluation.nature, evaluation.rounding, evaluation.partial_answer()[0])
    prorate = evaluation.money_answer("prorate")[0]
    return points.convert if points else None, remedy.base, answers, prorate


def _pool(evaluation: Evaluation) -> tuple[object, ...]:
    points = evaluation.remedy.points
    if points is None:
        return evaluation.order
    return points.pool, evaluation.measured.window
