"""Combine: remedies of one group compete for the same incident, window or service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from slaspec.errors import LocatedError
from slaspec.language.model.remedy import Combine
from slaspec.remedies.evaluation import Due, Evaluation
from slaspec.remedies.grouping import grouped
from slaspec.remedies.ledger.choices import NO_CHOICES, Choices
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

    What competes is what a remedy pays for one target, with all of its lines: two tickets of one
    incident stand together against its outage. Sums are compared exactly; of equals the first is
    paid. Credits and bonuses do not compete with each other. Raises `LocatedError` for a choice of
    what is no candidate.
    """
    kept = list(dues)
    choices.require_candidates([due.evaluation for due in dues])
    for positions in grouped(kept, range(len(kept)), _contest):
        combine = kept[positions[0]].evaluation.remedy.combine
        if combine is not None:
            candidates = [_Candidate(kept, each) for each in grouped(kept, positions, _competitor)]
            if len(candidates) > 1:
                _combine(kept, candidates, combine, choices)
    return kept


class _Candidate:
    """What a remedy pays for one target in a contest: the lines at some positions."""

    def __init__(self, dues: Sequence[Due], positions: Sequence[int]) -> None:
        self.positions = positions
        self.evaluations = [dues[i].evaluation for i in positions]
        self.evaluation = self.evaluations[0]
        self.amount = sum((dues[i].amount for i in positions), Fraction(0))

    @property
    def name(self) -> str:
        """Of several lines the target alone, else also the objective and the record."""
        evaluation, of = self.evaluation, self.evaluation.target.id
        if len(self.positions) > 1:
            return f"{evaluation.remedy.id} of {of} ({len(self.positions)} lines)"
        name = f"{evaluation.remedy.id} of {evaluation.objective}"
        return f"{name} ({evaluation.record})" if evaluation.record else name

    @property
    def text(self) -> str:
        """Its name and what it pays."""
        return f"{self.name} {money_shown(self.amount, self.evaluation.currency)}"


def _competitor(evaluation: Evaluation) -> tuple[str, str]:
    return evaluation.remedy.id, evaluation.target.id


def _combine(
    kept: list[Due], candidates: Sequence[_Candidate], combine: Combine, choices: Choices
) -> None:
    best, how = _best(candidates, combine, choices)
    texts = tuple(candidate.text for candidate in candidates)
    words = f"group {combine.group}: {', '.join(texts)}; {how}"
    for candidate in candidates:
        for i in candidate.positions:
            paid = combine.take == "sum" or candidate is best
            amount = kept[i].amount if paid else Fraction(0)
            currency = kept[i].evaluation.currency
            sides = (money_text(kept[i].amount, currency), money_text(amount, currency))
            kept[i] = kept[i].after(amount, TrailStep(STAGE, words, *sides, combine.at))
            if how.endswith(_OPEN):
                kept[i] = replace(kept[i], open_choice=texts)


def _best(
    candidates: Sequence[_Candidate], combine: Combine, choices: Choices
) -> tuple[_Candidate, str]:
    """The candidate that is paid where only one is, and what is paid in words."""
    best = max(candidates, key=lambda candidate: candidate.amount)  # of equals the first
    if combine.take == "sum":
        return best, "all are paid"
    if combine.take == "highest":
        return best, f"only {best.name} is paid"
    contest = [evaluation for candidate in candidates for evaluation in candidate.evaluations]
    entry = choices.chosen(combine, contest)
    if entry is None:
        return best, f"provisionally the highest, {best.name}, {_OPEN}"
    mine = [one for one in candidates if one.evaluation.remedy.id == entry.takes]
    best = max(mine, key=lambda candidate: candidate.amount)
    return best, f"{entry.by} chose {best.name} by the entry of {entry.date}"


def _contest(evaluation: Evaluation) -> tuple[object, ...]:
    """What lines compete for; a line without a group competes with none."""
    combine = evaluation.remedy.combine
    if combine is None:
        return evaluation.order
    of = {"service": evaluation.target.service, "incident": evaluation.incident}
    what = of.get(combine.per, "")
    return combine.group, evaluation.measured.window, what, evaluation.is_bonus
