"""Rule C015."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.ladders import ladders
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import followed, limit_of, objectives
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.target import Target

_WORDS = {
    "%": "a share, like 99.5%",
    "s": "a time, like 4h",
    "points": "points, like 5 points",
    "": "a plain number",
}


@rule(
    id="C015",
    name="ladder-unit",
    severity="error",
    aspect="remedies",
    bars_settlement=True,
)
def ladder_unit(agreement: Agreement) -> Iterator[Finding]:
    """
    A rung compares in another unit than what it compares with.

    What it does:
        A ladder over `measured` has the unit of the objectives that the remedy follows (% for a
        share, a time for a percentile), one over `duration` a time, one over `points` points.

    Why:
        Below 4h is never true of a percentage. The rung pays nothing, or always.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{above: 4h, pays: 5%}], over: measured}
            base: {charge: network}

    Right:

        remedies:
          - id: network-credit
            for_each: outage
            rate: {ladder: [{above: 4h, pays: 5%}], over: duration}
            base: {charge: network}

    Source:
        Precise reading of the contract language: the unit is part of the value.
    """
    for target, remedy in followed(agreement):
        for ladder in ladders(remedy):
            wanted = _wanted(ladder.over, target)
            for step in ladder.steps:
                unit = step.at.amount.unit
                if wanted and unit not in wanted:
                    first = min(wanted)
                    yield finding_at(
                        step.at.at,
                        f"'{remedy.id}' compares {step.at} with the {ladder.over} value of"
                        f" {target.id}, which is in another unit",
                        f"write {_WORDS.get(first, first)}, or over: what is meant",
                        target=target.id,
                    )


def _wanted(over: str, target: Target) -> set[str]:
    """Units that fit; empty where nobody can say."""
    if over == "duration":
        return {"s"}
    if over == "points":
        return {"points"}
    if over != "measured":
        return set()
    limits = (limit_of(objective) for _, objective in objectives(target))
    return {limit.unit for limit in limits if limit is not None}
