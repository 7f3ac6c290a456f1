"""
Whether a leaf counts no records but ours.

A share that is kept over all records of a leaf says nothing of a part of them: all its misses may
be ours. Ours are all of them only where everything that chooses records is alike.
"""

from __future__ import annotations

from slaspec.backing.case import Case
from slaspec.backing.excused import exclusions_of
from slaspec.backing.promise import ALL, Promise
from slaspec.backing.tree import leaves, resolved
from slaspec.language.model.metric import Filter


def exact_population(case: Case) -> bool:
    """
    Whether every record that the leaf counts is one of ours.

    The same beneficiaries, service and priority; the same data source, kind of records, filter and
    group; nothing that only we leave out.
    """
    ours, theirs = case.objective, case.promise
    return (
        bool(ours.beneficiaries)
        and ours.beneficiaries == theirs.beneficiaries
        and ours.target.service == theirs.target.service
        and _same_priority(case)
        and case.same_source
        and all(_said(ours, key) in (None, _said(theirs, key)) for key in ("records", "group"))
        and within(filter_of(theirs), filter_of(ours))
        and _left_out(ours) <= _left_out(theirs)
        and _excused(ours) <= _excused(theirs)
    )


def _same_priority(case: Case) -> bool:
    """Whether the leaf's priority is ours, and no other of ours comes to it."""
    ours, theirs = case.objective.priority, case.promise.priority
    if ALL in (ours, theirs):
        return ours == theirs
    ranked = case.library.ranked(case.objective)
    alone = [ours] == [each for each in ranked if case.mapped(each) == theirs]
    return alone and (ours == theirs or not any(_stands_on(case, each) for each in ranked))


def _stands_on(case: Case, priority: str) -> bool:
    """Whether the objective of another priority stands on the same promise."""
    ours = case.objective
    other = case.library.promise(ours.agreement.id, ours.target.id, priority)
    if other is None or priority == ours.priority:
        return False
    found = resolved(case.library, other)
    tree = found.tree if found is not None else None
    names = (leaf.name for leaf in leaves(tree)) if tree is not None else ()
    return case.promise.name in names


def filter_of(promise: Promise) -> Filter:
    """Which records a metric takes, by the values of their fields."""
    chosen: Filter = {}
    for question in ("where", "total"):
        chosen |= getattr(promise.metric, question, None) or {}
    return chosen


def is_filtered(promise: Promise) -> bool:
    """Whether a metric takes some of the records of its service only."""
    return bool(filter_of(promise)) or _said(promise, "group") is not None


def within(narrow: Filter, wide: Filter) -> bool:
    """Whether every record of one filter is taken by another."""
    return all(key in narrow and set(narrow[key]) <= set(wide[key]) for key in wide)


def _said(promise: Promise, key: str) -> object:
    return getattr(promise.metric, key, None)


def _left_out(promise: Promise) -> frozenset[str]:
    return frozenset(promise.said("leave_out") or ())


def _excused(promise: Promise) -> frozenset[tuple[object, ...]]:
    """The exclusions whose records are left out."""
    return frozenset(
        (each.cause, each.hours, each.notice, each.at_most, each.per)
        for each in exclusions_of(promise)
        if each.on_tickets == "leave_out"
    )
