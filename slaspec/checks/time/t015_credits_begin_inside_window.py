"""Rule T015."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured
from slaspec.checks.windows_of_term import term_cuts_a_window
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.governance import Effective
from slaspec.language.model.interpretation import RollingWindow


@rule(id="T015", name="credits-begin-inside-window", severity="error", aspect="time")
def credits_begin_inside_window(agreement: Agreement) -> Iterator[Finding]:
    """
    Credits begin inside a window, or before anything is judged.

    What it does:
        Compares `effective.credits_from` of SLAs, OLAs and UCs with the windows of the targets
        that have remedies, and with `judged_from`.

    Why:
        Half of the month is free of credits and half is not, and the target was missed in the
        month. No share of the credit follows from that, so that the month is not settled.

    Wrong:

        effective: {from: 2026-01-01, through: 2027-12-31, credits_from: 2026-04-15}

    Right:

        effective: {from: 2026-01-01, through: 2027-12-31, credits_from: 2026-04-01}

    Source:
        Precise reading of the contract language: a start of payment splits no window.
    """
    begins, judged = agreement.effective.credits_from, agreement.effective.judged_from
    if begins is None:
        return
    at = agreement.effective.at.of("credits_from")
    if judged is not None and begins.value < judged.value:
        told = f"credits begin on {begins}, and objectives are judged from {judged} on only"
        yield finding_at(at, told, f"write credits_from: {judged}, or a later day")
        return
    for target, metric in measured(agreement):
        window = answer("window", target, metric, agreement.interpretation)
        if window is None or isinstance(window, RollingWindow) or not target.remedies:
            continue
        if begins.value > agreement.effective.from_.value and term_cuts_a_window(
            Effective(from_=begins), window
        ):
            yield finding_at(
                at,
                f"credits begin on {begins}, inside a window",
                "write credits_from: with the first day of a window",
                target=target.id,
            )
