"""Combine: remedies of one group compete for the same window or service."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slaspec.errors import LocatedError
from slaspec.language.model.remedy import Combine
from slaspec.remedies.evaluation import Due, Evaluation
from slaspec.remedies.grouping import grouped
from slaspec.remedies.money import money_shown, money_text
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "combine.group": (),
    "combine.per": ("window", "service"),
    "combine.take": ("sum", "highest"),
}
STAGE = "combine"


def check_together(evaluations: Sequence[Evaluation]) -> None:
    """All remedies of a group compete for the same thing in the same way, and in money."""
    first: dict[str, tuple[Evaluation, Combine]] = {}
    for evaluation in evaluations:
        if (combine := evaluation.remedy.combine) is None:
            continue
        if evaluation.remedy.points is not None:
            raise evaluation.fault(
                "points of a pool cannot compete: they are no money yet",
                combine.at,
                "leave 'combine' out, or pay money instead of points",
            )
        other, said = first.setdefault(combine.group, (evaluation, combine))
        if (said.per, said.take) != (combine.per, combine.take):
            raise LocatedError(
                f"remedies '{other.remedy.id}' and '{evaluation.remedy.id}' say differently how"
                f" group '{combine.group}' is combined",
                str(combine.at.span),
                "write the same 'per' and 'take' in all remedies of the group",
            )


def apply(dues: Sequence[Due]) -> list[Due]:
    """
    The lines after their groups: with `highest` only the highest of each is paid.

    Amounts are compared exactly; of equals the first line is paid. Credits and bonuses do not
    compete with each other.
    """
    kept = list(dues)
    for positions in grouped(kept, range(len(kept)), _contest):
        combine = kept[positions[0]].evaluation.remedy.combine
        if combine is not None and len(positions) > 1:
            _combine(kept, positions, combine)
    return kept


def _combine(kept: list[Due], positions: Sequence[int], combine: Combine) -> None:
    best = max(positions, key=lambda i: (kept[i].amount, -i))
    words = f"group {combine.group}: {', '.join(_candidate(kept[i]) for i in positions)}"
    for i in positions:
        paid = combine.take == "sum" or i == best
        amount = kept[i].amount if paid else Fraction(0)
        how = "all are paid" if combine.take == "sum" else f"only {_name(kept[best])} is paid"
        currency = kept[i].evaluation.currency
        texts = (money_text(kept[i].amount, currency), money_text(amount, currency))
        kept[i] = kept[i].after(amount, TrailStep(STAGE, f"{words}; {how}", *texts, combine.at))


def _contest(evaluation: Evaluation) -> tuple[object, ...]:
    """What lines compete for; a line without a group competes with none."""
    combine = evaluation.remedy.combine
    if combine is None:
        return evaluation.order
    service = evaluation.target.service if combine.per == "service" else ""
    return combine.group, evaluation.measured.window, service, evaluation.is_bonus


def _candidate(due: Due) -> str:
    return f"{_name(due)} {money_shown(due.amount, due.evaluation.currency)}"


def _name(due: Due) -> str:
    return f"{due.evaluation.remedy.id} of {due.evaluation.objective}"
