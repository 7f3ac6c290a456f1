"""Netting: credits and bonuses reduce one another at payment, and their lines stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.interpretation import Settlement
from slaspec.language.model.remedy import EarnBack, EarnBackWhen
from slaspec.language.quantities import Amount, Lookback, Share
from slaspec.remedies.earlier.history import History
from slaspec.remedies.statement import Netting
from tests.remedies.build import agreement, flat, interpretation, target
from tests.remedies.earlier_windows import months, paid, settled_over, trail


def netting(over):
    """An interpretation that nets over a period."""
    return interpretation(settlement=Settlement(method="next_invoice", netting=over))


def both(over, **sections):
    """A credit of 2,000.00 for a miss of one target, a bonus of 700.00 for another that was met."""
    return agreement(
        flat(),
        flat("700.00 EUR", id="extra", nature="bonus"),
        targets=(target("credit"), target("extra", id="reaction")),
        interpretation=netting(over),
        **sections,
    )


def found(*values, first=1):
    """Both targets with the same values."""
    return months(*values, first=first) + months("95", "95", first=first, of="reaction")


def test_lines_stay_and_netting_says_what_is_left_to_pay():
    """2,000.00 less 700.00 in January, 700.00 to the provider in February."""
    statement = settled_over(both("window"), found("85", "95"))

    assert ["2000.00", "-700.00", "-700.00"] == [str(line.amount) for line in statement.lines]
    assert [
        ("2026-01", Decimal("2000.00"), Decimal("700.00"), Decimal("1300.00"), True),
        ("2026-02", Decimal("0.00"), Decimal("700.00"), Decimal("-700.00"), True),
    ] == [(n.name, n.credits, n.bonuses, n.payable, n.complete) for n in statement.nettings]
    sentence = (
        "at payment the credits of 2026-01 (2000.00 EUR) and its bonuses (700.00 EUR) reduce one"
        " another: 1300.00 EUR to the customer"
    )
    assert [[sentence], [sentence], []] == [trail(statement, "netting", n) for n in range(3)]
    assert Decimal("600.00") == statement.total


def test_a_contract_year_nets_what_its_windows_came_to():
    """One figure for the year so far; its last window has not come yet."""
    statement = settled_over(both("contract_year"), found("85", "95"))

    assert (
        Netting(
            name="the contract year from 2026-01-01",
            first=date(2026, 1, 1),
            last=date(2026, 12, 31),
            credits=Decimal("2000.00"),
            bonuses=Decimal("1400.00"),
            payable=Decimal("600.00"),
            complete=False,
        ),
    ) == statement.nettings
    assert (
        "(1400.00 EUR) reduce one another: 600.00 EUR to the customer"
        in (trail(statement, "netting", 2)[0])
    )


def test_the_history_is_netted_too_and_must_be_known():
    """January was issued; without it the year's figures cannot be told."""
    whole = both("contract_year")
    before = settled_over(whole, found("85")[:1] + found("85")[1:2])

    statement = settled_over(whole, months("95", first=2, of="reaction"), History.of([before]))

    assert [Decimal("600.00")] == [each.payable for each in statement.nettings]
    with pytest.raises(LocatedError, match="'netting' needs what reaction came to in 2026-01"):
        settled_over(whole, months("95", first=2, of="reaction"))


def test_without_netting_each_side_is_paid_by_itself():
    """Said so, or not said at all."""
    for answers in (netting("none"), interpretation()):
        whole = replace(both("none"), interpretation=answers)
        statement = settled_over(whole, found("85", "95"))

        assert () == statement.nettings
        assert [] == trail(statement, "netting")


def test_a_remedy_that_is_not_netted_stands_beside():
    """Only the remedies that say so are in the figures."""
    alone = Settlement(method="refund", netting="none")
    whole = agreement(
        flat(),
        flat("10.00 EUR", id="other", settlement=alone),
        flat("700.00 EUR", id="extra", nature="bonus"),
        targets=(target("credit", "other"), target("extra", id="reaction")),
        interpretation=netting("window"),
    )

    statement = settled_over(whole, found("85")[:2])

    assert [Decimal("2000.00")] == [each.credits for each in statement.nettings]
    assert [1, 0, 1] == [len(trail(statement, "netting", n)) for n in range(3)]


def test_what_was_earned_back_reduces_the_credits():
    """2,000.00 less the 1,000.00 that December takes back."""
    when = EarnBackWhen(mean=Amount("95%"), over=Lookback("contract_year"))
    whole = agreement(
        flat(earn_back=EarnBack(when=when, returns=Share("50%"))),
        interpretation=netting("contract_year"),
    )

    statement = settled_over(whole, months("85", *["97"] * 11))

    [year] = statement.nettings
    assert (Decimal("1000.00"), Decimal("1000.00"), True) == (
        year.credits,
        year.payable,
        year.complete,
    )
    assert {"2026-12": "-1000.00"} == paid(statement, kind="earned_back")
