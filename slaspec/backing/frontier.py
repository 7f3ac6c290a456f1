"""
The repair frontier: single changes each of which is enough.

A leaf on other hours, a leaf's limit of at most X, a limit of the objective of at least Y, other
hours for the objective; for shares and up time the level of one leaf, or the objective's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from slaspec.backing.allowance import Allowance
from slaspec.backing.hours import ALWAYS_OPEN, Hours
from slaspec.backing.pauses import slowest
from slaspec.backing.result import Repair
from slaspec.backing.shares import Part, worst_miss
from slaspec.backing.stages import DayStage, Stage, stages, with_stage
from slaspec.backing.tree import Tree
from slaspec.backing.words import duration, share
from slaspec.backing.worst_case import Question


@dataclass(frozen=True)
class TimeSearch:
    """A question whose worst case exceeds `limit`; `later` is 1 where reaching it misses."""

    question: Question
    limit: int
    later: int

    def kept(self, question: Question) -> bool:
        """Whether the worst case of a changed question is within the limit."""
        found = slowest(question)
        return found.bound <= self.limit and found.worst.seconds <= self.limit


@lru_cache(maxsize=4096)
def time_repairs(search: TimeSearch) -> tuple[Repair, ...]:
    """Changes each of which brings the worst case within the limit."""
    named = {stage.name: stage for stage in stages(search.question.tree)}
    leaf_changes = [
        repair
        for stage in named.values()
        for repair in (*_other_hours(search, stage), *_shorter(search, stage))
    ]
    return (*leaf_changes, *_own_hours(search), *_own_limit(search))


def _other_hours(search: TimeSearch, stage: Stage | DayStage) -> Iterator[Repair]:
    """The leaf on the objective's hours, or on 24x7."""
    for hours in dict.fromkeys((search.question.hours, ALWAYS_OPEN)):
        if hours == stage.hours:
            continue
        tree = with_stage(search.question.tree, stage.name, replace(stage, hours=hours))
        if search.kept(replace(search.question, tree=tree)):
            yield Repair("leaf_hours", stage.name, hours.id, f"{stage.name} on {hours.id} hours")
            return


def _shorter(search: TimeSearch, stage: Stage | DayStage) -> Iterator[Repair]:
    """The longest limit of one leaf that is short enough."""
    if isinstance(stage, DayStage) or stage.unclocked or not _with_limit(search, stage, 1):
        return
    low, high = 1, stage.limit  # kept, not kept
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _with_limit(search, stage, middle) else (low, middle)
    yield Repair(
        "leaf_limit", stage.name, duration(low), f"{stage.name} within at most {duration(low)}"
    )


def _with_limit(search: TimeSearch, stage: Stage, limit: int) -> bool:
    tree = with_stage(search.question.tree, stage.name, replace(stage, limit=limit))
    return search.kept(replace(search.question, tree=tree))


def _own_hours(search: TimeSearch) -> Iterator[Repair]:
    """The objective on the hours of one of its leaves."""
    if search.question.days is not None:
        return
    listed: dict[Hours, None] = dict.fromkeys(stage.hours for stage in stages(search.question.tree))
    for hours in listed:
        if hours != search.question.hours and search.kept(replace(search.question, hours=hours)):
            yield Repair("hours", "", hours.id, f"{hours.id} hours for this objective")


def _own_limit(search: TimeSearch) -> Iterator[Repair]:
    if search.question.days is None:
        needed = duration(slowest(search.question).bound + search.later)
        yield Repair("limit", "", needed, f"at least {needed} for this objective")


def share_repairs(tree: Tree, parts: dict[str, Part], objective: Allowance) -> tuple[Repair, ...]:
    """Levels of one leaf, or of the objective, that are enough."""
    miss = {key: part.miss for key, part in parts.items()}
    found = []
    for key, part in parts.items():
        without = 1 - worst_miss(tree, {**miss, key: Fraction(0)})
        room = without - objective.threshold
        if room < 0 or not part.miss or not part.allowance.miss:
            continue
        level = 1 - room * part.allowance.miss / part.miss
        if level <= part.allowance.threshold:
            continue
        found.append(_level(part.name, level))
    certain = 1 - worst_miss(tree, miss)
    if certain > 0:
        found.append(Repair("level", "", share(certain), f"at most {share(certain)} promised here"))
    return tuple(found)


def _level(leaf: str, level: Fraction) -> Repair:
    """A level, rounded up to four decimals of a per cent so that it is enough."""
    steps = -(-level * 1_000_000 // 1)
    text = share(Fraction(int(steps), 1_000_000))
    return Repair("leaf_level", leaf, text, f"{leaf} at {text} or more")


def up_time_repairs(
    leaves: tuple[tuple[str, Fraction, Fraction], ...], short: Fraction, certain: Fraction
) -> tuple[Repair, ...]:
    """
    Levels in series: each leaf's name, its down share, and its share of the worst window.

    `short` is the share of the window by which the tree is too often down.
    """
    found = [
        _level(name, 1 - down * (worst - short) / worst)
        for name, down, worst in leaves
        if worst > short > 0
    ]
    own = Repair("level", "", share(certain), f"at most {share(certain)} promised here")
    return (*found, own) if certain > 0 else tuple(found)
