"""What a gate is: a pure function from two revisions and their review to what does not pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from slaspec.checks.pages.of_gates import GATES
from slaspec.findings import Finding
from slaspec.review.gates.settings import GateSettings

if TYPE_CHECKING:
    from slaspec.review.change import Change
    from slaspec.review.pair import Pair
    from slaspec.review.review import Review, State


@dataclass(frozen=True)
class Asked:
    """What gates are asked about: two revisions, what is known of them, limits, the day."""

    pair: Pair
    review: Review
    settings: GateSettings
    as_of: date

    @cached_property
    def material(self) -> tuple[Change, ...]:
        """The changes of what is promised, how it is measured or what is paid."""
        return tuple(change for change in self.review.changes if change.material)


class Told(NamedTuple):
    """
    What a gate says about one place.

    `finding` is None where the change passes. `state` is None for what the project set.
    """

    sentence: str
    finding: Finding | None = None
    state: State | None = None


Judge = Callable[[Asked], Iterator[Told]]


@dataclass(frozen=True)
class Gate:
    """One gate; made by the decorator `gate`. `passes` is its sentence where it says nothing."""

    id: str
    passes: str
    judge: Judge

    @property
    def name(self) -> str:
        """`backing-broken`."""
        return GATES[self.id][0]

    @property
    def setting(self) -> str:
        """The key of `[tool.slaspec.gates]`: `backing_broken`."""
        return self.name.replace("-", "_")


def gate(id: str, *, passes: str) -> Callable[[Judge], Gate]:
    """Make a gate of a generator function."""
    return lambda judge: Gate(id, passes, judge)


def told(finding: Finding, state: State | None = None) -> Told:
    """A finding of a gate; its message is the sentence."""
    return Told(finding.message, finding, state)
