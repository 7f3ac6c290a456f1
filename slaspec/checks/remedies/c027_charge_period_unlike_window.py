"""Rule C027."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.bases import bases_within
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import followed, measured
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.governance import ServiceLine
from slaspec.language.model.interpretation import ContractYear, Window
from slaspec.language.model.remedy import Base, Remedy

_PERIODS = {"month": "month", "quarter": "quarter", "contract_year": "year"}


@rule(id="C027", name="charge-period-unlike-window", severity="error", aspect="remedies")
def charge_period_unlike_window(agreement: Agreement) -> Iterator[Finding]:
    """
    A percentage is of a charge that has no exact part in the window.

    What it does:
        Finds charges per week of which a part is paid for a month (quarter, year), and the other
        way round. Months, quarters and years convert into each other.

    Why:
        February has four weeks, and a month of the year 52/12 of them: 10 % of "the charge of the
        month" are two amounts.

    Wrong:

        interpretation: {window: week}
        services: [{service: network, charge: {amount: 12000.00 EUR, per: month}}]

    Right:

        interpretation: {window: week}
        services: [{service: network, charge: {amount: 2800.00 EUR, per: week}}]

    Source:
        Precise reading of the contract language: a charge converts to the window by its own
        period; a yearly charge in a monthly window is a twelfth.
    """
    from slaspec.remedies.charges import conversion

    metrics = {target.id: metric for target, metric in measured(agreement)}
    for target, remedy in followed(agreement):
        window = answer("window", target, metrics.get(target.id), agreement.interpretation)
        for base, period in _bases(agreement, remedy, window):
            for line in _lines(agreement, base):
                charge = line.charge
                if charge is None or charge.amount is None or charge.per is None:
                    continue
                if conversion(charge.per, period) is None:
                    yield finding_at(
                        charge.at.of("per"),
                        f"'{remedy.id}' pays a part of the charge of '{line.service}' in a"
                        f" {period}, and that charge is per {charge.per}: it has no exact part in"
                        f" a {period}",
                        f"state the charge per {period}, or its source of invoices, or judge"
                        f" '{target.id}' by another window",
                        target=target.id,
                    )


def _bases(
    agreement: Agreement, remedy: Remedy, window: Window | None
) -> Iterator[tuple[Base, str]]:
    """The bases of a remedy and of the caps that bind it, each with the period it is for."""
    kind = "year" if isinstance(window, ContractYear) else window
    if not isinstance(kind, str):
        return
    for base in bases_within(remedy.base):
        yield base, "year" if base.over == "contract_year" else kind
    for cap in (*(remedy.caps or ()), *(agreement.caps or ())):
        for base in bases_within(cap.of):
            yield base, _PERIODS.get(str(cap.per), kind)


def _lines(agreement: Agreement, base: Base) -> Iterator[ServiceLine]:
    for line in agreement.services or ():
        if base.all_charges == "contracted" or line.service in (base.charge, base.service):
            yield line
