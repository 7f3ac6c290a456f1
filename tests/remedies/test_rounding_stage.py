"""Where amounts are rounded, and how a total is allotted to its lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.interpretation import Rounding
from tests.remedies.build import (
    LINE,
    TOTAL,
    agreement,
    amounts,
    cap,
    flat,
    interpretation,
    measured,
    month,
    service,
    settled,
    target,
)

PRIORITIES = ["P1", "P2", "P3"]


def thirds(rounding, *remedies, charge="10.01 EUR", **sections):
    """Remedies of 5% of 10.01 (0.5005 each) on three missed objectives."""
    remedies = remedies or (flat(),)
    said = {
        "services": (service(charge=charge),),
        "targets": (target(*(r.id for r in remedies), objectives=PRIORITIES),),
        "interpretation": interpretation(rounding=rounding),
        **sections,
    }
    found = [measured(objective=name) for name in PRIORITIES]
    return settled(agreement(*remedies, **said), *found)


def test_rounding_by_line_rounds_each_line_for_itself():
    """Half a cent three times is three times nothing, or three cents."""
    assert ["0.50"] * 3 == amounts(thirds(LINE))
    assert ["0.51"] * 3 == amounts(thirds(Rounding(mode="up", at_="line")))


@pytest.mark.parametrize(
    ("mode", "total"),
    [("half_up", "1.50"), ("half_even", "1.50"), ("down", "1.50"), ("up", "1.51")],
)
def test_rounding_of_the_total_rounds_once_and_allots(mode, total):
    """1.5015 is rounded once; the lines add up to it, the odd cent first."""
    statement = thirds(Rounding(mode=mode, at_="total"))

    assert Decimal(total) == statement.total
    assert ["0.50", "0.50"] == amounts(statement)[1:]


@pytest.mark.parametrize(("mode", "first"), [("half_up", "0.03"), ("half_even", "0.02")])
def test_a_tie_goes_as_the_contract_says(mode, first):
    """5% of 0.50 is 0.025."""
    assert first == amounts(thirds(Rounding(mode=mode, at_="line"), charge="0.50 EUR"))[0]


@pytest.mark.parametrize(
    ("currency", "charge", "expected"),
    [("JPY", "1003 JPY", "50"), ("KWD", "10.010 KWD", "0.501"), ("EUR", "10.01 EUR", "0.50")],
)
def test_an_amount_is_rounded_to_the_minor_unit_of_its_currency(currency, charge, expected):
    """JPY has none, KWD a thousandth."""
    whole = agreement(flat(), currency=currency, services=(service(charge=charge),))

    assert [expected] == amounts(settled(whole))


def test_each_window_and_each_side_has_a_total_of_its_own():
    """Credits and bonuses are separate documents; months are separate statements."""
    credit, bonus = flat(id="credit"), flat(id="bonus", nature="bonus")
    up = Rounding(mode="up", at_="total")
    whole = agreement(
        credit,
        bonus,
        services=(service(charge="10.01 EUR"),),
        targets=(target("credit", id="resolution"), target("bonus", id="response")),
        interpretation=interpretation(rounding=up),
    )
    found = [
        one
        for name in ("2026-04", "2026-05")
        for one in (
            measured(window=month(name)),
            measured("99", "met", of="response", window=month(name)),
        )
    ]

    statement = settled(whole, *found)

    assert ["0.51", "-0.51"] * 2 == amounts(statement)
    assert Decimal("0.00") == statement.total


def test_a_rounded_up_total_gives_no_remedy_more_than_its_cap():
    """
    Two lines of 0.5 cent under a cap of 1 cent, one of 0.4 cent without a cap: 1.4 goes up to 2.

    By remainders both cents would go to the first remedy if its cap were not there.
    """
    capped = flat("5%", id="capped", caps=(cap("0.01 EUR"), cap("0.05 EUR")))
    free = flat("4%", id="free")
    whole = agreement(
        capped,
        free,
        services=(service(charge="0.10 EUR"),),
        targets=(
            target("capped", objectives=["P1", "P2"]),
            target("free", id="response"),
        ),
        interpretation=interpretation(rounding=Rounding(mode="up", at_="total")),
    )
    found = [measured(objective="P1"), measured(objective="P2"), measured(of="response")]

    assert ["0.01", "0.00", "0.01"] == amounts(settled(whole, *found))


def test_silence_about_rounding_is_an_error_where_cents_depend_on_it():
    """Also when nothing fires; money in whole cents needs none."""
    silent = interpretation(rounding=None)

    with pytest.raises(LocatedError, match="'rounding' is not said: where amounts are rounded"):
        settled(agreement(flat(), interpretation=silent), measured("99", "met"))
    capped = flat("10.00 EUR", caps=(cap("0.99 EUR"),))
    whole = agreement(
        capped, targets=(target("credit", objectives=PRIORITIES),), interpretation=silent
    )
    found = [measured(objective=name) for name in PRIORITIES]
    assert ["0.33", "0.33", "0.33"] == amounts(settled(whole, *found))


def test_the_remedy_may_round_in_its_own_way():
    """Nearest wins."""
    own = flat(rounding=Rounding(mode="up", at_="line"))

    assert ["0.51"] * 3 == amounts(thirds(LINE, own))


def test_a_total_cannot_be_rounded_in_two_ways():
    """By line, each remedy may have its own mode."""
    first = flat(id="first", rounding=Rounding(mode="up", at_="line"))
    second = flat(id="second")

    assert ["0.51", "0.50"] * 3 == amounts(thirds(LINE, first, second))
    with pytest.raises(LocatedError, match="'first' and 'second' are rounded differently"):
        thirds(TOTAL, first, second)
    with pytest.raises(LocatedError, match="'second' and 'first' are rounded differently"):
        thirds(TOTAL, second, first)


def test_money_in_whole_cents_joins_a_total_of_any_rounding():
    """It has no rounding of its own to contradict."""
    silent = interpretation(rounding=None)
    remedies = flat(id="percent", rounding=TOTAL), flat("1.00 EUR", id="money")

    statement = thirds(LINE, *remedies, interpretation=silent)

    assert ["0.50", "1.00"] * 3 == amounts(statement)
