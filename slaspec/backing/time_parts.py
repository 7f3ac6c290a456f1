"""What each leaf lets miss of our records in one of our windows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from slaspec.backing.allowance import Allowance, allowance_of
from slaspec.backing.case import Case
from slaspec.backing.draft import Draft, slice_of
from slaspec.backing.promise import Promise
from slaspec.backing.result import Reason
from slaspec.backing.share_windows import Clocks, feed_for
from slaspec.backing.shares import Part, key_of
from slaspec.backing.timed import Builder
from slaspec.backing.tree import Leaf, leaves
from slaspec.backing.worst_case import Question


class Parts(NamedTuple):
    """The parts by their keys; what their windows lack; what their populations lack."""

    parts: dict[str, Part]
    windows: list[Reason]
    populations: list[Reason]


def parts_of(draft: Draft, builder: Builder, question: Question) -> Parts:
    """Every leaf once, with what is missing to bound its misses."""
    found = Parts({}, [], [])
    for leaf in leaves(draft.tree):
        if key_of(leaf) in found.parts:
            continue
        part, window, population = _part(draft, builder, question, leaf)
        found.parts[key_of(leaf)] = part
        found.windows.extend([window] if window is not None else [])
        found.populations.extend([population] if population is not None else [])
    return found


def _part(
    draft: Draft, builder: Builder, question: Question, leaf: Leaf
) -> tuple[Part, Reason | None, Reason | None]:
    if leaf.own is not None:
        kept = leaf.own.share.value if leaf.own.share is not None else Fraction(1)
        return Part(key_of(leaf), Allowance(kept), visits=leaf.visits), None, None
    judged = builder.judged[id(leaf)]
    if not judged:
        return Part(leaf.name, Allowance(Fraction(1))), None, None
    case, loosest = draft.cases[id(leaf)], _loosest(judged)
    part = Part(leaf.name, loosest, visits=leaf.visits)
    if not loosest.miss and not loosest.few_misses:
        return part, None, None
    slice = slice_of(case)
    if slice is None:
        return part, None, _no_floor(case)
    feed = feed_for(draft, case, Clocks(question, builder.begins[id(leaf)]))
    if isinstance(feed, Reason):
        return replace(part, population=slice), feed, None
    return replace(part, population=slice, feed=feed), None, None


def _loosest(promises: tuple[Promise, ...]) -> Allowance:
    """Of the promises that may judge a record the one that lets most miss."""
    return min((allowance_of(each) for each in promises), key=lambda each: each.threshold)


def _no_floor(case: Case) -> Reason:
    return case.reason(
        "population",
        f"{case.name} holds for more records than ours, and no least share of ours is stated:"
        " all its misses may be ours",
        "state share_of_population, or agree a target for exactly these customers and priority",
    )
