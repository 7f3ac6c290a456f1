"""Rule C023."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from slaspec.checks.names import listed
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import Base
from slaspec.language.model.target import Binding, Target

_WHOLE = 100
_Pool = tuple[Base, bool]  # what is shared, and whether by bonuses
_Shares = list[tuple[Target, Binding]]


@rule(
    id="C023",
    name="pool-allocations-over-100",
    severity="error",
    aspect="remedies",
    bars_settlement=True,
)
def pool_allocations_over_100(agreement: Agreement) -> Iterator[Finding]:
    """
    Targets share a pool, and their parts are more than the whole of it.

    What it does:
        Adds up the `allocation` of every target to the remedies with one base `at_risk`, credits
        and bonuses by themselves: at most 100 %.

    Why:
        A pool is what one bad month can cost. Parts of 60 % and 60 % cost a fifth more than was
        put at risk, or one of them is cut although it was agreed.

    Wrong:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7},
             remedies: [{remedy: at-risk, allocation: 60%}]}
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [{remedy: at-risk, allocation: 60%}]}
        remedies:
          - {id: at-risk, for_each: window, rate: {flat: 100%},
             base: {at_risk: 10%, of: {all_charges: contracted}, pool: 50%}}

    Right:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7},
             remedies: [{remedy: at-risk, allocation: 60%}]}
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [{remedy: at-risk, allocation: 40%}]}
        remedies:
          - {id: at-risk, for_each: window, rate: {flat: 100%},
             base: {at_risk: 10%, of: {all_charges: contracted}, pool: 50%}}

    Source:
        Texas DIR, data centre services: the allocations of service levels never exceed the pool.
    """
    for shares in _pools(agreement).values():
        sums = list(accumulate(b.allocation.percent for _, b in shares if b.allocation))
        beyond = next((i for i, total in enumerate(sums) if total > _WHOLE), None)
        if beyond is not None:
            parts = listed(f"'{target.id}' {binding.allocation}" for target, binding in shares)
            yield finding_at(
                shares[beyond][1].at.of("allocation"),
                f"the allocations of one pool add up to {sums[-1]}%: {parts}",
                "lower them to 100% together; a larger amount at risk is said by 'pool'",
            )


def _pools(agreement: Agreement) -> dict[_Pool, _Shares]:
    """The allocations to each amount at risk, in the order written."""
    remedies = {remedy.id: remedy for remedy in agreement.remedies or ()}
    found: dict[_Pool, _Shares] = {}
    for target in agreement.targets or ():
        for said in target.remedies or ():
            remedy = remedies.get(said.remedy) if isinstance(said, Binding) else None
            base = remedy.base if remedy is not None else None
            if isinstance(said, Binding) and said.allocation and base and base.at_risk:
                pool = (base, remedy is not None and remedy.nature == "bonus")
                found.setdefault(pool, []).append((target, said))
    return found
