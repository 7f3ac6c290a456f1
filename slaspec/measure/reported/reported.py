"""Judge reported figures: each row by the text that its window began under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from slaspec.errors import LocatedError, Unsupported
from slaspec.measure.measure import require_ended, term_of, verdicts
from slaspec.measure.plan import Plan, TargetPlan
from slaspec.measure.reported.keys import Rows, by_key, shown_name
from slaspec.measure.reported.needs import NOT_MEASURED, remedies_of
from slaspec.measure.reported.readings import reading_of
from slaspec.measure.reported.rows import FigureRow
from slaspec.measure.results import Measured, Measurements, Reading, Scope, WindowSpan
from slaspec.service_time.civil import midnight

if TYPE_CHECKING:
    from slaspec.measure.texts import TextPlan


def measure_reported(
    texts: Sequence[TextPlan], rows: Sequence[FigureRow], as_of: int, *, complete: bool = True
) -> Measurements:
    """
    Verdicts of an agreement over a period, by the figures that are reported for its windows.

    `texts` are the plans of its texts in the period, in order; `as_of` is in UTC seconds. Each
    objective of a target that binds a remedy needs a row for each window, which may say
    `not measured`; without `complete` only what has a row is judged.

    Raises `LocatedError` at the row for a target, objective or window that is not there or stands
    twice, for a figure that cannot be, and for a row that is missing; `UsageError` for a window
    that was not over; `Unsupported` where an amendment would split a window.
    """
    owned = list(_owned(texts))
    held = by_key(texts[-1].plan.agreement.id, [target for _, target in owned], rows)
    judged = [
        measured
        for text, target in owned
        for measured in _Judge(text.plan, target, held, as_of, rows, complete).measured()
    ]
    order = {target.target.id: number for number, target in enumerate(texts[-1].plan.targets)}
    judged.sort(key=lambda each: (order.get(each.target, len(order)), each.window))
    return Measurements(
        agreement=texts[-1].plan.agreement.id,
        windows=tuple(sorted({each.window for each in judged})),
        measured=tuple(judged),
    )


def _owned(texts: Sequence[TextPlan]) -> Iterator[tuple[TextPlan, TargetPlan]]:
    """Each target under each text, with the windows that begin under it."""
    begins = [_begin(text) for text in texts]
    for number, text in enumerate(texts):
        until = begins[number + 1] if number + 1 < len(texts) else None
        for target in text.plan.targets:
            _refuse_split(text, target, begins[number])
            windows = tuple(
                window
                for window in target.windows
                if begins[number] <= window.start and (until is None or window.start < until)
            )
            if windows:
                yield text, replace(target, windows=windows)


def _begin(text: TextPlan) -> int:
    if text.amendment is None:
        return -(1 << 62)
    return midnight(text.amendment.begins, text.plan.zone)


def _refuse_split(text: TextPlan, target: TargetPlan, begins: int) -> None:
    amendment = text.amendment
    if amendment is None or amendment.takes_effect != "mid_window":
        return
    for window in target.windows:
        if window.start < begins < window.end:
            raise Unsupported(
                f"'takes_effect: mid_window' would split the window {window.name} of target"
                f" '{target.target.id}', which this version cannot; nothing was computed",
                str(amendment.at.of("takes_effect").span),
                "let it take effect with a window, or write takes_effect: next_window",
            )


@dataclass(frozen=True)
class _Judge:
    """One target under one text, with all rows of its agreement."""

    plan: Plan
    target: TargetPlan
    rows: Rows
    as_of: int
    listed: Sequence[FigureRow]
    complete: bool

    def measured(self) -> list[Measured]:
        """The verdicts, objective by objective; those without a row only where none is needed."""
        require_ended(self.target, self.as_of, self.plan.zone)
        version = self.plan.agreement.version
        found = verdicts(self.plan, self.target, self._read, self._scope)
        return [
            replace(each, version=version)
            for each in found
            if self.complete or self._row(each.objective, each.window.name) is not None
        ]

    @property
    def _scope(self) -> Scope:
        return Scope(self.as_of, self.plan.zone, term_of(self.plan))

    def _row(self, objective: str, window: str) -> FigureRow | None:
        return self.rows.get((self.target.target.id, objective, window))

    def _read(self, position: int, span: WindowSpan) -> Reading:
        objective = self.target.objectives[position].name
        remedies = remedies_of(self.plan.agreement, self.target.target)
        row = self._row(objective, span.name)
        if row is not None:
            self._refuse_beside_term(row, span)
            return reading_of(self.target, remedies, position, span, row, self._scope)
        if self.complete and remedies and self._judged(span):
            raise self._missing(objective, span)
        return Reading(None, reason="no figure is given")

    def _judged(self, span: WindowSpan) -> bool:
        effective = self.plan.agreement.effective
        first, last = self._scope.term
        too_early = effective.judged_from is not None and span.first < effective.judged_from.text
        return span.start < last and span.end > first and not too_early

    def _refuse_beside_term(self, row: FigureRow, span: WindowSpan) -> None:
        first, last = self._scope.term
        if span.start >= last or span.end <= first:
            effective = self.plan.agreement.effective
            until = f"ends on {effective.ends}" if effective.ends else "has no end"
            raise row.fault(
                "window",
                f"{span.name} lies outside the term of '{self.plan.agreement.id}', which begins"
                f" on {effective.from_} and {until}",
            )

    def _missing(self, objective: str, span: WindowSpan) -> LocatedError:
        name = shown_name(self.target.target.id, objective)
        at = self.listed[-1].at if self.listed else f"{self.plan.agreement.id}:1:1"
        return LocatedError(
            f"no row has the figure of {name} in {span.name}, and a remedy is paid by it",
            at,
            f"add a row for it, with '{NOT_MEASURED}' as its value where nobody measured",
        )
