"""Proofs of the objectives of an agreement."""

from __future__ import annotations

from collections.abc import Callable

from slaspec.backing.draft import Draft, draft_of
from slaspec.backing.library import Library, library
from slaspec.backing.promise import Promise, objectives_of, promise_of
from slaspec.backing.prove_counts import prove_ratio, prove_score, prove_throughput
from slaspec.backing.prove_times import prove_times
from slaspec.backing.prove_up_time import prove_up_time
from slaspec.backing.result import Proof, Reason, Verdict
from slaspec.backing.tree import backed_by, resolved
from slaspec.errors import ServiceTimeError, UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement

_BY_KIND: dict[str, Callable[[Draft], Proof]] = {
    "duration": prove_times,
    "availability": prove_up_time,
    "ratio": prove_ratio,
    "throughput": prove_throughput,
    "score": prove_score,
    "value": prove_score,
}


def prove(book: Book, agreement: Agreement, target_id: str, objective_name: str = "all") -> Proof:
    """
    Whether one objective is backed by what the agreement says stands behind it.

    `agreement` is the whole text (`Book.agreement`), `objective_name` a priority, or `all` for
    the one objective of a target. Raises `UsageError` where there is no such objective with a
    metric, or where it does not say what stands behind it.
    """
    promise = promise_of(agreement, target_id, objective_name)
    if promise is None:
        raise UsageError(
            f"agreement '{agreement.id}' has no objective '{target_id}/{objective_name}' with a"
            " metric"
        )
    proof = _proof(library(book), promise)
    if proof is None:
        raise UsageError(f"{promise.name} does not say what stands behind it (backed_by)")
    return proof


def proofs(book: Book, agreement: Agreement) -> tuple[Proof, ...]:
    """
    The proofs of all objectives that say what stands behind them, in the order written.

    `agreement` is the whole text (`Book.agreement`). An objective without a metric is passed
    over: a check names it.
    """
    known = library(book)
    named = (
        promise_of(agreement, target.id, priority)
        for target in agreement.targets or ()
        for priority in objectives_of(target)
    )
    found = (_proof(known, promise) for promise in named if promise is not None)
    return tuple(proof for proof in found if proof is not None)


def _proof(known: Library, promise: Promise) -> Proof | None:
    tree = resolved(known, promise)
    if tree is None:
        return None
    at = backed_by(promise)[1]
    if tree.faults or tree.tree is None:
        return _without_draft(promise, "not_backed", tree.faults, tree.assumptions)
    try:
        draft = draft_of(known, promise, tree.tree, tree.assumptions, at)
        if isinstance(draft, Reason):
            return _without_draft(promise, "not_judged", (draft,), tree.assumptions)
        return _BY_KIND[promise.metric.kind](draft)
    except ServiceTimeError as error:
        reason = Reason("calendar", str(error), "extend the calendar, or correct it", at)
        return _without_draft(promise, "not_judged", (reason,), tree.assumptions)


def _without_draft(
    promise: Promise,
    verdict: Verdict,
    conditions: tuple[Reason, ...],
    assumptions: tuple[str, ...],
) -> Proof:
    return Proof(
        document=promise.agreement.id,
        target=promise.target.id,
        objective=promise.priority,
        at=backed_by(promise)[1],
        verdict=verdict,
        conditions=conditions,
        assumptions=assumptions,
    )
