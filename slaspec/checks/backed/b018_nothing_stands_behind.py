"""Rule B018."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from slaspec.backing.promise import ALL, objectives_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.target import Target


@rule(id="B018", name="nothing-stands-behind", severity="warning", aspect="backed")
def nothing_stands_behind(agreement: Agreement) -> Iterator[Finding]:
    """
    A promise to a customer does not say what stands behind it.

    What it does:
        Looks at each objective of an SLA that binds to a result: it names OLAs, UCs or own handling
        in `backed_by`, at the target or at the objective.

    Why:
        Never sign an agreement of which you do not control, or can influence, the whole. Who does
        the work should have promised it, too.

    Wrong:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 5h, hours: 24x7, assume: [never_raised],
                   backed_by: [desk-ola#restore/P1]}

    Source:
        ITIL service level management: agreements with customers rest on operational level
        agreements and underpinning contracts.
    """
    if agreement.kind != "SLA":
        return
    binding = _binds(agreement)
    for target in agreement.targets or ():
        if target.backed_by is None and binding(target):
            for name, objective in objectives_of(target).items():
                if objective.backed_by is None:
                    whole = target.id if name == ALL else f"{target.id}/{name}"
                    yield finding_at(
                        objective.at,
                        f"{whole} does not say what stands behind it",
                        "backed_by: [id-of-an-ola#target], or"
                        " [{own: {time: 15min, hours: 24x7, share: 99%}}] for own handling",
                        target=target.id,
                    )


def _binds(agreement: Agreement) -> Callable[[Target], bool]:
    """Whether a target promises a figure: an effort and a report need nothing behind them."""
    metrics = {metric.id: metric for metric in agreement.metrics or ()}

    def binds(target: Target) -> bool:
        metric = metrics.get(target.metric)
        said = answer("obligation", target, metric, agreement.interpretation)
        return said not in ("effort", "report_only")

    return binds
