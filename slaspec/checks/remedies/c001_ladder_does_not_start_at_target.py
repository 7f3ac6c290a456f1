"""Rule C001."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.ladders import measured_ladder
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import followed, limit_of, objectives
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C001", name="ladder-does-not-start-at-target", severity="warning", aspect="remedies")
def ladder_does_not_start_at_target(agreement: Agreement) -> Iterator[Finding]:
    """
    A missed objective pays nothing before the first rung of the ladder.

    What it does:
        Compares the first rung that pays with every objective that the remedy follows, and shows
        the values between them.

    Why:
        A customer who reads "99.9 %, with credits" expects one at 99.8 %. A gap is allowed when
        both sides want it; mostly the target was raised and the ladder was not.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.5%, pays: 5%}], over: measured}
            base: {charge: network}

    Right:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.9%, pays: 5%}], over: measured}
            base: {charge: network}

    Source:
        A German clause pays 2 % for each full percentage point below the target: 0.99 points,
        seven hours of a month, are free.
    """
    for target, remedy in followed(agreement):
        ladder = measured_ladder(remedy)
        if ladder is None or remedy.nature == "bonus":
            continue
        first = next((step for step in ladder.steps if step.rung.pays.value > 0), None)
        for name, objective in objectives(target):
            limit = limit_of(objective)
            if limit is None or first is None or limit.unit != first.at.amount.unit:
                continue
            line = first.at.line
            gap = limit.figure - line.limit if limit.higher_is_better else line.limit - limit.figure
            if line.below == limit.higher_is_better and gap > 0:
                yield finding_at(
                    first.at.at,
                    f"{name} is missed beyond {limit.text}, but '{remedy.id}' pays from"
                    f" {first.at} on: between them a miss costs nothing",
                    f"write {first.at.key}: {limit.text} as the first rung; where both sides want"
                    " the gap, this warning tells every reader of it",
                    target=target.id,
                )
