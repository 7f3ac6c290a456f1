"""
From a backing tree to stages in time, with the hand-overs between them.

Each leaf's clock starts no later than the hand-over to it, and the last stop stops the
objective's clock: else some time in between is promised by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from slaspec.backing.case import Case
from slaspec.backing.hours import ALWAYS_OPEN, Hours, hours_of
from slaspec.backing.leaf_priorities import can_be_raised
from slaspec.backing.leaf_times import hours_within, metric_of, paused_state
from slaspec.backing.library import Library
from slaspec.backing.promise import ALL, Promise
from slaspec.backing.result import Reason
from slaspec.backing.stages import Branches, Chain, DayStage, Stage, Timed
from slaspec.backing.tree import Leaf, Sequence, SomeOf, Tree
from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Duration
from slaspec.service_time.calendar import always_open

# Events in the order in which they happen in the life of a record; the others may come anywhere.
_ORDER = ("reported", "assigned", "accepted", "first_response", "resolved", "closed")
_RANK = {event: rank for rank, event in enumerate(_ORDER)}

Events = tuple[str, ...] | None  # None: own handling, which takes over and hands over as needed


def not_later(event: str, events: tuple[str, ...]) -> bool:
    """Whether an event happens no later than the first of some others, in every record."""
    if event in events:
        return len(events) == 1 or all(event == e or not_later(event, (e,)) for e in events)
    return event in _RANK and all(e in _RANK and _RANK[event] <= _RANK[e] for e in events)


def last_leaves(tree: Tree) -> Iterator[Leaf]:
    """The leaves whose stop is the last one."""
    if isinstance(tree, Leaf):
        yield tree
    elif isinstance(tree, Sequence):
        yield from last_leaves(tree.parts[-1]) if tree.parts else ()
    else:
        for part in tree.parts:
            yield from last_leaves(part)


@dataclass
class Builder:
    """
    Builds the stages of one objective; `faults` and `remarks` are what it found.

    `judged` are the promises that bound each leaf: its own and those of lower priorities; none
    where the objective's clock stands still while it works.
    """

    library: Library
    objective: Promise
    hours: Hours
    cases: dict[int, Case]
    faults: list[Reason] = field(default_factory=list)
    remarks: list[Reason] = field(default_factory=list)
    judged: dict[int, tuple[Promise, ...]] = field(default_factory=dict)

    def build(self, tree: Tree) -> Timed:
        """The stages of a whole tree."""
        metric = metric_of(self.objective)
        start = metric.start
        timed, exits = self._node(tree, (start,) if start is not None else None)
        self._require_stop(tree, exits)
        return timed

    def _node(self, tree: Tree, entry: Events) -> tuple[Timed, Events]:
        if isinstance(tree, Leaf):
            return self._leaf(tree, entry)
        if isinstance(tree, Sequence):
            parts = []
            for each in tree.parts:
                part, entry = self._node(each, entry)
                parts.append(part)
            return Chain(tuple(parts)), entry
        if isinstance(tree, SomeOf):
            self._fault(
                "branch-does-not-fit",
                "`k_of` and `redundant` are about being up; times go one after the other",
                "write all_of (all are needed) or one_of (alternative routes)",
                tree,
            )
        built = [self._node(part, entry) for part in tree.parts]
        return Branches(tuple(part for part, _ in built)), _together([e for _, e in built])

    def _leaf(self, leaf: Leaf, entry: Events) -> tuple[Timed, Events]:
        if leaf.own is not None:
            return self._own(leaf), None
        case = self.cases[id(leaf)]
        metric = metric_of(case.promise)
        exits = metric.stop
        self._require_start(case, entry)
        stage = self._clocked(case, entry)
        repeated = Chain((stage,) * leaf.visits) if leaf.visits > 1 else stage
        return repeated, exits

    def _own(self, leaf: Leaf) -> Timed:
        assert leaf.own is not None
        hours = self._own_hours(leaf)
        if leaf.own.time is None:
            self._fault(
                "own-without-time",
                "own handling says no time",
                "write own: {time: 15min, hours: …}",
                leaf,
            )
        return Stage(leaf.name, hours, leaf.own.time.seconds if leaf.own.time else 0)

    def _own_hours(self, leaf: Leaf) -> Hours:
        assert leaf.own is not None
        if leaf.own.hours is None:
            return self.hours
        found = self.library.hours(leaf.own.hours)
        if found is None:
            self._fault(
                "hours-unsaid",
                f"own handling names no known calendar ('{leaf.own.hours}')",
                "name a Calendar, or 24x7",
                leaf,
            )
        return found or self.hours

    def _clocked(self, case: Case, entry: Events) -> Timed:
        """The stage of a leaf, with the limits of the lower priorities that may have been used."""
        state = case.leaf.node.while_ if case.leaf.node is not None else None
        in_seconds = isinstance(self.objective.objective.within, Duration)
        if in_seconds and state in (metric_of(self.objective).pause or ()):
            assert state is not None
            self._remark_unclocked(case, state)
            self.judged[id(case.leaf)] = ()
            return Stage(case.name, ALWAYS_OPEN, 0, paused_in=state, unclocked=True)
        promises = [case.promise, *self._raised_from(case)]
        self.judged[id(case.leaf)] = tuple(promises)
        from_start = self._runs_from_start(case, entry)
        stages = [self._stage(case, each, from_start=from_start) for each in promises]
        return stages[0] if len(stages) == 1 else Branches(tuple(stages))

    def _stage(self, case: Case, promise: Promise, *, from_start: bool) -> Timed:
        hours = case.library.hours(promise.hours) or self.hours
        within = promise.objective.within
        if isinstance(within, WorkingDays):
            if hours.always:  # its dates are those of the agreement's own zone
                hours = hours_of(always_open(promise.agreement.timezone or case.term.zone))
            return DayStage(promise.name, hours, within.working_days, within.due, from_start)
        self._require_bounded(case, promise, hours)
        limit = within.seconds if within is not None else 0
        limit -= promise.said("limit_reached") == "missed"
        return Stage(promise.name, hours, limit, from_start, paused_state(case))

    def _require_bounded(self, case: Case, promise: Promise, hours: Hours) -> None:
        """A lower priority whose hours are not the objective's, with a pause, has no bound."""
        if promise is case.promise or not paused_state(case) or hours_within(case, hours):
            return
        self.faults.append(
            case.reason(
                "paused-off-hours",
                f"a record raised from {promise.priority} may have paused {promise.name}, which"
                f" runs on {hours.id}: outside these hours it goes on without bound",
                "state assume: [never_raised] or [never_paused], or judge at_open or from_change",
                metric_of(promise).at.of("pause"),
            )
        )

    def _raised_from(self, case: Case) -> Iterator[Promise]:
        """The leaf's promises for the priorities below ours."""
        if not can_be_raised(case) or case.promise.priority == ALL:
            return
        for priority in _lower(case):
            agreement, target = case.promise.agreement.id, case.promise.target.id
            promise = case.library.promise(agreement, target, priority)
            if promise is not None and promise.objective.within is not None:
                yield promise
                continue
            self.faults.append(
                case.reason(
                    "raised-priority",
                    f"a record may be raised to {case.promise.priority} from {priority}, for which"
                    f" {agreement}#{target} promises no limit",
                    "promise one, judge at_open or from_change, or state assume: [never_raised]",
                )
            )

    def _runs_from_start(self, case: Case, entry: Events) -> bool:
        """Whether the leaf's clock started together with the objective's, not at the hand-over."""
        start = metric_of(case.promise).start
        first = metric_of(self.objective).start
        return start is not None and start == first and entry is not None and start not in entry

    def _require_start(self, case: Case, entry: Events) -> None:
        metric = metric_of(case.promise)
        if metric.start == "due" or metric.start is None or metric.stop is None:
            what = "measures a delay" if metric.start == "due" else "does not say its start or stop"
            self.faults.append(
                case.reason("no-hand-over", f"{case.name} {what}", "say start and stop", metric.at)
            )
        elif entry is not None and not not_later(metric.start, entry):
            self.faults.append(
                case.reason(
                    "starts-late",
                    f"the clock of {case.name} starts when a record is {metric.start}; between"
                    f" {' or '.join(entry)} and then nobody promises anything",
                    "start it at the hand-over, or put own handling in between",
                    metric.at.of("start"),
                )
            )

    def _require_stop(self, tree: Tree, exits: Events) -> None:
        stops = metric_of(self.objective).stop or ()
        if exits is None or not exits or set(exits) <= set(stops):
            return
        for leaf in last_leaves(tree):
            case = self.cases.get(id(leaf))
            metric = metric_of(case.promise) if case is not None else None
            if case is None or metric is None or set(metric.stop or ()) <= set(stops):
                continue
            self.faults.append(
                case.reason(
                    "stops-early",
                    f"{case.name} stops when a record is {' or '.join(metric.stop or ())}, the"
                    f" objective when it is {' or '.join(stops)}",
                    "let the last leaf stop with the objective, or add what follows",
                    metric.at.of("stop"),
                )
            )

    def _remark_unclocked(self, case: Case, state: str) -> None:
        self.remarks.append(
            case.reason(
                "no-promise-while",
                f"the clock stands still in {state}: for the time of {case.name} the customer has"
                " no promise",
                f"take {state} out of the metric's pause, or tell the customer",
            )
        )

    def _fault(self, code: str, sentence: str, help: str, tree: Leaf | SomeOf) -> None:
        self.faults.append(Reason(code, sentence, help, tree.at))


def _together(exits: list[Events]) -> Events:
    """The events with which branches end; None where all end in own handling."""
    named = [events for events in exits if events is not None]
    return tuple(dict.fromkeys(e for events in named for e in events)) or None


def _lower(case: Case) -> tuple[str, ...]:
    """The leaf's priorities that stand for those below ours."""
    table = case.leaf.node.priority_map or {} if case.leaf.node is not None else {}
    one_scale = bool(table) or case.promise.priority == case.objective.priority
    if not one_scale:
        return case.library.lower_than(case.promise)
    return tuple(table.get(each, each) for each in case.library.lower_than(case.objective))
