"""What stands behind one deadline: the steps of OLAs and UCs, each as late as it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from slaspec.backing.library import Library
from slaspec.backing.promise import Promise
from slaspec.backing.tree import AllOf, Leaf, OneOf, Sequence, SomeOf, Tree, resolved
from slaspec.checks.backed.words import promised
from slaspec.language.model import Agreement
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Zone
from slaspec.use_cases.ticket_clock import Ends, TicketClock, hours_named

Events = tuple[str, ...] | None
Branching = AllOf | OneOf | SomeOf


class Notice(NamedTuple):
    """Who is told at an instant, and why: `75% of the limit is used`."""

    at: int
    to: str
    why: str


@dataclass(frozen=True)
class Step:
    """
    One OLA, UC or own handling behind a deadline.

    `group` is the organisation that keeps it, `stop` the event that ends it. It begins when it was
    handed over at the latest, or with the ticket. `level` is 1 for what stands behind the target
    itself, 2 for what stands behind that. `waits` is the state in which it works while the clock
    of the target stands still. `in_time`: kept to the letter, it does not break what it stands
    behind. `relation`: it comes after the step before, instead of it, or at the same time.
    """

    level: int
    name: str
    group: str
    stop: str
    promised: str
    begins: int
    ends: Ends
    notices: tuple[Notice, ...] = ()
    waits: str = ""
    in_time: bool = True
    relation: Literal["then", "or", "meanwhile"] = "then"


class Steps(NamedTuple):
    """The steps in the order written, and sentences about what is not known of them."""

    steps: tuple[Step, ...]
    unknown: tuple[str, ...]


def steps_behind(library: Library, promise: Promise, begins: int, ends: Ends, zone: Zone) -> Steps:
    """
    Every step behind a promise whose clock began at an instant, and what stands behind the steps.

    None where the promise does not say what it stands on. Raises `LocatedError` where a calendar
    is not known as far as needed.
    """
    walk = _Walk(library, promise, zone, begins, ends.met_until, 1)
    walk.behind()
    return Steps(tuple(walk.steps), tuple(dict.fromkeys(walk.unknown)))


def clock_of(library: Library, promise: Promise, zone: Zone) -> TicketClock:
    """The clock of a promise with a limit; raises `LocatedError` for hours that nobody knows."""
    within = promise.objective.within
    assert within is not None  # the caller asks for promises with a limit only
    at = promise.hours_place
    hours = hours_named(library.book, promise.hours, at)
    own_zone = promise.agreement.timezone or zone
    return TicketClock(within, hours, own_zone, promise.said("limit_reached") == "missed", at)


def notices(agreement: Agreement, clock: TicketClock, begins: int) -> tuple[Notice, ...]:
    """Who is told when, by time."""
    found = []
    for step in agreement.escalation or ():
        if step.at_share is not None:
            why = f"{step.at_share} of the limit is used"
            found.append(Notice(clock.share(begins, step.at_share.value), step.to, why))
        if step.over_by is not None:
            why = f"over the limit by {step.over_by}"
            found.append(Notice(clock.over(begins, step.over_by.seconds), step.to, why))
    return tuple(sorted(found))


@dataclass
class _Walk:
    library: Library
    promise: Promise
    zone: Zone
    begins: int
    bound: int
    level: int
    steps: list[Step] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def behind(self) -> None:
        found = resolved(self.library, self.promise)
        if found is None:
            return
        self.unknown += [reason.sentence for reason in found.faults]
        if found.tree is not None and not found.faults:
            start = _metric(self.promise).start
            self._node(found.tree, self.begins, (start,) if start is not None else None)

    def _node(self, tree: Tree, at: int, entry: Events) -> tuple[int, Events]:
        """The end of a part of the tree that is taken over at an instant, after some events."""
        if isinstance(tree, Leaf):
            return self._leaf(tree, at, entry)
        if isinstance(tree, Sequence):
            for part in tree.parts:
                at, entry = self._node(part, at, entry)
            return at, entry
        ends = [self._branch(part, at, entry, tree) for part in tree.parts]
        named = [event for _, events in ends for event in events or ()]
        return max((end for end, _ in ends), default=at), tuple(named) or None

    def _branch(self, part: Tree, at: int, entry: Events, whole: Branching) -> tuple[int, Events]:
        """One of several branches; what it begins with says how it stands to the one before."""
        first = len(self.steps)
        found = self._node(part, at, entry)
        if part is not whole.parts[0] and len(self.steps) > first:
            relation: Literal["or", "meanwhile"] = "or" if isinstance(whole, OneOf) else "meanwhile"
            self.steps[first] = replace(self.steps[first], relation=relation)
        return found

    def _leaf(self, leaf: Leaf, at: int, entry: Events) -> tuple[int, Events]:
        if leaf.promise is None:
            return self._own(leaf, at), None
        promise = leaf.promise
        if not isinstance(promise.metric, DurationMetric) or promise.objective.within is None:
            self.unknown.append(f"{leaf.name} promises no time for a single ticket")
            return at, entry
        for _ in range(leaf.visits):
            at = self._promised(leaf, promise, at, entry)
        return at, _metric(promise).stop

    def _promised(self, leaf: Leaf, promise: Promise, at: int, entry: Events) -> int:
        begins = self.begins if self._runs_from_start(promise, entry) else at
        clock = clock_of(self.library, promise, self.zone)
        ends = clock.ends(begins)
        state = leaf.node.while_ if leaf.node is not None else None
        paused = state is not None and state in (_metric(self.promise).pause or ())
        by_days = isinstance(self.promise.objective.within, WorkingDays)
        waits = state if state is not None and paused and not by_days else ""
        step = Step(
            level=self.level,
            name=leaf.name,
            group=promise.agreement.parties.provider if promise.agreement.parties else "",
            stop=(_metric(promise).stop or ("done",))[0],
            promised=promised(promise.objective, promise.hours),
            begins=begins,
            ends=ends,
            notices=notices(promise.agreement, clock, begins),
            waits=waits,
            in_time=bool(waits) or ends.met_until <= self.bound,
        )
        self.steps.append(step)
        below = _Walk(
            self.library, promise, clock.zone, begins, ends.met_until, self.level + 1, self.steps
        )
        below.behind()
        self.unknown += below.unknown
        return at if waits else max(at, ends.met_until)

    def _own(self, leaf: Leaf, at: int) -> int:
        own, parties = leaf.own, self.promise.agreement.parties
        assert own is not None
        ends, said = Ends(at, at), "no time is said"
        if own.time is not None:
            place = own.at.of("hours") if own.hours is not None else self.promise.hours_place
            named = own.hours or self.promise.hours
            hours = hours_named(self.library.book, named, place)
            ends = TicketClock(own.time, hours, self.zone, strict=False, at=place).ends(at)
            said = f"within {own.time}, {named}"
        group = parties.provider if parties is not None else ""
        in_time = ends.met_until <= self.bound
        step = Step(self.level, leaf.name, group, "handed over", said, at, ends, in_time=in_time)
        self.steps.append(step)
        return ends.met_until

    def _runs_from_start(self, promise: Promise, entry: Events) -> bool:
        """Whether its clock began together with ours, and not when it was handed over."""
        start, ours = _metric(promise).start, _metric(self.promise)
        system = self.library.system
        same = start == ours.start and system(promise.metric.source) == system(ours.source)
        return same and entry is not None and start not in entry


def _metric(promise: Promise) -> DurationMetric:
    assert isinstance(promise.metric, DurationMetric)
    return promise.metric


def waiting_states(promise: Promise) -> Iterator[str]:
    """What moves a deadline: the states in which the clock stands still, exclusions that pause."""
    if isinstance(promise.objective.within, WorkingDays):
        return  # a date is not moved by pauses
    metric = _metric(promise)
    yield from metric.pause or ()
    for exclusion in promise.agreement.exclusions or ():
        if exclusion.id in (metric.exclusions or ()) and exclusion.on_tickets == "pause":
            yield exclusion.id
