"""Is an availability backed: what the tree guarantees in the worst window of the term."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Any

from slaspec.backing.allowance import Allowance, allowance_of
from slaspec.backing.availability import AvailabilityQuestion, Guarantee, guarantee
from slaspec.backing.cover import UpTime
from slaspec.backing.draft import Draft, slice_of
from slaspec.backing.excused import excuses
from slaspec.backing.excused_repairs import excused_beyond, excused_repairs
from slaspec.backing.feeds import Windows
from slaspec.backing.frontier import up_time_repairs
from slaspec.backing.leaf_up_time import fixed_seconds, let_through, up_metric
from slaspec.backing.outages import outages
from slaspec.backing.result import Proof, Reason, Repair, Step
from slaspec.backing.tree import AllOf, Leaf, OneOf, Sequence, SomeOf, Tree, leaves
from slaspec.backing.up_time import AtLeast, Routes, Series, Up, in_series
from slaspec.backing.words import listed, share
from slaspec.service_time.civil import local_date


def prove_up_time(draft: Draft) -> Proof:
    """The proof of an objective of availability."""
    if draft.objective.objective.availability is None:
        reason = draft.reason(
            "objective-form", "it promises no availability", "write availability: 99.9%"
        )
        return draft.proof("not_judged", [reason])
    windows = draft.own_windows
    if windows is None:
        reason = draft.reason("unsaid", "'window' is not said", "say window: month")
        return draft.proof("not_judged", [reason])
    found = [reason for case in draft.each_case for reason in draft.broken(case)]
    if any(reason.code == "other-kind" for reason in found):
        return draft.proof("not_backed", found)
    builder = _Builder(draft, windows)
    tree = builder.build(draft.tree)
    found += [*builder.faults, *_unlimited(draft), *_forgotten(draft)]
    if found:
        return draft.proof("not_backed", found)
    question = AvailabilityQuestion(
        tree,
        draft.hours,
        windows,
        fixed_seconds(draft.objective),
        excuses(draft.objective, draft.each_case),
        "independence" in draft.assumed,
    )
    return _judged(draft, question)


def _judged(draft: Draft, question: AvailabilityQuestion) -> Proof:
    found, objective = guarantee(question), allowance_of(draft.objective)
    if found.window is None:
        reason = draft.reason(
            "no-window",
            "no whole window lies in the term, so that nothing is judged",
            "judge partial windows, or take a shorter window",
        )
        return draft.proof("not_judged", [reason])
    figures: dict[str, Any] = {
        "promised": objective.threshold,
        "binding": max(found.leaves, key=lambda each: each[1])[0] if found.leaves else "",
        "window": (found.window.start, found.window.end),
        "remarks": _remarks(draft),
    }
    if objective.keeps(found.availability) and not _known(draft, question):
        return draft.proof("not_judged", [_unknown(draft)], **figures)
    if objective.keeps(found.availability):
        slack = found.availability - objective.threshold
        return draft.proof("backed", guaranteed=found.availability, slack=slack, **figures)
    reason = _too_low(draft, question, found, objective)
    if question.independent and objective.keeps(found.mean):
        slack = found.mean - objective.threshold
        return draft.proof(
            "backed_on_average", [reason], guaranteed=found.mean, slack=slack, **figures
        )
    return draft.proof(
        "not_backed",
        [reason],
        guaranteed=found.availability,
        slack=found.availability - objective.threshold,
        timeline=_timeline(question, found),
        find_repairs=partial(_repairs, question, found, objective),
        **figures,
    )


def _timeline(question: AvailabilityQuestion, found: Guarantee) -> tuple[Step, ...]:
    return outages(question, found.window) if found.window is not None else ()


def _repairs(
    question: AvailabilityQuestion, found: Guarantee, objective: Allowance
) -> tuple[Repair, ...]:
    parts = in_series(question.tree)
    whole = found.window.end - found.window.start if found.window is not None else 0
    if question.excuses or not all(isinstance(each, UpTime) for each in parts) or not whole:
        level = up_time_repairs((), Fraction(0), found.availability)
        return (*excused_repairs(question, objective), *level)
    down = {each.name: each.down for each in parts if isinstance(each, UpTime)}
    total = sum((seconds for _, seconds in found.leaves), Fraction(0))
    lost = 1 - found.availability
    leaves = tuple(
        (name, down[name], lost * seconds / total) for name, seconds in found.leaves if total
    )
    return _checked(
        question,
        objective,
        up_time_repairs(leaves, objective.threshold - found.availability, found.availability),
    )


def _checked(
    question: AvailabilityQuestion, objective: Allowance, repairs: tuple[Repair, ...]
) -> tuple[Repair, ...]:
    """Only the repairs that are enough when everything is computed again."""
    return tuple(
        repair
        for repair in repairs
        if repair.kind != "leaf_level" or _enough(question, objective, repair)
    )


def _enough(question: AvailabilityQuestion, objective: Allowance, repair: Repair) -> bool:
    level = Fraction(repair.to.rstrip("%")) / 100
    parts = tuple(
        replace(each, down=1 - level)
        if isinstance(each, UpTime) and each.name == repair.leaf
        else each
        for each in in_series(question.tree)
    )
    changed = replace(question, tree=Series(parts), independent=False)
    return objective.keeps(guarantee(changed).availability)


@dataclass
class _Builder:
    draft: Draft
    windows: Windows
    faults: list[Reason] = field(default_factory=list)

    def build(self, tree: Tree) -> Up:
        if isinstance(tree, Leaf):
            return self._own(tree) if tree.own is not None else self._leaf(tree)
        parts = tuple(self.build(part) for part in tree.parts)
        if isinstance(tree, OneOf):
            return Routes(parts)
        if isinstance(tree, SomeOf):
            return AtLeast(tree.n, parts, _common_cause(tree))
        assert isinstance(tree, Sequence | AllOf)
        return Series(parts)

    def _own(self, leaf: Leaf) -> UpTime:
        assert leaf.own is not None
        if leaf.own.availability is None:
            reason = self.draft.reason(
                "own-without-level",
                "own handling says no availability",
                "write own: {availability: 99.95%}",
                leaf.at,
            )
            self.faults.append(reason)
        kept = leaf.own.availability.value if leaf.own.availability is not None else Fraction(0)
        return UpTime(f"{leaf.name}", 1 - kept, self.draft.hours, self.windows)

    def _leaf(self, leaf: Leaf) -> UpTime:
        case = self.draft.cases[id(leaf)]
        hours = case.leaf_hours
        if case.promise.objective.availability is None:  # said by `has_level`
            return UpTime(case.name, Fraction(1), self.draft.hours, self.windows)
        windows = self.draft.windows(case.promise, unsaid="not_judged")
        if windows is None:
            self.faults.append(
                case.reason(
                    "window-unsaid",
                    f"{case.name} does not say its window, or it has no fixed dates",
                    "say window: month, or another window by dates",
                    case.promise.place("window"),
                )
            )
        down = allowance_of(case.promise).miss * let_through(case)
        if up_metric(case.promise).weigh_by is not None:
            down /= slice_of(case) or 1
        return UpTime(
            case.name,
            min(Fraction(1), down),
            hours or self.draft.hours,
            windows or self.windows,
            fixed_seconds(case.promise),
        )


def _common_cause(tree: SomeOf) -> Fraction:
    """The largest share of common failures that the branches state."""
    stated = [
        leaf.node.common_cause.value
        for leaf in leaves(tree)
        if leaf.node is not None and leaf.node.common_cause is not None
    ]
    return max(stated, default=Fraction(0))


def _unlimited(draft: Draft) -> list[Reason]:
    """Time that only we leave out of the denominator, without limit, lets any share be missed."""
    found = []
    for each in excuses(draft.objective, draft.each_case):
        alike = {leaf.leaf for leaf in each.leaves if leaf.shrinks}
        if not each.shrinks or each.at_most is not None:
            continue
        if alike < {case.name for case in draft.each_case}:
            found.append(
                draft.reason(
                    "exclusion-shrinks",
                    f"{each.cause.replace('_', ' ')} leaves the denominator without limit, but not"
                    " that of every leaf: what is left of a window can be arbitrarily short",
                    "agree at_most, or on_availability: numerator",
                    draft.objective.metric.at.of("exclusions"),
                )
            )
    return found


def _forgotten(draft: Draft) -> list[Reason]:
    """Components of the service that no leaf is about, where the leaves are about components."""
    metric = up_metric(draft.objective)
    service = metric.of or draft.objective.target.service
    components = draft.library.components.get(service, ())
    named = {up_metric(case.promise).of for case in draft.each_case}
    own = any(leaf.own is not None for leaf in leaves(draft.tree))
    missing = [each for each in components if each not in named]
    if own or not missing or not named <= set(components):
        return []
    return [
        draft.reason(
            "component",
            f"nobody promises {listed(missing)}, of which {service} consists",
            "add its OLA or UC, or own handling with its availability",
        )
    ]


def _too_low(
    draft: Draft, question: AvailabilityQuestion, found: Guarantee, objective: Allowance
) -> Reason:
    assert found.window is not None
    first = local_date(found.window.start, draft.zone)
    return draft.reason(
        "too-low",
        f"{share(found.availability)} are kept for certain in the window from {first},"
        f" {share(objective.threshold)} are promised{excused_beyond(question, found.window)}",
        "see the repairs: one of them is enough",
    )


def _known(draft: Draft, question: AvailabilityQuestion) -> bool:
    """Whether the objective's calendar is known for every window."""
    windows = question.windows.all()
    return draft.hours.begin <= windows[0].start and windows[-1].end <= draft.hours.end


def _unknown(draft: Draft) -> Reason:
    return draft.reason(
        "calendar-ends",
        f"calendar {draft.hours.id} is not known for every window of the term",
        "pin the calendar for the whole term",
    )


def _remarks(draft: Draft) -> tuple[Reason, ...]:
    if not draft.term.open_end:
        return ()
    return (
        draft.reason(
            "open-end",
            f"the term has no end: proved through {draft.term.last}, as far as the calendars are"
            " pinned",
            "prove again when the calendars are extended",
            draft.objective.agreement.effective.at,
        ),
    )
