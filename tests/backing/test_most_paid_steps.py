"""The most of rates for each step: exact where the objective bounds how far it can be missed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.backing.test_backing_money import made, sla
from tests.backing.build import time_leaf

STEPS = {"of": "shortfall", "step": "1pp", "count": "whole"}


def owed(rate, quantity=STEPS, **more):
    """The exposure of a remedy for each step; 90% are promised, the charge is 40,000.00."""
    remedy = {"id": "credit", "for_each": "window", "rate": rate, "quantity": quantity, **more}
    if "EUR" not in str(rate):
        remedy["base"] = {"charge": "network"}
    return made(sla([remedy]), time_leaf())


@pytest.mark.parametrize(
    ("rate", "quantity", "more", "expected"),
    [
        ({"per_step": "1%"}, STEPS, {}, 36000),
        ({"per_step": "1%"}, {**STEPS, "from": "10pp"}, {}, 32000),
        ({"per_step": "1%"}, {**STEPS, "at_most": "20.5pp"}, {}, 8000),
        ({"per_step": "1%"}, {**STEPS, "at_most": "20.5pp", "count": "commenced"}, {}, 8400),
        ({"per_step": "1%"}, {**STEPS, "at_most": "20.5pp", "count": "prorata"}, {}, 8200),
        ({"per_step": "1%"}, STEPS, {"trigger": {"deadband": "0.5pp"}}, 35600),
        ({"per_step": "3%", "forfeits_over": "15pp"}, STEPS, {}, 40000),
        ({"per_step": "8%", "forfeits_over": "15pp"}, STEPS, {}, 48000),
        ({"per_step": "100.00 EUR"}, STEPS, {}, 9000),
        ({"first": "500.00 EUR", "then": "10.00 EUR"}, STEPS, {}, 1400),
        ({"symmetric": {"per_step": "10.00 EUR", "deadband": "2pp"}}, {"step": "1pp", "count": "whole"}, {}, 880),
    ],
)  # fmt: skip
def test_nothing_is_met_at_all(rate, quantity, more, expected):
    """A share of 0% is 90 points short of 90%: as many steps as that has."""
    assert Fraction(expected) == owed(rate, quantity, **more).owed


@pytest.mark.parametrize(
    ("rate", "quantity"),
    [
        ({"per_step": "1%"}, {"of": "duration", "step": "1h", "count": "whole"}),
        ({"per_step": "10.00 EUR"}, {"of": "excess_records", "count": "whole"}),
        ({"lost_time": 10}, None),
    ],
)
def test_what_no_text_bounds_is_said_so(rate, quantity):
    """Down time depends on the length of the window, records on how many there are."""
    found = owed(rate, *([quantity] if quantity else [{"allowance": "1h"}]))

    assert found.owed is None
    assert "no most that the text alone tells" in found.why


FLAT = [
    {"id": "credit", "for_each": "window", "rate": {"flat": "5%"}, "base": {"charge": "network"}}
]


def bound(terms, remedies=FLAT, **more):
    """What is owed where the target binds its remedy with terms of its own."""
    agreement = sla([{**remedies[0], **more}])
    agreement["targets"][0]["remedies"] = [{"remedy": "credit", **terms}]
    return made(agreement, time_leaf())


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ({"windows": 3}, 6000),
        ({"greater_of": [{"charge": "network"}, {"windows": 2}]}, 4000),
        ({"at_risk": "10%", "of": {"windows": 1}}, 200),
    ],
)
def test_bases_of_several_windows_or_of_the_greater_charge(base, expected):
    """5% of so many times 40,000.00, or of the greatest of several bases."""
    assert Fraction(expected) == bound({}, base=base).owed


def test_the_weight_of_a_target_counts():
    """Half of 5% of 40,000.00."""
    assert Fraction(1000) == bound({"weight": 0.5}).owed


def test_a_minimum_that_may_swallow_it_is_said_so():
    """2,000.00 alone are not more than 2,000.00; with other credits they may be paid."""
    least = {"more_than": "2000.00 EUR", "of": "statement"}

    assert "no more than 2000.00 EUR is not paid" in bound({}, minimum_payable=least).why
    small = {**least, "more_than": "1.00 EUR"}
    assert Fraction(2000) == bound({}, minimum_payable=small).owed
