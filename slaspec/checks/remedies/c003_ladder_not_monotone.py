"""Rule C003."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from slaspec.checks.remedies.ladder_direction import turned_round
from slaspec.checks.remedies.ladders import Step, ladders
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import followed
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(
    id="C003",
    name="ladder-not-monotone",
    severity="error",
    aspect="remedies",
    bars_settlement=True,
)
def ladder_not_monotone(agreement: Agreement) -> Iterator[Finding]:
    """
    The rungs of a ladder do not go from mild to severe.

    What it does:
        Compares each rung with the one before it: the same direction (all `below` or all
        `above`), a limit further out, and a higher pay in the same unit. Compares its direction
        with the objective: a credit pays for worse values, a bonus for better ones.

    Why:
        Of the rungs that match, the last alone pays. A rung out of order makes worse service
        cheaper, or is never reached.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.9%, pays: 25%}, {below: 99%, pays: 10%}], over: measured}
            base: {charge: network}

    Right:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.9%, pays: 10%}, {below: 99%, pays: 25%}], over: measured}
            base: {charge: network}

    Source:
        A published test agreement pays 25 % at 99.3 % and 10 % at 98.9 %.
    """
    for remedy in agreement.remedies or ():
        for ladder in ladders(remedy):
            for milder, step in pairwise(ladder.steps):
                fault = _fault(milder, step)
                if fault is not None:
                    yield finding_at(step.rung.at, f"'{remedy.id}': {fault[0]}", fault[1])
    for target, remedy in followed(agreement):
        turned = turned_round(target, remedy)
        if turned is not None:
            yield finding_at(turned.at, turned.sentence, turned.help, target=target.id)


def _fault(milder: Step, step: Step) -> tuple[str, str] | None:
    before, here = milder.at.line, step.at.line
    if before.below != here.below:
        return (
            f"the ladder goes both ways: {milder.at} and then {step.at}",
            "write credits and bonuses as two remedies, each in one direction",
        )
    if before.unit != here.unit or before.limit == here.limit:
        return None  # C015 and C008 report these
    if (here.limit < before.limit) != here.below:
        return (
            f"{step.at} is milder than {milder.at}, which stands before it",
            "sort the rungs from mild to severe",
        )
    paid, pays = milder.rung.pays, step.rung.pays
    if paid.unit != pays.unit:
        return (
            f"{step.at} pays {pays} and {milder.at} pays {paid}: nobody can say which is more",
            "write all rungs in one unit",
        )
    if pays.value <= paid.value:
        return (
            f"{step.at} is worse than {milder.at} and pays {pays}, not more than {paid}",
            "let a worse rung pay more, or drop it",
        )
    return None
