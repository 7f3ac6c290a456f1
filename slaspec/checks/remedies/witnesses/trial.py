"""Run the witnesses of the remedies of one target: does each term act just where it says?"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from slaspec.checks.measurable.witnesses.frame import Frame, frame
from slaspec.checks.remedies.witnesses.bounds import bounds
from slaspec.checks.remedies.witnesses.by_records import shown_by_records
from slaspec.checks.remedies.witnesses.edges import Edge, Story, edges
from slaspec.checks.remedies.witnesses.scale import Scale, Untried, scale_of
from slaspec.checks.remedies.witnesses.story import Stories, Told
from slaspec.errors import LocatedError, SlaspecError, Unsupported
from slaspec.language.answers import answer
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Binding, Target
from slaspec.measure.plan import ObjectivePlan
from slaspec.remedies.money import money_shown

Fault = Literal["unreached", "silent", "early", "no_more"]
_LONG = 13  # windows of which a story may have so many: a year and one


class Failure(NamedTuple):
    """
    A term that does not act as it says.

    `unreached`: no figures bring it about; `silent`: it does not act where it should; `early`: it
    acts where it should not; `no_more`: it acts, and nothing more is paid. `table` shows the two
    stories.
    """

    fault: Fault
    objective: str
    remedy: Remedy
    edge: Edge
    reason: str
    table: tuple[tuple[str, ...], ...]


class NotTried(NamedTuple):
    """A remedy that was not tried: why, and its place; `told` where another rule reports it."""

    remedy: Remedy
    sentence: str
    told: bool


class RemedyTrial:
    """The witnesses of the remedies of one target of a whole agreement; run once, when asked."""

    def __init__(self, book: Book, agreement: Agreement, target: Target) -> None:
        self._book, self._agreement = book, agreement
        self.target = target

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The terms that do not act as they say, in the order of the text."""
        return tuple(each for each in self._found if isinstance(each, Failure))

    @property
    def not_tried(self) -> tuple[NotTried, ...]:
        """The remedies that could not be tried."""
        return tuple(each for each in self._found if isinstance(each, NotTried))

    @cached_property
    def _found(self) -> tuple[Failure | NotTried, ...]:
        return tuple(dict.fromkeys(self._tried()))

    def _tried(self) -> Iterator[Failure | NotTried]:
        remedies = {remedy.id: remedy for remedy in self._agreement.remedies or ()}
        for said in self.target.remedies or ():
            binding = said if isinstance(said, Binding) else Binding(remedy=said)
            remedy = remedies.get(binding.remedy)
            if remedy is not None:
                yield from self._of(binding, remedy)

    def _of(self, binding: Binding, remedy: Remedy) -> Iterator[Failure | NotTried]:
        try:
            yield from _of_remedy(self._frame, self._agreement, binding, remedy)
        except Untried as reason:
            yield NotTried(remedy, str(reason), told=False)
        except LocatedError as error:
            yield NotTried(remedy, error.message, told=not isinstance(error, Unsupported))
        except SlaspecError as error:
            yield NotTried(remedy, str(error), told=False)

    @cached_property
    def _frame(self) -> Frame:
        made = frame(self._book, self._agreement, self.target)
        paid = self._agreement.effective.credits_from
        if paid is None:
            return made
        return dataclasses.replace(
            made, windows=tuple(each for each in made.windows if each.first >= paid.text)
        )


def _of_remedy(
    made: Frame, agreement: Agreement, binding: Binding, remedy: Remedy
) -> Iterator[Failure]:
    if not made.windows:
        raise Untried("no window in which it is paid lies in the term")
    if answer("obligation", made.target.target, made.target.metric, agreement.interpretation) == (
        "report_only"
    ):
        raise Untried("its objective is only reported, and nothing is owed")
    for objective in made.target.objectives:
        stories = Stories(made, agreement, objective, binding, remedy)
        scale = scale_of(made.target, objective, remedy, stories.seconds)
        for bonus in _sides(agreement, remedy):
            trial = _Trial(stories, scale, objective, remedy)
            for edge in edges(scale, remedy, bonus=bonus):
                yield from trial.of(edge)
            if not bonus:
                for edge in bounds(scale, remedy, trial.told, trial.room):
                    yield from trial.of(edge)
            yield from trial.by_records(bonus=bonus)


def _sides(agreement: Agreement, remedy: Remedy) -> tuple[bool, ...]:
    """Whether it is a credit, a bonus, or both: a rate on both sides."""
    if remedy.rate.symmetric is not None:
        return False, True
    nature = remedy.nature or answer("nature", agreement.interpretation)
    return (nature == "bonus",)


class _Trial(NamedTuple):
    stories: Stories
    scale: Scale
    objective: ObjectivePlan
    remedy: Remedy

    def of(self, edge: Edge) -> Iterator[Failure]:
        """What is wrong with one edge; nothing where a story is longer than the term."""
        if edge.inside is None:
            yield self._failure("unreached", edge, "no figures reach it", None, None)
            return
        if max(len(edge.inside), len(edge.outside or ())) > self.room:
            return
        inside = self.told(edge.inside)
        outside = self.told(edge.outside) if edge.outside is not None else None
        if not edge.acted(inside):
            reason = inside.reason or "something else is paid"
            yield self._failure("silent", edge, reason, inside, outside)
        elif outside is not None and edge.acted(outside):
            yield self._failure("early", edge, "it is paid already", inside, outside)
        elif edge.adds and self._adds_nothing(inside, outside):
            yield self._failure("no_more", edge, _cut(inside), inside, outside)

    def by_records(self, *, bonus: bool) -> Iterator[Failure]:
        """What is wrong with the terms that records can show, where figures show no fault."""
        first = self.stories.frame.target.objectives[0]
        if self.stories.lead or self.objective != first:
            return
        for shown in shown_by_records(self.stories, bonus=bonus):
            if not shown.is_right:
                acts = shown.side == shown.edge.acts_on
                edge = Edge(shown.edge.what, shown.edge.at, None, None, shown.edge.acted)
                reason = shown.told.reason or "something else is paid"
                amount = money_shown(shown.told.amount, shown.told.currency)
                yield Failure(
                    "silent" if acts else "early",
                    self.objective.name,
                    self.remedy,
                    edge,
                    f"where {shown.words}, {reason}",
                    ((shown.words, amount),),
                )

    def _adds_nothing(self, inside: Told, outside: Told | None) -> bool:
        if self.remedy.minimum_payable is not None and not inside.amount:
            return False  # what is too small by itself may be paid with more
        return inside.amount <= (outside.amount if outside is not None else 0)

    @property
    def room(self) -> int:
        """How many windows a story may have."""
        return min(self.stories.room, _LONG) - self.stories.lead

    def told(self, story: Story) -> Told:
        """What the last window of a story comes to."""
        lead = (self.scale.least,) * self.stories.lead
        return self.stories.told([self.scale.cells(n) for n in (*lead, *story)])

    def _failure(
        self, fault: Fault, edge: Edge, reason: str, inside: Told | None, outside: Told | None
    ) -> Failure:
        rows = []
        for name, story, told in (
            ("just beyond", edge.inside, inside),
            ("just before", edge.outside, outside),
        ):
            if story is not None and told is not None:
                figures = ", then ".join(self.scale.shown(n) for n in story)
                rows.append((name, figures, money_shown(told.amount, told.currency)))
        return Failure(fault, self.objective.name, self.remedy, edge, reason, tuple(rows))


def _cut(told: Told) -> str:
    """The last step that left less than it found."""
    for step in reversed(told.trail):
        cuts = step.stage in ("caps", "rounding", "minimum payable")
        if cuts and step.amount_in != step.amount_out:
            return step.sentence
    return "the amounts are the same"
