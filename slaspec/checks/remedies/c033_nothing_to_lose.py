"""Rule C033."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import followed
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.remedy import Remedy


@rule(id="C033", name="nothing-to-lose", severity="warning", aspect="remedies")
def nothing_to_lose(agreement: Agreement) -> Iterator[Finding]:
    """
    A record that is late costs the same for a minute and for a month.

    What it does:
        Finds credits for each record with a flat rate, of a target from which nothing follows
        that grows with the delay.

    Why:
        Once the limit is over nothing is left to lose: the late ticket waits, and the next one,
        which can still be met, is worked on. The customer who waits longest is paid like the one
        who waited a minute.

    Wrong:

        remedies:
          - {id: desk-credit, for_each: record, rate: {flat: 50.00 EUR}}
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network}}

    Right:

        remedies:
          - id: desk-credit
            for_each: record
            quantity: {of: shortfall, step: 1h, count: commenced}
            rate: {per_step: 50.00 EUR}
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network}}

    Source:
        The electricity standards of Great Britain pay a first amount, and another for each
        further twelve hours.
    """
    pairs = list(followed(agreement))
    growing = {target.id for target, remedy in pairs if _grows(remedy)}
    for target, remedy in pairs:
        flat = remedy.for_each == "record" and remedy.rate.flat is not None
        if flat and remedy.nature != "bonus" and target.id not in growing:
            yield finding_at(
                remedy.rate.at.of("flat"),
                f"'{remedy.id}' pays {remedy.rate.flat} for a late record of {target.id}, however"
                " late it is: after the limit nothing is left to lose",
                "pay for each hour or day beyond the limit, or add a second limit further out",
                target=target.id,
            )


def _grows(remedy: Remedy) -> bool:
    """Whether a credit for a record grows with its delay."""
    rate = remedy.rate
    steps = rate.per_step or rate.then or rate.lost_time or (rate.ladder and len(rate.ladder) > 1)
    return remedy.for_each in ("record", "incident") and bool(steps)
