"""
Many runs of the same dates, each measured for itself: simulated months, say.

The records of all runs are judged together, as those of one period; only their counts are kept
apart. So a thousand months cost little more than their records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from slaspec.measure.counts import Counts
from slaspec.measure.duration import clocks_of, judge
from slaspec.measure.kinds import kind_of
from slaspec.measure.known import known_at
from slaspec.measure.layer import Asked, Layer
from slaspec.measure.measure import as_counted, term_of, verdicts
from slaspec.measure.misses import teller
from slaspec.measure.results import Measurements, Scope
from slaspec.measure.shared_clock import SharedClock, shared_clocks
from slaspec.measure.tally import Key, Tally, merge
from slaspec.records.selection import selected, selected_outages
from slaspec.records.tickets import Tickets

if TYPE_CHECKING:
    from slaspec.measure.plan import Plan
    from slaspec.records.outages import Outages
    from slaspec.records.tickets import Int64

    Parts = Iterable[tuple[Tickets | Outages, Int64]]
    Tallies = Mapping[int, Sequence[Tally]]

NOTHING = Tally({}, {}, {}, 0)


def measure_runs(
    plans: Sequence[Plan], parts: Mapping[str, Parts], as_of: int, runs: int
) -> Iterator[list[Measurements]]:
    """
    The verdicts of each run, plan by plan.

    `parts` are the records of each source and the run of each record, from 0; targets on other
    sources are not measured. `as_of` is in UTC seconds.
    """
    asked = [
        [
            Asked(target, Scope(as_of, plan.zone, term_of(plan)))
            for target in plan.targets
            if target.source.id in parts
        ]
        for plan in plans
    ]
    tallies = tallies_of_runs([each for targets in asked for each in targets], parts, runs)
    for run in range(runs):
        yield [
            _measurements(plan, targets, tallies, run)
            for plan, targets in zip(plans, asked, strict=True)
        ]


def _measurements(plan: Plan, asked: Sequence[Asked], tallies: Tallies, run: int) -> Measurements:
    windows = sorted({window for each in asked for window in each.plan.windows})
    measured = [
        replace(found, version=plan.agreement.version)
        for each in asked
        for found in verdicts(
            plan, each.plan, as_counted(each.plan, tallies[id(each)][run], each.scope), each.scope
        )
    ]
    return Measurements(plan.agreement.id, tuple(windows), tuple(measured))


def tallies_of_runs(asked: Sequence[Asked], parts: Mapping[str, Parts], runs: int) -> Tallies:
    """The tally of each target in each run, by the identity of what was asked."""
    found: dict[int, Sequence[Tally]] = {}
    for source, given in parts.items():
        mine = [each for each in asked if each.plan.source.id == source]
        together = [each for each in mine if _of_tickets(each)]
        counting = [_Clocks(clock, runs) for clock in shared_clocks(together)]
        single = [each for each in mine if not _of_tickets(each)]
        one_by_one: list[list[list[Tally]]] = [[[] for _ in range(runs)] for _ in single]
        for records, run in given if mine else ():
            for counter in counting:
                assert isinstance(records, Tickets)
                counter.add(records, run)
            for number, part in _by_run(records, run) if single else ():
                for each, kept in zip(single, one_by_one, strict=True):
                    kept[number].append(
                        kind_of(each.plan.metric).tally(part, each.plan, each.scope)
                    )
        for counter in counting:
            found |= counter.tallies()
        for each, kept in zip(single, one_by_one, strict=True):
            found[id(each)] = [merge(tallies) for tallies in kept]
    return found


def _of_tickets(asked: Asked) -> bool:
    return asked.plan.metric.kind == "duration" and asked.plan.source.records != "outage"


def _by_run(records: Tickets | Outages, run: Int64) -> Iterator[tuple[int, Tickets | Outages]]:
    order = np.argsort(run, kind="stable")
    edges = np.flatnonzero(np.diff(run[order], prepend=-1, append=-1))
    for begin, end in pairwise(edges.tolist()):
        rows = order[begin:end]
        if isinstance(records, Tickets):
            yield int(run[rows[0]]), selected(records, rows)
        else:
            yield int(run[rows[0]]), selected_outages(records, rows)


class _Clocks:
    """Targets on one clock: the windows of each run are counted as windows of their own."""

    def __init__(self, clock: SharedClock, runs: int) -> None:
        self._clock, self._runs = clock, runs
        self._counts = [Counts(layer.first, layer.width * runs) for layer in clock.layers]

    def add(self, records: Tickets, run: Int64) -> None:
        """Count some records; `run` is that of each."""
        plan, scope = self._clock.asked[0].plan, self._clock.asked[0].scope
        tickets = known_at(records, scope.as_of)
        clocks = clocks_of(tickets, plan, scope.as_of, scope.zone)
        for layer, counts in zip(self._clock.layers, self._counts, strict=True):
            judged = judge(tickets, clocks, layer)
            inside = judged.window >= 0
            moved = np.where(inside, run[judged.owner] * layer.width + judged.window, -1)
            told = None
            if judged.spent is not None:
                told = teller(tickets, layer.plan.needs, layer.scope.zone, judged.spent)
            ids = tickets.ids if told else ()
            counts.add(replace(judged, window=moved, begun=None), ids, None, told)

    def tallies(self) -> dict[int, Sequence[Tally]]:
        """The tallies of each target, run by run."""
        found: dict[int, Sequence[Tally]] = {}
        for layer, counts in zip(self._clock.layers, self._counts, strict=True):
            for asked, whole in zip(layer.asked, counts.tallies(), strict=True):
                found[id(asked)] = self._split(layer, whole)
        return found

    def _split(self, layer: Layer, whole: Tally) -> list[Tally]:
        cells: defaultdict[int, dict[Key, object]] = defaultdict(dict)
        for key, partial in whole.cells.items():
            run, window = divmod(key.window, layer.width)
            cells[run][Key(key.objective, window)] = partial
        return [
            Tally(cells[run], {}, {}, 0) if run in cells else NOTHING for run in range(self._runs)
        ]
