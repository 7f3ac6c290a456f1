"""Tickets whose clock starts, pauses and stops at given instants, as rows of their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from slaspec.language.model import DataSource
from slaspec.language.model.metric import DurationMetric
from slaspec.measure.plan import TargetPlan
from slaspec.records.simulate.source_rows import Row, RowWriter
from slaspec.records.simulate.source_times import UnwritableError
from slaspec.records.simulate.stories import Step, TicketStory
from slaspec.records.tickets import STATES
from slaspec.service_time.timeline import Span

_AT_WORK = ("active", "new", "queued", "waiting_internal", "waiting_supplier", "waiting_customer")


@dataclass
class Teller:
    """Tells tickets of one target in states and events that its source can write."""

    plan: TargetPlan
    metric: DurationMetric
    source: DataSource
    writer: RowWriter = field(init=False)

    def __post_init__(self) -> None:
        self.writer = RowWriter(self.source)

    @property
    def stops(self) -> tuple[str, ...]:
        """The stop events that the source can write, in the order of the metric."""
        return tuple(event for event in self.metric.stop or () if self._can_say(event))

    @property
    def pauses(self) -> tuple[str, ...]:
        """The pause states that the source can write."""
        states = self.source.states or {}
        return tuple(state for state in self.metric.pause or () if states.get(state))

    @property
    def any_priority(self) -> str | None:
        """A priority for records of which none is asked."""
        return next(iter(self.source.priorities or ()), None)

    def rows(
        self,
        id: str,
        priority: str | None,
        start: int,
        stop: int,
        *,
        event: str,
        pauses: Sequence[tuple[str, Span]] = (),
        fields: Mapping[str, str] | None = None,
    ) -> tuple[Row, ...]:
        """
        A ticket that starts, pauses in some states, and stops by an event.

        Raises `UnwritableError` where the source has no label for a state, priority or service.
        """
        at_work = self._at_work()
        steps = [Step(start, at_work)]
        for state, (begin, end) in pauses:
            steps += [Step(begin, state), Step(end, at_work)]
        events: dict[str, int] = {"reported": start, self.metric.start or "reported": start}
        steps.append(Step(stop, event if self._has_label(event) else at_work))
        events[event] = stop
        story = TicketStory(
            id=id,
            service=self.plan.target.service,
            priority=priority,
            steps=tuple(steps),
            events=events,
            group=self.metric.group,
            fields=self._fields() if fields is None else fields,
        )
        return tuple(self.writer.rows([story]))

    def _at_work(self) -> str:
        """The first state at work that the source can write and that pauses nothing."""
        states = self.source.states
        if states is None or "state" not in (self.source.columns or {}):
            return "active"
        for state in _AT_WORK:
            if states.get(state) and state not in (self.metric.pause or ()):
                return state
        raise UnwritableError(
            f"source '{self.source.id}' has no label for a record that somebody works on"
        )

    def _can_say(self, event: str) -> bool:
        in_column = event in (self.source.columns or {})
        return in_column or (self.source.layout == "events" and self._has_label(event))

    def _has_label(self, event: str) -> bool:
        return event in STATES and bool((self.source.states or {}).get(event))

    def _fields(self) -> dict[str, str]:
        """The first of the wanted values of each field by which the metric filters."""
        own = ("priority", "service", "group", "state", "id")
        where = self.metric.where or {}
        return {field: values[0] for field, values in where.items() if field not in own and values}
