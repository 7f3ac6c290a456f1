"""Rule C006."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.rates import SERVICE_TIME, is_share, paid_amounts
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import Remedy


@rule(id="C006", name="percentage-without-base", severity="error", aspect="remedies")
def percentage_without_base(agreement: Agreement) -> Iterator[Finding]:
    """
    A percentage is paid, and nobody says of what.

    What it does:
        Asks every remedy that pays a percentage, a multiple, lost time or time of service for its
        `base`.

    Why:
        Ten per cent of the service, of the invoice or of the year differ by a factor of twelve and
        more.

    Wrong:

        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}}

    Right:

        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network}}

    Source:
        Of the agreements read, one's "10 %" is of the contract year: twelve times that of a month.
    """
    for remedy in used_remedies(agreement):
        if remedy.base is None:
            yield from _without_base(remedy)


def _without_base(remedy: Remedy) -> Iterator[Finding]:
    help = "add base: {charge: …} with the service, or {all_charges: contracted}"
    for paid in paid_amounts(remedy):
        if is_share(paid.amount) or paid.amount.unit in SERVICE_TIME:
            yield finding_at(paid.at, f"'{remedy.id}' pays {paid.amount}, but of what?", help)
    if remedy.rate.lost_time is not None:
        message = f"'{remedy.id}' pays {remedy.rate.lost_time} times the lost time, but of what?"
        yield finding_at(remedy.rate.at.of("lost_time"), message, help)
