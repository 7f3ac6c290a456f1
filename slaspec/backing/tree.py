"""
Backing trees with their references resolved.

A list is a sequence, at the top and inside a branch; a named tree stands for its sequence. Every
fault of a tree (an unknown leaf, a circle, an SLA behind an SLA) is a reason with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from slaspec.backing.library import Library
from slaspec.backing.promise import ALL, Promise
from slaspec.backing.result import Reason
from slaspec.language.model.backing import Assumption, Backing, Branch, Own
from slaspec.language.model.node import Place

_DEEPEST = 32  # as deep as a document may be
_MOST_NODES = 10_000  # named trees in named trees grow without bound; no real promise comes near


@dataclass(frozen=True, eq=False)
class Leaf:
    """
    A promise in the tree, or own handling (`promise` is None, `own` is set).

    `node` has the leaf's further keys, `at` is the place of `reference`, as it was written.
    """

    name: str
    at: Place
    promise: Promise | None = None
    own: Own | None = None
    node: Backing | None = None
    reference: str = ""

    @property
    def visits(self) -> int:
        """How often it is gone through for one record."""
        return self.node.visits or 1 if self.node is not None else 1


@dataclass(frozen=True, eq=False)
class Sequence:
    """One after the other."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, eq=False)
class AllOf:
    """In parallel; all are needed."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, eq=False)
class OneOf:
    """Alternative routes; the worst counts."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, eq=False)
class SomeOf:
    """At least `n` of the branches must be up; `redundant` is one of them."""

    n: int
    parts: tuple[Tree, ...]
    at: Place


Tree = Leaf | Sequence | AllOf | OneOf | SomeOf


@dataclass(frozen=True)
class Resolved:
    """A tree, or the reasons why there is none; assumptions of named trees included."""

    tree: Tree | None
    faults: tuple[Reason, ...]
    assumptions: tuple[Assumption, ...]


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Every leaf in the order written, as often as it stands there."""
    if isinstance(tree, Leaf):
        yield tree
    else:
        for part in tree.parts:
            yield from leaves(part)


@dataclass
class _Resolver:
    library: Library
    promise: Promise
    faults: list[Reason] = field(default_factory=list)
    assumed: list[Assumption] = field(default_factory=list)
    nodes: int = 0
    own: dict[int, str] = field(default_factory=dict)

    def sequence(self, branches: tuple[Branch, ...], at: Place, named: tuple[str, ...]) -> Tree:
        parts = tuple(self.branch(each, at.of(i), named) for i, each in enumerate(branches))
        if not parts:
            self._fault(
                "empty-list",
                "an empty list stands behind it: nothing is promised",
                "name the OLAs and UCs, or own handling",
                at,
            )
        return parts[0] if len(parts) == 1 else Sequence(parts)

    def branch(self, branch: Branch, at: Place, named: tuple[str, ...]) -> Tree:
        self.nodes += 1
        if self.nodes > _MOST_NODES:
            return self._too_large(at)
        if isinstance(branch, str):
            return self._leaf(branch, at, None)
        if isinstance(branch, tuple):
            return self.sequence(branch, at, named)
        return self._node(branch, named)

    def _node(self, branch: Backing, named: tuple[str, ...]) -> Tree:
        if branch.target is not None:
            return self._leaf(branch.target, branch.at.of("target"), branch)
        if branch.own is not None:
            return Leaf(self._own(branch.own), branch.own.at, own=branch.own)
        if branch.tree is not None:
            return self._named(branch.tree, branch.at.of("tree"), named)
        return self._several(branch, named)

    def _own(self, own: Own) -> str:
        """Own handling that stands in two places is two parts; in a tree named twice it is one."""
        ordinal = len(self.own) + 1
        return self.own.setdefault(
            id(own), f"own handling {ordinal}" if ordinal > 1 else "own handling"
        )

    def _too_large(self, at: Place) -> Tree:
        if self.nodes == _MOST_NODES + 1:
            self._fault(
                "tree-too-large",
                f"more than {_MOST_NODES} nodes stand behind it, named trees written out",
                "name a tree once where it is needed, not in every branch",
                at,
            )
        return Sequence(())

    def _several(self, branch: Backing, named: tuple[str, ...]) -> Tree:
        kinds: tuple[tuple[str, Callable[[tuple[Tree, ...]], Tree]], ...] = (
            ("all_of", AllOf),
            ("one_of", OneOf),
            ("redundant", lambda parts: SomeOf(1, parts, branch.at)),
        )
        for key, make in kinds:
            given = getattr(branch, key)
            if given is not None:
                return make(self._parts(given, branch.at.of(key), named))
        several = branch.k_of
        if several is None:
            self._fault("empty-list", "a node of the tree says nothing", "name a leaf", branch.at)
            return Sequence(())
        parts = self._parts(several.of, several.at.of("of"), named)
        if not 1 <= several.n <= len(parts):
            self._fault(
                "k-of-too-many",
                f"{several.n} of {len(parts)} branches can never work",
                f"n is between 1 and {len(parts)}",
                several.at.of("n"),
            )
        return SomeOf(several.n, parts, several.at)

    def _parts(
        self, branches: tuple[Branch, ...], at: Place, named: tuple[str, ...]
    ) -> tuple[Tree, ...]:
        if not branches:
            self.sequence(branches, at, named)  # says that it is empty
        return tuple(self.branch(each, at.of(i), named) for i, each in enumerate(branches))

    def _named(self, id: str, at: Place, named: tuple[str, ...]) -> Tree:
        listed = self.promise.agreement.backing or ()
        tree = next((each for each in listed if each.id == id), None)
        if tree is None:
            known = ", ".join(each.id for each in listed) or "none"
            self._fault("unknown-tree", f"there is no tree '{id}'", f"there are: {known}", at)
        elif id in named or len(named) > _DEEPEST:
            self._fault("circle", f"tree '{id}' stands behind itself", "break the circle", at)
        else:
            self.assumed += tree.assume or ()
            return self.sequence(tree.backed_by, tree.at.of("backed_by"), (*named, id))
        return Sequence(())

    def _leaf(self, reference: str, at: Place, node: Backing | None) -> Tree:
        agreement, target, wanted = _split(reference)
        named = self._priorities(agreement, target, wanted, node)
        found = [self.library.promise(agreement, target, each) for each in named]
        known = [each for each in found if each is not None]
        if not known or len(known) < len(found):
            self._unknown(reference, agreement, target, at)
            return Sequence(())
        if known[0].agreement.kind == "SLA":
            self._fault(
                "sla-behind-sla",
                f"{reference} is an SLA; an SLA never backs an SLA",
                "name the OLA or UC that does the work",
                at,
            )
        made = tuple(Leaf(each.name, at, each, node=node, reference=reference) for each in known)
        return made[0] if len(made) == 1 else OneOf(made)

    def _priorities(
        self, agreement: str, target: str, wanted: str, node: Backing | None
    ) -> tuple[str, ...]:
        """The priorities of the leaf that stand behind ours."""
        if wanted:
            return (wanted,)
        known = self.library.priorities(agreement, target)
        if known == (ALL,) or not known:
            return (ALL,)
        ours = self.promise.priority
        if ours == ALL:
            return known
        table = node.priority_map or {} if node is not None else {}
        return (table.get(ours, ours),)

    def _unknown(self, reference: str, agreement: str, target: str, at: Place) -> None:
        if self.library.agreement(agreement) is None:
            help = "name an OLA or UC of this book"
        else:
            known = self.library.priorities(agreement, target)
            listed = ", ".join(each for each in known if each != ALL)
            help = f"priorities of {agreement}#{target}: {listed}" if listed else "name its target"
        self._fault("unknown-leaf", f"there is no objective '{reference}'", help, at)

    def _fault(self, code: str, sentence: str, help: str, at: Place) -> None:
        self.faults.append(Reason(code, sentence, help, at))


def resolved(library: Library, promise: Promise) -> Resolved | None:
    """The tree behind a promise; None where it does not say what stands behind it."""
    branches, at = backed_by(promise)
    if branches is None:
        return None
    resolver = _Resolver(library, promise)
    tree = resolver.sequence(branches, at, ())
    faults = [*resolver.faults, *_twice(tree), *_circle(library, promise, tree, at)]
    said = (*(promise.target.assume or ()), *(promise.objective.assume or ()), *resolver.assumed)
    return Resolved(tree, tuple(faults), tuple(dict.fromkeys(said)))


def backed_by(promise: Promise) -> tuple[tuple[Branch, ...] | None, Place]:
    """What stands behind a promise, said by the objective or else by the target; and where."""
    for node in (promise.objective, promise.target):
        if node.backed_by is not None:
            return node.backed_by, node.at.of("backed_by")
    return None, promise.at


def _split(reference: str) -> tuple[str, str, str]:
    agreement, _, rest = reference.partition("#")
    target, _, priority = rest.partition("/")
    return agreement, target, priority


def _twice(tree: Tree) -> Iterator[Reason]:
    """The same leaf twice in one sequence needs `visits`."""
    if isinstance(tree, Leaf):
        return
    for part in tree.parts:
        if not (isinstance(tree, Sequence) and isinstance(part, Sequence)):
            yield from _twice(part)
    if not isinstance(tree, Sequence):
        return
    seen: set[str] = set()
    for leaf in _listed(tree):
        if leaf.name in seen and leaf.own is None:
            yield Reason(
                "leaf-twice",
                f"{leaf.name} stands twice in one sequence",
                "name it once, with visits: 2 where it is gone through twice",
                leaf.at,
            )
        seen.add(leaf.name)


def _listed(sequence: Sequence) -> Iterator[Leaf]:
    """The leaves of a sequence itself and of the sequences in it, not of its branches."""
    for part in sequence.parts:
        if isinstance(part, Leaf):
            yield part
        elif isinstance(part, Sequence):
            yield from _listed(part)


def _circle(library: Library, promise: Promise, tree: Tree, at: Place) -> Iterator[Reason]:
    """A promise that stands, over others, behind itself."""
    waiting, seen = _promises(tree), set[str]()
    while waiting:
        behind = waiting.pop()
        if behind.name == promise.name:
            yield Reason(
                "circle",
                f"{promise.name} stands behind itself",
                "break the circle: each promise stands on others, down to a supplier",
                at,
            )
            return
        if behind.name not in seen:
            seen.add(behind.name)
            waiting += _behind(library, behind)


def _behind(library: Library, promise: Promise) -> list[Promise]:
    branches, at = backed_by(promise)
    return _promises(_Resolver(library, promise).sequence(branches, at, ())) if branches else []


def _promises(tree: Tree) -> list[Promise]:
    return [leaf.promise for leaf in leaves(tree) if leaf.promise is not None]
