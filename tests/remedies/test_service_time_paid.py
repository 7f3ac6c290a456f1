"""Lost time, and days and hours of service: what they are worth by the length of the window."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.governance import Effective
from slaspec.language.model.interpretation import FixedMonth, PartialWindow
from slaspec.language.model.remedy import Base, QuantityPaid, Rate, Rung
from slaspec.language.model.target import Objective, Target
from slaspec.language.quantities import Amount, Day, Duration, Share
from tests.remedies.build import (
    agreement,
    amounts,
    interpretation,
    measured,
    month,
    remedy,
    service,
    settled,
    window,
)

HOUR = 3600
PRORATED = PartialWindow(charge="prorated", counted="active")


def available(*remedies, charge="720.00 EUR", per="month", prorate="calendar_days", **sections):
    """An availability of 99.9%, for a charge of 1.00 an hour in a month of thirty days."""
    one = Target(
        id="resolution",
        service="desk",
        metric="time",
        objective=Objective(availability=Share("99.9%")),
        remedies=tuple(r.id for r in remedies),
    )
    said = {
        "services": (service(charge=charge, per=per),),
        "interpretation": interpretation(prorate=prorate, **sections.pop("answers", {})),
    }
    return agreement(*remedies, targets=(one,), **{**said, **sections})


def lost(times=1, **terms):
    """The charge of the lost time, so many times over."""
    return remedy(Rate(lost_time=times), base=Base(charge="desk"), **terms)


def down(hours, **facts):
    """So many hours of down time in April 2026, unless said otherwise."""
    found = measured("99", **facts)
    return replace(found, down=Fraction(hours) * HOUR)


def test_the_charge_of_the_lost_time_so_many_times_over():
    """Two of 720 hours at 720.00: 2.00, or 20.00 ten times over. Source: DigitalOcean, Slack."""
    assert ["2.00"] == amounts(settled(available(lost()), down(2)))
    assert ["20.00"] == amounts(settled(available(lost(10)), down(2)))


@pytest.mark.parametrize(
    ("prorate", "name", "expected"),
    [
        ("calendar_days", "2026-01", "96.77"),
        ("calendar_days", "2026-02", "107.14"),
        ("thirtieths", "2026-01", "100.00"),
        ("thirtieths", "2026-02", "100.00"),
        (FixedMonth(month=Duration("672h")), "2026-01", "107.14"),
        (FixedMonth(month=Duration("720h")), "2026-02", "100.00"),
    ],
)
def test_how_long_a_month_is_must_be_said_and_decides(prorate, name, expected):
    """One day of a charge of 3,000.00: a 31st (96.77), a 28th (107.14) or a 30th of it."""
    whole = available(lost(), charge="3000.00 EUR", prorate=prorate)

    assert [expected] == amounts(settled(whole, down(24, window=month(name))))


@pytest.mark.parametrize(
    ("prorate", "expected"),
    [
        ("calendar_days", "1.00"),
        ("thirtieths", "1.01"),
        (FixedMonth(month=Duration("728h")), "1.00"),
    ],
)
def test_a_quarter_is_ninety_days_or_its_dates_or_three_months(prorate, expected):
    """One hour of 2,184.00 in April to June: 91 dates, 90 days, or three months of 728 hours."""
    second = window("2026-Q2", "2026-04-01", "2026-06-30")
    whole = available(
        lost(), charge="2184.00 EUR", per="quarter", prorate=prorate, answers={"window": "quarter"}
    )

    assert [expected] == amounts(settled(whole, down(1, window=second)))


def test_a_week_has_its_dates_and_no_part_of_a_month():
    """One hour of 168.00 a week is 1.00; thirtieths say nothing of a week."""
    terms = {"charge": "168.00 EUR", "per": "week", "answers": {"window": "week"}}
    found = down(1, window=window("2026-W15", "2026-04-06", "2026-04-12"))

    assert ["1.00"] == amounts(settled(available(lost(), **terms), found))
    with pytest.raises(LocatedError, match="2026-W15 is a week, and a month of fixed length"):
        settled(available(lost(), prorate="thirtieths", **terms), found)


def test_time_lost_beyond_an_allowance():
    """43 minutes 12 seconds are free, the next twelve minutes are paid tenfold (HostingKing)."""
    free = QuantityPaid(allowance=Amount("43min 12s"))
    remedy = lost(10, quantity=free)
    seconds = Fraction(43 * 60 + 12, HOUR)

    assert ["2.00"] == amounts(settled(available(remedy), down(seconds + Fraction(1, 5))))
    assert [] == amounts(settled(available(remedy), down(seconds)))


def test_lost_time_may_forfeit_the_whole_base():
    """More than ten hours cost the month."""
    rate = Rate(lost_time=1, forfeits_over=Amount("10h"))
    whole = available(remedy(rate, base=Base(charge="desk")))

    assert ["10.00"] == amounts(settled(whole, down(10)))
    assert ["720.00"] == amounts(settled(whole, down(11)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("99.89", "72.00"), ("98.99", "168.00"), ("94.99", "360.00")],
)
def test_days_of_service(value, expected):
    """Three, seven or fifteen of thirty days at 24.00 a day. Source: Google Workspace."""
    rungs = [("99.9%", "3 service days"), ("99.0%", "7 service days"), ("95.0%", "15 service days")]
    listed = tuple(Rung(below=Amount(at), pays=Amount(pays)) for at, pays in rungs)
    whole = available(remedy(Rate(ladder=listed), base=Base(charge="desk")))

    assert [expected] == amounts(settled(whole, measured(value)))


def test_a_day_of_service_for_each_full_hour():
    """Two and a half hours pay two days (Computercentric); twelve hours of service are half one."""
    steps = QuantityPaid(of="duration", step=Amount("1h"), count="whole")
    by_hours = remedy(
        Rate(per_step=Amount("1 service day")), base=Base(charge="desk"), quantity=steps
    )
    half = remedy(Rate(flat=Amount("12 service hours")), base=Base(charge="desk"))

    assert ["48.00"] == amounts(settled(available(by_hours), down("2.5")))
    assert ["12.00"] == amounts(settled(available(half), measured("99")))


@pytest.mark.parametrize("charge", ["prorated", "full"])
def test_an_hour_lost_in_a_cut_window_costs_what_it_costs_in_a_whole_one(charge):
    """The term begins on 16 April: half the charge for half the time, or all for all of it."""
    cut = available(
        lost(),
        effective=Effective(from_=Day("2026-04-16")),
        answers={"partial_window": PartialWindow(charge=charge, counted="active")},
    )

    assert ["1.00"] == amounts(settled(cut, down(1)))


def test_a_charge_from_a_file_is_that_of_the_part_that_is_charged():
    """360.00 were invoiced for the second half of April: an hour of it costs 1.00."""
    cut = available(
        lost(),
        effective=Effective(from_=Day("2026-04-16")),
        answers={"partial_window": PRORATED},
    )
    rows = {("2026-04", "desk"): Decimal("360.00")}

    assert ["1.00"] == amounts(settled(cut, down(1), charges=rows))


def test_the_length_of_the_window_must_be_said():
    """Nothing is assumed, met or missed."""
    for verdict in ("met", "missed"):
        with pytest.raises(LocatedError, match="'prorate' is not said: it decides what an hour"):
            settled(available(lost(), prorate=None), down(1, verdict=verdict))


@pytest.mark.parametrize(
    "terms",
    [
        QuantityPaid(of="duration"),
        QuantityPaid(step=Amount("1h")),
        QuantityPaid(count="whole"),
        QuantityPaid(from_=Amount("1h")),
    ],
)
def test_only_an_allowance_stands_beside_lost_time(terms):
    """It is its own quantity, paid by the second."""
    with pytest.raises(LocatedError, match="lost time is its own quantity"):
        settled(available(lost(quantity=terms)), down(1))


def test_the_trail_tells_the_time_and_its_part_of_the_charge():
    """Two hours of 720 are a 360th."""
    steps = {step.stage: step for step in settled(available(lost(10)), down(2)).lines[0].trail}

    assert "2h of lost time" == steps["quantity"].sentence
    assert ("7200s", "7200s") == (steps["quantity"].amount_in, steps["quantity"].amount_out)
    assert "2h lost are paid 10 times" == steps["rate"].sentence
    assert "20 service hours" == steps["rate"].amount_out
    assert (
        "20 service hours (1/36) of the charge of desk in 2026-04 (720.00 EUR per month) is"
        " 20.00 EUR"
    ) == steps["base"].sentence
