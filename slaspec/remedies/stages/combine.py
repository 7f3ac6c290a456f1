"""Combine: remedies of one group compete for the same incident, window or service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from slaspec.errors import LocatedError
from slaspec.language.model.remedy import Combine
from slaspec.remedies.choices import NO_CHOICES, Choices
from slaspec.remedies.evaluation import Due, Evaluation
from slaspec.remedies.grouping import grouped
from slaspec.remedies.money import money_shown, money_text
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "combine.group": (),
    "combine.per": (),
    "combine.take": (),
}
STAGE = "combine"
_OPEN = "until the customer chooses"


def check_together(evaluations: Sequence[Evaluation]) -> None:
    """All remedies of a group compete for the same thing in the same way, and in money."""
    first: dict[str, tuple[Evaluation, Combine]] = {}
    for evaluation in evaluations:
        if (combine := evaluation.remedy.combine) is None:
            continue
        _check(evaluation, combine)
        other, said = first.setdefault(combine.group, (evaluation, combine))
        if (said.per, said.take) != (combine.per, combine.take):
            raise LocatedError(
                f"remedies '{other.remedy.id}' and '{evaluation.remedy.id}' say differently how"
                f" group '{combine.group}' is combined",
                str(combine.at.span),
                "write the same 'per' and 'take' in all remedies of the group",
            )


def _check(evaluation: Evaluation, combine: Combine) -> None:
    if evaluation.remedy.points is not None:
        raise evaluation.fault(
            "points of a pool cannot compete: they are no money yet",
            combine.at,
            "leave 'combine' out, or pay money instead of points",
        )
    if combine.per == "incident" and not evaluation.for_events:
        raise evaluation.fault(
            f"group '{combine.group}' competes for an incident, and this remedy is paid for the"
            " window",
            combine.at.of("per"),
            "write for_each: incident, record or outage, or per: window",
        )


def apply(dues: Sequence[Due], choices: Choices = NO_CHOICES) -> list[Due]:
    """
    The lines of a window after their groups: with `highest` only the highest of each is paid, with
    `choice` the one that the customer chose, and until then provisionally the highest.

    Amounts are compared exactly; of equals the first line is paid. Credits and bonuses do not
    compete with each other. Raises `LocatedError` for a choice of what is no candidate.
    """
    kept = list(dues)
    choices.require_candidates([due.evaluation for due in dues])
    for positions in grouped(kept, range(len(kept)), _contest):
        combine = kept[positions[0]].evaluation.remedy.combine
        if combine is not None and len(positions) > 1:
            _combine(kept, positions, combine, choices)
    return kept


def _combine(kept: list[Due], positions: Sequence[int], combine: Combine, choices: Choices) -> None:
    best, how = _best(kept, positions, combine, choices)
    candidates = tuple(_candidate(kept[i]) for i in positions)
    words = f"group {combine.group}: {', '.join(candidates)}; {how}"
    for i in positions:
        paid = combine.take == "sum" or i == best
        amount = kept[i].amount if paid else Fraction(0)
        currency = kept[i].evaluation.currency
        texts = (money_text(kept[i].amount, currency), money_text(amount, currency))
        kept[i] = kept[i].after(amount, TrailStep(STAGE, words, *texts, combine.at))
        if how.endswith(_OPEN):
            kept[i] = replace(kept[i], open_choice=candidates)


def _best(
    kept: Sequence[Due], positions: Sequence[int], combine: Combine, choices: Choices
) -> tuple[int, str]:
    """The line that is paid where only one is, and what is paid in words."""
    best = max(positions, key=lambda i: (kept[i].amount, -i))
    if combine.take == "sum":
        return best, "all are paid"
    if combine.take == "highest":
        return best, f"only {_name(kept[best])} is paid"
    entry = choices.chosen(combine, [kept[i].evaluation for i in positions])
    if entry is None:
        return best, f"provisionally the highest, {_name(kept[best])}, {_OPEN}"
    mine = [i for i in positions if kept[i].evaluation.remedy.id == entry.takes]
    best = max(mine, key=lambda i: (kept[i].amount, -i))
    return best, f"{entry.by} chose {_name(kept[best])} by the entry of {entry.date}"


def _contest(evaluation: Evaluation) -> tuple[object, ...]:
    """What lines compete for; a line without a group competes with none."""
    combine = evaluation.remedy.combine
    if combine is None:
        return evaluation.order
    of = {"service": evaluation.target.service, "incident": evaluation.incident}
    what = of.get(combine.per, "")
    return combine.group, evaluation.measured.window, what, evaluation.is_bonus


def _candidate(due: Due) -> str:
    return f"{_name(due)} {money_shown(due.amount, due.evaluation.currency)}"


def _name(due: Due) -> str:
    name = f"{due.evaluation.remedy.id} of {due.evaluation.objective}"
    return f"{name} ({due.evaluation.record})" if due.evaluation.record else name
