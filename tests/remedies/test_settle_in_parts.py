"""`slaspec.settle` month by month, each statement the past of the next."""

from __future__ import annotations

import slaspec
from slaspec.language.model.remedy import Repeat
from slaspec.remedies.earlier.history import History
from tests.remedies.build import agreement, amounts, flat, measured, measurements, month


def test_a_later_month_is_settled_with_the_statement_of_the_earlier_one():
    """5 % of 40,000.00 in January; February is the second failure in a row, which pays twice."""
    whole = agreement(flat("5%", repeat=Repeat(when="consecutive", factor=2)))
    term = month("2026-01"), month("2026-02")
    first = slaspec.settle(whole, measurements(measured(window=term[0])))

    second = slaspec.settle(
        whole, measurements(measured(window=term[1])), history=History.of([first])
    )

    assert (["2000.00"], ["4000.00"]) == (amounts(first), amounts(second))
