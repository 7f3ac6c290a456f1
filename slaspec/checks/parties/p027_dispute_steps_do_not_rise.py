"""Rule P027."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P027", name="dispute-steps-do-not-rise", severity="warning", aspect="parties")
def dispute_steps_do_not_rise(agreement: Agreement) -> Iterator[Finding]:
    """
    A dispute comes back to a body that could not settle it.

    What it does:
        Looks for a body that stands in two steps of `disputes`, in SLAs, OLAs and UCs.

    Why:
        Those who could not agree in ten days do not agree in the next ten. Each step has to go to
        somebody who may decide more.

    Wrong:

        disputes:
          steps:
            - {body: service managers, within: 10 working days}
            - {body: service managers, within: 20 working days}

    Right:

        disputes:
          steps:
            - {body: service managers, within: 10 working days}
            - {body: steering board, within: 20 working days}

    Source:
        ISO 10003:2018, dispute resolution external to organizations: each stage has its own
        method and its own deciders.
    """
    seen: set[str] = set()
    for step in agreement.disputes.steps if agreement.disputes else ():
        if step.body.casefold() in seen:
            yield finding_at(
                step.at.of("body"),
                f"the dispute comes back to '{step.body}', who could not settle it before",
                "name a body above it, or drop the step",
            )
        seen.add(step.body.casefold())
