"""Base: what a percentage is a percentage of."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from slaspec.errors import LocatedError
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Base
from slaspec.remedies.charges import Basis, Charges
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.money import exact_text, money_shown, money_text
from slaspec.remedies.partial import charged_share
from slaspec.remedies.periods import Period
from slaspec.remedies.stages.rate import Pay, in_percent
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "base.charge": (),
    "base.service": (),
    "base.all_charges": ("contracted",),
    "base.at_risk": (),
    "base.of": (),
    "base.pool": (),
    "base.over": ("window",),
    "binding.allocation": (),
    "partial_window": (),
    "partial_window.charge": (),
    "prorate": (),
    "prorate.month": (),
}
STAGE = "base"

Fault = Callable[[str, Place, str], LocatedError]


def check(evaluation: Evaluation, charges: Charges) -> None:
    """A percentage has a base, money has none, an allocation has a pool and the other way round."""
    remedy, base = evaluation.remedy, evaluation.remedy.base
    units = in_percent(remedy.rate)
    if True in units and base is None:
        raise evaluation.fault(
            "percent of what? 'base' is not said", remedy.at, "write base: {charge: <service>}"
        )
    if True not in units and base is not None:
        raise evaluation.fault(
            "'base' has no effect: the rate pays money", base.at, "leave the base out"
        )
    if base is not None:
        check_base(base, charges, evaluation.fault)
    if evaluation.judged:
        _share(evaluation)
    _check_allocation(evaluation, units)


def check_base(base: Base, charges: Charges, fault: Fault) -> None:
    """A base names exactly one thing, and that exists. `fault` makes the error."""
    forms = [base.charge, base.service, base.all_charges, base.at_risk]
    if sum(form is not None for form in forms) != 1:
        raise fault(
            "a base names exactly one thing",
            base.at,
            "write one of charge, service, all_charges, or at_risk with of",
        )
    at_risk = base.at_risk is not None
    if at_risk != (base.of is not None) or (base.pool is not None and not at_risk):
        raise fault(
            "'at_risk' is a share of a base in 'of', and a 'pool' is a part of it",
            base.at,
            "write base: {at_risk: 10%, of: {charge: <service>}, pool: 50%}",
        )
    if base.of is not None:
        check_base(base.of, charges, fault)
    for key, service in (("charge", base.charge), ("service", base.service)):
        if service is not None:
            lines = charges.lines(service, base.at.of(key))
            if key == "charge" and len(lines) > 1:
                raise fault(
                    f"service '{service}' stands on {len(lines)} lines; which charge is meant?",
                    base.at.of(key),
                    f"write base: {{service: {service}}} for all of them",
                )


def money(evaluation: Evaluation, pay: Pay, charges: Charges) -> tuple[Fraction, TrailStep]:
    """The exact amount that a rate pays; money pays itself, a percentage its part of the base."""
    base, currency = evaluation.remedy.base, evaluation.currency
    if pay.unit != "%" or base is None:
        text = money_text(pay.figure, currency)
        sentence = f"{text} is paid whatever the charge"
        return pay.figure, TrailStep(STAGE, sentence, text, text, evaluation.remedy.rate.at)
    basis = basis_of(base, evaluation.period, _share(evaluation), charges)
    percent, words = exact_text(pay.figure) + "%", basis.words
    amount = pay.figure / 100 * basis.amount
    if (allocation := evaluation.binding.allocation) is not None:
        amount *= allocation.value
        words = f"the allocation of {allocation} of {words}"
    sentence = f"{percent} of {words} is {money_shown(amount, currency)}"
    return amount, TrailStep(STAGE, sentence, percent, money_text(amount, currency), base.at)


def basis_of(base: Base, period: Period, share: Fraction, charges: Charges) -> Basis:
    """The amount of a base in a window, of which `share` is charged. Raises as `Charges.of`."""
    if base.at_risk is not None and base.of is not None:
        inner = basis_of(base.of, period, share, charges)
        amount, words = inner.amount * base.at_risk.value, f"{base.at_risk} at risk of"
        if base.pool is not None:
            amount, words = amount * base.pool.value, f"the pool of {base.pool} of {words}"
        return Basis(amount, f"{words} {inner.words}")
    if base.all_charges is not None:
        return charges.contracted(period, share, base.at)
    service = base.charge or base.service or ""
    return charges.of(service, period, share, base.at)


def _share(evaluation: Evaluation) -> Fraction:
    return charged_share(
        evaluation.period,
        evaluation.partial_answer(),
        evaluation.money_answer("prorate"),
        evaluation.refused,
    )


def _check_allocation(evaluation: Evaluation, units: set[bool]) -> None:
    base, allocation = evaluation.remedy.base, evaluation.binding.allocation
    at_risk = base is not None and base.at_risk is not None
    if allocation is not None and not (at_risk and units == {True}):
        raise evaluation.fault(
            f"target '{evaluation.target.id}' is allocated {allocation}, but the remedy has no"
            " amount at risk that all its rates are paid from",
            evaluation.binding.at,
            "write base: {at_risk: 10%, of: …}, or leave the allocation out",
        )
    if allocation is None and base is not None and base.pool is not None:
        raise evaluation.fault(
            f"the pool of {base.pool} is shared by allocations, and target"
            f" '{evaluation.target.id}' has none",
            evaluation.binding.at,
            f"write remedies: [{{remedy: {evaluation.remedy.id}, allocation: 40%}}]",
        )
