"""The outages of a proof's worst window, as each agreement's own data source has them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

from slaspec.backing.draft import Draft
from slaspec.backing.leaf_up_time import up_metric
from slaspec.backing.promise import Promise
from slaspec.backing.result import Proof
from slaspec.backing.tree import Leaf, SomeOf, Tree
from slaspec.language.quantities import Zone
from slaspec.records.outages import DOWN
from slaspec.rounding import rounded
from slaspec.scenario.told import NotTold, source_of
from slaspec.service_time.civil import local_time
from slaspec.service_time.intervals import Intervals, intersect, normalise, union


class _Outage(NamedTuple):
    """A row of a source; in the order of its columns."""

    begin: int
    end: int
    component: str
    kind: str

    def data(self, id: str, zone: Zone) -> dict[str, Any]:
        begin, end = (local_time(at, zone).isoformat() for at in (self.begin, self.end))
        kind = {} if self.kind == DOWN else {"class": self.kind}
        return {"id": id, "component": self.component, **kind, "from": begin, "until": end}


def outages(draft: Draft, proof: Proof) -> list[dict[str, Any]]:
    """
    `given: records:` of a scenario: each leaf's outages in its source, the objective's in its own.

    The objective is down where the tree is: in a series when any part is, of `k_of` when too few
    are up. Raises `NotTold` for a metric without a data source.
    """
    rows: dict[str, set[_Outage]] = {}
    whole = _down(draft.tree, proof)
    for name, promise, kind in _leaves(draft):
        down = _of(name, proof)
        if promise is not None:
            rows.setdefault(source_of(promise), set()).update(_rows(promise, down, kind))
        ours = _rows(draft.objective, intersect(down, whole), kind)
        rows.setdefault(source_of(draft.objective), set()).update(ours)
    return [
        {
            "source": source,
            "outages": [row.data(f"OUT-{i}", draft.zone) for i, row in enumerate(sorted(found), 1)],
        }
        for source, found in rows.items()
    ]


def of_few_users(draft: Draft) -> list[dict[str, Any]]:
    """
    An outage of all of our users, who are few of the leaf's: it hardly counts for the leaf.

    Raises `NotTold` where that is not what is missing.
    """
    windows, [case, *others] = draft.own_windows, draft.each_case
    ours, theirs = draft.objective.objective.availability, case.promise.objective.availability
    if windows is None or others or ours is None or theirs is None:
        raise NotTold(f"{draft.objective.name} is not backed, and no outages of one leaf show it")
    window = windows.all()[0]
    length = window.end - window.start
    down = int((1 - ours.value) * length) + 1
    affected = rounded((1 - theirs.value) * length / down * 100, 4, "down")
    begin = (window.start + window.end - down) // 2
    shares = ((case.promise, f"{min(affected, 100)}%"), (draft.objective, "100%"))
    return [
        {
            "source": source_of(promise),
            "outages": [
                {**row.data("OUT-1", draft.zone), "affected": share}
                for row in _rows(promise, normalise([(begin, begin + down)]), _heaviest(promise))
            ],
        }
        for promise, share in shares
    ]


def _leaves(draft: Draft) -> Iterator[tuple[str, Promise | None, str]]:
    """The parts of the tree, each once: name, promise, and the class that it weighs least."""
    from slaspec.backing.tree import leaves

    for leaf in {leaf.name: leaf for leaf in leaves(draft.tree)}.values():
        promise = leaf.promise
        yield (
            leaf.name,
            promise,
            _lightest(draft.objective, promise) if promise else _heaviest(draft.objective),
        )


def _lightest(ours: Promise, theirs: Promise) -> str:
    """The class that counts most for the objective, measured by what it counts for the leaf."""
    weights = _weights(theirs)
    known = {c: w / weights[c] for c, w in _weights(ours).items() if w and weights.get(c)}
    return max(known, key=lambda kind: known[kind], default=DOWN)


def _heaviest(promise: Promise) -> str:
    weights = _weights(promise)
    return max(weights, key=lambda kind: weights[kind])


def _weights(promise: Promise) -> dict[str, Fraction]:
    said = up_metric(promise).down
    return {DOWN: Fraction(1)} if said is None else {kind: w.value for kind, w in said.items()}


def _rows(promise: Promise, down: Intervals, kind: str) -> Iterator[_Outage]:
    component = up_metric(promise).of or promise.target.service
    return (_Outage(begin, end, component, kind) for begin, end in down.tolist())


def _of(name: str, proof: Proof) -> Intervals:
    return normalise((step.from_, step.until) for step in proof.timeline if step.leaf == name)


def _down(tree: Tree, proof: Proof) -> Intervals:
    """When the whole of a tree is down."""
    if isinstance(tree, Leaf):
        return _of(tree.name, proof)
    parts = [_down(part, proof) for part in tree.parts]
    together = len(parts) - tree.n + 1 if isinstance(tree, SomeOf) else 1
    down = normalise([])
    for chosen in combinations(parts, together):
        common = chosen[0]
        for other in chosen[1:]:
            common = intersect(common, other)
        down = union(down, common)
    return down
