"""
From a backing tree to stages in time, with the hand-overs between them.

Each leaf's clock starts no later than the hand-over to it, and the last stop stops the
objective's clock: else some time in between is promised by nobody. The last stop of a leaf on
another data source hands back to us, and counts as ours of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from slaspec.backing.case import Case
from slaspec.backing.hand_over import HandOver, at_start, not_later, together
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

_DONE = frozenset({"resolved", "closed"})
Begins = Literal["with", "after", "before"]


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
    where the objective's clock stands still while it works. `from_start` are the leaves whose
    clock starts together with the objective's, though they take over later; `begins` says for each
    leaf when its clock starts: with the objective's, after it, or before.
    """

    library: Library
    objective: Promise
    hours: Hours
    cases: dict[int, Case]
    faults: list[Reason] = field(default_factory=list)
    remarks: list[Reason] = field(default_factory=list)
    judged: dict[int, tuple[Promise, ...]] = field(default_factory=dict)
    from_start: set[int] = field(default_factory=set)
    begins: dict[int, Begins] = field(default_factory=dict)

    def build(self, tree: Tree) -> Timed:
        """The stages of a whole tree."""
        start = at_start(self.objective, self._system(self.objective))
        timed, _ = self._node(tree, start)
        self._require_stop(tree)
        return timed

    def _node(self, tree: Tree, entry: HandOver) -> tuple[Timed, HandOver]:
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
        return Branches(tuple(part for part, _ in built)), together([e for _, e in built])

    def _leaf(self, leaf: Leaf, entry: HandOver) -> tuple[Timed, HandOver]:
        if leaf.own is not None:
            return self._own(leaf), entry.by_us
        case = self.cases[id(leaf)]
        self._require_start(case, entry)
        self.begins[id(leaf)] = self._begins(case, entry)
        stage = self._clocked(case, entry)
        repeated = Chain((stage,) * leaf.visits) if leaf.visits > 1 else stage
        return repeated, entry.after(case.promise, self._system(case.promise))

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

    def _clocked(self, case: Case, entry: HandOver) -> Timed:
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
        if from_start:
            self.from_start.add(id(case.leaf))
        stages = [self._stage(case, each, from_start=from_start) for each in promises]
        return stages[0] if len(stages) == 1 else Branches(tuple(stages))

    def _stage(self, case: Case, promise: Promise, *, from_start: bool) -> Timed:
        hours = case.library.hours(promise.hours) or self.hours
        within = promise.objective.within
        if isinstance(within, WorkingDays):
            if hours.always:  # its dates are those of the agreement's own zone
                hours = hours_of(always_open(promise.agreement.timezone or case.term.zone))
            days, due = within.working_days, within.due
            return DayStage(promise.name, hours, days, due, from_start, _late_at_limit(promise))
        self._require_bounded(case, promise, hours)
        limit = within.seconds if within is not None else 0
        limit -= _late_at_limit(promise)
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

    def _begins(self, case: Case, entry: HandOver) -> Begins:
        """When the leaf's clock starts: on another record at the hand-over, never before ours."""
        start, first = metric_of(case.promise).start, metric_of(self.objective).start
        if case.same_source:
            if start == first:
                return "with"
            return "after" if first is not None and not_later(first, (start or "",)) else "before"
        return "with" if entry.at_start else "after"

    def _runs_from_start(self, case: Case, entry: HandOver) -> bool:
        """Whether the leaf's clock started together with the objective's, not at the hand-over."""
        start = metric_of(case.promise).start
        together = case.same_source and self.begins[id(case.leaf)] == "with"
        return together and bool(entry.events) and start not in entry.events

    def _require_start(self, case: Case, entry: HandOver) -> None:
        metric = metric_of(case.promise)
        if metric.start == "due" or metric.start is None or metric.stop is None:
            what = "measures a delay" if metric.start == "due" else "does not say its start or stop"
            self.faults.append(
                case.reason("no-hand-over", f"{case.name} {what}", "say start and stop", metric.at)
            )
        elif not entry.reached(case.promise, self._system(case.promise)):
            self.faults.append(
                case.reason(
                    "starts-late",
                    f"the clock of {case.name} starts when a record{self._of(case)} is"
                    f" {metric.start}; between {' or '.join(entry.events)} and then nobody promises"
                    " anything",
                    "start it at the hand-over, or put own handling in between",
                    metric.at.of("start"),
                )
            )

    def _system(self, promise: Promise) -> str | None:
        return self.library.system(promise.metric.source)

    def _of(self, case: Case) -> str:
        """The data source of a leaf's record, where it is not ours."""
        return "" if case.same_source else f" of {case.promise.metric.source}"

    def _require_stop(self, tree: Tree) -> None:
        """The last leaf ends our clock; of another system only that it is done comes back to us."""
        ours = metric_of(self.objective).stop or ()
        for leaf in last_leaves(tree):
            case = self.cases.get(id(leaf))
            if case is None:
                continue
            metric = metric_of(case.promise)
            stops = set(metric.stop or ())
            if stops <= set(ours) and (case.same_source or stops <= _DONE):
                continue
            self.faults.append(
                case.reason(
                    "stops-early",
                    f"{case.name} stops when a record{self._of(case)} is"
                    f" {' or '.join(metric.stop or ())}, the objective when it is"
                    f" {' or '.join(ours)}",
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


def _late_at_limit(promise: Promise) -> int:
    """1 where a record that takes exactly its limit has missed it."""
    return int(promise.said("limit_reached") == "missed")


def _lower(case: Case) -> tuple[str, ...]:
    """The leaf's priorities that stand for those below ours."""
    table = case.leaf.node.priority_map or {} if case.leaf.node is not None else {}
    one_scale = bool(table) or case.promise.priority == case.objective.priority
    if not one_scale:
        return case.library.lower_than(case.promise)
    return tuple(table.get(each, each) for each in case.library.lower_than(case.objective))
