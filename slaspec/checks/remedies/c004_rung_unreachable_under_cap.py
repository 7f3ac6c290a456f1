"""Rule C004."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from slaspec.checks.remedies.curves import cut_rungs
from slaspec.checks.remedies.ladders import ladders
from slaspec.checks.remedies.rates import is_share, share_of_base
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import Cap, Remedy
from slaspec.language.quantities import Amount


@rule(id="C004", name="rung-unreachable-under-cap", severity="error", aspect="remedies")
def rung_unreachable_under_cap(agreement: Agreement) -> Iterator[Finding]:
    """
    A rung never pays what it says, because a milder one reaches the cap already.

    What it does:
        Compares the rungs of a ladder with the caps of its remedy: by their percentages where both
        have one base and one period, else in money at the contracted charges. Where a milder rung
        pays the cap or more, the next one changes nothing.

    Why:
        The table promises 20 % for a bad month, and 5 % is all that is ever paid. The customer
        bargained for a number that has no effect.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.9%, pays: 5%}, {below: 99.5%, pays: 20%}], over: measured}
            base: {charge: network}
            caps: [{per: window, at_most: 5%, of: {charge: network}, excess: lost}]

    Right:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.9%, pays: 5%}, {below: 99.5%, pays: 20%}], over: measured}
            base: {charge: network}
            caps: [{per: window, at_most: 20%, of: {charge: network}, excess: lost}]

    Source:
        Hotel Beacons has rows up to 20 % under a cap of 5 %, Infraon one of 2,000 under 1,200.
    """
    told = list(_by_percentage(agreement))
    yield from told
    spans = {finding.span for finding in told}
    for each, milder, rung in cut_rungs(agreement):
        remedy = each.found.remedy
        finding = finding_at(
            rung.at.of("pays"),
            f"'{remedy.id}' never pays {rung.pays} for {each.found.name}: at the contracted charge"
            f" its caps leave {each.amount(milder)}, as for the rung before it",
            "raise the cap, or drop the rungs that it cuts",
            target=each.found.target.id,
        )
        if finding.span not in spans:
            yield finding


def _by_percentage(agreement: Agreement) -> Iterator[Finding]:
    for remedy in agreement.remedies or ():
        for cap in remedy.caps or ():
            if not _binds_each_evaluation(agreement, remedy, cap):
                continue
            for ladder in ladders(remedy):
                for milder, step in pairwise(ladder.steps):
                    if _reaches(milder.rung.pays, cap) and _reaches(step.rung.pays, cap):
                        yield finding_at(
                            step.rung.at.of("pays"),
                            f"'{remedy.id}' never pays {step.rung.pays} {step.at}: the rung before"
                            f" it pays {milder.rung.pays}, and the cap is {cap.at_most} per"
                            f" {cap.per}",
                            "raise the cap, or drop the rungs that it cuts",
                        )


def _reaches(pays: Amount, cap: Cap) -> bool:
    """Whether an amount is the cap or more; False where they cannot be compared."""
    if is_share(pays) and is_share(cap.at_most):
        return share_of_base(pays) >= share_of_base(cap.at_most)
    return pays.unit == cap.at_most.unit and pays.value >= cap.at_most.value


def _binds_each_evaluation(agreement: Agreement, remedy: Remedy, cap: Cap) -> bool:
    """Whether the cap is of the base of the remedy, for the period of one evaluation."""
    if not is_share(cap.at_most):
        return True
    window = answer("window", remedy, agreement.interpretation)
    same_period = cap.per in (remedy.for_each or "window", "window", window)
    return same_period and cap.of in (None, remedy.base)
