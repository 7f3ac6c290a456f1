"""Rule C016."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import CalendarDays, QuantityPaid, Remedy

_WITH_FRACTIONS = ("shortfall", "excess", "duration", "lost_time", "excess_records")


@rule(id="C016", name="count-unsaid", severity="error", aspect="remedies")
def count_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says how a fraction of a step is paid.

    What it does:
        Asks every remedy whose quantity can have a fraction for `count`: `whole` (only full
        steps), `commenced` (each step begun) or `prorata` (exactly).

    Why:
        "5 % for each half hour": 40 minutes are one, two or one and a third of them.

    Wrong:

        remedies:
          - id: network-credit
            for_each: outage
            quantity: {of: duration, step: 30min}
            rate: {per_step: 5%}
            base: {charge: network}

    Right:

        remedies:
          - id: network-credit
            for_each: outage
            quantity: {of: duration, step: 30min, count: commenced}
            rate: {per_step: 5%}
            base: {charge: network}

    Source:
        Rackspace pays per half hour "or part thereof"; a German clause per full percentage point.
    """
    for remedy in used_remedies(agreement):
        quantity = remedy.quantity
        if quantity is not None and quantity.count is None and _can_be_fraction(remedy, quantity):
            step = f"a fraction of {quantity.step}" if quantity.step else "a fraction"
            yield finding_at(
                quantity.at.of("count"),
                f"'{remedy.id}' does not say how {step} is paid",
                "add count: whole, commenced or prorata",
                at_key=True,
            )


def _can_be_fraction(remedy: Remedy, quantity: QuantityPaid) -> bool:
    if quantity.of not in _WITH_FRACTIONS or isinstance(quantity.step, CalendarDays):
        return False
    rate = remedy.rate
    return quantity.step is not None or any((rate.per_step, rate.then, rate.symmetric))
