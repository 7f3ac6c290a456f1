"""Rule C017."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.rates import SERVICE_TIME, paid_amounts
from slaspec.checks.rule import rule
from slaspec.checks.unanswered import unanswered_money
from slaspec.checks.windows_of_term import term_cuts_a_window
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.interpretation import PartialWindow
from slaspec.language.model.remedy import Remedy


@rule(id="C017", name="prorate-unsaid", severity="error", aspect="remedies")
def prorate_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Time of service is turned into money, and nobody says how long a month is.

    What it does:
        Asks for `prorate` where a remedy pays days or hours of service or lost time, or where the
        charge of a window that is cut by the term is prorated.

    Why:
        A day of service is a 28th, a 30th or a 31st of the month. Some agreements count a month of
        720 hours all year round.

    Wrong:

        interpretation: {window: month}
        remedies:
          - {id: network-credit, for_each: outage, rate: {flat: 1 service days},
             base: {charge: network}}

    Right:

        interpretation: {window: month, prorate: calendar_days}
        remedies:
          - {id: network-credit, for_each: outage, rate: {flat: 1 service days},
             base: {charge: network}}

    Source:
        Windstream credits one thirtieth of the monthly charge for each day, whatever the month.
    """

    def needs_length(remedy: Remedy) -> bool:
        in_time = any(paid.amount.unit in SERVICE_TIME for paid in paid_amounts(remedy))
        return in_time or remedy.rate.lost_time is not None or _is_cut(agreement, remedy)

    return unanswered_money(
        agreement,
        "prorate",
        "a day of service is a 28th, a 30th or a 31st of the charge of a month",
        "add prorate: calendar_days to the interpretation (or thirtieths, {month: 672h})",
        needs_length,
    )


def _is_cut(agreement: Agreement, remedy: Remedy) -> bool:
    """Whether the charge of a partial window is prorated, and the term makes such windows."""
    partial = answer("partial_window", remedy, agreement.interpretation)
    window = answer("window", agreement.interpretation)
    if not isinstance(partial, PartialWindow) or partial.charge != "prorated" or window is None:
        return False
    return term_cuts_a_window(agreement.effective, window)
