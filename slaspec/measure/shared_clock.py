"""
Targets of duration metrics on the same clock: their records are timed once for all of them.

Which clock a record has follows from a few terms of the metric and some answers. Targets with
equal ones share it, however many agreements they are in; those that also judge alike are one
layer, and are judged together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, cast

from slaspec.measure.counts import NOBODY, Counts
from slaspec.measure.duration import clocks_of, judge
from slaspec.measure.known import known_at
from slaspec.measure.layer import Asked, Layer
from slaspec.measure.misses import teller
from slaspec.measure.repairs import as_tickets
from slaspec.measure.tool import verdicts_of_tool
from slaspec.records.tickets import Tickets

if TYPE_CHECKING:
    from slaspec.measure.tally import Tally
    from slaspec.records.outages import Outages


class SharedClock:
    """Targets on one clock, and what was counted of them so far."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.asked = tuple(asked)
        self._plan, self._scope = asked[0].plan, asked[0].scope
        self.layers = list(_layers(asked))
        self.counts = [Counts(layer.first, layer.width) for layer in self.layers]

    def add(self, records: Tickets | Outages) -> None:
        """Count a part of the records."""
        tickets = known_at(self._tickets(records), self._scope.as_of)
        clocks = clocks_of(tickets, self._plan, self._scope.as_of, self._scope.zone)
        for layer, counts in zip(self.layers, self.counts, strict=True):
            judged = judge(tickets, clocks, layer)
            told = None
            if judged.spent is not None:
                told = teller(tickets, layer.plan.needs, layer.scope.zone, judged.spent)
            counts.add(judged, tickets.ids, verdicts_of_tool(tickets, judged, layer), told)
            counts.backwards += clocks.backwards

    def plus(self, counts: Sequence[Counts]) -> None:
        """Add what was counted of other parts for the same targets."""
        for mine, other in zip(self.counts, counts, strict=True):
            mine.plus(other)

    def tallies(self) -> list[tuple[Asked, Tally]]:
        """The tally of each target."""
        found: list[tuple[Asked, Tally]] = []
        for layer, counts in zip(self.layers, self.counts, strict=True):
            others = NOBODY if counts.begun is None else layer.of_others(counts.begun)
            found += zip(layer.asked, counts.tallies(others), strict=True)
        return found

    def _tickets(self, records: Tickets | Outages) -> Tickets:
        if isinstance(records, Tickets):
            return records
        parts = cast("frozenset[str]", self._plan.prepared)
        return as_tickets(records, parts, self._plan.target.service)


def shared_clocks(asked: Iterable[Asked]) -> list[SharedClock]:
    """The targets of duration metrics, those on the same clock together."""
    return [SharedClock(each) for each in _alike(asked, _timing)]


def _layers(asked: Iterable[Asked]) -> Iterator[Layer]:
    """Those that judge alike together, but two targets of one service apart."""
    for alike in _alike(asked, _judging):
        before: Counter[str] = Counter()
        layers: dict[int, list[Asked]] = {}
        for each in alike:
            service = each.plan.target.service
            layers.setdefault(before[service], []).append(each)
            before[service] += 1
        yield from map(Layer, layers.values())


def _alike(asked: Iterable[Asked], terms: Callable[[Asked], object]) -> list[list[Asked]]:
    """Those with equal terms together (terms are not hashed: some hold mappings)."""
    found: list[tuple[object, list[Asked]]] = []
    for each in asked:
        mine = terms(each)
        group = next((group for others, group in found if others == mine), None)
        if group is None:
            found.append((mine, [each]))
        else:
            group.append(each)
    return [group for _, group in found]


def _timing(asked: Asked) -> tuple[object, ...]:
    """All terms on which the clock of a record depends."""
    plan, metric, answers = asked.plan, asked.plan.timed, asked.plan.answers
    counts_days = answers.reopened.within is not None
    of_parts = plan.target.service if plan.source.records == "outage" else None
    return (
        (plan.source, of_parts, asked.scope.as_of),
        (metric.start, metric.stop, metric.pause, metric.group, metric.visits),
        (answers.reopened, answers.reclassified, answers.priority, plan.by_priority, plan.ranked),
        (plan.period_days, answers.day_periods, asked.scope.zone) if counts_days else None,
        (plan.relief, asked.scope.zone) if plan.relief.exclusions else None,
    )


def _judging(asked: Asked) -> tuple[object, ...]:
    """All terms besides by which a clock is judged, but for the objective and the term."""
    plan, answers = asked.plan, asked.plan.answers
    return (
        plan.timed.where,
        plan.needs,
        (answers.without_stop, answers.leave_out, answers.assign_to, answers.limit_reached),
        (plan.spans.slices, asked.scope.zone),
    )
