"""What a backing tree is for time: stages, one after the other, or side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from slaspec.backing.hours import Hours


@dataclass(frozen=True)
class Stage:
    """
    One leaf or own handling: at most `limit` seconds on its hours (both ends of the limit met).

    `from_start`: its clock runs from the start of the objective's own clock, not from the
    hand-over. `paused_in`: a state in which both clocks stand still, so that its end may lie
    arbitrarily late. `unclocked`: the objective's clock stands still while it works.
    """

    name: str
    hours: Hours
    limit: int
    from_start: bool = False
    paused_in: str = ""
    unclocked: bool = False

    @property
    def breaks_the_line(self) -> bool:
        """Whether the next hand-over may lie arbitrarily late."""
        return bool(self.paused_in)


@dataclass(frozen=True)
class DayStage:
    """
    One leaf with a limit in working days.

    `early` is 1 where a record that ends at its deadline has missed it.
    """

    name: str
    hours: Hours
    count: int
    due: Literal["same_time", "end_of_day"]
    from_start: bool = False
    early: int = 0

    @property
    def breaks_the_line(self) -> bool:
        """Pauses never move a deadline in working days."""
        return False


@dataclass(frozen=True)
class Chain:
    """One after the other."""

    parts: tuple[Timed, ...]


@dataclass(frozen=True)
class Branches:
    """Side by side (the last counts), or alternative routes (the worst counts)."""

    parts: tuple[Timed, ...]


Timed = Stage | DayStage | Chain | Branches


def stages(tree: Timed) -> Iterator[Stage | DayStage]:
    """The stages of a tree in the order written."""
    if isinstance(tree, Chain | Branches):
        for part in tree.parts:
            yield from stages(part)
    else:
        yield tree


def breaks_the_line(tree: Timed) -> bool:
    """Whether a pause inside lets the tree end arbitrarily late."""
    return any(stage.breaks_the_line for stage in stages(tree))


def with_stage(tree: Timed, name: str, new: Stage | DayStage) -> Timed:
    """The tree with another stage in the place of those of a name."""
    if isinstance(tree, Chain):
        return Chain(tuple(with_stage(part, name, new) for part in tree.parts))
    if isinstance(tree, Branches):
        return Branches(tuple(with_stage(part, name, new) for part in tree.parts))
    return new if tree.name == name else tree
