"""
Back to back in money: what is owed to the customer, what suppliers return for the same event.

Only what can be computed exactly is: remedies for each window with a flat rate, a ladder or a rate
for each step of a shortfall, on charges that the agreement states, with their caps. Anything else
is named as not computed, with the reason. Figures are gross: credits owed beside recoveries.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from slaspec.backing.library import library
from slaspec.backing.most_paid import NotComputed, most_paid, window_of
from slaspec.backing.promise import Promise, promise_of
from slaspec.backing.tree import leaves, resolved
from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement

EXPECTED_UNKNOWN = "the expected credit needs a stream of records: simulate or replay one"


class Recovery(NamedTuple):
    """
    The most that one leaf returns in a window; `amount` is None where `why` says why not.

    Only the contract of a `supplier` (UC) returns money: an OLA and own handling are the provider.
    """

    leaf: str
    amount: Fraction | None
    why: str
    supplier: bool


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """
    The money of one objective in one window, in units of `currency`, exact.

    `owed` is the most that is owed to the customer. `uncovered` is what of it stays with the
    provider when the supplier who returns least is the one that fails (all of it, where no
    supplier stands behind the objective). `expected` is never computed
    here; `why_not_expected` says what it needs. A None has its reason in `why`.
    """

    document: str
    target: str
    objective: str
    currency: str
    window: str
    owed: Fraction | None
    recoveries: tuple[Recovery, ...]
    uncovered: Fraction | None
    why: str
    why_not_expected: str = EXPECTED_UNKNOWN


def exposure(
    book: Book, agreement: Agreement, target_id: str, objective_name: str = "all"
) -> Exposure:
    """
    The exposure of one objective. `agreement` is the whole text.

    Raises `UsageError` where there is no such objective with a metric.
    """
    promise = promise_of(agreement, target_id, objective_name)
    if promise is None:
        raise UsageError(f"{agreement.id} has no objective '{target_id}/{objective_name}'")
    owed = most_paid(promise)
    if isinstance(owed, NotComputed):
        return _exposure(promise, None, (), None, owed.why)
    recoveries = _recoveries(book, promise)
    amounts = [each.amount for each in recoveries if each.supplier]
    unknown = next((each for each in recoveries if each.amount is None), None)
    if unknown is not None:
        return _exposure(promise, owed, recoveries, None, f"{unknown.leaf}: {unknown.why}")
    least = min((amount or Fraction(0) for amount in amounts), default=Fraction(0))
    return _exposure(promise, owed, recoveries, max(Fraction(0), owed - least), "")


def _exposure(
    promise: Promise,
    owed: Fraction | None,
    recoveries: tuple[Recovery, ...],
    uncovered: Fraction | None,
    why: str,
) -> Exposure:
    return Exposure(
        document=promise.agreement.id,
        target=promise.target.id,
        objective=promise.priority,
        currency=promise.agreement.currency or "",
        window=window_of(promise) or "",
        owed=owed,
        recoveries=recoveries,
        uncovered=uncovered,
        why=why,
    )


def _recoveries(book: Book, promise: Promise) -> tuple[Recovery, ...]:
    """What each leaf returns, each once, in the order written."""
    tree = resolved(library(book), promise)
    if tree is None or tree.tree is None:
        return ()
    each = {leaf.name: leaf.promise for leaf in leaves(tree.tree)}
    return tuple(
        Recovery(name, *_recovery(promise, leaf), supplier=_is_supplier(leaf))
        for name, leaf in each.items()
    )


def _is_supplier(leaf: Promise | None) -> bool:
    return leaf is not None and leaf.agreement.kind == "UC"


def _recovery(promise: Promise, leaf: Promise | None) -> tuple[Fraction | None, str]:
    if not _is_supplier(leaf) or leaf is None or not leaf.target.remedies:
        return Fraction(0), ""
    if window_of(leaf) != window_of(promise):
        return None, "its window is another one, so that one event falls into several"
    if leaf.agreement.currency != promise.agreement.currency:
        return None, "it pays in another currency; currencies are never added"
    paid = most_paid(leaf)
    return (None, paid.why) if isinstance(paid, NotComputed) else (paid, "")
