"""Asking the real pipeline: what one remedy of one objective comes to at a value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar

from slaspec.language.model.agreement import Agreement
from slaspec.language.model.interpretation import Claim, Interpretation, MeasureAnswers, Rounding
from slaspec.language.model.remedy import Rate, Remedy
from slaspec.language.model.target import Binding, Target
from slaspec.language.quantities import Amount
from slaspec.measure.results import Measured, Measurements, Miss, Verdict, WindowSpan
from slaspec.remedies.analysis.axis import HUNDRED, Axis
from slaspec.remedies.charges import Rows
from slaspec.remedies.earlier.history import History
from slaspec.remedies.pipeline import settle

_TO_THE_END = Rounding(mode="half_up", at_="total")  # amounts stay exact until all caps have cut
_WHOLE = Rate(flat=Amount("100%"))
_HEAVY = 10**30  # so that what is paid lies above every cap
_BY_ITSELF = Claim(automatic=True)


class Paid(NamedTuple):
    """What a remedy comes to, exact: before caps, and under them. A bonus is below zero."""

    gross: Fraction
    net: Fraction


NOTHING = Paid(Fraction(0), Fraction(0))


@dataclass(frozen=True)
class Probe:
    """
    One remedy of one objective alone, in one window without a past.

    The objective begins on the first day of the window, so that nobody asks what was before.
    """

    agreement: Agreement
    target: str
    objective: str
    window: WindowSpan
    axis: Axis
    unit: str
    begins: date
    charges: Rows | None = None
    _known: dict[Fraction, Paid] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, value: Fraction) -> Paid:
        """What is paid at a value. Raises what `settle` raises."""
        if value not in self._known:
            self._known[value] = self._settled(value, self.agreement)
        return self._known[value]

    def limit(self, value: Fraction) -> Fraction | None:
        """The most that caps let pass at a value, however large the rate is; None without any."""
        [remedy] = self.agreement.remedies or ()
        if not remedy.caps:
            return None
        [target] = self.agreement.targets or ()
        [binding] = target.remedies or ()
        assert isinstance(binding, Binding)  # as `alone` has made it
        heavy = replace(binding, weight=Decimal(binding.weight or 1) * _HEAVY)
        target = replace(target, remedies=(heavy,))
        paid = self._settled(value, replace(self.agreement, targets=(target,)))
        return None if paid.gross == paid.net else abs(paid.net)

    def base(self) -> Fraction | None:
        """
        The exact amount that percentages are taken of in the end; None where the rate has no base.

        Of an amount at risk it is the whole of which that is a part.
        """
        [remedy], [target] = self.agreement.remedies or (), self.agreement.targets or ()
        base = remedy.base
        while base is not None and base.of is not None:
            base = base.of
        if base is None or self.axis.of_records:
            return None
        whole = Remedy(id=remedy.id, for_each="window", rate=_WHOLE, base=base, nature="penalty")
        bound = replace(target, remedies=(remedy.id,))
        below, above = self.axis.edge.figure - 1, self.axis.edge.figure + 1
        missed = below if self.axis.edge.higher_is_better else above
        agreement = replace(self.agreement, remedies=(whole,), targets=(bound,))
        return self._settled(missed, agreement).gross

    def together(self, value: Fraction, events: int) -> Fraction:
        """What so many events of one length come to in a window."""
        return self._settled(value, self.agreement, events).net

    def _settled(self, value: Fraction, agreement: Agreement, events: int = 1) -> Paid:
        measured = self.measured(value, events)
        found = Measurements(self.agreement.id, (self.window,), (measured,))
        history = History(begun={(self.target, self.objective): self.begins})
        statement = settle(agreement, found, charges=self.charges, history=history)
        paid = NOTHING
        for line in statement.lines:
            sign = -1 if line.nature == "bonus" else 1
            cut = line.cap_cut + line.carried_out
            paid = Paid(paid.gross + sign * line.gross, paid.net + sign * (line.gross - cut))
        return paid

    def measured(self, value: Fraction, events: int = 1) -> Measured:
        """The objective as it is measured at a value, of events with so many of them."""
        verdict: Verdict = "met" if self.axis.meets(value) else "missed"
        blank = Measured(self.target, self.objective, self.window, verdict, unit=self.unit)
        if self.axis.of_events:
            return self._of_events(blank, value, events)
        if self.axis.of_records:
            return self._of_records(blank, value)
        figure = value / HUNDRED if self.axis.unit == "%" else value
        counted = self.axis.counted
        if counted is None or self.axis.unit != "%":
            return replace(blank, value=figure, counted=1)
        return replace(
            blank, value=figure, counted=int(counted), down=counted * (1 - value / HUNDRED)
        )

    def _of_events(self, blank: Measured, seconds: Fraction, number: int) -> Measured:
        """So many records, outages or incidents of so many seconds, unless these are no miss."""
        if blank.verdict == "met":
            return replace(blank, value=Fraction(1), met=1, counted=1)
        late, ids = seconds - self.axis.edge.figure, tuple(f"event-{n}" for n in range(number))
        misses = tuple(Miss(id, size=seconds, late=late, incident=id) for id in ids)
        return replace(blank, value=Fraction(0), counted=number, missed_ids=ids, misses=misses)

    def _of_records(self, blank: Measured, missed: Fraction) -> Measured:
        counted = self.axis.counted if self.axis.counted is not None else missed + 1
        good = counted - missed
        ids = tuple(f"record-{number}" for number in range(1, int(missed) + 1))
        return replace(
            blank,
            value=good / counted,
            met=int(good),
            counted=int(counted),
            missed_ids=ids,
        )


def alone(agreement: Agreement, target: Target, binding: Binding, remedy: Remedy) -> Agreement:
    """
    The agreement with one remedy, as it pays by itself: no other one, no cap over all of them.

    What the analysis leaves aside is taken out: rounding, the minimum payable, claims, and what
    only other windows can bring about.
    """
    trigger = remedy.trigger
    if trigger is not None:
        trigger = replace(trigger, from_failure=None, in_=None)
    own = replace(
        remedy,
        trigger=trigger,
        claim=None,
        rounding=None,
        settlement=None,
        combine=None,
        minimum_payable=None,
        earn_back=None,
    )
    bound = replace(_plain(target), remedies=(binding,))
    metrics = tuple(_plain(each) for each in agreement.metrics or ())
    answers = agreement.interpretation or Interpretation()
    said = replace(_plain(answers), claim=_BY_ITSELF, rounding=_TO_THE_END, settlement=None)
    return replace(
        agreement,
        interpretation=said,
        metrics=metrics,
        targets=(bound,),
        remedies=(own,),
        caps=None,
    )


_Answers = TypeVar("_Answers", bound=MeasureAnswers)


def _plain(answers: _Answers) -> _Answers:
    """The same without what moves a value before it is judged."""
    return replace(answers, round_measured=None, smooth_with=None, minimum_sample=None)
