"""
Trees in which a pause lets time pass: the worst case of each run, added up.

A state that pauses a leaf pauses the objective's clock too, and every second that the objective
counts is one of the leaf's hours (else the leaf does not count). So a paused stage uses up to its
whole limit, and the next one may be taken over at any later time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from slaspec.backing.hours import clock_of
from slaspec.backing.result import Step
from slaspec.backing.stages import Branches, Chain, DayStage, Stage, Timed, stages
from slaspec.backing.timeline import steps_of
from slaspec.backing.worst_case import Question, Worst, worst_case
from slaspec.language.quantities import DAY_SECONDS

_MOST_PATHS = 512
_UNKNOWN = 100 * 366 * DAY_SECONDS


class Slowest(NamedTuple):
    """
    The slowest record of a tree with its timeline.

    `bound` are seconds that no record exceeds, `worst.seconds` those of the record shown; they
    differ only where the worst hand-overs of two runs do not follow one another in the term.
    """

    worst: Worst
    bound: int
    timeline: tuple[Step, ...]


def slowest(question: Question) -> Slowest:
    """The slowest record, pauses included."""
    worst = worst_case(question)
    bound, route = worst.seconds, tuple[Timed, ...]()
    if any(_interrupts(stage) for stage in stages(question.tree)):
        paused, route = _bound(question)
        bound = max(bound, paused)
    if worst.seconds >= bound:  # no pause makes it slower
        return Slowest(worst, bound, steps_of(question, worst.start, worst.end))
    return _shown(question, bound, route, worst)


def _interrupts(stage: Stage | DayStage) -> bool:
    return isinstance(stage, Stage) and (stage.breaks_the_line or stage.unclocked)


def _bound(question: Question) -> tuple[int, tuple[Timed, ...]]:
    """Seconds that no record exceeds, and the runs of the path that reaches them."""
    listed = list(islice(_paths(question.tree), _MOST_PATHS + 1))
    if len(listed) > _MOST_PATHS:
        return _UNKNOWN, ()
    routes = [tuple(_runs(_since_start(path))) for path in listed]
    added = [sum(_most(question, run) for run in route) for route in routes]
    best = added.index(max(added))
    return added[best], routes[best]


def _most(question: Question, run: Timed) -> int:
    """Seconds that one run takes at most."""
    if isinstance(run, Stage) and _interrupts(run):
        return 0 if run.unclocked else run.limit
    return max(0, worst_case(replace(question, tree=run)).seconds)


Path = tuple[Stage | DayStage, ...]


def _paths(tree: Timed) -> Iterator[Path]:
    """The stages along each way through the branches: the last end is that of one of them."""
    if isinstance(tree, Branches):
        for part in tree.parts:
            yield from _paths(part)
    elif isinstance(tree, Chain):
        yield from _through(tree.parts)
    else:
        yield (tree,)


def _through(parts: tuple[Timed, ...]) -> Iterator[Path]:
    if not parts:
        yield ()
        return
    for first in _paths(parts[0]):
        for rest in _through(parts[1:]):
            yield (*first, *rest)


def _since_start(path: Path) -> Path:
    """What follows the last stage whose clock started with the objective's, and that stage."""
    positions = [i for i, stage in enumerate(path) if stage.from_start]
    return path[positions[-1] :] if positions else path


def _runs(path: Path) -> Iterator[Timed]:
    """Chains without pauses, and between them the stages with pauses."""
    run: list[Timed] = []
    for stage in path:
        if _interrupts(stage):
            if run:
                yield Chain(tuple(run))
            run = []
            yield stage
        else:
            run.append(stage)
    if run:
        yield Chain(tuple(run))


def _shown(question: Question, bound: int, route: tuple[Timed, ...], unpaused: Worst) -> Slowest:
    """A record along the route: each run at its worst start after the end of the one before."""
    if not route:
        return Slowest(unpaused, bound, steps_of(question, unpaused.start, unpaused.end))
    at, seconds, start = question.first, 0, None
    exact, steps = True, []
    for run in route:
        if isinstance(run, Stage) and _interrupts(run):
            taken = 0 if run.unclocked else run.limit
            until = _after(question, at, taken)
            steps.append(Step(run.name, at, until, run.paused_in if run.unclocked else ""))
            start = at if start is None else start
        else:
            asked = replace(question, tree=run, first=at, last=max(at, question.last))
            worst = worst_case(asked)
            taken, until, exact = max(0, worst.seconds), worst.end, exact and worst.exact
            if steps and worst.start > at:
                steps.append(Step(steps[-1].leaf, at, worst.start, _state(route)))
            steps += steps_of(asked, worst.start, worst.end)
            start = worst.start if start is None else start
        at, seconds = until, seconds + taken
    begin = question.first if start is None else start
    shown = replace(
        unpaused,
        seconds=seconds,
        start=begin,
        end=at,
        exact=exact and unpaused.exact,
        longest=max(unpaused.longest, at - begin),
    )
    return Slowest(shown, bound, tuple(steps))


def _state(route: tuple[Timed, ...]) -> str:
    """The state in which the record waits between two runs."""
    named = (stage.paused_in for run in route for stage in stages(run) if isinstance(stage, Stage))
    return next((state for state in named if state), "")


def _after(question: Question, start: int, seconds: int) -> int:
    latest = question.last + 366 * DAY_SECONDS
    return clock_of(question.hours, question.first, latest).deadline(start, seconds)
