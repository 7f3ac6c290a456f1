"""Rule C008."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.ladders import Step, ladders
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(
    id="C008",
    name="two-rungs-of-one-limit",
    severity="error",
    aspect="remedies",
    bars_settlement=True,
)
def two_rungs_of_one_limit(agreement: Agreement) -> Iterator[Finding]:
    """
    Two rungs of a ladder have the same limit.

    What it does:
        Compares the limits of all rungs by their value: 99.9% and 99.90% are the same.

    Why:
        Below 99 % the credit is 10 % or 25 %. The one who pays reads the first row, the one who is
        paid the second.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.9%, pays: 10%}, {below: 99.90%, pays: 25%}], over: measured}
            base: {charge: network}

    Right:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.9%, pays: 10%}, {below: 99.0%, pays: 25%}], over: measured}
            base: {charge: network}

    Source:
        Precise reading of the contract language. Rows of the published tables of websi.cz share
        their edges.
    """
    for remedy in agreement.remedies or ():
        for ladder in ladders(remedy):
            first: dict[object, Step] = {}
            for step in ladder.steps:
                key = (step.at.line.unit, step.at.line.limit)
                if key in first:
                    yield finding_at(
                        step.at.at,
                        f"'{remedy.id}': {step.at} has the limit of {first[key].at}, which pays"
                        f" {first[key].rung.pays} instead of {step.rung.pays}",
                        "keep one of the two rungs",
                        related=(("the same limit", first[key].at.at.span),),
                    )
                first.setdefault(key, step)
