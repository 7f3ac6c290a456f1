"""Filters of records: which of two lets more records through."""

from __future__ import annotations

from slaspec.language.model.metric import Filter
from slaspec.review.changes.orders import Order
from slaspec.review.changes.wording import plain


def same_filter(base: Filter | None, head: Filter | None) -> bool:
    """Whether both let the same records through, in whatever order their values stand."""
    return _sets(base) == _sets(head)


def wider(base: Filter | None, head: Filter | None) -> Order:
    """1 where the second lets every record of the first through and more, -1 where fewer."""
    if same_filter(base, head):
        return 0
    if _holds(head, base):
        return 1
    return -1 if _holds(base, head) else None


def filter_words(filter: Filter | None) -> str:
    """A filter in words; `all` where it lets every record through."""
    return plain(filter) if filter else "all"


def _holds(outer: Filter | None, inner: Filter | None) -> bool:
    """Whether every record that passes the inner filter passes the outer one."""
    within = _sets(inner)
    return all(
        within.get(field, values | {None}) <= values for field, values in _sets(outer).items()
    )


def _sets(filter: Filter | None) -> dict[str, frozenset[str]]:
    return {field: frozenset(values) for field, values in (filter or {}).items()}
