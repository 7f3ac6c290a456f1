"""One leaf behind one objective: what the conditions look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from slaspec.backing.hours import Hours
from slaspec.backing.library import Library
from slaspec.backing.promise import Promise
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

    def mapped(self, priority: str) -> str:
        """The priority of the leaf's agreement that one of ours is mapped to."""
        table = self.leaf.node.priority_map or {} if self.leaf.node is not None else {}
        return table.get(priority, priority)

    @property
    def same_source(self) -> bool:
        """Whether both look at the same records: those of one data source, or of one system."""
        ours, theirs = self.objective.metric.source, self.promise.metric.source
        return self.library.system(ours) == self.library.system(theirs)

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
    if isinstance(value, dict):
        return ", ".join(f"{key} {shown(held)}" for key, held in value.items())
    said = getattr(value, "clock", None)
    return str(said) if said is not None else str(value)
