"""What a miss pays: flat rates and ladders, compared exactly."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.interpretation import RoundMeasured
from slaspec.language.model.remedy import Base, Rate, Rung
from slaspec.language.model.target import Binding, Objective
from slaspec.language.quantities import Amount, Duration, Share
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    agreement,
    amounts,
    flat,
    interpretation,
    ladder,
    measured,
    remedy,
    settled,
    target,
)

AWS = (("99.99%", "10%"), ("99.0%", "30%"), ("95.0%", "100%"))


@pytest.mark.parametrize(
    ("value", "paid"),
    [
        ("99.99", []),
        ("99.989999", ["4000.00"]),
        ("99", ["4000.00"]),
        ("98.999999", ["12000.00"]),
        ("95", ["12000.00"]),
        ("94.999999", ["40000.00"]),
        ("0", ["40000.00"]),
    ],
)
def test_the_last_rung_that_matches_pays_alone(value, paid):
    """Never the sum; and exactly at a threshold `below` does not match."""
    assert paid == amounts(settled(agreement(ladder(*AWS)), measured(value)))


@pytest.mark.parametrize(
    ("key", "matching"),
    [
        ("below", {"98.9"}),
        ("at_or_below", {"98.9", "99"}),
        ("above", {"99.1"}),
        ("at_or_above", {"99", "99.1"}),
    ],
)
def test_the_four_comparisons_differ_exactly_at_the_threshold(key, matching):
    """99.0% and 99% are one threshold."""
    whole = agreement(ladder(("99.0%", "5%"), key=key))

    found = {v for v in ("98.9", "99", "99.1") if settled(whole, measured(v)).lines}

    assert matching == found


def test_a_share_that_no_decimal_holds_is_compared_exactly():
    """2 of 3 is below 66.666667% and above 66.666666%."""
    third = replace(measured(), value=Fraction(2, 3))

    assert ["2000.00"] == amounts(settled(agreement(ladder(("66.666667%", "5%"))), third))
    assert [] == amounts(settled(agreement(ladder(("66.666666%", "5%"))), third))


def test_for_a_bonus_the_best_matching_rung_wins():
    """Wherever it stands."""
    rungs = (("95%", "1%"), ("99%", "5%"), ("97%", "2%"))
    bonus = ladder(*rungs, key="at_or_above", nature="bonus")
    credit = ladder(*rungs, key="at_or_above")

    assert ["-2000.00"] == amounts(settled(agreement(bonus), measured("99.5", "met")))
    assert ["800.00"] == amounts(settled(agreement(credit), measured("99.5", "met")))


def test_a_rate_in_money_needs_no_base():
    """Flat or by rung, it is paid whatever the charge."""
    rungs = (("90%", "100.00 EUR"), ("86%", "250.50 EUR"))

    assert ["99.95"] == amounts(settled(agreement(flat("99.95 EUR"), services=None)))
    assert ["250.50"] == amounts(settled(agreement(ladder(*rungs), services=None)))


def test_a_ladder_of_a_credit_may_mix_percentages_and_money():
    """The last matching rung pays, whatever its unit."""
    mixed = ladder(("90%", "100.00 EUR"), ("80%", "5%"))

    assert ["100.00"] == amounts(settled(agreement(mixed), measured("85")))
    assert ["2000.00"] == amounts(settled(agreement(mixed), measured("75")))


def test_a_rung_that_pays_nothing_is_a_line_of_nothing():
    """It fired: the statement shows it."""
    assert ["0.00"] == amounts(settled(agreement(ladder(("90%", "0%")))))


def test_the_trail_says_which_rung_acted():
    """Value, comparison, threshold and what is paid, with the rung's own text."""
    [line] = settled(agreement(ladder(("99.0%", "10%"))), measured("98.20")).lines
    rate = line.trail[3]

    assert "98.2% is below 99.0%: rung 1 pays 10%" == rate.sentence
    assert ("rate", "98.2%", "10%") == (rate.stage, rate.amount_in, rate.amount_out)


@pytest.mark.parametrize(
    ("rate", "message"),
    [
        (Rate(), "a rate is either flat or a ladder"),
        (Rate(ladder=()), "a rate is either flat or a ladder"),
        (
            Rate(flat=Amount("5%"), ladder=(Rung(below=Amount("99%"), pays=Amount("5%")),)),
            "a rate is either flat or a ladder",
        ),
        (Rate(flat=Amount("5%"), over="measured"), "'over' has no effect on a flat rate"),
        (Rate(flat=Amount("101%")), "a rate of 101% is less than nothing or more than the whole"),
        (Rate(flat=Amount("-1%")), "a rate of -1% is less than nothing"),
        (Rate(flat=Amount("5.00 USD")), "the rate is in USD, the agreement in EUR"),
        (Rate(ladder=(Rung(pays=Amount("5%")),)), "a rung has 0 thresholds"),
        (
            Rate(ladder=(Rung(below=Amount("9%"), above=Amount("8%"), pays=Amount("5%")),)),
            "a rung has 2 thresholds",
        ),
        (
            Rate(ladder=(Rung(below=Amount("0.1pp"), pays=Amount("5%")),)),
            r"the rung's threshold 0.1pp cannot be compared with resolution, which is measured in %",
        ),
    ],
)
def test_a_rate_that_says_no_sound_amount_is_an_error(rate, message):
    """Nothing is guessed, and nothing that was written is passed over."""
    with pytest.raises(LocatedError, match=message):
        settled(agreement(remedy(rate, base=Base(charge="desk"))))


@pytest.mark.parametrize("pays", ["2 points", "5pp", "30min"])
def test_other_units_of_a_rate_are_refused(pays):
    """Points come with their own stage; a distance or a time is no money."""
    with pytest.raises(Unsettled, match=f"'rate.flat: {pays}' cannot be settled yet"):
        settled(agreement(flat(pays)))
    with pytest.raises(Unsettled, match=f"'rate.ladder.pays: {pays}' cannot be settled yet"):
        settled(agreement(ladder(("90%", pays))))


def test_a_bonus_in_percentages_and_money_is_refused():
    """Which rung is best would depend on the charge."""
    mixed = ladder(("90%", "100.00 EUR"), ("80%", "5%"), key="above", nature="bonus")

    with pytest.raises(Unsettled, match="'rate.ladder' of a bonus in percentages and money"):
        settled(agreement(mixed))


def test_a_percentage_needs_a_base_and_money_has_none():
    """Percent of what? And a base that acts on nothing is not passed over."""
    with pytest.raises(LocatedError, match="percent of what\\? 'base' is not said"):
        settled(agreement(flat(base=None)))
    with pytest.raises(LocatedError, match="'base' has no effect: the rate pays money"):
        settled(agreement(flat("5.00 EUR", base=Base(charge="desk"))))


def test_a_figure_in_another_unit_is_compared_in_that_unit():
    """A count of cases is no share: it is compared as it is."""
    whole = agreement(ladder(("10 cases", "5%"), key="above"))
    eleven = replace(measured(unit="cases"), value=Fraction(11))

    assert ["2000.00"] == amounts(settled(whole, eleven))
    with pytest.raises(LocatedError, match="measured in plain numbers"):
        settled(whole, measured(unit=""))


@pytest.mark.parametrize(
    ("mode", "places", "value", "lines"),
    [
        ("half_up", 2, "99.895", []),
        ("half_even", 2, "99.895", []),
        ("half_even", 2, "99.885", ["2000.00"]),
        ("down", 2, "99.8999", ["2000.00"]),
        ("up", 2, "99.8901", []),
        ("half_up", 0, "99.5", []),
    ],
)
def test_the_measured_value_is_rounded_before_it_is_compared(mode, places, value, lines):
    """Places count in the unit of the objective: per cent."""
    said = interpretation(round_measured=RoundMeasured(places=places, mode=mode))
    whole = agreement(ladder(("99.90%", "5%")), interpretation=said)

    assert lines == amounts(settled(whole, measured(value)))


def test_the_target_answers_for_itself_how_its_value_is_rounded():
    """Nearest wins; `exact` switches the interpretation's rounding off."""
    said = interpretation(round_measured=RoundMeasured(places=0, mode="half_up"))
    exact = (target("credit", round_measured="exact"),)

    assert [] == amounts(
        settled(agreement(ladder(("90%", "5%")), interpretation=said), measured("89.9"))
    )
    [line] = settled(
        agreement(ladder(("90%", "5%")), interpretation=said, targets=exact), measured("89.9")
    ).lines
    assert "measured 89.9%, compared as it is" == line.trail[0].sentence


def test_the_trail_shows_the_value_before_and_after_rounding():
    """60 minutes of 43,200: 99.861111…% becomes 99.86%."""
    said = interpretation(round_measured=RoundMeasured(places=2, mode="half_up"))
    down = replace(measured(), value=1 - Fraction(60, 43200))
    [line] = settled(agreement(ladder(("99.90%", "10%")), interpretation=said), down).lines
    step = line.trail[0]

    assert "measured 99.861111…%, rounded half up to 2 places: 99.86%" == step.sentence
    assert ("3595/36%", "99.86%") == (step.amount_in, step.amount_out)


def percentile(within):
    """A 95th percentile that is promised within some time."""
    return Objective(percentile=Share("95%"), within=Duration(within))


@pytest.mark.parametrize(
    ("within", "expected"),
    [("4h", ["2000.00"]), ("240min", []), ("14400s", [])],
)
def test_decimal_places_of_a_time_count_in_the_unit_of_its_objective(within, expected):
    """
    17,820 seconds and a rung above 298min: to one place 5.0 hours, but 297.0 minutes.

    4h and 240min are the same limit, and its author chose the unit.
    """
    said = interpretation(round_measured=RoundMeasured(places=1, mode="half_up"))
    rungs = ladder(("298min", "5%"), key="above")
    aim = replace(target("credit"), objective=percentile(within))
    whole = agreement(rungs, interpretation=said, targets=(aim,))
    found = replace(measured(unit="s"), value=Fraction(17820))

    assert expected == amounts(settled(whole, found))


def test_places_of_a_time_in_several_units_are_no_places():
    """Of 2h 30min nobody knows whether hours or minutes are meant; a flat rate does not compare."""
    said = interpretation(round_measured=RoundMeasured(places=1, mode="half_up"))
    aim = replace(target("credit"), objective=percentile("2h 30min"))
    found = replace(measured(unit="s"), value=Fraction(17820))

    with pytest.raises(LocatedError, match="in the unit of its objective, which is written in"):
        rungs = ladder(("4h", "5%"), key="above")
        settled(agreement(rungs, interpretation=said, targets=(aim,)), found)
    whole = agreement(flat(), interpretation=said, targets=(aim,))
    assert ["2000.00"] == amounts(settled(whole, found))


AT_RISK = Base(at_risk=Share("10%"), of=Base(charge="desk"))
POOL = Base(at_risk=Share("10%"), of=Base(charge="desk"), pool=Share("50%"))


def bound(base, allocation):
    """A flat 100% of a base, for a target with an allocation."""
    binding = Binding(remedy="credit", allocation=Share(allocation) if allocation else None)
    return agreement(flat("100%", base=base), targets=(target(binding),))


def test_an_allocation_takes_its_part_of_the_pool_of_the_amount_at_risk():
    """10% at risk of 40000.00, pool 50%, allocation 40%: 800.00 (as Texas DIR computes it)."""
    [line] = settled(bound(POOL, "40%")).lines

    assert "800.00" == str(line.amount)
    assert (
        "100% of the allocation of 40% of the pool of 50% of 10% at risk of the charge of desk"
        " in 2026-04 (40000.00 EUR per month) is 800.00 EUR"
    ) == line.trail[4].sentence


def test_without_a_pool_the_whole_amount_at_risk_is_shared_or_paid():
    """An allocation is optional there."""
    assert ["1600.00"] == amounts(settled(bound(AT_RISK, "40%")))
    assert ["4000.00"] == amounts(settled(bound(AT_RISK, None)))


@pytest.mark.parametrize(
    ("base", "allocation", "message"),
    [
        (POOL, None, "the pool of 50% is shared by allocations, and target 'resolution' has none"),
        (Base(charge="desk"), "40%", "is allocated 40%, but the remedy has no amount at risk"),
        (Base(), None, "a base names exactly one thing"),
        (Base(charge="desk", service="desk"), None, "a base names exactly one thing"),
        (Base(at_risk=Share("10%")), None, "'at_risk' is a share of a base in 'of'"),
        (Base(charge="desk", of=Base(charge="desk")), None, "'at_risk' is a share of a base"),
        (Base(charge="desk", pool=Share("50%")), None, "'at_risk' is a share of a base"),
        (Base(at_risk=Share("10%"), of=Base()), None, "a base names exactly one thing"),
    ],
)
def test_a_base_that_says_nothing_or_too_much_is_an_error(base, allocation, message):
    """Each key of a base acts, or is an error."""
    with pytest.raises(LocatedError, match=message):
        settled(bound(base, allocation))


def test_an_allocation_of_money_is_an_error():
    """Money that is paid whatever the charge is no part of a pool."""
    mixed = ladder(("90%", "100.00 EUR"), ("80%", "5%"), base=AT_RISK)
    binding = Binding(remedy="credit", allocation=Share("40%"))

    with pytest.raises(LocatedError, match="allocated 40%"):
        settled(agreement(mixed, targets=(target(binding),)))
