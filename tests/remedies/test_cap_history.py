"""Caps over several windows: what was paid before must be known, and counts once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from slaspec.errors import LocatedError, UsageError
from slaspec.language.quantities import Lookback
from slaspec.remedies.earlier.history import History
from tests.remedies.build import agreement, cap, flat, target
from tests.remedies.earlier_windows import months, paid, settled_over


def test_what_was_paid_before_comes_from_the_history():
    """Two issued months have used 4,000.00 of 5,000.00."""
    whole = agreement(flat(caps=(cap("5000.00 EUR", per="quarter"),)))
    before = settled_over(whole, months("85", "85"))

    statement = settled_over(whole, months("85", first=3), History.of([before]))

    assert {"2026-03": "1000.00"} == paid(statement)


def test_the_parts_of_a_period_pay_what_the_whole_pays():
    """Settled month by month with the history, or at once."""
    whole = agreement(
        flat("12%", caps=(cap("9000.00 EUR", per=Lookback("rolling 3 months")),)),
        caps=(cap("20000.00 EUR", per="contract_year", excess="carried"),),
    )
    statements = []
    for number in range(1, 8):
        found = months("85", first=number)
        statements.append(settled_over(whole, found, History.of(statements)))

    at_once = settled_over(whole, months(*["85"] * 7))

    assert at_once.lines == tuple(line for each in statements for line in each.lines)


def test_a_window_that_nobody_knows_is_an_error_that_names_it():
    """What is left of a cap cannot be told without it."""
    whole = agreement(flat(caps=(cap("5000.00 EUR", per="quarter"),)))

    with pytest.raises(LocatedError, match="'caps' needs what resolution came to in 2026-01, 2026"):
        settled_over(whole, months("85", first=3))
    assert {"2026-04": "2000.00"} == paid(settled_over(whole, months("85", first=4)))


def test_a_window_in_which_another_target_was_settled_is_known():
    """Its statement lists all that was paid in it."""
    other = target("credit", id="reaction")
    whole = agreement(
        flat(caps=(cap("3000.00 EUR", per="quarter"),)), targets=(target("credit"), other)
    )
    found = [*months("85", of="reaction"), *months("85", first=2)]

    assert {"2026-01": "2000.00", "2026-02": "1000.00"} == paid(settled_over(whole, found))


def test_a_window_is_not_settled_twice():
    """It stands in the history already."""
    whole = agreement(flat())
    before = settled_over(whole, months("85"))

    with pytest.raises(UsageError, match=r"resolution \(all\) in 2026-01 is to be settled, and"):
        settled_over(whole, months("85"), History.of([before]))


def test_later_windows_of_the_history_use_no_cap():
    """March is corrected when April has been issued."""
    whole = agreement(flat(caps=(cap("3000.00 EUR", per="quarter"),)))
    all_of_it = settled_over(whole, months("95", "85", "85"))
    known = History.of([all_of_it])
    without = History(
        tuple(one for one in known.verdicts if one.window.name != "2026-02"),
        tuple(one for one in known.lines if one.window.name != "2026-02"),
    )

    assert {"2026-02": "2000.00"} == paid(settled_over(whole, months("85", first=2), without))


def test_what_lapsed_uses_the_cap_where_the_contract_says_so():
    """1,500.00 of January were never paid and count all the same; nothing of them is netted."""
    whole = agreement(flat(caps=(cap("3000.00 EUR", per="quarter"),)))
    january = History.of([settled_over(whole, months("85"))])
    [line] = january.lines
    lapsed = replace(line, amount=Decimal("0.00"), lapsed=Decimal("1500.00"))
    bonus = replace(lapsed, nature="bonus", lapsed=Decimal("-1500.00"))

    statement = settled_over(whole, months("85", first=2), replace(january, lines=(lapsed, bonus)))

    assert {"2026-02": "1500.00"} == paid(statement)
