"""What there is to evaluate: every remedy of every measured objective, in order."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

from slaspec.errors import LocatedError, UsageError
from slaspec.language.model.agreement import Agreement
from slaspec.language.model.interpretation import ContractYear, RollingWindow
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Binding, Target
from slaspec.measure.results import Measured, Measurements, WindowSpan
from slaspec.measure.windows import evaluated, window_of
from slaspec.remedies.evaluation import Evaluation, said
from slaspec.remedies.events import events_of
from slaspec.remedies.periods import Kind, Period, period_of
from slaspec.remedies.unsettled import unsettled


def evaluations(agreement: Agreement, measurements: Measurements) -> tuple[Evaluation, ...]:
    """
    Every remedy of every measured objective: by the end of its window, then as the text stands.

    Raises `UsageError` when the measurements are not of this agreement or measure one objective
    twice, `LocatedError` for a remedy that does not exist or is bound twice.
    """
    if measurements.agreement != agreement.id:
        raise UsageError(
            f"these measurements are of agreement '{measurements.agreement}', not '{agreement.id}'"
        )
    seen: set[tuple[str, str, str]] = set()
    targets: dict[str, _Target] = {}
    found: list[Evaluation] = []
    for measured in measurements.measured:
        name = (measured.target, measured.objective, measured.window.name)
        if name in seen:
            raise UsageError("{} ({}) is measured twice in window '{}'".format(*name))
        seen.add(name)
        if measured.target not in targets:
            targets[measured.target] = _Target(agreement, measured.target)
        found += targets[measured.target].evaluations(measured)
    return tuple(sorted(found, key=lambda evaluation: evaluation.order))


class _Target:
    """One target with what all its evaluations share."""

    def __init__(self, agreement: Agreement, id: str) -> None:
        targets = agreement.targets or ()
        number = next((i for i, target in enumerate(targets) if target.id == id), None)
        if number is None:
            raise UsageError(f"agreement '{agreement.id}' has no target '{id}'")
        self._agreement, self._target, self._number = agreement, targets[number], number
        metrics = (m for m in agreement.metrics or () if m.id == self._target.metric)
        self._metric = next(metrics, None)
        names = self._target.objectives or ("all",)
        self._objectives = {name: position for position, name in enumerate(names)}
        self._bound = list(_bound(agreement, self._target))
        self._shared: list[dict[Hashable, Any]] = [{} for _ in self._bound]
        self._periods: dict[WindowSpan, Period] = {}

    def evaluations(self, measured: Measured) -> Iterator[Evaluation]:
        """What is evaluated of one verdict, remedy by remedy."""
        target, window = self._target, measured.window
        if measured.objective not in self._objectives:
            raise UsageError(f"target '{target.id}' has no objective '{measured.objective}'")
        position = self._objectives[measured.objective]
        for turn, (binding, remedy) in enumerate(self._bound):
            period = self._period(window)
            for miss in events_of(measured, remedy):
                record = "" if miss is None else miss.id
                yield Evaluation(
                    agreement=self._agreement,
                    target=target,
                    metric=self._metric,
                    measured=measured,
                    remedy=remedy,
                    binding=binding,
                    period=period,
                    order=(window.end, window.start, self._number, position, turn, record),
                    record=record,
                    miss=miss,
                    shared=self._shared[turn],
                )

    def _period(self, window: WindowSpan) -> Period:
        """The period whose charge a window stands for: of a rolling one, that of its evaluation."""
        if window not in self._periods:
            period = _period_of(window, self._kind(), self._agreement)
            for _, remedy in self._bound:
                self._refuse_merged(remedy, period)
            self._periods[window] = period
        return self._periods[window]

    def _kind(self) -> Kind | ContractYear | RollingWindow:
        """The kind of window that the target is judged by."""
        window, _ = said("window", self._target, self._metric, self._agreement.interpretation)
        if window is None:
            raise LocatedError(
                f"target '{self._target.id}': 'window' is not said: the period decides what is"
                " paid",
                str(self._target.at.span),
                "write window: month in the target or in the interpretation",
            )
        return cast("Kind | ContractYear | RollingWindow", window)

    def _refuse_merged(self, remedy: Remedy, period: Period) -> None:
        """Refuse a window judged together with a partial one: which charge pays is not said."""
        agreement = self._agreement
        levels = (remedy, self._target, self._metric, agreement.interpretation)
        answer, at = said("partial_window", *levels)
        if isinstance(self._kind(), RollingWindow) or answer != "merged":
            return
        begin, end = agreement.effective.from_.value, agreement.effective.ends
        before = evaluated(period.calendar, period.first - timedelta(days=1))
        after = evaluated(period.calendar, period.last + timedelta(days=1))
        if before[0] < begin <= before[1] or (end and after[0] <= end.value < after[1]):
            term = "partial_window: merged"
            raise unsettled(agreement.id, remedy.id, term, at, f"in {period.name}")


def _period_of(
    window: WindowSpan, kind: Kind | ContractYear | RollingWindow, agreement: Agreement
) -> Period:
    if not isinstance(kind, RollingWindow):
        return period_of(window, kind, agreement.effective)
    first, last = window_of(kind.every, date.fromisoformat(window.last))
    window = replace(window, first=first.isoformat(), last=last.isoformat())
    return period_of(window, kind.every, agreement.effective)


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
