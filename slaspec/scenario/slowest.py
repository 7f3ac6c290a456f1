"""The slowest record of a proof as tickets: every leaf keeps its limit, the objective does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from slaspec.backing.allowance import Allowance
from slaspec.backing.hours import clock_of
from slaspec.backing.library import Library
from slaspec.backing.promise import Promise
from slaspec.backing.result import Proof
from slaspec.backing.tree import Tree, leaves
from slaspec.language.model.metric import DurationMetric
from slaspec.language.quantities import Duration
from slaspec.scenario.told import NotTold, Part, Tickets, Wait
from slaspec.service_time.intervals import clip, normalise, subtract

_OWN = "own handling"
_MOST_ALIKE = 10_000


class _Stretch(NamedTuple):
    """A leaf holds the record; `waits` are the parts of it in which the clocks stand still."""

    leaf: str
    begin: int
    end: int
    waits: tuple[Wait, ...]


def slowest_record(library: Library, objective: Promise, tree: Tree, proof: Proof) -> Tickets:
    """
    The timeline of a proof as tickets, as many alike as the objective needs to be missed.

    Raises `NotTold` with a sentence where no tickets can show it.
    """
    stretches = list(_stretches(proof))
    behind = {leaf.promise.name: leaf.promise for leaf in leaves(tree) if leaf.promise is not None}
    begin = stretches[0].begin if proof.worst_start is None else proof.worst_start
    parts = [Part(objective, begin, stretches[-1].end)]
    waits = [wait for stretch in stretches for wait in stretch.waits]
    for stretch in stretches:
        if stretch.leaf == _OWN:
            continue
        if stretch.leaf not in behind:
            raise NotTold(_raised(objective, stretch.leaf))
        part = Part(behind[stretch.leaf], stretch.begin, stretch.end)
        parts.append(part)
        waits += _off_hours(library, objective, part, stretch.waits)
    told = Tickets()
    told.tell(parts, tuple(sorted(waits)), how_many_alike(objective))
    return told


def how_many_alike(objective: Promise) -> int:
    """The least number of records which, all of them late, miss the objective."""
    from slaspec.backing.allowance import allowance_of

    allowance = allowance_of(objective)
    least = max(1, objective.said("minimum_sample") or 0)
    return next(n for n in range(least, _MOST_ALIKE) if n > _misses(allowance, n))


def _misses(allowance: Allowance, records: int) -> int:
    return allowance.of(records)


def _stretches(proof: Proof) -> Iterator[_Stretch]:
    """The steps of a timeline; a step in which the record only waits belongs to the one before."""
    held: _Stretch | None = None
    for step in proof.timeline:
        waits = (Wait(step.from_, step.until, step.state),) if step.state else ()
        if held is not None and held.leaf == step.leaf and step.state:
            held = held._replace(end=step.until, waits=(*held.waits, *waits))
            continue
        if held is not None:
            yield held
        held = _Stretch(step.leaf, step.from_, step.until, waits)
    if held is not None:
        yield held


def _off_hours(
    library: Library, objective: Promise, part: Part, waits: tuple[Wait, ...]
) -> list[Wait]:
    """
    Where a leaf's limit is used up on the objective's hours alone: the record waits outside them.

    Both clocks stand still then, or the objective's is closed; only so does the leaf keep its
    limit.
    """
    within, state = part.promise.objective.within, _state(part.promise)
    theirs, ours = library.hours(part.promise.hours), library.hours(objective.hours)
    if not isinstance(within, Duration) or theirs is None or ours is None or not state:
        return []
    open_, closed = clock_of(theirs, part.begin, part.end), clock_of(ours, part.begin, part.end)
    waited = normalise((wait.begin, wait.end) for wait in waits)
    working = subtract(clip(open_.spans, part.begin, part.end), waited)
    if int((working[:, 1] - working[:, 0]).sum()) <= within.seconds:
        return []
    return [Wait(begin, end, state) for begin, end in subtract(working, closed.spans).tolist()]


def _state(promise: Promise) -> str:
    """A state in which the clock of a leaf stands still; none where it never does."""
    assert isinstance(promise.metric, DurationMetric)
    if promise.metric.pause:
        return promise.metric.pause[0]
    reopened = promise.said("reopened")
    paused = reopened is not None and reopened.clock == "continues" and reopened.gap == "paused"
    return "resolved" if paused else ""


def _raised(objective: Promise, leaf: str) -> str:
    return (
        f"the slowest record is one that was raised to {objective.priority} when {leaf} had run"
        " out. Judged by its last priority, what stands behind the objective misses that record as"
        " well, so that no records show it kept: state assume: [never_raised], or judge at_open or"
        " from_change"
    )
