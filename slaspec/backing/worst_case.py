"""
The slowest record of a term that keeps every stage to the letter, to the second.

The time on the objective's clock, elapsed(t, F(t)), is piecewise linear in the start t, so it is
enough to try the starts at which its slope may change: the first and the last of the term, each
calendar boundary of a stage pulled back through the stages before it, each boundary of the
objective's own calendar as it is and pulled back through the whole tree, and with working days
each local midnight; each with the second before and the second after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from slaspec.backing.clock import Clock, Instants
from slaspec.backing.day_clock import DayClock
from slaspec.backing.finish_time import Clocks, Compiled, Known
from slaspec.backing.hours import Hours
from slaspec.backing.stages import Timed, stages
from slaspec.language.quantities import DAY_SECONDS, Zone

_YEAR = 366 * DAY_SECONDS
_HORIZONS = (DAY_SECONDS * 60, 2 * _YEAR, 12 * _YEAR)


@dataclass(frozen=True)
class DayLimit:
    """The objective's own limit in working days."""

    count: int
    due: str


@dataclass(frozen=True)
class Question:
    """
    Which record is the slowest? Equal questions are answered once.

    `first` and `last` are the first and last second at which a clock may start.
    """

    tree: Timed
    hours: Hours
    first: int
    last: int
    zone: Zone
    days: DayLimit | None = None


@dataclass(frozen=True)
class Worst:
    """
    The slowest record: `seconds` on the objective's clock (with a limit in working days: after
    its deadline), from `start`, the last such start, to `end`.

    `exact` is False where a deadline runs past the end of a calendar: the record can be that slow
    for certain, and perhaps slower. `proved_to` is the last start whose deadline is known,
    `hand_overs` the latest hand-over to each stage, `longest` the most real seconds from start to
    end.
    """

    seconds: int
    start: int
    end: int
    exact: bool
    proved_to: int
    hand_overs: tuple[tuple[str, int], ...]
    longest: int


@lru_cache(maxsize=4096)
def worst_case(question: Question) -> Worst:
    """The slowest record; the calendars are compiled as far as its deadlines reach."""
    for margin in _HORIZONS:
        clocks = Clocks(question.first, question.last + margin, question.zone)
        worst = answer(question, clocks)
        if worst.exact or margin >= _reach(question):
            break
    return worst


def _reach(question: Question) -> int:
    """Seconds after the last start for which every calendar is known."""
    known = [stage.hours.end for stage in stages(question.tree)]
    return min([question.hours.end, *known]) - question.last


def answer(question: Question, clocks: Clocks) -> Worst:
    """The slowest record as far as the given clocks reach."""
    compiled = Compiled(question.tree, clocks)
    judge = _judge(question, clocks)
    starts = _candidates(question, compiled, judge)
    known: Known = {}
    ends, exact = compiled.end.at(starts, known)
    exact = exact & (ends <= judge.last)
    seconds = judge.seconds(starts, ends)
    at = len(seconds) - 1 - int(np.argmax(seconds[::-1]))
    hand_overs = tuple(
        (name, max(int(before.at(starts, known)[0].max()) for before in befores))
        for name, befores in compiled.hand_overs.items()
    )
    return Worst(
        seconds=int(seconds[at]),
        start=int(starts[at]),
        end=int(ends[at]),
        exact=bool(exact.all()),
        proved_to=int(starts[exact][-1]) if exact.any() else question.first - 1,
        hand_overs=hand_overs,
        longest=int((ends - starts).max()),
    )


class _Judge:
    """The objective's own clock: service seconds of a limit in seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self.last = clock, clock.last

    def seconds(self, starts: Instants, ends: Instants) -> Instants:
        """Service seconds from each start to each end."""
        answer: Instants = self._clock.w(ends) - self._clock.w(starts)
        return answer

    def breaks(self, compiled: Compiled) -> Iterator[Instants]:
        """Its boundaries as they are and pulled back through the tree."""
        yield self._clock.edges
        yield compiled.end.pull_back(self._clock.edges)


class _DayJudge(_Judge):
    """The objective's own clock: seconds after a deadline in working days."""

    def __init__(self, days: DayClock) -> None:
        self._days, self.last = days, days.last

    def seconds(self, starts: Instants, ends: Instants) -> Instants:
        """Seconds from each deadline to each end; below 0 where it is in time."""
        due, _ = self._days.deadline(starts)
        return ends - due

    def breaks(self, compiled: Compiled) -> Iterator[Instants]:  # noqa: ARG002 - not pulled back
        """Local midnights and changes of offset."""
        yield self._days.breaks


def _judge(question: Question, clocks: Clocks) -> _Judge:
    limit = question.days
    if limit is None:
        return _Judge(clocks.of(question.hours))
    return _DayJudge(clocks.days(question.hours, limit.count, limit.due))


def _candidates(question: Question, compiled: Compiled, judge: _Judge) -> Instants:
    """The starts to try, sorted."""
    first, last = question.first, question.last
    found = [np.array([first, last], dtype=np.int64)]
    found += [*compiled.end.breaks(), *judge.breaks(compiled)]
    at = np.concatenate(found)
    at = np.unique(at[(at >= first - 1) & (at <= last + 1)])
    around = np.unique(np.concatenate((at - 1, at, at + 1)))
    return around[(around >= first) & (around <= last)]
