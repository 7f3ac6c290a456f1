"""What a rate must say, and what it cannot say, before anything is paid."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Conversion, Remedy, Rung
from slaspec.language.quantities import Amount, minor_units
from slaspec.remedies import ladder
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.quantity_terms import check_known

FORMS = ("flat", "ladder", "per_step", "first", "lost_time", "symmetric")
SERVICE_TIME = {"service hours": 3600, "service days": 86400}
_OF_BASE = ("%", "x", *SERVICE_TIME)
_WHOLE = 100


def of_base(remedy: Remedy) -> set[bool]:
    """
    Whether a remedy pays parts of a base or time of service (True), money (False), or both.

    Points pay what their pool converts them into.
    """
    found = {paid.unit in _OF_BASE for paid, _, _ in _paid_in_the_end(remedy)}
    return found | ({True} if remedy.rate.lost_time is not None else set())


def pays_time(remedy: Remedy) -> bool:
    """Whether a remedy pays lost time, or days and hours of service."""
    in_time = any(paid.unit in SERVICE_TIME for paid, _, _ in _paid_in_the_end(remedy))
    return in_time or remedy.rate.lost_time is not None


def check_rate(evaluation: Evaluation) -> None:
    """Exactly one rate, in amounts that can be paid, on comparable rungs."""
    remedy, rate = evaluation.remedy, evaluation.remedy.rate
    _check_form(evaluation)
    _check_units(evaluation)
    if remedy.points is not None:
        _check_points(evaluation, remedy.points.convert)
    for paid, term, at in _paid_in_the_end(remedy):
        _check_amount(evaluation, paid, term, at)
    for rung in rate.ladder or ():
        over = "its down time" if ladder.over_duration(evaluation) else evaluation.objective
        _check_rung(evaluation, rung, ladder.unit_of(evaluation), over)
    if ladder.over_duration(evaluation):
        check_known(evaluation, "duration")
    if rate.forfeits_over is not None and (of_base(remedy) != {True} or remedy.points):
        raise evaluation.fault(
            "'forfeits_over' costs the whole base, and the rate pays no percentage of it",
            rate.at.of("forfeits_over"),
            "write the rate in % and a base, or a ladder whose last rung is all that can be lost",
        )


def _check_form(evaluation: Evaluation) -> None:
    rate = evaluation.remedy.rate
    if sum(bool(getattr(rate, form)) for form in FORMS) != 1 or bool(rate.first) != bool(rate.then):
        raise evaluation.fault(
            "a rate is either flat or a ladder with rungs, or has one other form",
            rate.at,
            "write rate: {flat: 5%} or rate: {ladder: [{below: 99%, pays: 5%}]}",
        )
    if rate.over is not None and not rate.ladder:
        raise evaluation.fault(
            "'over' has no effect on a flat rate or one for each step",
            rate.at.of("over"),
            "leave it out",
        )
    if rate.forfeits_over is not None and not (rate.per_step or rate.first or rate.lost_time):
        raise evaluation.fault(
            "'forfeits_over' stands beside a rate for each step",
            rate.at.of("forfeits_over"),
            "write it as the last rung of a ladder, or leave it out",
        )
    if rate.symmetric is not None and evaluation.money_answer("nature")[0] == "bonus":
        raise evaluation.fault(
            "a rate on both sides is no bonus alone",
            rate.at.of("symmetric"),
            "write the nature of what is paid for a miss: nature: penalty",
        )


def _check_units(evaluation: Evaluation) -> None:
    rate = evaluation.remedy.rate
    units = {paid.unit for paid, _, _ in _amounts(evaluation.remedy)}
    if len(units) > 1 and evaluation.is_bonus:
        raise evaluation.refused(
            "rate.ladder", rate.at.of("ladder"), "of a bonus in percentages and money"
        )
    if len(units) > 1 and rate.first is not None:
        raise evaluation.fault(
            f"{rate.first} at first and then {rate.then} cannot be added",
            rate.at.of("then"),
            "write both in one unit",
        )


def _check_points(evaluation: Evaluation, convert: Conversion) -> None:
    """A rate in points and nothing else; a conversion in one way, on rungs of points."""
    rate = evaluation.remedy.rate
    units = {paid.unit for paid, _, _ in _amounts(evaluation.remedy)}
    if units != {"points"} or rate.symmetric is not None or evaluation.is_bonus:
        raise evaluation.fault(
            "a pool adds up points of what was missed, and this rate pays something else",
            rate.at,
            "write rate: {flat: 1 point}, or leave 'points' out",
        )
    if (convert.per_point is None) == (not convert.ladder):
        raise evaluation.fault(
            "points are converted in one way",
            convert.at,
            "write convert: {per_point: 1000.00 EUR} or a ladder over their sum",
        )
    for rung in convert.ladder or ():
        _check_rung(evaluation, rung, "points", "a sum of points")


def _paid_in_the_end(remedy: Remedy) -> Iterator[tuple[Amount, str, Place]]:
    """Every amount that a remedy may pay; of points those that they are converted into."""
    if remedy.points is None:
        yield from _amounts(remedy)
        return
    convert = remedy.points.convert
    if convert.per_point is not None:
        yield convert.per_point, "points.convert.per_point", convert.at.of("per_point")
    for rung in convert.ladder or ():
        yield rung.pays, "points.convert.ladder.pays", rung.at.of("pays")


def _amounts(remedy: Remedy) -> Iterator[tuple[Amount, str, Place]]:
    """Every amount that a rate or its repeats may pay, with its term and place."""
    rate, repeat = remedy.rate, remedy.repeat
    for key in ("flat", "per_step", "first", "then"):
        amount = getattr(rate, key)
        if amount is not None:
            yield amount, f"rate.{key}", rate.at.of(key)
    if rate.symmetric is not None:
        per_step, at = rate.symmetric.per_step, rate.symmetric.at.of("per_step")
        yield per_step, "rate.symmetric.per_step", at
    for rung in rate.ladder or ():
        yield rung.pays, "rate.ladder.pays", rung.at.of("pays")
    for position, amount in enumerate((repeat.ladder or ()) if repeat is not None else ()):
        assert repeat is not None
        yield amount, "repeat.ladder", repeat.at.of("ladder", position)


def _check_amount(evaluation: Evaluation, paid: Amount, term: str, at: Place) -> None:
    if paid.unit not in _OF_BASE and minor_units(paid.unit) is None:
        raise evaluation.refused(f"{term}: {paid}", at)
    if paid.unit not in (*_OF_BASE, evaluation.currency):
        raise evaluation.fault(
            f"the rate is in {paid.unit}, the agreement in {evaluation.currency};"
            " currencies are never added",
            at,
            f"state the rate in {evaluation.currency}",
        )
    if paid.value < 0 or (paid.unit == "%" and paid.value > _WHOLE):
        raise evaluation.fault(
            f"a rate of {paid} is less than nothing or more than the whole base",
            at,
            "state what is paid, from 0% to 100%, as a multiple (1.5x) or in money; 'nature' says"
            " who pays",
        )


def _check_rung(evaluation: Evaluation, rung: Rung, unit: str, over: str) -> None:
    stated = ladder.comparisons(rung)
    if len(stated) != 1:
        raise evaluation.fault(
            f"a rung has {len(stated)} thresholds",
            rung.at,
            "write exactly one of below, at_or_below, above and at_or_above",
        )
    [(key, threshold)] = stated
    if threshold.unit != unit:
        raise evaluation.fault(
            f"the rung's threshold {threshold} cannot be compared with {over},"
            f" which is measured in {unit or 'plain numbers'}",
            rung.at.of(key),
            "state the threshold in the unit of the measured value",
        )
