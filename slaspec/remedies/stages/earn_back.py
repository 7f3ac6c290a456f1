"""Earn-back: good service over a contract year returns a share of the year's credits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from slaspec.language.model.remedy import EarnBack
from slaspec.remedies.earlier.past import Past
from slaspec.remedies.earlier.spans import CONTRACT_YEAR, Span
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.money import behind, from_minor, money_shown, money_text, shown, to_minor
from slaspec.remedies.sizes import edge_of
from slaspec.remedies.statement import Line, TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "earn_back.when.mean": (),
    "earn_back.when.over": (),
    "earn_back.returns": (),
}
STAGE = "earn-back"


def check(evaluation: Evaluation) -> None:
    """Credits come back once, over a contract year, for a mean of what the objective measures."""
    terms = evaluation.remedy.earn_back
    if terms is None:
        return
    when = terms.when
    if when.over.text != CONTRACT_YEAR:
        at = when.at.of("over")
        raise evaluation.refused(f"earn_back.when.over: {when.over}", at, "more than once a year")
    if evaluation.is_bonus or evaluation.remedy.rate.symmetric is not None:
        raise evaluation.refused("earn_back", terms.at, "of a bonus")
    edge, unit = edge_of(evaluation), evaluation.measured.unit
    if edge is None:
        raise evaluation.refused("earn_back", terms.at, "of a limit in working days")
    if when.mean.unit != unit or edge.unit != unit:
        raise evaluation.fault(
            f"a mean of {when.mean} cannot be compared with {evaluation.objective}, which is"
            f" measured in {unit or 'plain numbers'}",
            when.at.of("mean"),
            "state the mean in the unit of the measured value",
        )
    if terms.returns.value > 1:
        raise evaluation.fault(
            f"{terms.returns} is more than all credits of the year",
            terms.at.of("returns"),
            "write a share up to 100%",
        )
    if evaluation.judged:
        evaluation.span(CONTRACT_YEAR, "earn_back.when.over", when.at.of("over"))


def lines(window: Sequence[Evaluation], past: Past) -> Iterator[Line]:
    """
    The lines that take credits back, of the objectives whose contract year ends with the window.

    `window` are all its evaluations; `past` holds the window itself already. The mean is the plain
    one of the year's measured values; returned is the share of what was really paid in the year.
    Raises `LocatedError` where a window of the year is not known.
    """
    seen: set[tuple[int, ...]] = set()
    for evaluation in window:
        terms, name = evaluation.remedy.earn_back, evaluation.order[2:5]
        if terms is None or name in seen or not evaluation.period.inside_days:
            continue
        seen.add(name)
        span = evaluation.span(CONTRACT_YEAR, "earn_back.when.over", terms.when.at.of("over"))
        if span.windows[-1] == evaluation.period:
            yield from _of_year(evaluation, terms, span, past)


def _of_year(evaluation: Evaluation, terms: EarnBack, span: Span, past: Past) -> Iterator[Line]:
    measured = evaluation.measured
    values = [one.value for one in past.verdicts(evaluation, span, "earn_back", terms.at)]
    values += [measured.value] if evaluation.judged else []
    known = [value for value in values if value is not None]
    paid = _paid(evaluation, span, past)
    if not known or not paid:
        return
    mean = sum(known, Fraction(0)) / len(known) * (100 if measured.unit == "%" else 1)
    edge, least = edge_of(evaluation), Fraction(terms.when.mean.value)
    assert edge is not None  # check has seen it
    if mean < least if edge.higher_is_better else mean > least:
        return
    yield _line(evaluation, terms, span, mean, paid)


def _paid(evaluation: Evaluation, span: Span, past: Past) -> Fraction:
    """What the remedy paid for the objective in the windows of the year, this one included."""
    lines = (line for window in span.windows for line in past.lines(evaluation, window))
    return sum((Fraction(line.amount) for line in lines), Fraction(0))


def _line(
    evaluation: Evaluation, terms: EarnBack, span: Span, mean: Fraction, paid: Fraction
) -> Line:
    measured, currency = evaluation.measured, evaluation.currency
    rounding, nature = evaluation.rounding, evaluation.nature
    assert rounding is not None  # rounding.check has seen it
    assert nature is not None  # trigger.check has seen it
    returned = paid * terms.returns.value
    amount = from_minor(-to_minor(returned, currency, rounding.mode), currency)
    unit = behind(measured.unit)
    sentence = (
        f"the mean of {shown(mean)}{unit} in {span.name} reaches {terms.when.mean}:"
        f" {terms.returns} of the credits of {money_shown(paid, currency)} is taken back"
    )
    texts = (money_text(paid, currency), money_text(Fraction(amount), currency))
    return Line(
        target=measured.target,
        objective=measured.objective,
        window=measured.window,
        remedy=evaluation.remedy.id,
        nature=nature,
        amount=amount,
        currency=currency,
        trail=(TrailStep(STAGE, sentence, *texts, terms.at),),
        at=terms.at,
        gross=returned,
        kind="earned_back",
    )
