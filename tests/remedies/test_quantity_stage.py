"""Quantities in steps: worked out by hand from the words of published clauses."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.metric import DurationMetric, ScoreMetric
from slaspec.language.model.remedy import (
    Base,
    CalendarDays,
    QuantityPaid,
    Rate,
    Rung,
    Symmetric,
    Trigger,
)
from slaspec.language.model.target import Objective, Target, WorkingDays
from slaspec.language.quantities import Amount, Duration, Share
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    agreement,
    amounts,
    cap,
    flat,
    measured,
    remedy,
    settled,
)

HOUR = 3600


def quantity(of=None, **keys):
    """A quantity; amounts are given as text."""
    amounts = {k: Amount(v) if k != "count" and isinstance(v, str) else v for k, v in keys.items()}
    return QuantityPaid(of=of, **amounts)


def per_step(pays, of="shortfall", *, forfeits_over=None, **keys):
    """A remedy that pays for each step of a quantity; a percentage is of the charge of `desk`."""
    terms = {key: keys.pop(key) for key in ("trigger", "caps", "nature", "base") if key in keys}
    over = Amount(forfeits_over) if forfeits_over else None
    rate = Rate(per_step=Amount(pays), forfeits_over=over)
    base = None if pays.endswith("EUR") else Base(charge="desk")
    return remedy(rate, **{"base": base, "quantity": quantity(of, **keys), **terms})


def promising(objective, *remedies, **sections):
    """An agreement with one target that has this objective."""
    one = Target(
        id="resolution",
        service="desk",
        metric="time",
        objective=objective,
        remedies=tuple(r.id for r in remedies),
    )
    return agreement(*remedies, targets=(one,), **sections)


def available(*remedies, at="99.5%", **sections):
    """An agreement that promises an availability."""
    return promising(Objective(availability=Share(at)), *remedies, **sections)


def down(seconds, verdict="missed", days=30):
    """So many seconds of down time in April 2026."""
    counted = days * 86400
    value = 1 - Fraction(seconds) / counted
    return replace(measured(verdict=verdict, counted=counted), value=value, down=Fraction(seconds))


def missed(good, total, verdict="missed"):
    """So many good records of a total."""
    return replace(measured(verdict=verdict, counted=total), value=Fraction(good, total), met=good)


def reason(whole, *found):
    """Why the one remedy pays nothing."""
    statement = settled(whole, *found)
    [quiet] = statement.quiet
    assert () == statement.lines
    return quiet.reason


@pytest.mark.parametrize(
    ("value", "expected"),
    [("98.51", []), ("98.5", ["800.00"]), ("96.6", ["1600.00"]), ("90", ["4000.00"])],
)
def test_two_per_cent_for_each_full_point_below_the_objective(value, expected):
    """
    99.5% is promised, 2% of 40,000.00 paid for each full point below, at most 10%.

    0.99 points below pay nothing; 2.9 points are two. Source: German cloud clause.
    """
    full = per_step("2%", step="1pp", count="whole", caps=(cap("10%"),))

    assert expected == amounts(settled(available(full), measured(value)))


@pytest.mark.parametrize(
    ("count", "expected"), [("whole", "800.00"), ("commenced", "1200.00"), ("prorata", "1000.00")]
)
def test_a_fraction_of_a_step_is_paid_as_count_says(count, expected):
    """2.5 points at 1% of 40,000.00: two, three, or two and a half."""
    whole = available(per_step("1%", step="1pp", count=count))

    assert [expected] == amounts(settled(whole, measured("97")))


def test_point_for_point_as_the_crown_framework_prints_it():
    """98% promised, 75% reached: 23% of the charge. Source: CCS framework schedule."""
    remedy = per_step("1%", step="1pp", count="prorata")
    whole = promising(Objective(share=Share("98%")), remedy)

    assert ["9200.00"] == amounts(settled(whole, measured("75")))


def test_a_whole_number_of_steps_commences_no_further_one():
    """Exactly three tenths of a point are three steps, whether whole or commenced."""
    for count in ("whole", "commenced"):
        whole = available(per_step("1%", step="0.1pp", count=count))
        assert ["1200.00"] == amounts(settled(whole, measured("99.2")))


@pytest.mark.parametrize(
    ("value", "expected"), [("84", ["18000.00"]), ("83.99", ["40000.00"]), ("0", ["40000.00"])]
)
def test_a_shortfall_over_the_limit_forfeits_the_whole_base(value, expected):
    """Threefold the shortfall below 99%; more than 15 points cost everything (inducio)."""
    threefold = per_step("3%", step="1pp", count="prorata", forfeits_over="15pp")

    assert expected == amounts(settled(available(threefold, at="99%"), measured(value)))


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(1, "2000.00"), (1800, "2000.00"), (1801, "4000.00"), (21 * 1800, "40000.00")],
)
def test_five_per_cent_for_each_half_hour_or_part_thereof(seconds, expected):
    """Down time of the window in half hours, at most all of the charge. Source: Rackspace."""
    half_hours = per_step("5%", "duration", step="30min", count="commenced", caps=(cap("100%"),))

    assert [expected] == amounts(settled(available(half_hours, at="100%"), down(seconds)))


def test_from_leaves_the_first_hours_unpaid():
    """Beyond three hours each hour commenced pays 5%; three hours alone pay nothing."""
    late = available(per_step("5%", "duration", step="1h", count="commenced", **{"from_": "3h"}))

    assert ["2000.00"] == amounts(settled(late, down(3 * HOUR + 1)))
    assert "3h of down time, beyond 3h: 0s, in commenced steps of 1h: 0: nothing is paid" == reason(
        late, down(3 * HOUR)
    )


def test_grace_spares_a_short_miss_and_then_everything_counts():
    """One hour is free; beyond it the first hour is paid too (Arcustech)."""
    late = available(
        per_step(
            "5%",
            "duration",
            step="1h",
            count="commenced",
            trigger=Trigger(grace=Amount("1h")),
        )
    )

    assert ["4000.00"] == amounts(settled(late, down(HOUR + 1)))
    assert "within the grace of 1h" in reason(late, down(HOUR))


def test_an_allowance_is_free_and_the_rest_counts():
    """As `from`, and without a cliff."""
    whole = available(
        per_step("10.00 EUR", "duration", step="1min", count="whole", allowance="43min")
    )

    assert ["20.00"] == amounts(settled(whole, down(45 * 60)))


def test_at_most_bounds_what_counts_and_not_what_is_free():
    """13 minutes beyond a free minute count as 10 (Ofwat: cap of 10 x 250,000)."""
    whole = available(
        per_step(
            "250000.00 EUR", "duration", step="1min", count="prorata", from_="1min", at_most="10min"
        )
    )

    assert ["2500000.00"] == amounts(settled(whole, down(14 * 60)))
    assert ["2375000.00"] == amounts(settled(whole, down(10 * 60 + 30)))


@pytest.mark.parametrize(
    ("trigger", "of", "value", "expected"),
    [
        (Trigger(deadband=Amount("0.5pp")), "shortfall", "99", []),
        (Trigger(deadband=Amount("0.5pp")), "shortfall", "98.9", ["400.00"]),
        (Trigger(grace=Amount("0.5pp")), "shortfall", "98.9", ["2400.00"]),
    ],
)
def test_a_deadband_moves_the_edge_and_a_grace_does_not(trigger, of, value, expected):
    """0.6 points below 99.5%, tenths at 1%: one tenth beyond the band, six in all."""
    whole = available(per_step("1%", of, step="0.1pp", count="whole", trigger=trigger))

    assert expected == amounts(settled(whole, measured(value)))


def test_a_flat_rate_may_have_a_grace_or_a_deadband_too():
    """A time is compared with the down time, points with the distance of the shares."""
    hour, point = Trigger(grace=Amount("1h")), Trigger(deadband=Amount("1pp"))

    assert [] == amounts(settled(available(flat(trigger=hour)), down(HOUR)))
    assert ["2000.00"] == amounts(settled(available(flat(trigger=hour)), down(HOUR + 1)))
    assert [] == amounts(settled(available(flat(trigger=point)), measured("98.5")))
    assert ["2000.00"] == amounts(settled(available(flat(trigger=point)), measured("98.4")))


@pytest.mark.parametrize(
    ("good", "pays", "floor", "expected"),
    [
        (9500, "200.00 EUR", "92%", []),
        (9400, "200.00 EUR", "92%", ["20000.00"]),
        (9200, "200.00 EUR", "92%", ["60000.00"]),
        (9000, "200.00 EUR", "92%", ["60000.00"]),
        (9000, "150.00 EUR", "85%", ["75000.00"]),
    ],
)
def test_each_breach_beyond_the_tolerance_pays_down_to_a_floor(good, pays, floor, expected):
    """
    Of 10,000 patients 95% are promised; what lies below 92% is not paid.

    Source: NHS standard contract, sanctions of 2014 (200) and 2015 (150, floor 85%).
    """
    breaches = per_step(pays, "excess_records", floor=floor, step="1 record", count="whole")
    verdict = "missed" if expected else "met"
    whole = promising(Objective(share=Share("95%")), breaches)

    assert expected == amounts(settled(whole, missed(good, 10000, verdict)))


def test_a_fraction_of_a_record_is_counted_as_said():
    """95% of 130 are 123.5: 120 good are 3.5 too few."""
    for count, expected in (("whole", "30.00"), ("commenced", "40.00"), ("prorata", "35.00")):
        breaches = per_step("10.00 EUR", "excess_records", count=count)
        whole = promising(Objective(share=Share("95%")), breaches)
        assert [expected] == amounts(settled(whole, missed(120, 130)))


def test_each_record_that_missed_pays():
    """Seven of a hundred missed: seven times 50.00; `count` is needed for steps of more."""
    whole = agreement(per_step("50.00 EUR", "occurrences"))
    by_fives = agreement(per_step("50.00 EUR", "occurrences", step="5 records", count="whole"))

    assert ["350.00"] == amounts(settled(whole, missed(93, 100)))
    assert ["50.00"] == amounts(settled(by_fives, missed(93, 100)))


@pytest.mark.parametrize(
    ("hours", "expected"),
    [("12", []), ("12.5", ["95.00"]), ("23.9", ["95.00"]), ("24", ["140.00"]), ("36", ["185.00"])],
)
def test_a_first_amount_and_further_ones(hours, expected):
    """
    More than 12 hours pay 95.00, each further 12 hours 45.00.

    Source: GB electricity guaranteed standards 2023.
    """
    rate = Rate(first=Amount("95.00 EUR"), then=Amount("45.00 EUR"))
    outage = remedy(rate, quantity=quantity("duration", from_="12h", step="12h", count="whole"))

    found = down(Fraction(hours) * HOUR)

    assert expected == amounts(settled(available(outage), found))


def test_time_is_the_quantity_of_a_percentile():
    """95% within 30 minutes: 50 minutes are 20 too many, 2% for each ten."""
    whole = promising(
        Objective(percentile=Share("95%"), within=Duration("30min")),
        per_step("2%", step="10min", count="whole"),
    )

    found = replace(measured(unit="s"), value=Fraction(3000))

    assert ["1600.00"] == amounts(settled(whole, found))


@pytest.mark.parametrize(
    ("figure", "verdict", "expected"),
    [
        ("2", "missed", ["9700.00"]),
        ("0.9", "missed", []),
        ("0", "met", []),
        ("-3", "met", ["-14550.00"]),
    ],
)
def test_late_days_cost_what_early_days_earn(figure, verdict, expected):
    """4,850.00 a full day on both sides, two days late or three early (King Saud hospital)."""
    rate = Rate(symmetric=Symmetric(per_step=Amount("4850.00 EUR")))
    both = remedy(rate, quantity=quantity(step="1 day", count="whole"))
    whole = promising(Objective(at_most=Amount("0 days")), both)
    found = replace(measured(unit="days", verdict=verdict), value=Fraction(figure))

    assert expected == amounts(settled(whole, found))


def test_a_symmetric_rate_has_a_deadband_on_both_sides():
    """12 minutes, 1 minute free on either side, 250,000.00 each, at most ten (Ofwat)."""
    rate = Rate(symmetric=Symmetric(per_step=Amount("250000.00 EUR"), deadband=Amount("1 minute")))
    both = remedy(rate, quantity=quantity(step="1 minute", count="prorata", at_most="10 minutes"))
    whole = promising(Objective(at_most=Amount("12 minutes")), both)

    def paid(figure, verdict):
        found = replace(measured(unit="minutes", verdict=verdict), value=Fraction(figure))
        return amounts(settled(whole, found))

    assert ["125000.00"] == paid("13.5", "missed")
    assert [] == paid("13", "missed")
    assert [] == paid("11", "met")
    assert ["-125000.00"] == paid("10.5", "met")
    assert ["2500000.00"] == paid("40", "missed")


def test_what_both_sides_earn_is_a_bonus_in_the_statement():
    """Its nature is told line by line; the malus keeps the nature of the agreement."""
    rate = Rate(symmetric=Symmetric(per_step=Amount("100.00 EUR")))
    both = remedy(rate, quantity=quantity(step="1pp", count="whole"))

    assert ["bonus"] == [n.nature for n in settled(agreement(both), measured("95", "met")).lines]
    assert ["price_reduction"] == [n.nature for n in settled(agreement(both)).lines]


def test_a_bonus_is_paid_for_steps_beyond_the_objective():
    """90% promised, 95% reached: five points at 1%."""
    bonus = per_step("1%", "excess", step="1pp", count="whole", nature="bonus")

    assert ["-2000.00"] == amounts(settled(agreement(bonus), measured("95", "met")))
    assert [] == amounts(settled(agreement(bonus), measured("85")))


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(900, []), (901, ["10.00"]), (4 * HOUR, ["20.00"]), (4 * HOUR + 1, ["30.00"])],
)
def test_a_ladder_over_the_down_time(seconds, expected):
    """Rungs of time: above 15 minutes, an hour, four hours."""
    rungs = [("15min", "10.00 EUR"), ("1h", "20.00 EUR"), ("4h", "30.00 EUR")]
    listed = tuple(Rung(above=Amount(at), pays=Amount(pays)) for at, pays in rungs)
    whole = available(remedy(Rate(ladder=listed, over="duration")), at="100%")

    assert expected == amounts(settled(whole, down(seconds)))


def test_the_trail_tells_the_size_the_steps_and_what_they_pay():
    """1.5 points short, one whole step, 2% of the charge."""
    whole = available(per_step("2%", step="1pp", count="whole"))
    steps = {step.stage: step for step in settled(whole, measured("98")).lines[0].trail}

    assert (
        "1.5pp on the missed side of the objective, in whole steps of 1pp: 1"
        == steps["quantity"].sentence
    )
    assert ("1.5pp", "1") == (steps["quantity"].amount_in, steps["quantity"].amount_out)
    assert ("1 x 2%", "2%") == (steps["rate"].sentence, steps["rate"].amount_out)


def test_a_miss_that_nobody_measured_has_no_size():
    """Nobody may guess how far a value lies that does not exist."""
    unknown = measured(None, counted=0)

    for of, step in (("shortfall", "1pp"), ("excess_records", None), ("occurrences", None)):
        steps = per_step("1.00 EUR", of, step=step, count="whole")
        with pytest.raises(LocatedError, match="counts as missed in 2026-04, but nobody measured"):
            settled(agreement(steps), unknown)
    with pytest.raises(LocatedError, match=r"by how much \(duration\)"):
        settled(available(per_step("1%", "duration", step="1h", count="whole")), unknown)


WRONG = [
    (per_step("2%", None, step="1pp", count="whole"), "a rate for each step of what"),
    (per_step("2%", "flat"), "a rate for each step of what"),
    (remedy(Rate(per_step=Amount("2%")), base=Base(charge="desk")), "a rate for each step of what"),
    (per_step("2%", count="whole"), "'step' is not said: shortfall in steps of what"),
    (per_step("2%", step="1pp"), "'count' is not said"),
    (per_step("2%", "excess_records"), "'count' is not said"),
    (per_step("2%", "occurrences", step="2 records"), "'count' is not said"),
    (per_step("2%", step="0pp", count="whole"), "a step of nothing"),
    (per_step("2%", step="1h", count="whole"), "'step: 1h' stands beside a shortfall, which is in pp"),
    (per_step("2%", step="1%", count="whole"), "'step: 1%' stands beside a shortfall"),
    (per_step("2%", step="1pp", from_="1h", count="whole"), "'from: 1h' stands beside a shortfall"),
    (per_step("2%", step="1pp", at_most="-1pp", count="whole"), "'at_most: -1pp' stands beside"),
    (per_step("2%", step="1pp", count="whole", forfeits_over="1h"), "'forfeits_over: 1h' stands"),
    (per_step("2%", step="1pp", floor="9%", count="whole"), "'floor' has no effect"),
    (per_step("2%", "excess_records", floor="90%", count="whole"), "nothing would ever be paid"),
    (per_step("2%", "excess_records", floor="1 record", count="whole"), "floor.* stands|no share"),
    (per_step("2%", "excess", step="1pp", count="whole"), "a credit is not paid for excess"),
    (per_step("2%", step="1pp", count="whole", nature="bonus"), "a bonus is not paid for shortfall"),
    (per_step("1.00 EUR", step="1pp", count="whole", forfeits_over="9pp"), "the rate pays no percent"),
    (flat(quantity=quantity("shortfall", step="1pp", count="whole")), "'quantity' has no effect on a"),
    (flat(quantity=quantity("flat", step="1pp")), "'quantity' has no effect on a"),
    (remedy(Rate(first=Amount("1.00 EUR"))), "a rate is either flat or a ladder"),
    (
        remedy(
            Rate(first=Amount("1%"), then=Amount("1.00 EUR")),
            base=Base(charge="desk"),
            quantity=quantity("shortfall", step="1pp", count="whole"),
        ),
        "1% at first and then 1.00 EUR cannot be added",
    ),
    (remedy(Rate(symmetric=Symmetric(per_step=Amount("1.00 EUR")))), "a rate on both sides counts"),
    (
        remedy(
            Rate(symmetric=Symmetric(per_step=Amount("1.00 EUR"))),
            quantity=quantity("shortfall", step="1pp", count="whole"),
        ),
        "a rate on both sides counts",
    ),
    (
        remedy(
            Rate(symmetric=Symmetric(per_step=Amount("1.00 EUR"))),
            nature="bonus",
            quantity=quantity(step="1pp", count="whole"),
        ),
        "a rate on both sides is no bonus alone",
    ),
    (flat(trigger=Trigger(grace=Amount("1.00 EUR"))), "'grace: 1.00 EUR' stands beside a shortfall"),
    (
        per_step("1%", "occurrences", trigger=Trigger(deadband=Amount("1pp"))),
        "this deadband has no effect",
    ),
    (
        remedy(
            Rate(ladder=(Rung(below=Amount("90%"), pays=Amount("5%")),)),
            base=Base(charge="desk"),
            trigger=Trigger(grace=Amount("1pp")),
        ),
        "'grace' has no effect on a ladder",
    ),
    (
        remedy(Rate(flat=Amount("5%"), forfeits_over=Amount("5pp")), base=Base(charge="desk")),
        "'forfeits_over' stands beside a rate for each step",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "message"), WRONG)
def test_a_quantity_that_says_too_little_or_too_much_is_an_error(terms, message):
    """Nothing is guessed, and nothing that was written is passed over; met or missed."""
    for verdict in ("met", "missed"):
        with pytest.raises(LocatedError, match=message):
            settled(agreement(terms), missed(85, 100, verdict))


def test_sizes_that_the_objective_does_not_have_are_refused():
    """A limit in working days is no figure, and a share has no dates."""
    days = Objective(percentile=Share("95%"), within=WorkingDays(working_days=2, due="end_of_day"))
    with pytest.raises(Unsettled, match="'quantity.of: shortfall' of a limit in working days"):
        settled(promising(days, per_step("2%", step="1h", count="whole")), measured(unit="s"))
    dates = per_step("2%", step=CalendarDays(calendar_days=1), count="whole")
    with pytest.raises(Unsettled, match=r"'quantity.step.calendar_days' of the shortfall of a"):
        settled(agreement(dates))


def test_a_figure_in_another_unit_than_its_objective_has_no_distance():
    """Cases and per cent are not subtracted."""
    whole = promising(
        Objective(at_least=Amount("10 cases")), per_step("2%", step="1pp", count="whole")
    )
    with pytest.raises(LocatedError, match="measured in %, and its limit is another one"):
        settled(whole, measured("85"))


def test_a_score_has_no_records_that_missed():
    """An answer is no breach."""
    score = ScoreMetric(id="time", kind="score", source="survey")
    whole = agreement(per_step("1.00 EUR", "occurrences"), metrics=(score,))

    with pytest.raises(LocatedError, match="judges no single records"):
        settled(whole, missed(85, 100))


def test_money_for_a_fraction_of_a_step_needs_a_rounding():
    """A third of a step of 100.00 is no whole number of cents."""
    said = agreement().interpretation
    third = per_step("100.00 EUR", step="3pp", count="prorata")
    whole = agreement(third, interpretation=replace(said, rounding=None))

    with pytest.raises(LocatedError, match="'rounding' is not said"):
        settled(whole)
    assert ["166.67"] == amounts(settled(agreement(third)))


def test_a_multiple_pays_more_than_the_base():
    """1.5x is one and a half times the charge; a percentage over 100 is an error."""
    assert ["60000.00"] == amounts(settled(agreement(flat("1.5x", base=Base(charge="desk")))))


def test_down_time_of_a_target_that_has_none_is_refused():
    """A clock of tickets has no down time in a window; lost time neither."""
    clock = DurationMetric(id="time", kind="duration", source="tickets")
    hours = per_step("2%", "duration", step="1h", count="whole")
    lost = remedy(Rate(lost_time=1), base=Base(charge="desk"), prorate="calendar_days")

    for terms, term in ((hours, "quantity.of: duration"), (lost, "rate.lost_time")):
        with pytest.raises(Unsettled, match=f"'{term}' of a window without down time"):
            settled(agreement(terms, metrics=(clock,)))


def test_a_window_that_is_met_without_a_value_earns_no_steps():
    """`no_events: met`: nobody knows how much better it was."""
    bonus = per_step("1%", "excess", step="1pp", count="whole", nature="bonus")
    silent = measured(None, verdict="met", counted=0)

    assert "no value of resolution is judged" == reason(agreement(bonus), silent)
