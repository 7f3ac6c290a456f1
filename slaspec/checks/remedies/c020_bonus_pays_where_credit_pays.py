"""Rule C020."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.ladders import HalfLine, measured_ladder
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import Limit, followed, limit_of, objectives
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import Remedy


@rule(
    id="C020",
    name="bonus-pays-where-credit-pays",
    severity="error",
    aspect="remedies",
    bars_settlement=True,
)
def bonus_pays_where_credit_pays(agreement: Agreement) -> Iterator[Finding]:
    """
    A value earns a bonus and costs a credit at the same time.

    What it does:
        Compares the bonuses of each target with its credits, by the values at which each of them
        pays. Without a ladder a bonus pays where the objective is met, a credit where it is
        missed.

    Why:
        Both sides send an invoice for the same month, and both are right.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit, network-bonus]}
        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network}}
          - id: network-bonus
            nature: bonus
            for_each: window
            rate: {ladder: [{above: 99.5%, pays: 2%}], over: measured}
            base: {charge: network}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit, network-bonus]}
        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network}}
          - id: network-bonus
            nature: bonus
            for_each: window
            rate: {ladder: [{above: 99.95%, pays: 2%}], over: measured}
            base: {charge: network}

    Source:
        San Diego MTS pays incentives and deductions on one matrix, with a neutral band between
        them.
    """
    pairs = list(followed(agreement))
    for target, bonus in pairs:
        for other, credit in pairs:
            if bonus.nature != "bonus" or credit.nature == "bonus" or other is not target:
                continue
            for name, objective in objectives(target):
                limit = limit_of(objective)
                if limit and _pays(bonus, limit, met=True).meets(_pays(credit, limit, met=False)):
                    yield finding_at(
                        bonus.at.of("id"),
                        f"some value of {name} earns bonus '{bonus.id}' and costs credit"
                        f" '{credit.id}'",
                        f"let the bonus begin beyond {limit.text}, and the credit on the other"
                        " side",
                        target=target.id,
                    )


def _pays(remedy: Remedy, limit: Limit, *, met: bool) -> HalfLine:
    """The values at which a remedy pays."""
    ladder = measured_ladder(remedy)
    if ladder is not None and ladder.steps:
        return ladder.steps[0].at.line
    return HalfLine(met != limit.higher_is_better, limit.figure, met, limit.unit)
