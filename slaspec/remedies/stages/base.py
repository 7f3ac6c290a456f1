"""Base: what a percentage is a percentage of."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from slaspec.errors import LocatedError
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Base
from slaspec.remedies.charges import Basis, Charges
from slaspec.remedies.earlier.around import Around
from slaspec.remedies.earlier.spans import CONTRACT_YEAR
from slaspec.remedies.evaluation import Evaluation
from slaspec.remedies.money import exact_text, money_shown, money_text
from slaspec.remedies.partial import service_seconds
from slaspec.remedies.rate_terms import of_base, pays_time
from slaspec.remedies.record_amounts import amount_of
from slaspec.remedies.stages.rate import Pay
from slaspec.remedies.statement import TrailStep

TERMS: dict[str, tuple[object, ...]] = {
    "base.charge": (),
    "base.service": (),
    "base.all_charges": (),
    "base.record": (),
    "base.at_risk": (),
    "base.of": (),
    "base.pool": (),
    "base.over": (),
    "base.previous_window": (),
    "base.windows": (),
    "base.greater_of": (),
    "base.leaves_out": (),
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
    units = of_base(remedy)
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
        _check_record(base, evaluation)
    if evaluation.judged:
        _share(evaluation)
        if base is not None:
            check_around(base, _around(evaluation))
    if base is not None and pays_time(remedy):
        _length(evaluation)
        _check_time(base, evaluation)
    _check_allocation(evaluation, units)


def check_base(base: Base, charges: Charges, fault: Fault) -> None:
    """A base names exactly one thing, and that exists. `fault` makes the error."""
    forms = (base.charge, base.service, base.all_charges, base.record, base.at_risk, base.windows)
    said = sum(form is not None for form in (*forms, base.previous_window))
    said += bool(base.greater_of)
    if said != 1:
        raise fault(
            "a base names exactly one thing",
            base.at,
            "write one of charge, service, all_charges, record, windows, previous_window,"
            " greater_of, or at_risk with of",
        )
    at_risk = base.at_risk is not None
    if at_risk != (base.of is not None) or (base.pool is not None and not at_risk):
        raise fault(
            "'at_risk' is a share of a base in 'of', and a 'pool' is a part of it",
            base.at,
            "write base: {at_risk: 10%, of: {charge: <service>}, pool: 50%}",
        )
    for inner in _inside(base):
        check_base(inner, charges, fault)
    for key, service in (("charge", base.charge), ("service", base.service)):
        if service is not None:
            lines = charges.lines(service, base.at.of(key))
            if key == "charge" and len(lines) > 1:
                raise fault(
                    f"service '{service}' stands on {len(lines)} lines; which charge is meant?",
                    base.at.of(key),
                    f"write base: {{service: {service}}} for all of them",
                )


def _check_time(base: Base, evaluation: Evaluation) -> None:
    """Time of service is a part of what its own window costs."""
    for key, said in (
        ("over", base.over == CONTRACT_YEAR),
        ("previous_window", base.previous_window is not None),
    ):
        if said:
            term = f"base.{key}: {base.over}" if key == "over" else f"base.{key}"
            raise evaluation.refused(term, base.at.of(key), "of time of service")
    for inner in _inside(base):
        _check_time(inner, evaluation)


def _inside(base: Base) -> tuple[Base, ...]:
    """The bases that a base stands on."""
    one = (base.of, base.previous_window)
    return (*(base.greater_of or ()), *(inner for inner in one if inner is not None))


def _check_record(base: Base, evaluation: Evaluation) -> None:
    """An amount that a record carries is that of the one record that is paid for."""
    if base.record is not None and evaluation.remedy.for_each != "record":
        raise evaluation.fault(
            f"'{base.record}' is an amount of one record, and what is paid for is the"
            f" {evaluation.remedy.for_each}",
            base.at.of("record"),
            "write for_each: record",
        )
    if base.record is not None and pays_time(evaluation.remedy):
        raise evaluation.fault(
            f"'{base.record}' is no charge for a time, and the rate pays time of service",
            base.at.of("record"),
            "write the rate in % or as a multiple",
        )
    for inner in _inside(base):
        _check_record(inner, evaluation)


def check_around(base: Base, around: Around) -> None:
    """The windows that a base looks at fill its span, and cut ones say what they cost."""
    if base.over == CONTRACT_YEAR:
        around = around.over(CONTRACT_YEAR)
        around.check(base.at.of("over"))
    for inner in _inside(base):
        check_around(inner, around)


def money(evaluation: Evaluation, pay: Pay, charges: Charges) -> tuple[Fraction, TrailStep]:
    """The exact amount that a rate pays; money pays itself, all else its part of the base."""
    amount, sentence = part_of_base(evaluation, pay, charges)
    base, out = evaluation.remedy.base, money_text(amount, evaluation.currency)
    at = base.at if base is not None else evaluation.remedy.rate.at
    return amount, TrailStep(STAGE, sentence, pay.text, out, at)


def part_of_base(evaluation: Evaluation, pay: Pay, charges: Charges) -> tuple[Fraction, str]:
    """The exact amount of what is paid, and how it came about."""
    base, currency = evaluation.remedy.base, evaluation.currency
    if base is None or pay.unit == currency:
        return pay.figure, f"{pay.text} is paid whatever the charge"
    basis = _basis(evaluation, base, charges)
    part, words = _part_of(evaluation, pay), basis.words
    amount = part * basis.amount
    if (allocation := evaluation.binding.allocation) is not None:
        amount *= allocation.value
        words = f"the allocation of {allocation} of {words}"
    how = "" if pay.unit == "%" else f" ({exact_text(part)})"
    return amount, f"{pay.text}{how} of {words} is {money_shown(amount, currency)}"


def _basis(evaluation: Evaluation, base: Base, charges: Charges) -> Basis:
    """The base of a window, found once for all that is paid in it; that of a record by itself."""
    of_record = evaluation.once("base of a record", lambda: _reads_record(base))
    name = ("base", evaluation.period, evaluation.record if of_record else "")
    return evaluation.once(name, lambda: basis_of(base, _around(evaluation), charges))


def _reads_record(base: Base) -> bool:
    return base.record is not None or any(_reads_record(inner) for inner in _inside(base))


def _part_of(evaluation: Evaluation, pay: Pay) -> Fraction:
    """The part of the base that is paid; time of service is a part of the time charged for."""
    if pay.unit == "%":
        return pay.figure / 100
    return pay.figure * 3600 / (_length(evaluation) * _share(evaluation))


def _length(evaluation: Evaluation) -> int:
    """The seconds of service that a whole window is charged for."""
    return service_seconds(evaluation.period, evaluation.money_answer("prorate"))


def basis_of(base: Base, around: Around, charges: Charges) -> Basis:
    """
    The amount of a base in a window and the span around it. Raises as `Charges.of`, where a
    charges file does not tell what the base leaves out, and where windows do not fill the span.
    """
    if base.over is not None:
        around = around.over(base.over)
    if base.leaves_out:
        charges = charges.recurring(base.at.of("leaves_out"))
    if base.previous_window is not None:
        return _before(base.previous_window, around, charges)
    if base.record is not None:
        return amount_of(base.record, base.at.of("record"), around.record, charges.currency)
    if base.greater_of:
        each = [basis_of(one, around, charges) for one in base.greater_of]
        greatest = max(each, key=lambda one: one.amount)
        return Basis(greatest.amount, f"the greatest of {len(each)} bases, {greatest.words}")
    if base.at_risk is not None and base.of is not None:
        inner = basis_of(base.of, around, charges)
        amount, words = inner.amount * base.at_risk.value, f"{base.at_risk} at risk of"
        if base.pool is not None:
            amount, words = amount * base.pool.value, f"the pool of {base.pool} of {words}"
        return Basis(amount, f"{words} {inner.words}")
    if base.windows is not None:
        whole = _charged(base, around.over("window"), charges)
        return Basis(base.windows * whole.amount, f"{base.windows} x ({whole.words})")
    return _charged(base, around, charges)


def _before(base: Base, around: Around, charges: Charges) -> Basis:
    """The same of the window before; nothing where the term began with this one."""
    before = around.before()
    if before is None:
        return Basis(Fraction(0), f"the window before {around.period.name}, where there is none")
    return basis_of(base, before, charges)


def _charged(base: Base, around: Around, charges: Charges) -> Basis:
    """The charge of one service, or of all."""
    service = base.charge or base.service
    if base.all_charges == "invoiced":
        return around.charge(
            base.at,
            charges.currency,
            lambda window, _: charges.invoiced(window, base.at),
            "all invoiced charges",
        )
    if service is None:
        return around.charge(
            base.at,
            charges.currency,
            lambda window, share: charges.contracted(window, share, base.at),
            "all charges",
        )
    return around.charge(
        base.at,
        charges.currency,
        lambda window, share: charges.of(service, window, share, base.at),
        f"the charge of {service}",
    )


def _around(evaluation: Evaluation) -> Around:
    return Around(
        evaluation.period,
        evaluation.agreement,
        evaluation.partial_answer(),
        evaluation.money_answer("prorate"),
        evaluation.refused,
        record=evaluation.miss,
    )


def _share(evaluation: Evaluation) -> Fraction:
    """The share of the evaluation's own window that is charged."""
    [(_, share)] = _around(evaluation).shares(evaluation.remedy.at)
    return share


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
