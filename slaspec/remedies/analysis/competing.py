"""Texts to bound what may be paid: without minimums, without groups, with one of each group."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import prod

from slaspec.language.model.agreement import Agreement
from slaspec.language.model.target import Binding
from slaspec.remedies.analysis.analyse import Analysis
from slaspec.remedies.statement import Statement

Competitor = tuple[str, str]  # a remedy and a target, with all lines of the two
Contest = tuple[Competitor, ...]

_MOST_VARIANTS = 32


def competitor(found: Analysis) -> Competitor:
    """What competes in a group: what a remedy pays for one target."""
    return found.remedy.id, found.target.id


def cut_remedies(statement: Statement) -> frozenset[str]:
    """The remedies of which a cap has cut some line."""
    return frozenset(x.remedy for x in statement.lines if x.cap_cut or x.carried_out)


def shares(agreement: Agreement) -> bool:
    """Whether lines compete, divide a pool, or are rounded in one total, even without a cap."""
    answers, remedies = agreement.interpretation, agreement.remedies or ()
    roundings = [each.rounding for each in (*remedies, *([answers] if answers else []))]
    in_total = any(each is not None and each.at_ == "total" for each in roundings)
    return in_total or any(each.combine or each.points for each in remedies)


def without_minimums(agreement: Agreement) -> Agreement:
    """The same, paying small amounts too."""
    remedies = tuple(replace(each, minimum_payable=None) for each in agreement.remedies or ())
    return replace(agreement, remedies=remedies)


def added_up(agreement: Agreement) -> Agreement:
    """The same, paying all members of each group."""
    remedies = tuple(replace(each, combine=None) for each in agreement.remedies or ())
    return replace(agreement, remedies=remedies)


def contests(found: Sequence[Analysis], cut: Container[str]) -> list[Contest]:
    """The competitors for each thing of which one is paid, where some of them are cut."""
    groups: dict[tuple[str, str], dict[Competitor, None]] = {}
    for each in found:
        combine = each.remedy.combine
        if combine is not None and combine.take != "sum":
            of = each.target.service if combine.per == "service" else ""
            groups.setdefault((combine.group, of or ""), {})[competitor(each)] = None
    found_cut = (tuple(group) for group in groups.values() if any(id in cut for id, _ in group))
    return [contest for contest in found_cut if len(contest) > 1]


def can_vary(agreement: Agreement, found: Sequence[Contest]) -> bool:
    """
    Whether the winners of each window can be told apart, and are few.

    Those of single incidents are too many, and what is carried comes on top of another winner.
    """
    remedies = {each.id: each for each in agreement.remedies or ()}
    of = [remedies[id].combine for contest in found for id, _ in contest]
    caps = [
        *(agreement.caps or ()),
        *(cap for each in remedies.values() for cap in each.caps or ()),
    ]
    return (
        prod(map(len, found)) <= _MOST_VARIANTS
        and not any(combine is not None and combine.per == "incident" for combine in of)
        and not any(cap.excess == "carried" for cap in caps)
    )


def losers(found: Sequence[Contest]) -> Iterator[frozenset[Competitor]]:
    """Who is not paid, for each way in which one of each contest can be."""
    everybody = frozenset(each for contest in found for each in contest)
    for winners in product(*found):
        yield everybody - frozenset(winners)


def unbound(agreement: Agreement, left_out: Container[Competitor]) -> Agreement:
    """The same, without some remedies of some targets."""
    targets = tuple(
        replace(
            each,
            remedies=tuple(b for b in each.remedies or () if (_remedy(b), each.id) not in left_out),
        )
        for each in agreement.targets or ()
    )
    return replace(agreement, targets=targets)


def _remedy(binding: Binding | str) -> str:
    return binding.remedy if isinstance(binding, Binding) else binding
