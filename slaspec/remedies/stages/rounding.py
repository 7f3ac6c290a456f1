"""Rounding and allotment: exact amounts to whole minor units of the currency."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from slaspec.errors import LocatedError
from slaspec.language.model.interpretation import Rounding
from slaspec.remedies.evaluation import Due, Evaluation
from slaspec.remedies.grouping import grouped
from slaspec.remedies.money import Ceiling, allot, decimals, money_shown, money_text, to_minor
from slaspec.remedies.rate_terms import of_base
from slaspec.remedies.statement import TrailStep
from slaspec.rounding import rounded

TERMS: dict[str, tuple[object, ...]] = {"rounding.mode": (), "rounding.at": ()}
STAGE = "rounding"


def check(evaluation: Evaluation) -> None:
    """A part of a base or of a step needs a rounding; money in whole minor units does not."""
    if evaluation.rounding is None and _pays_fractions(evaluation):
        raise evaluation.fault(
            "'rounding' is not said: where amounts are rounded decides cents",
            evaluation.money_answer("rounding")[1],
            "write rounding: {mode: half_up, at: line} in the remedy or in the interpretation",
        )


def _pays_fractions(evaluation: Evaluation) -> bool:
    remedy = evaluation.remedy
    weighed = evaluation.binding.weight is not None
    prorata = remedy.quantity is not None and remedy.quantity.count == "prorata"
    return weighed or prorata or remedy.earn_back is not None or True in of_base(remedy)


def check_together(evaluations: Sequence[Evaluation]) -> None:
    """Where a total is rounded once, all remedies of its window round in that one way."""
    first: dict[tuple[str, bool], Evaluation] = {}
    for evaluation in evaluations:
        if (rounding := evaluation.rounding) is None:
            continue
        name = (evaluation.measured.window.name, evaluation.is_bonus)
        other = first.setdefault(name, evaluation)
        if other.rounding != rounding and "total" in (rounding.at_, other.rounds_at):
            raise LocatedError(
                f"remedies '{other.remedy.id}' and '{evaluation.remedy.id}' are rounded"
                " differently, but the total is rounded once",
                str(evaluation.money_answer("rounding")[1].span),
                "give both remedies the same rounding, or round both at: line",
            )


def at_line(due: Due) -> Due:
    """A line rounded for itself, before caps; other lines stay as they are."""
    rounding = due.evaluation.rounding
    if rounding is None or rounding.at_ != "line":
        return due
    currency = due.evaluation.currency
    units = to_minor(due.amount, currency, rounding.mode)
    return _rounded(due, units, f"rounded {_how(rounding, currency)}, by line")


def at_total(dues: Sequence[Due]) -> list[Due]:
    """
    The lines of each window whose sum is rounded once, allotted by largest remainder.

    Credits and bonuses are separate sums. No remedy gets more than its cap left it.
    """
    kept = list(dues)
    sides = grouped(kept, range(len(kept)), _side)
    for positions in sides:
        rounding = _of_total([kept[i].evaluation for i in positions])
        if rounding is not None:
            _allot(kept, positions, rounding)
    return kept


def _allot(kept: list[Due], positions: Sequence[int], rounding: Rounding) -> None:
    currency = kept[positions[0]].evaluation.currency
    shares = [kept[i].amount * 10 ** decimals(currency) for i in positions]
    exact = sum(shares, Fraction(0))
    total = int(rounded(exact, 0, rounding.mode))
    ceilings = _ceilings([kept[i] for i in positions])
    sentence = (
        f"the total of {money_shown(exact / 10 ** decimals(currency), currency)} is rounded"
        f" {_how(rounding, currency)} and allotted to the lines by largest remainder"
    )
    for i, units in zip(positions, allot(total, shares, ceilings), strict=True):
        kept[i] = _rounded(kept[i], units, sentence)


def _ceilings(dues: Sequence[Due]) -> list[Ceiling]:
    """What the lines of each capped remedy may come to together, and those of each record."""
    everything = range(len(dues))
    remedies = grouped(dues, everything, lambda e: e.remedy.id)
    records = grouped(dues, everything, lambda e: (e.remedy.id, e.event))
    incidents = grouped(dues, everything, lambda e: (e.remedy.id, e.incident))
    found = [(g, dues[g[0]].most) for g in remedies] + [(g, dues[g[0]].of_record) for g in records]
    found += [(g, dues[g[0]].of_incident) for g in incidents]
    return [(positions, most) for positions, most in found if most is not None]


def _of_total(evaluations: Sequence[Evaluation]) -> Rounding | None:
    """The one rounding of a total, or None where lines are rounded for themselves."""
    stated = (e.rounding for e in evaluations if e.rounds_at == "total")
    return next(stated, None)


def _rounded(due: Due, units: int, sentence: str) -> Due:
    currency = due.evaluation.currency
    amount = Fraction(units, 10 ** decimals(currency))
    texts = (money_text(due.amount, currency), money_text(amount, currency))
    at = due.evaluation.money_answer("rounding")[1]
    return due.after(amount, TrailStep(STAGE, sentence, *texts, at))


def _how(rounding: Rounding, currency: str) -> str:
    return f"{rounding.mode.replace('_', ' ')} to {decimals(currency)} decimals"


def _side(evaluation: Evaluation) -> str:
    return f"{evaluation.measured.window.name} {evaluation.is_bonus}"
