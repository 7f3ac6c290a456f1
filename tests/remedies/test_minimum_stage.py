"""Small amounts are not paid: compared after rounding, by line or by statement."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.remedy import Base, Cap, MinimumPayable
from slaspec.language.quantities import Amount, Money, Share
from tests.remedies.build import (
    agreement,
    amounts,
    cap,
    flat,
    ladder,
    measured,
    month,
    service,
    settled,
    target,
)


def more_than(amount="1.00 EUR", of="statement"):
    return MinimumPayable(more_than=Money(amount), of=of)


def charging(amount, *remedies, **sections):
    return agreement(*remedies, services=(service(charge=f"{amount} EUR"),), **sections)


@pytest.mark.parametrize(
    ("charge", "expected"),
    [("10.00", "0.00"), ("10.04", "0.00"), ("10.05", "1.01"), ("10.10", "1.01")],
)
def test_only_more_than_the_minimum_is_paid(charge, expected):
    """
    10% of 10.04 is 1.004, rounded 1.00, which is not more than 1.00.

    Source: AWS Compute; a credit is issued only if it is greater than one dollar.
    """
    credit = ladder(("99.99%", "10%"), minimum_payable=more_than())

    assert [expected] == amounts(settled(charging(charge, credit), measured("99.5")))


@pytest.mark.parametrize(
    ("of", "expected"), [("line", ["0.00", "0.00"]), ("statement", ["0.60"] * 2)]
)
def test_the_line_or_the_whole_statement_is_compared(of, expected):
    """Two lines of 0.60 are 1.20 together."""
    credit = flat("6%", minimum_payable=more_than(of=of))
    whole = charging("10.00", credit, targets=(target("credit", objectives=["P1", "P2"]),))

    found = [measured(objective=name) for name in ("P1", "P2")]

    assert expected == amounts(settled(whole, *found))


def test_the_statement_is_that_of_one_window():
    """A little in April and a little in May are two statements."""
    whole = charging("10.00", flat("6%", minimum_payable=more_than()))
    found = (measured(), measured(window=month("2026-05")))

    assert ["0.00", "0.00"] == amounts(settled(whole, *found))


def test_other_remedies_count_for_the_total_and_keep_their_own_terms():
    """0.60 with a minimum and 0.30 without one: the total of 0.90 is not more than 1.00."""
    small, free = flat("6%", minimum_payable=more_than()), flat("3%", id="free")

    assert ["0.00", "0.30"] == amounts(settled(charging("10.00", small, free)))
    assert ["6.00", "3.00"] == amounts(settled(charging("100.00", small, free)))


def test_a_bonus_is_compared_for_itself():
    """A credit does not make a small bonus large."""
    bonus = ladder(
        ("80%", "5%"), key="above", id="bonus", nature="bonus", minimum_payable=more_than()
    )

    assert ["4.00", "0.00"] == amounts(settled(charging("10.00", flat("40%"), bonus)))


def test_what_a_cap_left_is_compared():
    """2.00 are due, the cap leaves 1.00."""
    credit = flat("20%", minimum_payable=more_than(), caps=(cap("10%"),))

    assert ["0.00"] == amounts(settled(charging("10.00", credit)))


def test_the_trail_says_what_was_compared():
    """With the amounts before and after."""
    [line] = settled(charging("10.00", flat("10%", minimum_payable=more_than()))).lines
    step = line.trail[-1]

    assert "the total of 1.00 EUR is not more than 1.00 EUR: nothing is paid" == step.sentence
    assert ("minimum payable", "1.00 EUR", "0.00 EUR") == (
        step.stage,
        step.amount_in,
        step.amount_out,
    )


@pytest.mark.parametrize("amount", ["1.00 USD", "-1.00 EUR"])
def test_a_minimum_in_another_currency_or_below_zero_is_an_error(amount):
    """Currencies are never compared."""
    with pytest.raises(LocatedError, match="in an agreement in EUR"):
        settled(agreement(flat(minimum_payable=more_than(amount))))


TWO = (service(), service("phone", "1000.00 EUR"))


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (Base(windows=3), "6150.00"),
        (Base(greater_of=(Base(charge="desk"), Base(charge="phone"))), "2000.00"),
        (Base(greater_of=(Base(charge="phone"), Base(windows=1))), "2050.00"),
        (Base(charge="desk", leaves_out=("one_off",)), "2000.00"),
        (Base(at_risk=Share("10%"), of=Base(windows=2)), "410.00"),
    ],
)
def test_more_bases(base, expected):
    """5% of: three times all charges, the greater of two, a charge without one-off ones."""
    assert [expected] == amounts(settled(agreement(flat(base=base), services=TWO)))


def test_a_cap_of_so_many_windows_is_of_the_current_charges():
    """One window of 41,000.00 bounds twice the charge of the desk."""
    bound = Cap(per="window", at_most=Amount("100%"), excess="lost", of=Base(windows=1))
    whole = agreement(flat("2x", base=Base(charge="desk"), caps=(bound,)), services=TWO)

    assert ["41000.00"] == amounts(settled(whole))


def test_a_charge_from_a_file_does_not_say_what_is_one_off():
    """So a base that leaves it out is not settled with it."""
    whole = agreement(flat(base=Base(charge="desk", leaves_out=("one_off",))))
    rows = {("2026-04", "desk"): Decimal("100.00")}

    with pytest.raises(LocatedError, match="holds one-off charges is not said"):
        settled(whole, charges=rows)
    other = {("2026-05", "desk"): Decimal("100.00")}
    assert ["2000.00"] == amounts(settled(whole, charges=other))


def test_the_trail_says_which_of_several_bases_is_the_greatest():
    """And how many there were."""
    base = Base(greater_of=(Base(charge="phone"), Base(charge="desk")))
    [line] = settled(agreement(flat(base=base), services=TWO)).lines
    [step] = [step for step in line.trail if step.stage == "base"]

    assert (
        "5% of the greatest of 2 bases, the charge of desk in 2026-04 (40000.00 EUR per month) is"
        " 2000.00 EUR"
    ) == step.sentence


@pytest.mark.parametrize(
    "base",
    [
        Base(windows=1, charge="desk"),
        Base(greater_of=(Base(charge="desk"), Base())),
        Base(greater_of=()),
    ],
)
def test_a_base_names_one_thing_also_inside_another(base):
    """Which of two is meant is not guessed."""
    with pytest.raises(LocatedError, match="a base names exactly one thing"):
        settled(agreement(flat(base=base)))
