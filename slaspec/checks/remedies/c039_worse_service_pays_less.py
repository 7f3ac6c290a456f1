"""Rule C039."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.curves import curves
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C039", name="worse-service-pays-less", severity="error", aspect="remedies")
def worse_service_pays_less(agreement: Agreement) -> Iterator[Finding]:
    """
    Beyond some value worse service costs the provider less.

    What it does:
        Computes what every rate for steps, with all of its terms, pays as an exact function of
        what is measured, and shows where the amount falls as service gets worse. Ladders are
        judged rung by rung (C003).

    Why:
        A rate for each step that reaches 150 % of the charge, and a clause by which "the whole
        charge" is forfeited beyond it: from there on it is cheaper to stop working.

    Wrong:

        remedies:
          - id: network-credit
            for_each: window
            quantity: {of: shortfall, step: 1pp, count: prorata}
            rate: {per_step: 10%, forfeits_over: 15pp}
            base: {charge: network}

    Right:

        remedies:
          - id: network-credit
            for_each: window
            quantity: {of: shortfall, step: 1pp, count: prorata}
            rate: {per_step: 3%, forfeits_over: 15pp}
            base: {charge: network}

    Source:
        A published test agreement pays 25 % at 99.3 % and 10 % at 98.9 %; inducio forfeits the
        whole fee above 15 points, at three per cent a point.
    """
    for each in curves(agreement):
        found = each.found
        fall = None if found.remedy.rate.ladder else next(found.curve.falls(), None)
        if fall is not None:
            yield finding_at(
                found.remedy.rate.at,
                f"'{found.remedy.id}' pays {each.amount(-fall.size, found.probe.base())} less for"
                f" {found.name} when it is worse than {each.value(fall.value)}",
                "let the rate end where the whole base is reached, or cap it",
                target=found.target.id,
            )
