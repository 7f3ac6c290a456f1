"""Rule M031."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import unanswered
from slaspec.checks.windows_of_term import term_cuts_a_window
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.metric import Metric
from slaspec.language.model.target import Target


@rule(id="M031", name="partial-window-unsaid", severity="error", aspect="measurable")
def partial_window_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    The term begins or ends inside a window, and nobody says how that window is judged.

    What it does:
        Asks for `partial_window` where the first or last day of the term (or `judged_from`) is not
        the edge of a window, and wherever a window looks back: `not_judged`, `merged`, or what of
        the charge and of the time counts.

    Why:
        Half an hour of downtime keeps 99.9 % of a month and breaks it for the half month in which
        the agreement began.

    Wrong:

        effective: {from: 2026-01-15}
        interpretation: {window: month}

    Right:

        effective: {from: 2026-01-15}
        interpretation: {window: month, partial_window: {charge: prorated, counted: active}}

    Source:
        MongoDB counts the part before deployment as up, DigitalOcean uses the active part only,
        Node4 prorates the charge.
    """

    def is_cut(target: Target, metric: Metric) -> bool:
        window = answer("window", target, metric, agreement.interpretation)
        return window is not None and term_cuts_a_window(agreement.effective, window)

    return unanswered(
        agreement,
        "partial_window",
        f"the term from {agreement.effective.from_} cuts into a window",
        "add partial_window: {charge: prorated, counted: active} to the interpretation (or"
        " not_judged, merged)",
        is_cut,
    )
