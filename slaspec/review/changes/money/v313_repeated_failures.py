"""Rule V313."""

from __future__ import annotations

from collections.abc import Sequence

from slaspec.language.model.remedy import Remedy, Repeat
from slaspec.language.quantities import Amount
from slaspec.review.alike import alike
from slaspec.review.changes.judging import directed
from slaspec.review.changes.orders import Order, order, reverse, sign, together
from slaspec.review.changes.payments import paid
from slaspec.review.changes.wording import plain
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V313",
    name="repeated-failures",
    owns=("Remedy.repeat", "Repeat.*"),
    material=True,
    as_one=True,
)
def repeated_failures(change: Difference) -> Said | None:
    """
    What repeated failures pay is another amount, or they are counted otherwise.

    What it compares:
        The factor, or the rates of the first, second, third failure; a longer period, or one that
        never begins anew, counts more failures. Where nothing is said every failure pays the same.

    Why:
        A provider that fails month after month pays more for it.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             repeat: {when: consecutive, factor: 2}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             rate: {flat: 5%},
             repeat: {when: consecutive, factor: 3}}

    Direction:
        tightened
    """
    remedy = change.of(Remedy)
    found = _order(change.base, change.head, remedy.rate.flat if remedy else None)
    if found == 0:
        return None
    before, after = (plain(each) or "as any other" for each in (change.base, change.head))
    sentence = f"repeated failures are paid otherwise: {after} instead of {before}"
    return Said(paid(directed(found, "tightened"), change), sentence)


def _order(base: Repeat | None, head: Repeat | None, flat: Amount | None) -> Order:
    if base is None or head is None:
        [repeat] = [each for each in (base, head) if each is not None]
        more = _of_factors(1, repeat.factor) if repeat.factor else _of_rates((flat,), repeat.ladder)
        return more if base is None else reverse(more)
    factors = _of_factors(base.factor, head.factor)
    return together((factors, _of_rates(base.ladder, head.ladder), *_of_counting(base, head)))


def _of_factors(base: int | None, head: int | None) -> Order:
    if base is None and head is None:
        return 0
    return order(base, head)


def _of_rates(base: Sequence[Amount | None] | None, head: Sequence[Amount | None] | None) -> Order:
    """The rates of each failure; the last of them repeats."""
    if not base or not head:
        return 0 if base == head else None
    longest = max(len(base), len(head))
    pairs = [(_nth(base, n), _nth(head, n)) for n in range(longest)]
    return together(order(one, other) for one, other in pairs)


def _nth(rates: Sequence[Amount | None], position: int) -> Amount | None:
    return rates[min(position, len(rates) - 1)]


def _of_counting(base: Repeat, head: Repeat) -> tuple[Order, Order]:
    period = 0 if alike(base.when, head.when) else order(base.when, head.when)
    return period, _of_resets(_reset(base), _reset(head))


def _reset(repeat: Repeat) -> str:
    """Failures in a row end with a window that was met; others are counted on."""
    return repeat.reset or ("first met window" if repeat.when == "consecutive" else "never")


def _of_resets(base: str, head: str) -> Order:
    if base == head:
        return 0
    return sign(base == "never", head == "never") or None
