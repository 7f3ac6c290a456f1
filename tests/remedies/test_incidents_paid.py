"""What incidents pay, caps of each, groups that compete, and what does not go together."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.metric import RatioMetric
from slaspec.language.model.remedy import (
    Base,
    CalendarDays,
    Combine,
    QuantityPaid,
    Rate,
    Symmetric,
)
from slaspec.language.model.target import Objective, WorkingDays
from slaspec.language.quantities import Amount, Duration, Share
from slaspec.measure.results import Days, Miss
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    TOTAL,
    agreement,
    amounts,
    cap,
    flat,
    interpretation,
    remedy,
    settled,
    target,
)
from tests.remedies.event_build import (
    HOUR,
    UP,
    CLOCK,
    DATES,
    counting,
    rungs,
    of_outages,
    down,
    late,
    took,
    up,
    timed,
    half_hours,
    with_quantity,
)


def test_outages_of_one_incident_are_one_evaluation():
    """Half hours of 20 and 20 minutes with one number: 40 minutes begin two; another begins one."""
    found = of_outages(
        Miss("A", size=Fraction(1200), incident="INC-1"),
        Miss("B", size=Fraction(60)),
        Miss("C", size=Fraction(1200), incident="INC-1"),
    )
    [other, together] = settled(up(half_hours(for_each="incident")), found).lines

    assert ["2000.00", "4000.00"] == [str(line.amount) for line in (other, together)]
    assert ("B", "INC-1") == (other.record, together.record)
    assert "incident INC-1 of resolution ended in 2026-04: credit is due" == (
        together.trail[1].sentence
    )


def test_records_of_one_incident_pay_a_flat_rate_once():
    """Three tickets, two of one incident."""
    once = flat("50.00 EUR", for_each="incident")
    found = late(took("A", incident="INC-1"), took("B", incident="INC-1"), took("C"))

    assert ["50.00", "50.00"] == amounts(settled(timed(once), found))


def test_how_long_an_incident_of_several_records_took_is_not_told():
    """Their times may overlap."""
    hourly = remedy(
        Rate(per_step=Amount("10.00 EUR")),
        for_each="incident",
        quantity=counting("duration", "1h"),
    )
    with pytest.raises(Unsettled, match="'rate.per_step' of an incident, which may have several"):
        settled(timed(hourly), late(took()))


def test_the_dates_of_several_outages_of_an_incident_are_not_told():
    """They may be the same ones; of one outage they are known."""
    daily = half_hours(for_each="incident")
    daily = replace(daily, quantity=counting("duration", DATES))
    one = Miss("A", size=Fraction(60), days=Days(1, 0), incident="INC-1")

    assert ["2000.00"] == amounts(settled(up(daily), of_outages(one)))
    with pytest.raises(LocatedError, match="nobody measured by how much"):
        settled(up(daily), of_outages(one, one._replace(id="B")))


@pytest.mark.parametrize("rounding", [None, TOTAL])
def test_a_cap_binds_each_outage(rounding):
    """An hour is 10% and is cut to 2,500.00, ten minutes are 5%."""
    said = interpretation(**({"rounding": rounding} if rounding else {}))
    whole = up(half_hours(caps=(cap("2500.00 EUR", per="outage"),)), interpretation=said)

    assert ["2500.00", "2000.00"] == amounts(settled(whole, down(HOUR, 600)))


@pytest.mark.parametrize("rounding", [None, TOTAL])
def test_a_cap_binds_the_outages_of_an_incident_together(rounding):
    """Two of 4,000.00 with one number share 5,000.00; a third has a cap of its own."""
    said = interpretation(**({"rounding": rounding} if rounding else {}))
    whole = up(half_hours(caps=(cap("5000.00 EUR", per="incident"),)), interpretation=said)
    sizes = [Miss(id, size=Fraction(HOUR), incident=of) for id, of in ("A1", "B1", "C2")]

    assert ["2500.00", "2500.00", "4000.00"] == amounts(settled(whole, of_outages(*sizes)))


def test_rounding_a_total_up_never_lifts_an_incident_over_its_cap():
    """10.00 of an incident at its cap and 0.004 of another line are 10.01: the cent goes there."""
    capped = half_hours(caps=(cap("10.00 EUR", per="incident"),))
    tiny = flat("0.00001%", id="tiny")
    up_ = interpretation(rounding=replace(TOTAL, mode="up"))
    sizes = [Miss(id, size=Fraction(HOUR), incident="INC-1") for id in "AB"]
    whole = up(capped, tiny, interpretation=up_)

    assert ["5.00", "5.00", "0.01"] == amounts(settled(whole, of_outages(*sizes)))


@pytest.mark.parametrize(
    ("remedies", "overall", "words"),
    [
        ((half_hours(caps=(cap(per="record"),)),), (), "'caps.per: record' of an outage"),
        ((flat(caps=(cap(per="incident"),)),), (), "'caps.per: incident' of a window"),
        ((half_hours(),), (cap(per="outage"),), "'caps.per: outage' over the whole agreement"),
    ],
)
def test_a_cap_for_each_binds_lines_of_its_kind(remedies, overall, words):
    """There is no record behind an outage, and no incident behind a window."""
    with pytest.raises(Unsettled, match=f"{words} cannot be settled"):
        settled(up(*remedies, caps=overall), down(60))


def of_both(take="highest", for_each="incident"):
    """Half hours of down time and a flat amount for a late repair compete for each incident."""
    group = Combine(group="one", per="incident", take=take)
    by_time = half_hours(id="outage-credit", for_each=for_each, combine=group)
    at_once = flat("3000.00 EUR", id="repair-credit", for_each=for_each, combine=group)
    up_ = replace(target("outage-credit", id="up"), metric="up")
    repaired = replace(
        target("repair-credit", id="repaired"),
        objective=Objective(share=Share("100%"), within=Duration("4h")),
    )
    metrics = (replace(UP, id="up"), CLOCK)
    return agreement(by_time, at_once, targets=(up_, repaired), metrics=metrics)


def test_of_one_incident_only_the_highest_is_paid():
    """
    INC-1 was down for 10 minutes (2,000.00) and repaired late (3,000.00): 3,000.00.

    INC-2 was down for an hour (4,000.00) and late too: 4,000.00. The ticket is the incident.
    """
    found = (
        of_outages(
            Miss("O1", size=Fraction(600), incident="INC-1"),
            Miss("O2", size=Fraction(HOUR), incident="INC-2"),
            of="up",
        ),
        late(took("INC-1"), took("INC-2"), of="repaired"),
    )
    lines = settled(of_both(), *found).lines

    assert ["0.00", "4000.00", "3000.00", "0.00"] == [str(line.amount) for line in lines]


def test_an_outage_without_an_incident_competes_with_none():
    """Nothing connects it with the ticket."""
    found = (
        of_outages(Miss("O1", size=Fraction(600)), of="up"),
        late(took("INC-1"), of="repaired"),
    )

    assert ["2000.00", "3000.00"] == amounts(settled(of_both(), *found))


def test_a_window_does_not_compete_for_an_incident():
    """It has many."""
    with pytest.raises(LocatedError, match="and this remedy is paid for the window"):
        settled(of_both(for_each="window"), down(60, of="up"))


@pytest.mark.parametrize(
    ("whole", "words"),
    [
        (timed(flat(for_each="outage")), "judges no single outages"),
        (up(flat(for_each="record")), "judges no single records"),
        (timed(with_quantity("occurrences")), "there is no occurrences of one record"),
        (up(with_quantity("shortfall", for_each="outage")), "there is no shortfall of one outage"),
        (timed(with_quantity("duration", DATES, "prorata")), "a date has no fraction"),
        (
            timed(with_quantity("duration", CalendarDays(calendar_days=0))),
            "a step of nothing",
        ),
        (up(flat("5%", for_each="outage", base=Base(record="fare"))), "is an amount of one record"),
        (
            timed(flat("1 service day", for_each="record", base=Base(record="fare"))),
            "is no charge for a time",
        ),
    ],
)
def test_what_does_not_go_together_is_an_error_with_its_place(whole, words):
    """Before anything is computed."""
    found = down(60) if whole.metrics == (UP,) else late(took())
    with pytest.raises(LocatedError, match=words):
        settled(whole, found)


@pytest.mark.parametrize(
    ("whole", "term"),
    [
        (up(flat(for_each="outage", nature="bonus")), "nature: bonus"),
        (
            timed(
                remedy(
                    Rate(symmetric=Symmetric(per_step=Amount("1.00 EUR"))),
                    for_each="record",
                    quantity=QuantityPaid(step=Amount("1h"), count="whole"),
                )
            ),
            "rate.symmetric",
        ),
        (
            timed(
                with_quantity("duration"),
                metric=RatioMetric(id="time", kind="ratio", source="itsm"),
            ),
            "rate.per_step",
        ),
        (
            timed(
                remedy(rungs(("4h", "5.00 EUR")), for_each="record"),
                within=WorkingDays(working_days=2, due="same_time"),
            ),
            "rate.ladder",
        ),
    ],
)
def test_what_is_not_known_of_each_is_refused_by_name(whole, term):
    """Which were better than promised, times without a clock, a limit that is a date."""
    found = down(60) if whole.metrics == (UP,) else late(took())
    with pytest.raises(Unsettled, match=f"'{term}' of .* cannot be settled yet"):
        settled(whole, found)


def test_a_record_of_which_only_the_number_is_known_has_no_length():
    """A list of numbers is enough for a flat rate."""
    whole = timed(with_quantity("duration"))
    with pytest.raises(LocatedError, match="INC-1 of resolution counts as missed"):
        settled(whole, late(Miss("INC-1")))
