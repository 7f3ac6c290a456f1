"""Rule P022."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P022", name="provider-excuses-itself", severity="error", aspect="parties")
def provider_excuses_itself(agreement: Agreement) -> Iterator[Finding]:
    """
    The provider is excused when it does not do its own duty.

    What it does:
        Finds duties of the provider with `if_not: clock_paused` or `excused`, in SLAs, OLAs and
        UCs.

    Why:
        Whoever stops the own clock by doing nothing keeps every target. Such a duty was meant for
        the other side, or its consequence was.

    Wrong:

        duties: {provider: [{id: updates, text: keep the user informed, if_not: clock_paused}]}

    Right:

        duties: {provider: [{id: updates, text: keep the user informed, if_not: none}]}

    Source:
        Alghussein Establishment v Eton College [1988] 1 WLR 587: nobody takes advantage of his
        own breach.
    """
    for duty in (agreement.duties.provider if agreement.duties else None) or ():
        if duty.if_not in ("clock_paused", "excused"):
            gain = "its clock stands still" if duty.if_not == "clock_paused" else "it is excused"
            yield finding_at(
                duty.at.of("if_not"),
                f"the provider does not do its duty '{duty.id}', and {gain}",
                "write if_not: none, or move the duty to those of the customer",
            )
