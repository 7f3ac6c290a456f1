"""The slowest record, stage by stage: who holds it from when until when."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from slaspec.backing.finish_time import Clocks
from slaspec.backing.hours import clock_of
from slaspec.backing.result import Step
from slaspec.backing.stages import Branches, Chain, DayStage, Stage, Timed
from slaspec.backing.worst_case import Question
from slaspec.language.quantities import DAY_SECONDS

_MARGIN = DAY_SECONDS * 60


class _Walk:
    """The stages along the branch that ends last, for one start."""

    def __init__(self, start: int, clocks: Clocks) -> None:
        self.start, self.clocks = start, clocks

    def path(self, tree: Timed, at: int) -> tuple[int, tuple[Step, ...]]:
        """The end of the tree and its steps, taken over at an instant."""
        if isinstance(tree, Chain):
            steps: tuple[Step, ...] = ()
            for part in tree.parts:
                at, more = self.path(part, at)
                begins = more[0].from_ if more else at
                steps = (*_ended_by(steps, begins), *more)
            return at, steps
        if isinstance(tree, Branches):
            return max((self.path(part, at) for part in tree.parts), key=lambda each: each[0])
        begin = self._hand_over(tree, at)
        end = self._end(tree, begin)
        return end, (Step(tree.name, begin, end),)

    def _hand_over(self, stage: Stage | DayStage, at: int) -> int:
        """The latest hand-over; for a limit in working days an earlier one where that is worse."""
        if stage.from_start:
            return self.start
        if not isinstance(stage, DayStage):
            return at
        days = self.clocks.days_of(stage)
        peak = int(days.last_peak(np.array([at]))[0])
        earlier = peak if peak >= self.start else at
        ends, _ = days.deadline(np.array([at, earlier]))
        return earlier if ends[1] > ends[0] else at

    def _end(self, stage: Stage | DayStage, begin: int) -> int:
        starts = np.array([begin], dtype=np.int64)
        if isinstance(stage, DayStage):
            ends, _ = self.clocks.days_of(stage).deadline(starts)
        else:
            ends, _ = self.clocks.of(stage.hours).latest(starts, stage.limit)
        return int(ends[0])


def _ended_by(steps: tuple[Step, ...], instant: int) -> Iterator[Step]:
    """Steps cut at an instant: their leaves hand over early there."""
    for step in steps:
        yield step._replace(from_=min(step.from_, instant), until=min(step.until, instant))


@lru_cache(maxsize=4096)
def steps_of(question: Question, start: int, end: int) -> tuple[Step, ...]:
    """The steps of the slowest record from its start to its end."""
    clocks = Clocks(question.first, end + _MARGIN, question.zone)
    return walk(question.tree, start, clocks)


def walk(tree: Timed, start: int, clocks: Clocks) -> tuple[Step, ...]:
    """The steps of the record that starts at an instant and keeps every stage as late as it can."""
    return _Walk(start, clocks).path(tree, start)[1]


def binding_leaf(question: Question, timeline: tuple[Step, ...]) -> str:
    """The leaf that holds most seconds of the objective's clock; of equals the first."""
    if not timeline:
        return ""
    clock = clock_of(question.hours, question.first, timeline[-1].until + 1)
    held: dict[str, int] = {}
    for step in timeline:
        seconds = 0 if step.state else clock.elapsed(step.from_, step.until)
        held[step.leaf] = held.get(step.leaf, 0) + seconds
    return max(held, key=lambda leaf: held[leaf])
