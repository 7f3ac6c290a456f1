"""Which of two bases of a percentage is the larger amount."""

from __future__ import annotations

from slaspec.language.model.remedy import Base
from slaspec.review.alike import alike
from slaspec.review.changes.orders import Order, order, ranked, sign, together

_SAME = ("charge", "service", "record", "previous_window")
_ONE_AND_ALL = [(False, True), (True, False)]


def base_order(base: Base, head: Base) -> Order:
    """
    Which of two bases is more, whatever the charges are.

    More windows, a larger part at risk, all services in place of one, a further base to be the
    greatest of. None where it depends on the charges.
    """
    if alike(base, head):
        return 0
    if base.greater_of or head.greater_of:
        return _of_greatest(base, head)
    return together((_of_source(base, head), *_of_parts(base, head)))


def _of_source(base: Base, head: Base) -> Order:
    """All services as contracted cost no less than one of them."""
    if base.all_charges != head.all_charges:
        whole = [each.all_charges == "contracted" for each in (base, head)]
        single = [bool(each.charge or each.service) for each in (base, head)]
        return sign(*whole) if sorted(zip(whole, single, strict=True)) == _ONE_AND_ALL else None
    same = all(alike(getattr(base, name), getattr(head, name)) for name in _SAME)
    return 0 if same else None


def _of_parts(base: Base, head: Base) -> tuple[Order, ...]:
    left_out = order(head.leaves_out or (), base.leaves_out or ())
    spans = ranked(("window", "contract_year"), base.over or "window", head.over or "window")
    return (
        left_out,
        spans,
        *(_of_part(base, head, key) for key in ("windows", "at_risk", "pool")),
        base_order(base.of, head.of) if base.of and head.of else sign(bool(base.of), bool(head.of)),
    )


def _of_part(base: Base, head: Base, key: str) -> Order:
    one, other = getattr(base, key), getattr(head, key)
    return 0 if one is None and other is None else order(one, other)


def _of_greatest(base: Base, head: Base) -> Order:
    """The greatest of more bases is no less."""
    one, other = (each.greater_of or (each,) for each in (base, head))
    added = [each for each in other if not any(alike(each, known) for known in one)]
    gone = [each for each in one if not any(alike(each, known) for known in other)]
    return None if added and gone else sign(bool(gone), bool(added))
