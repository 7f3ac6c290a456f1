"""Rule P020."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P020", name="duty-without-consequence", severity="warning", aspect="parties")
def duty_without_consequence(agreement: Agreement) -> Iterator[Finding]:
    """
    The customer has a duty, and nobody says what follows when it is not done.

    What it does:
        Asks every duty of the customer, in SLAs, OLAs and UCs, for `if_not`: `clock_paused`,
        `excused` or `none`.

    Why:
        The ticket waited two days for an answer. The provider takes them out of its time, the
        customer does not, and both point to the same sentence.

    Wrong:

        duties: {customer: [{id: answers, text: answer questions}]}

    Right:

        duties: {customer: [{id: answers, text: answer questions, if_not: clock_paused}]}

    Source:
        WS-Agreement (GFD.192), qualifying condition: a guarantee states what must hold on the
        customer's side for it to be judged.
    """
    for duty in (agreement.duties.customer if agreement.duties else None) or ():
        if duty.if_not is None:
            yield finding_at(
                duty.at.of("id"),
                f"nobody says what follows when the customer does not do '{duty.id}'",
                "add if_not: clock_paused to the duty (or excused, none)",
            )
