"""Netting: where credits and bonuses reduce one another at payment; lines stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from slaspec.language.answers import answer
from slaspec.language.model.agreement import Agreement
from slaspec.remedies.earlier.past import Past, Side
from slaspec.remedies.earlier.spans import Span
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.money import from_minor, money_shown, money_text, to_minor
from slaspec.remedies.statement import Line, Netting, TrailStep

TERMS: dict[str, tuple[object, ...]] = {"settlement.netting": ()}
STAGE = "netting"


def check(evaluation: Evaluation) -> None:
    """The contract year in which is netted holds whole windows."""
    if evaluation.judged and _over(evaluation) == "contract_year":
        _span(evaluation)


def apply(
    lines: Sequence[Line], window: Sequence[Evaluation], past: Past
) -> tuple[list[Line], list[Netting]]:
    """
    The lines of a window, and what is left to pay where credits and bonuses reduce one another.

    `window` are all its evaluations, and `past` holds the window itself already. Of a contract
    year the figures are those from its start on. Raises `LocatedError` where an earlier window of
    the year is not known.
    """
    kept, nettings = list(lines), []
    for over in ("window", "contract_year"):
        mine = [each for each in window if _over(each) == over and each.period.inside_days]
        if not any(line.remedy == each.remedy.id for each in mine for line in lines):
            continue
        remedies = _netted(mine[0].agreement, over)
        span = _span(mine[0])
        past.require_lines(mine, span, "netting", mine[0].money_answer("settlement")[1])
        netting = _netting(mine[0], remedies, span, past)
        nettings.append(netting)
        kept = [_told(line, netting, mine[0]) if line.remedy in remedies else line for line in kept]
    return kept, nettings


def latest(nettings: Iterable[Netting]) -> tuple[Netting, ...]:
    """Of each period the last figures."""
    return tuple({each.name: each for each in nettings}.values())


def _over(evaluation: Evaluation) -> str:
    terms, _ = evaluation.money_answer("settlement")
    return "none" if terms is None else str(terms.netting)


def _netted(agreement: Agreement, over: str) -> set[str]:
    """All remedies that are netted over a period, also those that no window evaluates."""
    answers = (
        (remedy.id, answer("settlement", remedy, agreement.interpretation))
        for remedy in agreement.remedies or ()
    )
    return {id for id, terms in answers if terms is not None and terms.netting == over}


def _span(evaluation: Evaluation) -> Span:
    _, at = evaluation.money_answer("settlement")
    return evaluation.span(_over(evaluation), "settlement.netting", at.of("netting"))


def _netting(evaluation: Evaluation, remedies: Iterable[str], span: Span, past: Past) -> Netting:
    def paid(*sides: Side) -> Fraction:
        each = (past.paid(one, span, evaluation.period, side) for one in remedies for side in sides)
        return sum(each, Fraction(0))

    currency = evaluation.currency
    credits, bonuses = paid("credit") - paid("earned_back"), paid("bonus")
    return Netting(
        name=span.name,
        first=span.first,
        last=span.last,
        credits=from_minor(to_minor(credits, currency, "down"), currency),
        bonuses=from_minor(to_minor(bonuses, currency, "down"), currency),
        payable=from_minor(to_minor(credits - bonuses, currency, "down"), currency),
        complete=span.windows[-1] == evaluation.period,
    )


def _told(line: Line, netting: Netting, evaluation: Evaluation) -> Line:
    """The line with what becomes of it at payment, where there are both sides."""
    if not (netting.credits and netting.bonuses):
        return line
    currency, text = line.currency, money_text(Fraction(line.amount), line.currency)
    credits, bonuses, payable = (
        money_shown(Fraction(amount), currency)
        for amount in (netting.credits, netting.bonuses, abs(netting.payable))
    )
    whom = "customer" if netting.payable >= 0 else "provider"
    sentence = (
        f"at payment the credits of {netting.name} ({credits}) and its bonuses ({bonuses}) reduce"
        f" one another: {payable} to the {whom}"
    )
    at = evaluation.money_answer("settlement")[1]
    step = TrailStep(STAGE, sentence, text, text, at)
    return replace(line, trail=(*line.trail, step))
