"""The figures that one objective can have in a window, from the best to the worst, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm

from slaspec.language.model.interpretation import RoundMeasured
from slaspec.language.model.metric import AvailabilityMetric, ScoreMetric, ValueMetric
from slaspec.language.model.remedy import QuantityPaid, Remedy
from slaspec.language.quantities import Amount, Duration
from slaspec.measure.plan import ObjectivePlan, TargetPlan
from slaspec.rounding import rounded

MOST_RECORDS = 20_000
MOST_SINGLE = 100  # records of which each is paid for itself
_HUNDRED = Fraction(100)
_EVENTS = ("outage", "incident")

Cells = dict[str, str]


class Untried(Exception):
    """No figures are made for such an objective; says why."""


@dataclass(frozen=True)
class Scale:
    """
    `figure(n)` is the exact value, in `unit`, where the service is bad by `n` of the smallest
    steps: seconds, records or places; `cells(n)` the row that reports it. `edge` is where the
    objective turns, `met_at_edge` whether it is met there. `counted` are all seconds or records,
    `least` is the first `n` that can be told.
    """

    unit: str
    most: int
    figure: Callable[[int], Fraction]
    cells: Callable[[int], Cells]
    edge: Fraction
    higher_is_better: bool
    rounding: RoundMeasured | None = None
    counted: int = 0
    met_at_edge: bool = True
    least: int = 0

    def judged(self, n: int) -> Fraction:
        """The value as it is compared: rounded where the contract says so."""
        value, rule = self.figure(n), self.rounding
        return value if rule is None else Fraction(rounded(value, rule.places, rule.mode))

    def missed(self, n: int) -> bool:
        """Whether the objective is missed."""
        value = self.judged(n)
        if value == self.edge:
            return not self.met_at_edge
        return (value < self.edge) == self.higher_is_better

    def shown(self, n: int) -> str:
        """The figures of a row, for a reader."""
        return ", ".join(f"{key} {text}" for key, text in self.cells(n).items())


def scale_of(plan: TargetPlan, objective: ObjectivePlan, remedy: Remedy, seconds: int) -> Scale:
    """
    The scale on which a remedy of an objective is tried; `seconds` are those that count.

    Raises `Untried` for an objective that no figures are made for.
    """
    if plan.answers.smooth_with is not None:
        raise Untried("its value is smoothed with the window before")
    if objective.availability is not None:
        return _down(plan, objective, remedy, seconds)
    share = objective.share
    if plan.metric.kind == "ratio" and share is None:
        return _ratio(plan, objective, remedy)
    if share is not None:
        return _records(plan, remedy, share.value * 100, good_rises=False, higher=True)
    return _figures(plan, objective, remedy)


def _down(plan: TargetPlan, objective: ObjectivePlan, remedy: Remedy, seconds: int) -> Scale:
    assert objective.availability is not None

    def cells(n: int) -> Cells:
        down = {"outages": f"{n}s"} if remedy.for_each in _EVENTS else {"down": str(n)}
        return {**down, "counted": str(seconds)}  # months differ, and the hour of a clock change

    return Scale(
        unit="%",
        most=seconds,
        figure=lambda n: _HUNDRED * (1 - Fraction(n, seconds)),
        cells=cells,
        edge=objective.availability.value * 100,
        higher_is_better=True,
        rounding=plan.answers.round_measured,
        counted=seconds,
        least=_shortest(plan) if remedy.for_each in _EVENTS else 0,
    )


def _shortest(plan: TargetPlan) -> int:
    """The shortest outage that counts, in seconds."""
    assert isinstance(plan.metric, AvailabilityMetric)
    return max(1, plan.metric.minimum_outage.seconds if plan.metric.minimum_outage else 1)


def _ratio(plan: TargetPlan, objective: ObjectivePlan, remedy: Remedy) -> Scale:
    if getattr(plan.metric, "mean_of", None) is not None:
        raise Untried("its share is a mean of intervals")
    amount = objective.at_least or objective.at_most
    assert amount is not None
    higher = objective.at_least is not None
    return _records(plan, remedy, Fraction(amount.value), good_rises=not higher, higher=higher)


def _records(
    plan: TargetPlan, remedy: Remedy, edge: Fraction, *, good_rises: bool, higher: bool
) -> Scale:
    """So many records of which `n` are on the bad side; with `good_rises` the good ones are."""
    total = _number(plan, remedy, edge)

    def good(n: int) -> int:
        return n if good_rises else total - n

    return Scale(
        unit="%",
        most=total,
        figure=lambda n: _HUNDRED * Fraction(good(n), total),
        cells=lambda n: {"good": str(good(n)), "total": str(total)},
        edge=edge,
        higher_is_better=higher,
        rounding=plan.answers.round_measured,
        counted=total,
    )


def _number(plan: TargetPlan, remedy: Remedy, edge: Fraction) -> int:
    """So many records that every limit of the remedy can be hit exactly, as far as that goes."""
    few, rule = plan.answers.few_events, plan.answers.round_measured
    least = max(1, plan.answers.minimum_sample, few.up_to + 1 if few is not None else 1)
    each = remedy.for_each == "record"
    limits = [edge] if each else [edge, *(Fraction(a.value) for a in _amounts(remedy, ("%", "pp")))]
    step = lcm(*((limit / 100).denominator for limit in limits))
    if rule is not None:
        step = lcm(step, 1000 * 10**rule.places)
    least = max(least, _two_steps(remedy.quantity, edge))
    most = max(MOST_SINGLE if each else MOST_RECORDS, least)
    return min(-(-least // step) * step, most)


def _two_steps(quantity: QuantityPaid | None, edge: Fraction) -> int:
    """So many records that two steps of too many misses lie between the objective and the floor."""
    if quantity is None or quantity.of != "excess_records":
        return 1
    lowest = Fraction(quantity.floor.value) if quantity.floor is not None else Fraction(0)
    beside = (quantity.step, quantity.step, quantity.from_, quantity.allowance)
    wanted = sum((Fraction(a.value) for a in beside if isinstance(a, Amount)), Fraction(0))
    return ceil(wanted * _HUNDRED / (edge - lowest)) if edge > lowest else 1


def _figures(plan: TargetPlan, objective: ObjectivePlan, remedy: Remedy) -> Scale:
    """A reported figure, or a percentile of times, by its smallest place."""
    amount = objective.at_least or objective.at_most
    higher = objective.at_least is not None
    edge, unit = _limit(objective) if amount is None else (Fraction(amount.value), amount.unit)
    if unit in ("s", "ms") and plan.answers.round_measured is not None:
        raise Untried("a time is rounded in the unit in which it is written")
    limits = [edge, *(Fraction(each.value) for each in _amounts(remedy, (unit,)))]
    step = _place(plan, unit, limits)
    reach = 2 * sum(map(abs, limits), Fraction(1))
    low, high = _bounds(plan, edge - reach, edge + reach)

    def figure(n: int) -> Fraction:
        return high - n * step if higher else low + n * step

    return Scale(
        unit=unit,
        most=int((high - low) / step),
        figure=figure,
        cells=lambda n: {"value": _text(figure(n), unit)},
        edge=edge,
        higher_is_better=higher,
        rounding=plan.answers.round_measured,
        met_at_edge=amount is not None or plan.answers.limit_reached == "met",
    )


def _limit(objective: ObjectivePlan) -> tuple[Fraction, str]:
    if not isinstance(objective.within, Duration):
        raise Untried("its limit is in working days")
    return Fraction(objective.within.milliseconds, 1000), "s"


def _place(plan: TargetPlan, unit: str, limits: Iterable[Fraction]) -> Fraction:
    """The smallest step of a figure: one more place than the limits have, whole records and s."""
    if plan.metric.kind == "throughput" or unit in ("s", "ms"):
        return Fraction(1)
    rule, places = plan.answers.round_measured, 1
    while any((limit * 10**places).denominator > 1 for limit in limits):
        places += 1
    return Fraction(1, 10 ** max(places, rule.places + 2 if rule is not None else 0))


def _bounds(plan: TargetPlan, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    metric = plan.metric
    if isinstance(metric, ScoreMetric):
        lowest, highest = metric.lowest, metric.highest
        low = low if lowest is None else max(low, Fraction(lowest))
        return low, high if highest is None else min(high, Fraction(highest))
    signed = isinstance(metric, ValueMetric) and metric.signed
    return low if signed else max(low, Fraction(0)), high


def _text(figure: Fraction, unit: str) -> str:
    from slaspec.remedies.money import exact_text

    glue = "" if unit in ("s", "ms", "%", "") else " "
    return f"{exact_text(figure)}{glue}{unit}"


def _amounts(remedy: Remedy, units: tuple[str, ...]) -> list[Amount]:
    """The limits and sizes of a remedy in some units."""
    quantity, trigger, rate = remedy.quantity, remedy.trigger, remedy.rate
    rungs = [
        limit
        for rung in rate.ladder or ()
        for limit in (rung.below, rung.at_or_below, rung.above, rung.at_or_above)
    ]
    sizes = [quantity.from_, quantity.allowance, quantity.step] if quantity is not None else []
    spared = [trigger.grace, trigger.deadband] if trigger is not None else []
    beside = [rate.forfeits_over, rate.symmetric.deadband if rate.symmetric else None]
    said = [*rungs, *sizes, *spared, *beside]
    return [each for each in said if isinstance(each, Amount) and each.unit in units]
