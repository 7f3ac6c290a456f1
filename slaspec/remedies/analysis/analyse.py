"""The way in: a remedy of an objective as an exact function of what is measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from slaspec.errors import SlaspecError
from slaspec.language.model.agreement import Agreement
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Binding, Objective, Target
from slaspec.language.quantities import Duration
from slaspec.measure.results import Measured, Measurements, WindowSpan
from slaspec.remedies.analysis.axis import Axis, axis_of_events, axis_of_records, axis_of_values
from slaspec.remedies.analysis.curve import Curve
from slaspec.remedies.analysis.fit import Fit, Unexplained
from slaspec.remedies.analysis.kinks import kinks, steps_of
from slaspec.remedies.analysis.probe import Probe, alone
from slaspec.remedies.analysis.windows import (
    first_whole_window,
    looks_back,
    records_expected,
    seconds_counted,
)
from slaspec.remedies.charges import Rows
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.evaluations import evaluations
from slaspec.remedies.ladder import over_duration
from slaspec.remedies.sizes import RECORDS, TIMES, counts_days, edge_of, kind_of

ALL = "all"


@dataclass(frozen=True)
class Analysis:
    """
    What one remedy of one objective pays, as a function of what is measured in `window`.

    `curve` is exact, at the charges of that window and in `currency`, before rounding and the
    minimum payable, for a first miss; of a remedy for each record, outage or incident it is what
    one alone comes to by the time that it takes. `probe` asks the pipeline the same.
    """

    target: Target
    objective: str
    remedy: Remedy
    window: WindowSpan
    currency: str
    axis: Axis
    curve: Curve
    probe: Probe

    @property
    def name(self) -> str:
        """The objective: `resolution/P1`, or the target alone."""
        return self.target.id if self.objective == ALL else f"{self.target.id}/{self.objective}"


@dataclass(frozen=True)
class NotAnalysed:
    """Why a remedy has no curve, in words for a reader of the contract."""

    target: Target
    objective: str
    remedy: Remedy
    why: str


def analyses(
    agreement: Agreement,
    charges: Rows | None = None,
    only: Callable[[Remedy], bool] = lambda _: True,
) -> Iterator[Analysis | NotAnalysed]:
    """
    Every remedy of every objective of an agreement, in the order of the text.

    `agreement` is the whole text; `charges` are the rows of a charges file, for services whose
    charge the text does not state; `only` chooses remedies. A remedy that does not exist is passed
    over.
    """
    remedies = {remedy.id: remedy for remedy in agreement.remedies or () if only(remedy)}
    for target in agreement.targets or ():
        objectives = {ALL: target.objective} if target.objective else target.objectives or {}
        for said in target.remedies or ():
            binding = said if isinstance(said, Binding) else Binding(remedy=said)
            remedy = remedies.get(binding.remedy)
            for name, objective in objectives.items() if remedy is not None else ():
                assert remedy is not None
                yield _analysed(agreement, target, (name, objective), remedy, binding, charges)


def _analysed(
    agreement: Agreement,
    target: Target,
    judged: tuple[str, Objective],
    remedy: Remedy,
    binding: Binding,
    charges: Rows | None,
) -> Analysis | NotAnalysed:
    try:
        return _analysis(agreement, target, judged, remedy, binding, charges)
    except SlaspecError as error:
        why = getattr(error, "message", str(error))
    except Unexplained as error:
        why = str(error)
    return NotAnalysed(target, judged[0], remedy, why)


def _analysis(
    agreement: Agreement,
    target: Target,
    judged: tuple[str, Objective],
    remedy: Remedy,
    binding: Binding,
    charges: Rows | None,
) -> Analysis:
    name, objective = judged
    metric = next((each for each in agreement.metrics or () if each.id == target.metric), None)
    window = first_whole_window(agreement, target, metric, behind=looks_back(remedy))
    if window is None:
        raise Unexplained("no whole window lies in the term")
    single = alone(agreement, target, binding, remedy)
    unit = _unit(objective)
    evaluation = _evaluation(single, target, name, window, unit)
    axis = _axis(agreement, evaluation, window)
    begins = evaluation.period.inside_first
    probe = Probe(single, target.id, name, window, axis, unit, begins, charges)
    curve = Fit(axis, steps_of(evaluation, axis), probe).curve(kinks(evaluation, axis))
    return Analysis(target, name, remedy, window, agreement.currency or "", axis, curve, probe)


def _axis(agreement: Agreement, evaluation: Evaluation, window: WindowSpan) -> Axis:
    """What the remedy depends on. Raises `Unexplained` where it is not known how much of it is."""
    edge, kind = edge_of(evaluation), kind_of(evaluation)
    if counts_days(evaluation):
        raise Unexplained("it counts dates, and how many a time touches depends on its beginning")
    if evaluation.for_events:
        return axis_of_events(evaluation)
    if edge is None:
        raise Unexplained("its objective has no edge in figures")
    if kind in RECORDS:
        expected = records_expected(agreement, evaluation.target, window)
        if not expected:
            raise Unexplained("it depends on how many records there are, and no volume is agreed")
        return axis_of_records(edge, Fraction(expected))
    counted = seconds_counted(evaluation.metric, window)
    if counted is None and _needs_down_time(evaluation):
        raise Unexplained("it depends on down time, and a calendar says how much of that counts")
    return axis_of_values(evaluation, edge, counted)


def _needs_down_time(evaluation: Evaluation) -> bool:
    return kind_of(evaluation) in TIMES or over_duration(evaluation)


def _evaluation(
    agreement: Agreement, target: Target, objective: str, window: WindowSpan, unit: str
) -> Evaluation:
    """The one evaluation of a remedy alone, of a miss of no certain value."""
    blank = Measured(target.id, objective, window, "missed", unit=unit)
    [evaluation] = evaluations(agreement, Measurements(agreement.id, (window,), (blank,)))
    return evaluation


def _unit(objective: Objective) -> str:
    """The unit in which an objective is measured."""
    amount = objective.at_least if objective.at_least is not None else objective.at_most
    if amount is not None:
        return amount.unit
    percentile = objective.percentile is not None and isinstance(objective.within, Duration)
    return "s" if percentile else "%"
