"""One leaf behind one objective: what the conditions look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from slaspec.backing.hours import Hours
from slaspec.backing.library import Library
from slaspec.backing.promise import ALL, Promise
from slaspec.backing.result import Reason
from slaspec.backing.term import Term
from slaspec.backing.tree import Leaf
from slaspec.language.model.node import Place


@dataclass(frozen=True, eq=False)
class Case:
    """
    `promise` (a leaf of the tree) behind `objective`.

    `alone`: no other leaf stands in the tree. `stops_the_clock`: the objective's clock stops when
    this leaf does. `assumed` is what the author takes for granted.
    """

    library: Library
    objective: Promise
    promise: Promise
    leaf: Leaf
    term: Term
    hours: Hours
    assumed: frozenset[str]
    alone: bool
    stops_the_clock: bool = True

    @property
    def name(self) -> str:
        """The leaf in messages."""
        return self.promise.name

    @property
    def leaf_hours(self) -> Hours | None:
        """The hours on which the leaf's clock runs; None where they are not known."""
        return self.library.hours(self.promise.hours)

    @property
    def mapped_priority(self) -> str:
        """The priority of the leaf's agreement that ours is mapped to."""
        table = self.leaf.node.priority_map or {} if self.leaf.node is not None else {}
        return table.get(self.objective.priority, self.objective.priority)

    @property
    def same_priority(self) -> bool:
        """Whether the leaf promises for exactly the records of our priority."""
        ours, theirs = self.objective.priority, self.promise.priority
        return ours == theirs == ALL or (ALL not in (ours, theirs))

    @property
    def exact_population(self) -> bool:
        """Whether the leaf's records are exactly ours: same beneficiaries and same priority."""
        same = self.objective.beneficiaries == self.promise.beneficiaries
        return same and self.same_priority and bool(self.objective.beneficiaries)

    def reason(self, code: str, sentence: str, help: str, at: Place | None = None) -> Reason:
        """A reason at an answer of the leaf, or at the reference to it."""
        return Reason(code, sentence, help, at if at is not None else self.leaf.at)


Condition = Callable[[Case], Reason | None]


def broken(conditions: Iterable[Condition], case: Case) -> Iterator[Reason]:
    """The conditions that a leaf does not keep, in their order."""
    for condition in conditions:
        reason = condition(case)
        if reason is not None:
            yield reason


def differs(
    case: Case, question: str, code: str, strict: Callable[[object, object], bool], why: str
) -> Reason | None:
    """A reason where the leaf's answer is looser than the objective's."""
    ours, theirs = case.objective.said(question), case.promise.said(question)
    if strict(ours, theirs):
        return None
    return case.reason(
        code,
        f"{case.name} says {question}: {shown(theirs)}, the objective {shown(ours)}: {why}",
        f"answer {question} in the OLA or UC as the objective does",
        case.promise.place(question),
    )


def shown(value: object) -> str:
    """An answer as it reads in a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    said = getattr(value, "clock", None)
    return str(said) if said is not None else str(value)
