"""Rule P024."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.governance import EscalationStep


@rule(id="P024", name="escalation-does-not-rise", severity="warning", aspect="parties")
def escalation_does_not_rise(agreement: Agreement) -> Iterator[Finding]:
    """
    A step of an escalation is no later than the one before, or goes to the same person.

    What it does:
        Compares each step of `escalation` with the one before it, in SLAs, OLAs and UCs: first the
        shares of the limit, from small to large, then the times beyond it; each to somebody else.

    Why:
        A step that comes before its turn calls the board for what the manager was to solve. Of two
        that go to one person, the second does nothing.

    Wrong:

        escalation: [{over_by: 1h, to: steering board}, {at_share: 75%, to: service manager}]

    Right:

        escalation: [{at_share: 75%, to: service manager}, {over_by: 1h, to: steering board}]

    Source:
        ITIL 4, incident management: hierarchic escalation goes upwards step by step.
    """
    for before, step in pairwise(agreement.escalation or ()):
        if _begins(step) <= _begins(before):
            yield finding_at(
                step.at.of("to"),
                f"'{step.to}' is told {_when(step)}, no later than '{before.to}', {_when(before)}",
                "put the steps in the order in which they come, at_share before over_by",
            )
        elif step.to.casefold() == before.to.casefold():
            yield finding_at(
                step.at.of("to"),
                f"'{step.to}' is told {_when(before)} and again {_when(step)}",
                "name somebody above in the later step, or drop it",
            )


def _begins(step: EscalationStep) -> tuple[int, Fraction]:
    """Shares of the limit come before times beyond it."""
    if step.at_share is not None:
        return 0, step.at_share.value
    return 1, Fraction(step.over_by.seconds if step.over_by else 0)


def _when(step: EscalationStep) -> str:
    return f"at {step.at_share} of the limit" if step.at_share else f"{step.over_by} beyond it"
