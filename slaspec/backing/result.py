"""What a proof says: verdict, reasons, figures, a counterexample, and what would repair it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple

from slaspec.language.model.node import Place

Verdict = Literal["backed", "backed_on_average", "not_backed", "not_judged"]
RepairKind = Literal[
    "leaf_hours", "leaf_limit", "leaf_level", "leaf_excused", "limit", "level", "hours", "excused"
]


class Reason(NamedTuple):
    """
    Why an objective is not backed or not judged, or what a reader must be told about it.

    `code` names the rule (`without-stop`), `sentence` says it in business words, `help` what to
    do, `at` is the place of the answer that offends.
    """

    code: str
    sentence: str
    help: str
    at: Place


class Step(NamedTuple):
    """
    One stretch of the counterexample: `leaf` holds the record from `from_` until `until`.

    Instants are UTC seconds. For availability it is a stretch in which the leaf is down. `state`
    is the state in which both clocks stand still, where there is one.
    """

    leaf: str
    from_: int
    until: int
    state: str = ""


class Repair(NamedTuple):
    """One change that is enough by itself; `leaf` is empty where the objective itself changes."""

    kind: RepairKind
    leaf: str
    to: str
    sentence: str


def _no_repairs() -> tuple[Repair, ...]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Proof:
    """
    The result for one objective.

    `guaranteed` is the level that the leaves guarantee in every window (or on average, for the
    verdict `backed_on_average`), `promised` the level from which the objective is met, `slack`
    the first less the second (for `at_most` objectives the second less the first). Shares are
    fractions of one.

    `limit_seconds`, `worst_seconds` and `worst_start` (UTC) are those of the slowest record that
    keeps every leaf, on the clock of the objective. For a limit in working days they count
    seconds after the deadline: the limit is 0 (-1 where to reach it is to miss it), and a worst
    case below 0 is in time. `find_slowest` answers the same (seconds, start, timeline) for the
    records that start between two instants.

    `timeline` is that record, or the outages of the worst window (`window`: its first and last
    second). `conditions` are all reasons found, `reason` is the first of them; `remarks` must be
    shown with every result.
    """

    document: str
    target: str
    objective: str
    at: Place
    verdict: Verdict
    conditions: tuple[Reason, ...] = ()
    remarks: tuple[Reason, ...] = ()
    assumptions: tuple[str, ...] = ()
    guaranteed: Fraction | None = None
    promised: Fraction | None = None
    slack: Fraction | None = None
    limit_seconds: int | None = None
    worst_seconds: int | None = None
    worst_start: int | None = None
    timeline: tuple[Step, ...] = ()
    binding: str = ""
    window: tuple[int, int] | None = None
    find_slowest: Callable[[int, int], tuple[int, int, tuple[Step, ...]]] | None = field(
        default=None, compare=False, repr=False
    )
    find_repairs: Callable[[], tuple[Repair, ...]] = field(
        default=_no_repairs, compare=False, repr=False
    )

    @property
    def name(self) -> str:
        """`resolution/P1`, or the target's id where it has one objective."""
        return self.target if self.objective == "all" else f"{self.target}/{self.objective}"

    @property
    def reason(self) -> Reason | None:
        """The first reason why the objective is not backed or not judged."""
        return self.conditions[0] if self.conditions else None

    @property
    def slack_seconds(self) -> int | None:
        """Seconds of the limit that the worst case leaves; below 0 where it is exceeded."""
        if self.limit_seconds is None or self.worst_seconds is None:
            return None
        return self.limit_seconds - self.worst_seconds

    @property
    def places(self) -> tuple[Place, ...]:
        """The place of the objective's backing and of every answer that offends."""
        return (self.at, *(each.at for each in self.conditions))

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        """Single changes each of which is enough; searched for when first asked."""
        return self.find_repairs()
