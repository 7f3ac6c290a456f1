"""What is evaluated: one remedy of one target on one measured objective in one window."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal, TypeVar, cast

from slaspec.errors import LocatedError
from slaspec.language.answers import answer
from slaspec.language.model.agreement import Agreement
from slaspec.language.model.interpretation import Rounding
from slaspec.language.model.metric import Metric
from slaspec.language.model.node import Node, Place
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Binding, Objective, Target
from slaspec.language.quantities import Lookback
from slaspec.measure.results import Measured, Miss
from slaspec.remedies.earlier.spans import Span, span_of
from slaspec.remedies.events import EVENTS, event_of, incident_of
from slaspec.remedies.periods import Period
from slaspec.remedies.statement import ClaimState, Nature, TrailStep
from slaspec.remedies.unsettled import unsettled

Order = tuple[int, int, int, int, int, str]
_NOTHING = Fraction(0)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Evaluation:
    """
    One pass through the pipeline: everything that its stages read.

    `miss` is the record that missed, the outage or the incident, where the remedy is paid for each,
    and `record` its id; none for a window, and where nothing missed. `shared` is what all
    evaluations of one remedy and target have found out already.
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
    miss: Miss | None = None
    shared: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def for_events(self) -> bool:
        """Whether the remedy is paid for each record, outage or incident, not for the window."""
        return self.remedy.for_each in EVENTS

    @property
    def event(self) -> Hashable:
        """The record, outage or incident itself; of what was carried in its number is known."""
        return self.record if self.miss is None else event_of(self.miss)

    @property
    def incident(self) -> Hashable:
        """The incident behind what is evaluated; empty for a window."""
        return self.record if self.miss is None else incident_of(self.miss)

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

    def span(self, per: Lookback | str, term: str, at: Place) -> Span:
        """The span around the window; refuses the term where windows do not fill it."""
        name = ("span", str(per), self.period.name, self.period.last)
        found = self.once(name, lambda: span_of(per, self.period, self.agreement))
        if isinstance(found, str):
            raise self.refused(f"{term}: {per}", at, found)
        return found

    def money_answer(self, question: str) -> tuple[Any, Place]:
        """The answer of the remedy, else of the interpretation, and its place."""
        levels = (self.remedy, self.agreement.interpretation)
        return self.once(question, lambda: said(question, *levels))

    def measure_answer(self, question: str) -> tuple[Any, Place]:
        """The answer of the target, else of its metric, else of the interpretation."""
        levels = (self.target, self.metric, self.agreement.interpretation)
        return self.once(question, lambda: said(question, *levels))

    def partial_answer(self) -> tuple[Any, Place]:
        """What happens to a partial window: the remedy's answer, else as it is measured."""
        own = said("partial_window", self.remedy)
        return own if own[0] is not None else self.measure_answer("partial_window")

    def once(self, name: Hashable, find: Callable[[], _T]) -> _T:
        """What is the same for all evaluations of the remedy and target, found only once."""
        if name not in self.shared:
            self.shared[name] = find()
        return cast("_T", self.shared[name])

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
    `of_record` and `of_incident` those of its record and of its incident, `points` what it adds to
    a pool before that is worth money.
    The other figures are those of a `Line`.
    """

    evaluation: Evaluation
    amount: Fraction
    trail: tuple[TrailStep, ...]
    most: int | None = None
    of_record: int | None = None
    of_incident: int | None = None
    points: Fraction = _NOTHING
    gross: Fraction = _NOTHING
    carried_in: Fraction = _NOTHING
    cap_cut: Fraction = _NOTHING
    carried_out: Fraction = _NOTHING
    minimum_cut: Fraction = _NOTHING
    claim: ClaimState = "not_needed"
    claim_by: date | None = None
    lapsed: Fraction = _NOTHING
    lapsed_uses_cap: bool = False
    open_choice: tuple[str, ...] = ()

    def after(self, amount: Fraction, step: TrailStep) -> Due:
        """The same line behind one more stage."""
        return self.changed(amount=amount, trail=(*self.trail, step))

    def changed(self, **figures: Any) -> Due:
        """The same line with other figures; `replace` takes five times as long, line by line."""
        due = object.__new__(Due)
        vars(due).update(vars(self), **figures)
        return due

    def cut(self, by: Fraction, *, carried: bool) -> Due:
        """The same line, of which a cap took something, for good or into the next window."""
        if not by:
            return self
        if carried:
            return self.changed(carried_out=self.carried_out + by)
        return self.changed(cap_cut=self.cap_cut + by)

    def within(self, most: int, per: object) -> Due:
        """The same line under one more cap of its remedy: for its record, its incident, or all."""
        if per in ("record", "outage"):
            return self.changed(of_record=_lower(self.of_record, most))
        if per == "incident":
            return self.changed(of_incident=_lower(self.of_incident, most))
        return self.changed(most=_lower(self.most, most))


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
