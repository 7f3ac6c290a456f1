"""What each record that missed pays for itself, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.interpretation import RoundMeasured
from slaspec.language.model.remedy import (
    Base,
    CalendarDays,
    Rate,
    Trigger,
)
from slaspec.language.model.target import WorkingDays
from slaspec.language.quantities import Amount, Share
from slaspec.measure.results import Days, Miss
from tests.remedies.build import (
    amounts,
    flat,
    interpretation,
    remedy,
    service,
    settled,
)
from tests.remedies.event_build import (
    HOUR,
    REPAIR,
    DATES,
    counting,
    rungs,
    late,
    took,
    timed,
    with_quantity,
)


def electricity(**terms):
    """95.00 beyond 12 hours, and 45.00 for each further 12 hours."""
    rate = Rate(first=Amount("95.00 EUR"), then=Amount("45.00 EUR"))
    quantity = counting("duration", "12h", "whole", from_=Amount("12h"))
    return remedy(rate, for_each="record", quantity=quantity, **terms)


def test_a_first_amount_and_further_ones_for_each_interruption():
    """
    13 h: 95.00. 24 h: one further 12 h, 140.00. 36 h: 185.00, and 35 h 59 min still 140.00.

    Source: GB electricity guaranteed standards of 2023.
    """
    whole = timed(electricity(), within="12h", metric=REPAIR)
    found = late(
        *(took(f"I-{h}", Fraction(h), 12) for h in (13, 24)),
        took("I-35", Fraction(36) - Fraction(1, 60), 12),
        took("I-36", 36, 12),
    )

    assert ["95.00", "140.00", "140.00", "185.00"] == amounts(settled(whole, found))


def test_a_list_of_outages_with_a_limit_pays_for_each_outage_too():
    """Each row is a record of its own: `for_each: outage` says the same of it."""
    whole = timed(replace(electricity(), for_each="outage"), within="12h", metric=REPAIR)
    [line] = settled(whole, late(took("I-24", 24, 12))).lines

    assert ("140.00", "I-24") == (str(line.amount), line.record)
    assert "I-24 missed resolution in 2026-04: credit is due" == line.trail[1].sentence


def test_a_fixed_amount_for_each_calendar_day_beyond_two_working_days():
    """Four dates that have begun at 10.34; of them two are whole. Source: Ofcom."""
    limit = WorkingDays(working_days=2, due="end_of_day")
    daily = remedy(
        Rate(per_step=Amount("10.34 EUR")), for_each="record", quantity=counting("shortfall", DATES)
    )
    fully = replace(daily, quantity=counting("shortfall", DATES, "whole"))
    found = late(Miss("A", late_days=Days(4, 2)))

    assert ["41.36"] == amounts(settled(timed(daily, within=limit), found))
    assert ["20.68"] == amounts(settled(timed(fully, within=limit), found))


def test_day_fines_are_a_share_of_the_amount_of_the_delivery():
    """12 days late at 0.15% of 250,000.00; 130 days count as 100. Source: Norwegian day fines."""
    fine = remedy(
        Rate(per_step=Amount("0.15%")),
        for_each="record",
        base=Base(record="amount"),
        quantity=counting("duration", DATES, at_most=Amount("100 days")),
    )
    carried = {"amount": "250000.00"}
    found = late(
        Miss("A", days=Days(12, 11), fields=carried), Miss("B", days=Days(130, 129), fields=carried)
    )
    [line, _] = settled(timed(fine), found).lines

    assert ["4500.00", "37500.00"] == amounts(settled(timed(fine), found))
    assert "12 days from start to stop" in line.trail[2].sentence
    assert "the amount of A (250000.00 EUR)" in line.trail[4].sentence


def test_steps_of_a_week_are_begun_or_whole():
    """Eight begun dates are two begun weeks, or one whole one."""
    weekly = remedy(
        Rate(per_step=Amount("7.00 EUR")),
        for_each="record",
        quantity=counting("duration", CalendarDays(calendar_days=7)),
    )
    whole = replace(weekly, quantity=replace(weekly.quantity, count="whole"))
    found = late(Miss("A", days=Days(8, 8)))

    assert ["14.00"] == amounts(settled(timed(weekly), found))
    assert ["7.00"] == amounts(settled(timed(whole), found))


def test_lateness_beyond_the_limit_pays_by_the_hour():
    """5.5 h of 4 h are 1.5 h late, two begun hours; within a grace of an hour nothing is paid."""
    hourly = remedy(
        Rate(per_step=Amount("10.00 EUR")), for_each="record", quantity=counting("shortfall", "1h")
    )
    spared = replace(hourly, trigger=Trigger(grace=Amount("1h")))
    beyond = replace(hourly, trigger=Trigger(deadband=Amount("1h")))
    found = late(took("A", 5), took("B", Fraction(11, 2)))

    assert ["10.00", "20.00"] == amounts(settled(timed(hourly), found))
    assert ["20.00"] == amounts(settled(timed(spared), found))
    assert ["10.00"] == amounts(settled(timed(beyond), found))


def test_grace_beside_a_flat_rate_is_counted_from_the_limit():
    """A record that took an hour longer than its limit is spared, a second more is not."""
    spared = flat("50.00 EUR", for_each="record", trigger=Trigger(grace=Amount("1h")))
    found = late(took("A", 5), took("B", 5 + Fraction(1, HOUR)))

    assert ["50.00"] == amounts(settled(timed(spared), found))


def test_rungs_of_records_begin_at_their_limit():
    """From 4 h on 20.00, from 8 h on 50.00; a rung at 3 h would pay for records that kept 4 h."""
    steps = remedy(rungs(("4h", "20.00 EUR"), ("8h", "50.00 EUR")), for_each="record")
    found = late(took("A", 5), took("B", 8))
    early = remedy(rungs(("3h", "20.00 EUR")), for_each="record")
    short = remedy(rungs(("9h", "20.00 EUR"), key="below"), for_each="record")

    assert ["20.00", "50.00"] == amounts(settled(timed(steps), found))
    for wrong in (early, short):
        with pytest.raises(LocatedError, match="pays for records that kept their limit of 4h"):
            settled(timed(wrong), found)


def test_a_record_that_is_still_open_is_told_so():
    """Its time until the day of the preview counts."""
    hourly = remedy(
        Rate(per_step=Amount("10.00 EUR")), for_each="record", quantity=counting("duration", "1h")
    )
    [line] = settled(timed(hourly), late(took("A", 5))).lines

    assert "INC" not in line.trail[0].sentence
    assert "A took 5h" == line.trail[0].sentence
    assert "5h from start to stop, still open," in line.trail[2].sentence


def test_the_time_of_a_record_is_never_rounded():
    """`round_measured` is for the value of a window: 4h 1s of 4h are late."""
    hourly = with_quantity("shortfall")
    said = interpretation(round_measured=RoundMeasured(places=0, mode="half_up"))
    found = late(took("A", 4 + Fraction(1, HOUR)))

    assert ["10.00"] == amounts(settled(timed(hourly, interpretation=said), found))


@pytest.mark.parametrize(
    ("text", "expected"), [("25.00", "12.50"), ("25.00 EUR", "12.50"), (" 0.99 ", "0.50")]
)
def test_a_share_of_what_a_record_cost_is_paid(text, expected):
    """Half of the fare, in the agreement's currency."""
    refund = flat("50%", for_each="record", base=Base(record="fare"))
    found = late(took(fields={"fare": text}))

    assert [expected] == amounts(settled(timed(refund), found))


@pytest.mark.parametrize("text", ["", "25.00 USD", "-1.00", "NaN", "1e3", "twelve"])
def test_a_record_without_a_sound_amount_is_named(text):
    """Nothing is paid for others while one is unknown."""
    refund = flat("50%", for_each="record", base=Base(record="fare"))
    found = late(took("A", fields={"fare": "25.00"}), took("B", fields={"fare": text}))
    with pytest.raises(LocatedError, match="the amount of record B is not known: its column"):
        settled(timed(refund), found)


def test_the_amount_of_a_record_may_be_a_part_of_another_base():
    """The greater of a fare of 25.00 and an amount at risk of 30.00."""
    risk = Base(at_risk=Share("10%"), of=Base(charge="desk"))
    either = Base(greater_of=(Base(record="fare"), risk))
    refund = flat("100%", for_each="record", base=either)
    whole = timed(refund, services=(service(charge="300.00 EUR"),))

    assert ["30.00"] == amounts(settled(whole, late(took(fields={"fare": "25.00"}))))


def test_one_day_is_told_in_the_singular():
    """A reader of the trail is no machine."""
    daily = with_quantity("duration", DATES)
    [line] = settled(timed(daily), late(Miss("A", days=Days(1, 0)))).lines

    assert line.trail[2].sentence.startswith("1 day from start to stop, still open, in commenced")
