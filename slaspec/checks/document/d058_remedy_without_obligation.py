"""Rule D058."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured
from slaspec.checks.unanswered import place_of_answer
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement


@rule(id="D058", name="remedy-without-obligation", severity="warning", aspect="document")
def remedy_without_obligation(agreement: Agreement) -> Iterator[Finding]:
    """
    A target is only reported, and yet remedies follow from it.

    What it does:
        Finds targets of an SLA, OLA or UC with `remedies` whose nearest answer to `obligation` is
        `report_only`.

    Why:
        What is only reported is not owed, so nothing is ever paid. The customer who reads the
        table of credits expects otherwise.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             obligation: report_only, objective: {availability: 99.9%}, remedies: [network-credit]}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             obligation: result, objective: {availability: 99.9%}, remedies: [network-credit]}

    Source:
        UNIDROIT Principles 2016, article 7.4.1: damages follow from the non-performance of an
        obligation.
    """
    for target, metric in measured(agreement):
        levels = (target, metric, agreement.interpretation)
        if target.remedies and answer("obligation", *levels) == "report_only":
            yield finding_at(
                place_of_answer("obligation", *levels),
                f"'{target.id}' is only reported, but remedies follow from it: they never pay",
                f"write obligation: result, or drop remedies from {target.id}",
                target=target.id,
            )
