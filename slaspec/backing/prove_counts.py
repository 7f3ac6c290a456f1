"""
Is a ratio or a throughput backed.

Failure ratios add, times how often a leaf is gone through. A sequence lets through what its
narrowest part does, parallel parts add up. Scores cannot be composed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from slaspec.backing.allowance import Allowance, threshold_of
from slaspec.backing.case import Case
from slaspec.backing.draft import Draft, slice_of
from slaspec.backing.promise import Promise
from slaspec.backing.result import Proof, Reason, Repair, Verdict
from slaspec.backing.share_windows import feed_for
from slaspec.backing.shares import Part, key_of, mean_kept, worst_miss
from slaspec.backing.tree import AllOf, Leaf, OneOf, Sequence, SomeOf, Tree, leaves
from slaspec.backing.windows import Judged
from slaspec.backing.words import figure, share
from slaspec.language.model.interpretation import RoundMeasured
from slaspec.language.model.metric import RatioMetric
from slaspec.language.quantities import Amount

_COMPOSED = "cannot be composed: what stands behind it says nothing about it"


def prove_score(draft: Draft) -> Proof:
    """Scores and other figures: only their measurability is checked."""
    kind = draft.objective.metric.kind
    what = "scores" if kind == "score" else "figures that a source reports"
    reason = draft.reason(
        "score-not-composed" if kind == "score" else "value-not-composed",
        f"{what} {_COMPOSED}; only its measurability is checked",
        "leave backed_by out, or promise the times and shares that it depends on",
    )
    return draft.proof("not_judged", [reason])


def prove_ratio(draft: Draft) -> Proof:
    """The proof of a ratio: `at_least` of good records, or `at_most` of failures."""
    least = draft.objective.objective.at_least is not None
    bound = _share(draft.objective, least=least)
    if bound is None:
        return draft.proof("not_judged", [_form(draft)])
    found = [reason for case in draft.each_case for reason in draft.broken(case)]
    parts: dict[str, Part] = {}
    for leaf in leaves(draft.tree):
        part = _ratio_part(draft, leaf, least=least)
        if isinstance(part, Reason):
            found.append(part)
        else:
            parts[key_of(leaf)] = part
    found += _no_redundancy(draft.tree)
    if found:
        return draft.proof("not_backed", found)
    miss = worst_miss(draft.tree, {key: part.miss for key, part in parts.items()})
    allowed = bound.miss
    if bound.keeps(1 - miss):
        return _ratio(draft, "backed", miss, allowed, least=least)
    reason = draft.reason(
        "too-few",
        f"failures of {share(miss)} of the records cannot be ruled out, {share(allowed)} are"
        " allowed",
        "agree better ratios behind it, or fewer visits",
    )
    mean = 1 - mean_kept(draft.tree, {key: part.mean_miss for key, part in parts.items()})
    if "independence" in draft.assumed and bound.keeps(1 - mean):
        return _ratio(draft, "backed_on_average", mean, allowed, reason, least=least)
    return _ratio(draft, "not_backed", miss, allowed, reason, least=least)


def _ratio(
    draft: Draft,
    verdict: Verdict,
    miss: Fraction,
    allowed: Fraction,
    reason: Reason | None = None,
    *,
    least: bool,
) -> Proof:
    return draft.proof(
        verdict,
        [reason] if reason is not None else [],
        guaranteed=1 - miss if least else miss,
        promised=1 - allowed if least else allowed,
        slack=allowed - miss,
    )


def _share(promise: Promise, *, least: bool) -> Allowance | None:
    """The share of good records that a ratio promises, rounded as it says."""
    amount = promise.objective.at_least if least else promise.objective.at_most
    if amount is None or amount.unit != "%":
        return None
    said = promise.said("round_measured")
    rule = said if isinstance(said, RoundMeasured) else None
    level = Fraction(amount.value) / 100
    if least:
        return Allowance(*threshold_of(level, rule))
    return Allowance(1 - _most(level, rule))


def _most(level: Fraction, rule: RoundMeasured | None) -> Fraction:
    """The largest ratio that is rounded to the level or below, as its least upper bound."""
    if rule is None:
        return level
    unit = Fraction(1, 100 * 10**rule.places)
    whole = level // unit * unit
    return whole + {"up": 0, "down": 1}.get(rule.mode, Fraction(1, 2)) * unit


def _ratio_part(draft: Draft, leaf: Leaf, *, least: bool) -> Part | Reason:
    if leaf.own is not None:
        return draft.reason(
            "branch-does-not-fit", "own handling has no ratio", "name the OLA that has", leaf.at
        )
    case = draft.cases[id(leaf)]
    allowance = _share(case.promise, least=least)
    if allowance is None or _intervals(case.promise) != _intervals(draft.objective):
        return case.reason(
            "other-form",
            f"{case.name} is not written like the objective (at_least or at_most, mean_of)",
            "write both alike",
            case.promise.at,
        )
    part = Part(leaf.name, allowance, visits=leaf.visits)
    if not allowance.miss:
        return part
    slice = slice_of(case)
    if slice is None:
        return case.reason(
            "population",
            f"{case.name} holds for more records than ours, and no least share of ours is stated",
            "state share_of_population, or agree a target for exactly these customers",
        )
    feed = feed_for(draft, case, None)
    return feed if isinstance(feed, Reason) else replace(part, population=slice, feed=feed)


def _intervals(promise: Promise) -> int | None:
    metric = promise.metric
    if not isinstance(metric, RatioMetric) or metric.mean_of is None:
        return None
    return metric.mean_of.milliseconds


def _form(draft: Draft) -> Reason:
    return draft.reason(
        "objective-form",
        f"a {draft.objective.metric.kind} is proved where it says at_least or at_most, in its unit",
        "write at_least: 99%, or at_most: 1%",
        draft.objective.at,
    )


def _no_redundancy(tree: Tree) -> list[Reason]:
    if isinstance(tree, Leaf):
        return []
    found = [reason for part in tree.parts for reason in _no_redundancy(part)]
    if isinstance(tree, SomeOf):
        found.append(
            Reason(
                "branch-does-not-fit",
                "`k_of` and `redundant` are about being up",
                "write all_of or one_of",
                tree.at,
            )
        )
    return found


def prove_throughput(draft: Draft) -> Proof:
    """The proof of a throughput: so many records at least in every window."""
    least, ours = draft.objective.objective.at_least, draft.own_windows
    if least is None or ours is None:
        return draft.proof("not_judged", [_form(draft)])
    found = [reason for case in draft.each_case for reason in draft.broken(case)]
    rates = {id(leaf): _rate(draft, leaf, least) for leaf in leaves(draft.tree)}
    found += [rate for rate in rates.values() if isinstance(rate, Reason)]
    found += _no_redundancy(draft.tree)
    if found:
        return draft.proof("not_backed", found)
    counts = [_let_through(draft.tree, window, rates) for window in ours.all()]
    guaranteed = min(counts, default=Fraction(0))
    promised = Fraction(least.value)
    figures: dict[str, Any] = {
        "guaranteed": guaranteed,
        "promised": promised,
        "slack": guaranteed - promised,
    }
    if counts and guaranteed >= promised:
        return draft.proof("backed", **figures)
    reason = draft.reason(
        "too-narrow",
        f"{figure(guaranteed)} a window get through for certain, {figure(promised)} are promised",
        "widen the narrowest part, or promise less",
    )
    own = Repair("level", "", figure(guaranteed), f"at most {figure(guaranteed)} promised here")
    return draft.proof("not_backed", [reason], find_repairs=lambda: (own,), **figures)


_Rate = Callable[[Judged], Fraction]


def _rate(draft: Draft, leaf: Leaf, ours: Amount) -> _Rate | Reason:
    """How many records a leaf lets through in one of our windows: its whole windows inside."""
    case: Case | None = draft.cases.get(id(leaf))
    least = case.promise.objective.at_least if case is not None else None
    windows = draft.windows(case.promise, unsaid="not_judged") if case is not None else None
    if case is None or least is None or windows is None or least.unit != ours.unit:
        return draft.reason(
            "other-form",
            f"{leaf.name} does not promise at_least so many {ours.unit or 'records'} in a window",
            "write both with at_least, in one unit",
            leaf.at,
        )
    slice = slice_of(case)
    if slice is None:
        return case.reason(
            "population",
            f"{case.name} counts more records than ours: none of them need be ours",
            "state share_of_population, or agree a target for exactly these customers",
        )
    each = Fraction(least.value) * slice / leaf.visits
    kept = sorted(windows.all())

    def inside(window: Judged) -> Fraction:
        """Windows that do not overlap, wholly inside ours."""
        reached, count = window.start, 0
        for theirs in kept:
            if theirs.start >= reached and theirs.end <= window.end:
                reached, count = theirs.end, count + 1
        return each * count

    return inside


def _let_through(tree: Tree, window: Judged, rates: dict[int, _Rate | Reason]) -> Fraction:
    if isinstance(tree, Leaf):
        rate = rates[id(tree)]
        return Fraction(0) if isinstance(rate, Reason) else rate(window)
    below = [_let_through(part, window, rates) for part in tree.parts]
    if isinstance(tree, AllOf):
        return sum(below, Fraction(0))
    assert isinstance(tree, Sequence | OneOf | SomeOf)
    return min(below, default=Fraction(0))
