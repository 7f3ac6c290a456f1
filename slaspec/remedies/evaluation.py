"""What is evaluated: one remedy of one target on one measured objective in one window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, cast

from slaspec.errors import LocatedError, UsageError
from slaspec.language.answers import answer
from slaspec.language.model.agreement import Agreement
from slaspec.language.model.interpretation import ContractYear, RollingWindow, Rounding
from slaspec.language.model.metric import Metric
from slaspec.language.model.node import Node, Place
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Binding, Objective, Target
from slaspec.measure.results import Measured, Measurements, WindowSpan
from slaspec.measure.windows import window_of
from slaspec.remedies.periods import Kind, Period, period_of
from slaspec.remedies.statement import Nature, TrailStep
from slaspec.remedies.unsettled import unsettled

Order = tuple[int, int, int, int, int, str]


@dataclass(frozen=True)
class Evaluation:
    """
    One pass through the pipeline: everything that its stages read.

    `record` is the one that missed, where the remedy is paid for each; empty for a window, and
    where no record missed.
    """

    agreement: Agreement
    target: Target
    metric: Metric | None
    measured: Measured
    remedy: Remedy
    binding: Binding
    period: Period
    order: Order
    record: str = ""

    @property
    def for_records(self) -> bool:
        """Whether the remedy is paid for each record that missed, and not for the window."""
        return self.remedy.for_each == "record"

    @property
    def objective(self) -> str:
        """The target and, where it has several objectives, which one: `resolution/P1`."""
        only = self.measured.objective == "all"
        return self.target.id if only else f"{self.target.id}/{self.measured.objective}"

    @property
    def promise(self) -> Objective | None:
        """The objective itself."""
        return (self.target.objectives or {}).get(self.measured.objective, self.target.objective)

    @property
    def currency(self) -> str:
        """The agreement's currency, which `settle` has looked at first."""
        return cast("str", self.agreement.currency)

    @cached_property
    def nature(self) -> Nature | None:
        """
        The legal nature of what is paid; None where nobody says it.

        What a rate on both sides of an objective pays for the met one is a bonus.
        """
        if self.remedy.rate.symmetric is not None and self.measured.verdict == "met":
            return "bonus"
        return cast("Nature | None", self.money_answer("nature")[0])

    @cached_property
    def is_bonus(self) -> bool:
        """Whether the provider earns this, instead of the customer."""
        return self.nature == "bonus"

    @cached_property
    def rounding(self) -> Rounding | None:
        """How and where the amount is rounded; None where nobody says it."""
        return cast("Rounding | None", self.money_answer("rounding")[0])

    @property
    def rounds_at(self) -> Literal["line", "total"] | None:
        """Where the amount is rounded; None for money that is whole minor units anyway."""
        return self.rounding.at_ if self.rounding else None

    @property
    def judged(self) -> bool:
        """Whether there is a verdict, on a window or a part of it that counts."""
        inside, partial = self.period.inside_days > 0, self.period.partial
        counts = inside and not (partial and self.partial_answer()[0] == "not_judged")
        return counts and self.measured.verdict in ("met", "missed")

    def money_answer(self, question: str) -> tuple[Any, Place]:
        """The answer of the remedy, else of the interpretation, and its place."""
        return said(question, self.remedy, self.agreement.interpretation)

    def measure_answer(self, question: str) -> tuple[Any, Place]:
        """The answer of the target, else of its metric, else of the interpretation."""
        return said(question, self.target, self.metric, self.agreement.interpretation)

    def partial_answer(self) -> tuple[Any, Place]:
        """What happens to a partial window: the remedy's answer, else as it is measured."""
        own = said("partial_window", self.remedy)
        return own if own[0] is not None else self.measure_answer("partial_window")

    def fault(self, message: str, at: Place, help: str) -> LocatedError:
        """An error about this remedy at one of its terms."""
        return LocatedError(f"remedy '{self.remedy.id}': {message}", str(at.span), help)

    def refused(self, term: str, at: Place, because: str = "") -> LocatedError:
        """The refusal of a term of this remedy."""
        return unsettled(self.agreement.id, self.remedy.id, term, at, because)


@dataclass(frozen=True)
class Due:
    """
    An evaluation that fired: its exact amount so far, never below zero, and its trail.

    `most` are the minor units that all lines of its remedy may come to in its window together,
    `of_record` those of its record, `points` what it adds to a pool before that is worth money.
    """

    evaluation: Evaluation
    amount: Fraction
    trail: tuple[TrailStep, ...]
    most: int | None = None
    of_record: int | None = None
    points: Fraction = Fraction(0)

    def after(self, amount: Fraction, step: TrailStep) -> Due:
        """The same line behind one more stage."""
        return replace(self, amount=amount, trail=(*self.trail, step))

    def within(self, most: int, *, of_record: bool = False) -> Due:
        """The same line under one more cap of its remedy, or of the remedy for its record."""
        if of_record:
            return replace(self, of_record=_lower(self.of_record, most))
        return replace(self, most=_lower(self.most, most))


def _lower(before: int | None, most: int) -> int:
    return most if before is None else min(before, most)


def said(question: str, *nearest_first: Node | None) -> tuple[Any, Place]:
    """The nearest answer with its place; `(None, place of the last node)` where there is none."""
    nodes = [node for node in nearest_first if node is not None]
    for node in nodes:
        value = answer(question, node)
        if value is not None:
            return value, node.at.of(question)
    return None, nodes[-1].at


def evaluations(agreement: Agreement, measurements: Measurements) -> tuple[Evaluation, ...]:
    """
    Every remedy of every measured objective: by window, then in the order of the text.

    Raises `UsageError` when the measurements are not of this agreement or measure one objective
    twice, `LocatedError` for a remedy that does not exist or is bound twice.
    """
    if measurements.agreement != agreement.id:
        raise UsageError(
            f"these measurements are of agreement '{measurements.agreement}', not '{agreement.id}'"
        )
    seen: set[tuple[str, str, str]] = set()
    found: list[Evaluation] = []
    for measured in measurements.measured:
        name = (measured.target, measured.objective, measured.window.name)
        if name in seen:
            raise UsageError("{} ({}) is measured twice in window '{}'".format(*name))
        seen.add(name)
        found += _evaluations_of(agreement, measured)
    return tuple(sorted(found, key=lambda evaluation: evaluation.order))


def _evaluations_of(agreement: Agreement, measured: Measured) -> Iterator[Evaluation]:
    targets = agreement.targets or ()
    number = next((i for i, t in enumerate(targets) if t.id == measured.target), None)
    if number is None:
        raise UsageError(f"agreement '{agreement.id}' has no target '{measured.target}'")
    target = targets[number]
    objectives = list(target.objectives or ("all",))
    if measured.objective not in objectives:
        raise UsageError(f"target '{target.id}' has no objective '{measured.objective}'")
    metric = next((m for m in agreement.metrics or () if m.id == target.metric), None)
    window = measured.window
    for turn, (binding, remedy) in enumerate(_bound(agreement, target)):
        kind = _kind(agreement, target, metric, remedy)
        period = period_of(
            _paid_window(agreement, target, metric, window), kind, agreement.effective
        )
        _refuse_merged(agreement, target, metric, remedy, period)
        number_of = objectives.index(measured.objective)
        for record in _records(measured) if remedy.for_each == "record" else ("",):
            order = (window.start, window.end, number, number_of, turn, record)
            yield Evaluation(
                agreement, target, metric, measured, remedy, binding, period, order, record
            )


def _records(measured: Measured) -> tuple[str, ...]:
    """The records that missed, each evaluated for itself; one evaluation where none did."""
    return measured.missed_ids or ("",)


def _bound(agreement: Agreement, target: Target) -> Iterator[tuple[Binding, Remedy]]:
    """The remedies that a target binds, each with the target's own terms."""
    remedies = {remedy.id: remedy for remedy in agreement.remedies or ()}
    seen: set[str] = set()
    for turn, bound in enumerate(target.remedies or ()):
        at = target.at.of("remedies", turn)
        binding = Binding(remedy=bound, at=at) if isinstance(bound, str) else bound
        if binding.remedy not in remedies:
            known = ", ".join(remedies) or "none"
            raise LocatedError(
                f"target '{target.id}' names remedy '{binding.remedy}', which does not exist",
                str(at.span),
                f"remedies of this agreement: {known}",
            )
        if binding.remedy in seen:
            raise LocatedError(
                f"target '{target.id}' binds remedy '{binding.remedy}' twice",
                str(at.span),
                "name it once; it would be paid twice",
            )
        seen.add(binding.remedy)
        yield binding, remedies[binding.remedy]


def _kind(agreement: Agreement, target: Target, metric: Metric | None, remedy: Remedy) -> Kind:
    """The kind of calendar period that the target is judged by."""
    window, at = said("window", target, metric, agreement.interpretation)
    if window is None:
        raise LocatedError(
            f"target '{target.id}': 'window' is not said: the period decides what is paid",
            str(target.at.span),
            "write window: month in the target or in the interpretation",
        )
    if isinstance(window, ContractYear):
        raise unsettled(agreement.id, remedy.id, "window: contract_year", at)
    return cast("Kind", window.every if isinstance(window, RollingWindow) else window)


def _paid_window(
    agreement: Agreement, target: Target, metric: Metric | None, window: WindowSpan
) -> WindowSpan:
    """The period whose charge a window stands for: of a rolling one, that of its evaluation."""
    kind = said("window", target, metric, agreement.interpretation)[0]
    if not isinstance(kind, RollingWindow):
        return window
    first, last = window_of(kind.every, date.fromisoformat(window.last))
    return replace(window, first=first.isoformat(), last=last.isoformat())


def _refuse_merged(
    agreement: Agreement, target: Target, metric: Metric | None, remedy: Remedy, period: Period
) -> None:
    """Refuse a window that is judged together with a partial one: which charge pays is not said."""
    levels = (remedy, target, metric, agreement.interpretation)
    rolls = isinstance(said("window", target, metric, agreement.interpretation)[0], RollingWindow)
    if rolls or said("partial_window", *levels)[0] != "merged":
        return
    begin, end = agreement.effective.from_.value, agreement.effective.ends
    before = window_of(period.kind, period.first - timedelta(days=1))
    after = window_of(period.kind, period.last + timedelta(days=1))
    if before[0] < begin <= before[1] or (end and after[0] <= end.value < after[1]):
        term, at = "partial_window: merged", said("partial_window", *levels)[1]
        raise unsettled(agreement.id, remedy.id, term, at, f"in {period.name}")
