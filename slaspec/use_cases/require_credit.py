"""What a supplier must return so that nothing of what is owed for his failures is uncovered."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slaspec.backing import exposure
from slaspec.backing.money import Exposure
from slaspec.backing.most_paid import Money, NotComputed, most_paid, window_of
from slaspec.backing.promise import Promise
from slaspec.checks.backed.accepted import in_money
from slaspec.use_cases.require_sheet import Figure
from slaspec.use_cases.require_trial import Name, Trial


def require_credit(trial: Trial, leaf: Name, users: Sequence[Name]) -> tuple[Figure, ...]:
    """
    What is owed to customers in one window for a failure of a promise, gross, and what it returns.

    All that stands on the promise is taken to be missed at once. Only a UC returns money.
    """
    promise = trial.promise(leaf)
    if promise.agreement.kind != "UC":
        return ()
    paying = [user for user in users if trial.promise(user).target.remedies]
    owed = [
        exposure(trial.book, trial.agreement(user.agreement), user.target, user.priority)
        for user in paying
    ]
    returned = most_paid(promise) if promise.target.remedies else Fraction(0)
    why = _not_computed(promise, owed, returned)
    if not paying:
        return (_figure(promise, "none", returned, True),)
    if why or isinstance(returned, NotComputed):
        return (_figure(promise, "", returned, None, tuple(map(str, paying)), why=why),)
    total = sum((each.owed or Fraction(0) for each in owed), Fraction(0))
    required = f"at least {_per_window(total, promise)}"
    enough, gap = returned >= total, _gap(returned - total, promise)
    return (_figure(promise, required, returned, enough, tuple(map(str, paying)), gap),)


def _not_computed(promise: Promise, owed: Sequence[Exposure], returned: Money) -> str:
    """Why both cannot be compared; empty where they can."""
    for each in owed:
        user = f"{each.document}#{each.target}"
        if each.owed is None:
            return f"{user}: {each.why}"
        if each.window != window_of(promise):
            return f"{user} is judged by another window, so that one event falls into several"
        if each.currency != promise.agreement.currency:
            return f"{user} pays in {each.currency}; currencies are never added"
    return returned.why if isinstance(returned, NotComputed) else ""


def _figure(
    promise: Promise,
    required: str,
    returned: Money,
    enough: bool | None,  # noqa: FBT001
    asked_by: tuple[str, ...] = (),
    gap: str = "",
    why: str = "",
) -> Figure:
    if isinstance(returned, NotComputed):
        today = "not computed"
    else:
        today = f"at most {_per_window(returned, promise)}" if returned else "none"
    return Figure(
        name="credit",
        required=required,
        today=today,
        enough=enough,
        gap=gap,
        asked_by=asked_by,
        why=why,
    )


def _gap(more: Fraction, promise: Promise) -> str:
    if not more:
        return ""
    amount = in_money(abs(more), promise.agreement.currency or "")
    return f"{amount} {'in hand' if more > 0 else 'missing'}"


def _per_window(amount: Fraction, promise: Promise) -> str:
    return f"{in_money(amount, promise.agreement.currency or '')} a {window_of(promise)}"
