"""Rule C002."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.ladders import HalfLine, measured_ladder
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import followed, limit_of, objectives
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C002", name="rung-pays-when-met", severity="warning", aspect="remedies")
def rung_pays_when_met(agreement: Agreement) -> Iterator[Finding]:
    """
    A rung of a ladder pays for a value that meets the objective.

    What it does:
        Compares every rung of a credit with every objective that it follows. A ladder fires by its
        rungs alone, whatever the verdict is.

    Why:
        "At least 99.9 %" is met at 99.9 %, and "99.9 % or less" pays at 99.9 %. A provider who
        keeps the promise pays for it.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{at_or_below: 99.9%, pays: 10%}], over: measured}
            base: {charge: network}

    Right:

        remedies:
          - id: network-credit
            for_each: window
            rate: {ladder: [{below: 99.9%, pays: 10%}], over: measured}
            base: {charge: network}

    Source:
        GitHub's agreement is kept at 99.9 % and its first row pays for 99.9 % or less.
    """
    for target, remedy in followed(agreement):
        ladder = measured_ladder(remedy)
        if ladder is None or remedy.nature == "bonus":
            continue
        for name, objective in objectives(target):
            limit = limit_of(objective)
            if limit is None:
                continue
            met = HalfLine(not limit.higher_is_better, limit.figure, True, limit.unit)
            for step in ladder.steps:
                if step.rung.pays.value > 0 and step.at.line.meets(met):
                    strict = "below" if limit.higher_is_better else "above"
                    yield finding_at(
                        step.at.at,
                        f"'{remedy.id}' pays {step.rung.pays} {step.at}, also where {name} is met"
                        f" ({limit.text})",
                        f"write {strict}: {limit.text}, or beyond it",
                        target=target.id,
                    )
