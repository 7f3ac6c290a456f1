"""Rule P021."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P021", name="excuse-without-time", severity="warning", aspect="parties")
def excuse_without_time(agreement: Agreement) -> Iterator[Finding]:
    """
    A duty that is not done excuses the provider, and nobody says by when it must be done.

    What it does:
        Asks every duty of the customer with `if_not: excused`, in SLAs, OLAs and UCs, for
        `within`.

    Why:
        An answer that comes after an hour has not yet come, too. Without a time every miss can be
        excused by a duty that was done, only not at once.

    Wrong:

        duties: {customer: [{id: access, text: let technicians in, if_not: excused}]}

    Right:

        duties: {customer: [{id: access, text: let technicians in, within: 4h, if_not: excused}]}

    Source:
        UNIDROIT Principles 2016, article 6.1.1: a party performs at the time fixed by the
        contract; the excuse of article 7.1.2 presupposes that the other side did not.
    """
    for duty in (agreement.duties.customer if agreement.duties else None) or ():
        if duty.if_not == "excused" and duty.within is None:
            yield finding_at(
                duty.at.of("if_not"),
                f"the provider is excused when '{duty.id}' is not done, and nobody says by when",
                "add within: 4h to the duty, or within: {working_days: 2, due: end_of_day}",
            )
