"""Rule C009."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import unanswered_money
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C009", name="rounding-unsaid", severity="error", aspect="remedies")
def rounding_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says how and where an amount is rounded.

    What it does:
        Asks every remedy that is used for `rounding`: the mode, and whether each line or only the
        total is rounded.

    Why:
        The sum of rounded lines and the rounded sum differ by up to four cents in every second
        statement of two to twelve lines. An electronic invoice needs rounded lines.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, rounding: {mode: half_up, at: line}}

    Source:
        EN 16931, BR-CO-10: the sum of the line net amounts, each rounded to two decimals.
    """
    return unanswered_money(
        agreement,
        "rounding",
        "half a cent goes up or down, in each line or once in the total",
        "add rounding: {mode: half_up, at: line} to the interpretation",
    )
