"""
The latest end of a tree of stages, each kept to the letter, as a function of its start.

A stage with limit L on calendar C, taken over at t, ends at the latest at the last instant F with
elapsed_C(t, F) <= L: the next opening, where L runs out at closing. A chain composes
F_n(... F_1(t)); branches end with the last of them. All functions take and give int64 arrays of
UTC seconds.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from slaspec.backing.clock import Clock, Flags, Instants
from slaspec.backing.day_clock import DayClock
from slaspec.backing.hours import Hours, clock_of
from slaspec.backing.stages import Branches, Chain, DayStage, Stage, Timed
from slaspec.language.quantities import Zone

Answer = tuple[Instants, Flags]
Known = dict[int, Answer]


class Finish(ABC):
    """The latest end as a function of the start of the whole tree."""

    def at(self, starts: Instants, known: Known) -> Answer:
        """
        The latest ends, and where they are exact (not cut by the end of a calendar).

        `known` holds what was answered for the same starts, so that branches share their prefix.
        """
        if id(self) not in known:
            known[id(self)] = self._at(starts, known)
        return known[id(self)]

    @abstractmethod
    def _at(self, starts: Instants, known: Known) -> Answer: ...

    @abstractmethod
    def pull_back(self, ends: Instants) -> Instants:
        """The last start whose latest end is not after each instant."""

    @abstractmethod
    def breaks(self) -> Iterator[Instants]:
        """Starts at which the slope may change, gathered over the tree."""


class Start(Finish):
    """Before the first stage: it ends when it starts."""

    def _at(self, starts: Instants, known: Known) -> Answer:  # noqa: ARG002 - nothing is before it
        return starts, np.ones(starts.shape, dtype=bool)

    def pull_back(self, ends: Instants) -> Instants:
        """The instants themselves."""
        return ends

    def breaks(self) -> Iterator[Instants]:
        """None."""
        return iter(())


class StageEnd(Finish):
    """One stage after what stands before it."""

    def __init__(self, before: Finish, clock: Clock, limit: int) -> None:
        self.before, self.clock, self.limit = before, clock, limit

    def _at(self, starts: Instants, known: Known) -> Answer:
        taken_over, exact = self.before.at(starts, known)
        ends, in_range = self.clock.latest(taken_over, self.limit)
        return ends, exact & in_range

    def pull_back(self, ends: Instants) -> Instants:
        """Through this stage, then through those before."""
        return self.before.pull_back(self.clock.last_start(ends, self.limit))

    def breaks(self) -> Iterator[Instants]:
        """The boundaries of the stage's calendar, pulled back to the start."""
        yield from self.before.breaks()
        yield self.before.pull_back(self.clock.edges)


class DayStageEnd(Finish):
    """
    A limit in working days after what stands before it.

    Its deadline can fall when the hand-over moves over midnight, so the worst hand-over is not
    always the last one: the ends of the dates in between are looked at too.
    """

    def __init__(self, before: Finish, days: DayClock) -> None:
        self.before, self.days = before, days

    def _at(self, starts: Instants, known: Known) -> Answer:
        taken_over, exact = self.before.at(starts, known)
        ends, in_range = self.days.deadline(taken_over)
        early = self.days.last_peak(taken_over)
        peak_ends, _ = self.days.deadline(np.maximum(early, self.days.first))
        reachable = (early >= starts) & (peak_ends > ends)
        return np.where(reachable, peak_ends, ends), exact & in_range

    def pull_back(self, ends: Instants) -> Instants:
        """The starts at the same time of day whose deadline falls on each instant's date."""
        return self.before.pull_back(self.days.starts_due(ends))

    def breaks(self) -> Iterator[Instants]:
        """Each local midnight and change of offset, as it is and pulled back."""
        yield from self.before.breaks()
        yield self.days.breaks
        yield self.before.pull_back(self.days.breaks)


class LastEnd(Finish):
    """The last of several branches, in parallel or as alternatives."""

    def __init__(self, ends: tuple[Finish, ...]) -> None:
        self.ends = ends

    def _at(self, starts: Instants, known: Known) -> Answer:
        answers = [end.at(starts, known) for end in self.ends]
        return (
            np.maximum.reduce([ends for ends, _ in answers]),
            np.logical_and.reduce([exact for _, exact in answers]),
        )

    def pull_back(self, ends: Instants) -> Instants:
        """The earliest over the branches."""
        pulled: Instants = np.minimum.reduce([end.pull_back(ends) for end in self.ends])
        return pulled

    def breaks(self) -> Iterator[Instants]:
        """Those of all branches."""
        for end in self.ends:
            yield from end.breaks()


@dataclass(frozen=True)
class Clocks:
    """Where clocks come from: the range looked at, and the zone that gives 24x7 its dates."""

    earliest: int
    latest: int
    zone: Zone

    def of(self, hours: Hours) -> Clock:
        """The clock of some hours."""
        return clock_of(hours, self.earliest, self.latest)

    def days(self, hours: Hours, count: int, due: str, early: int = 0) -> DayClock:
        """The deadlines of a limit in working days."""
        return DayClock.of(hours, self.zone, (self.earliest, self.latest), count, due, early)

    def days_of(self, stage: DayStage) -> DayClock:
        """The latest ends that keep a stage."""
        return self.days(stage.hours, stage.count, stage.due, stage.early)


class Compiled:
    """A tree as a function, with the hand-over of each of its stages."""

    def __init__(self, tree: Timed, clocks: Clocks) -> None:
        self.hand_overs: dict[str, list[Finish]] = {}
        self.clocks = clocks
        self._start = Start()
        self.end = self._compile(tree, self._start)

    def _compile(self, tree: Timed, before: Finish) -> Finish:
        if isinstance(tree, Chain):
            for part in tree.parts:
                before = self._compile(part, before)
            return before
        if isinstance(tree, Branches):
            return LastEnd(tuple(self._compile(part, before) for part in tree.parts))
        return self._stage(tree, self._start if tree.from_start else before)

    def _stage(self, stage: Stage | DayStage, before: Finish) -> Finish:
        self.hand_overs.setdefault(stage.name, []).append(before)
        if isinstance(stage, DayStage):
            return DayStageEnd(before, self.clocks.days_of(stage))
        return StageEnd(before, self.clocks.of(stage.hours), stage.limit)
