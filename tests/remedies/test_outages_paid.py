"""What each outage pays for itself, worked out by hand, and dates with down time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.remedy import (
    Base,
    QuantityPaid,
    Rate,
    Trigger,
)
from slaspec.language.quantities import Amount
from slaspec.measure.results import Days, Measurements, WindowSpan
from slaspec.remedies.pipeline import settle
from tests.remedies.build import (
    amounts,
    cap,
    interpretation,
    measured,
    remedy,
    service,
    settled,
)
from tests.remedies.event_build import (
    HOUR,
    MINUTE,
    DATES,
    counting,
    rungs,
    down,
    up,
    half_hours,
)


def test_each_outage_pays_per_half_hour_or_part_thereof():
    """
    Outages of 31 and 30 minutes pay 2 and 1 half hours at 5% of 40,000.00.

    Two of a minute are two begun half hours; together they would be one. Source: Rackspace.
    """
    whole = up(half_hours())

    assert ["4000.00", "2000.00"] == amounts(settled(whole, down(31 * MINUTE, 30 * MINUTE)))
    assert ["2000.00", "2000.00"] == amounts(settled(whole, down(MINUTE, MINUTE)))


def test_a_cap_of_the_month_binds_all_outages_together():
    """Ten hours and a second are 21 half hours, 105% of the charge, and are cut to it."""
    whole = up(half_hours(caps=(cap("100%"),)))

    assert ["40000.00"] == amounts(settled(whole, down(10 * HOUR + 1)))


def test_an_outage_pays_also_where_the_availability_was_reached():
    """What is promised of each is not what is promised of the month."""
    assert ["2000.00"] == amounts(settled(up(half_hours()), down(60, verdict="met")))


def test_without_an_outage_nothing_is_due():
    """And the reason is told, also of one that nobody counts."""
    found = settled(up(half_hours()), down(verdict="met"))

    assert () == found.lines
    assert ["no outage of resolution ended in 2026-04"] == [q.reason for q in found.quiet]


@pytest.mark.parametrize("verdict", ["not_measured", "excused"])
def test_an_excused_window_pays_for_none_of_its_outages(verdict):
    """One reason for all of them."""
    found = settled(up(half_hours()), down(60, 60, verdict=verdict))

    assert ((), 1) == (found.lines, len(found.quiet))


def test_outages_that_nobody_measured_cannot_be_paid():
    """The window counts as missed, and of no outage is anything known."""
    nobody = measured(None, down=None)
    with pytest.raises(LocatedError, match="nobody measured: no outage can be told"):
        settled(up(half_hours()), nobody)


def test_grace_and_from_hold_for_each_outage():
    """
    Of 1h and 1h 1s the first is within the grace of an hour; the other pays two begun hours whole.

    Beyond `from: 3h` only the rest counts. Source: Arcustech.
    """
    quantity = counting("duration", "1h")
    spared = half_hours()
    spared = replace(spared, trigger=Trigger(grace=Amount("1h")), quantity=quantity)
    beyond = replace(half_hours(), quantity=replace(quantity, from_=Amount("3h")))

    assert ["4000.00"] == amounts(settled(up(spared), down(HOUR, HOUR + 1)))
    assert ["2000.00"] == amounts(settled(up(beyond), down(3 * HOUR, 3 * HOUR + 1)))


def test_the_rung_that_pays_is_that_of_each_outage():
    """Above 4h 10%, above 8h half, above 12h all of 1,000.00. Source: CrossRoads."""
    by_length = rungs(("4h", "10%"), ("8h", "50%"), ("12h", "100%"), key="above")
    whole = up(
        remedy(replace(by_length, over="duration"), for_each="outage", base=Base(charge="desk")),
        services=(service(charge="1000.00 EUR"),),
    )
    found = settled(whole, down(4 * HOUR, 4 * HOUR + 1, 9 * HOUR, 13 * HOUR))

    assert ["100.00", "500.00", "1000.00"] == amounts(found)
    assert "4h reach no rung of the ladder" in found.quiet[0].reason


def test_lost_time_of_each_outage_is_paid_many_times():
    """An hour of the 720 of April, fifty times, is 2,777.78 of 40,000.00; 10 min less 5 are 1/12."""
    often = remedy(Rate(lost_time=50), for_each="outage", base=Base(charge="desk"))
    said = interpretation(prorate="calendar_days")
    less = replace(often, quantity=QuantityPaid(allowance=Amount("5min")))

    assert ["2777.78"] == amounts(settled(up(often, interpretation=said), down(HOUR)))
    assert ["231.48"] == amounts(settled(up(less, interpretation=said), down(600)))


def test_days_of_service_for_an_outage():
    """Three days for more than an hour, fifteen for more than a day, of 31 x 24 hours' charge."""
    days = rungs(("1h", "3 service days"), ("24h", "15 service days"), key="above")
    whole = up(
        remedy(days, for_each="outage", base=Base(charge="desk")),
        services=(service(charge="300.00 EUR"),),
        interpretation=interpretation(prorate="calendar_days"),
    )

    assert ["30.00", "150.00"] == amounts(settled(whole, down(HOUR + 1, 25 * HOUR)))


def test_each_date_with_down_time_of_a_month_pays_a_day():
    """Three of thirty days are three thirtieths of 600.00. Source: Windstream."""
    daily = remedy(
        Rate(per_step=Amount("1 service day")),
        base=Base(charge="desk"),
        quantity=counting("duration", DATES),
    )
    whole = up(
        daily,
        services=(service(charge="600.00 EUR"),),
        interpretation=interpretation(prorate="thirtieths"),
    )
    found = replace(down(9000), days=Days(3, 1))

    assert ["60.00"] == amounts(settled(whole, found))


def test_dates_that_nobody_counted_are_not_guessed():
    """A figure by hand tells seconds."""
    daily = half_hours(for_each="window")
    daily = replace(daily, quantity=counting("duration", DATES))
    with pytest.raises(LocatedError, match="nobody measured by how much"):
        settled(up(daily), down(9000))


def test_windows_are_settled_one_by_one():
    """The outage of May is of May, whatever April had."""
    may = WindowSpan(1777593600, 1780272000, "2026-05", "2026-05-01", "2026-05-31")
    april, later = down(60), replace(down(HOUR), window=may)
    found = settle(up(half_hours()), Measurements("acme", (april.window, may), (april, later)))

    assert [("2026-04", "2000.00"), ("2026-05", "4000.00")] == [
        (line.window.name, str(line.amount)) for line in found.lines
    ]
