"""Points are added up in a pool and converted once; each line gets its part."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.remedy import Base, Conversion, Points, Rung
from slaspec.language.model.target import Binding
from slaspec.language.quantities import Amount, Share
from tests.remedies.build import (
    TOTAL,
    agreement,
    amounts,
    cap,
    flat,
    interpretation,
    ladder,
    measured,
    month,
    service,
    settled,
    target,
)


def per_point(pays="1000.00 EUR", pool="kpi"):
    return Points(pool=pool, convert=Conversion(per_point=Amount(pays)))


def table(*rungs, pool="kpi"):
    """Rungs over the sum of the points: pairs of threshold and what is paid."""
    listed = tuple(Rung(at_or_above=Amount(at), pays=Amount(pays)) for at, pays in rungs)
    return Points(pool=pool, convert=Conversion(ladder=listed))


TELUS = table(("5 points", "1%"), ("10 points", "2%"), ("15 points", "5%"))


def pointed(pays="1 point", **terms):
    """A remedy of a flat number of points, worth a part of the charge of `desk`."""
    return flat(pays, **{"points": TELUS, "base": Base(charge="desk"), **terms})


def two(points, *remedies, **sections):
    """Two targets that miss, with so many points each."""
    targets = tuple(
        target(Binding(remedy="credit", **terms), id=name)
        for name, terms in zip("ab", points, strict=True)
    )
    return agreement(*remedies, targets=targets, **sections)


BOTH = (measured(of="a"), measured(of="b"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("98.5", ["1000.00"]), ("97.5", ["2000.00"]), ("96.5", ["3000.00"]), ("90", ["4000.00"])],
)
def test_points_by_severity_at_a_price_each(value, expected):
    """One to four points at 1,000.00. Source: UK model services contract, schedule 2.2."""
    rungs = [("99%", "1 point"), ("98%", "2 points"), ("97%", "3 points"), ("96%", "4 points")]
    whole = agreement(ladder(*rungs, points=per_point(), base=None))

    assert expected == amounts(settled(whole, measured(value)))


def test_the_points_of_a_target_are_added_up_and_the_sum_pays_once():
    """
    5 and 10 points are 15: 5% of 40,000.00, a third and two thirds of it.

    Source: TELUS, table of points.
    """
    whole = two(({"points": 5}, {"points": 10}), pointed())

    assert ["666.67", "1333.33"] == amounts(settled(whole, *BOTH))
    assert ["800.00"] == amounts(settled(whole, measured(of="a", verdict="met"), BOTH[1]))
    assert ["400.00"] == amounts(settled(whole, BOTH[0]))


def test_points_below_the_first_rung_are_a_line_of_nothing():
    """They are added up all the same, and the trail says so."""
    whole = two(({"points": 2}, {"points": 2}), pointed())
    statement = settled(whole, *BOTH)

    assert ["0.00", "0.00"] == amounts(statement)
    [step] = [step for step in statement.lines[0].trail if step.stage == "points"]
    assert step.sentence.startswith("pool kpi has 4 points, which reach no rung; 0% of the charge")
    assert ("2 points", "0.00 EUR") == (step.amount_in, step.amount_out)


def test_the_lines_of_a_pool_add_up_to_its_rounded_amount():
    """A third of 100.00 for each of three lines: 33.34, 33.33, 33.33, by line or by total."""
    convert = table(("3 points", "100.00 EUR"))
    whole = agreement(
        pointed(points=convert, base=None),
        targets=(target("credit", objectives=["P1", "P2", "P3"]),),
    )
    found = [measured(objective=name) for name in ("P1", "P2", "P3")]

    assert ["33.34", "33.33", "33.33"] == amounts(settled(whole, *found))
    total = replace(whole, interpretation=interpretation(rounding=TOTAL))
    assert ["33.34", "33.33", "33.33"] == amounts(settled(total, *found))


def test_remedies_share_a_pool_by_its_name():
    """Two and three points in one pool reach the rung of five."""
    pool = table(("5 points", "500.00 EUR"))
    first = pointed("2 points", id="first", points=pool, base=None)
    second = pointed("3 points", id="second", points=pool, base=None)

    assert ["200.00", "300.00"] == amounts(settled(agreement(first, second)))
    apart = replace(second, points=table(("5 points", "500.00 EUR"), pool="other"))
    assert ["0.00", "0.00"] == amounts(settled(agreement(first, apart)))


def test_each_window_has_its_own_sum():
    """Three points in April and two in May are not five."""
    whole = agreement(pointed("3 points"))
    found = (measured(), measured(window=month("2026-05")))

    assert ["0.00", "0.00"] == amounts(settled(whole, *found))


def test_a_weight_multiplies_points_before_they_are_added():
    """Half of four points and one of three are five: 1%."""
    whole = two(
        ({"points": 4, "weight": Decimal("0.5")}, {"points": 3}),
        pointed(),
    )

    assert ["160.00", "240.00"] == amounts(settled(whole, *BOTH))


def test_caps_cut_what_the_points_are_worth():
    """12% of 10,000.00 at most, of four points at 1,000.00."""
    whole = agreement(
        pointed("4 points", points=per_point(), base=None, caps=(cap("12%"),)),
        services=(service(charge="10000.00 EUR"),),
    )

    assert ["1200.00"] == amounts(settled(whole))


@pytest.mark.parametrize(
    ("remedy", "message"),
    [
        (flat(points=per_point()), "this rate pays something else"),
        (pointed(nature="bonus"), "this rate pays something else"),
        (pointed(base=None), "percent of what"),
        (pointed(points=per_point()), "'base' has no effect"),
        (
            pointed(points=Points(pool="kpi", convert=Conversion())),
            "points are converted in one way",
        ),
        (pointed(points=per_point("-1.00 EUR"), base=None), "less than nothing"),
        (pointed(points=per_point("1.00 USD"), base=None), "currencies are never added"),
        (pointed(points=table(("5%", "1%"))), "cannot be compared with a sum of points"),
    ],
)
def test_a_pool_that_says_too_little_or_too_much_is_an_error(remedy, message):
    """Nothing is guessed, and nothing that was written is passed over."""
    with pytest.raises(LocatedError, match=message):
        settled(agreement(remedy))


def test_the_points_of_a_target_need_a_flat_rate_and_a_pool():
    """Otherwise they would act on nothing."""
    laddered = ladder(("90%", "1 point"), points=TELUS, base=Base(charge="desk"))
    for remedy in (flat(), laddered):
        with pytest.raises(LocatedError, match="adds 5 points, but the remedy pays no flat number"):
            settled(agreement(remedy, targets=(target(Binding(remedy="credit", points=5)),)))
    allocated = Binding(remedy="credit", allocation=Share("40%"))
    at_risk = Base(at_risk=Share("10%"), of=Base(charge="desk"))
    for base in (Base(charge="desk"), at_risk):
        with pytest.raises(LocatedError, match="allocated 40%"):
            settled(agreement(pointed(base=base), targets=(target(allocated),)))


def test_one_pool_is_converted_in_one_way():
    """Which of two tables holds is not guessed."""
    other = pointed(id="other", points=per_point(), base=None)

    with pytest.raises(LocatedError, match="'credit' and 'other' convert the points of pool 'kpi'"):
        settled(agreement(pointed(), other))


@pytest.mark.parametrize(
    ("weight", "expected"),
    [(Decimal("0.5"), "1000.00"), (Decimal("0.3"), "600.00"), (2, "4000.00")],
)
def test_a_weight_multiplies_what_a_target_costs(weight, expected):
    """5% of 40,000.00, times its weight."""
    weighed = target(Binding(remedy="credit", weight=weight))

    assert [expected] == amounts(settled(agreement(flat(), targets=(weighed,))))


def test_weights_share_an_amount_at_risk():
    """0.5, 0.3 and 0.2 of 12% of 40,000.00. Source: British Columbia, weighting."""
    at_risk = Base(at_risk=Share("12%"), of=Base(all_charges="contracted"))
    remedy = flat("100%", base=at_risk)
    weights = {"a": "0.5", "b": "0.3", "c": "0.2"}
    targets = tuple(
        target(Binding(remedy="credit", weight=Decimal(weight)), id=name)
        for name, weight in weights.items()
    )
    statement = settled(
        agreement(remedy, targets=targets), *(measured(of=name) for name in weights)
    )

    assert ["2400.00", "1440.00", "960.00"] == amounts(statement)
    [step] = [step for step in statement.lines[0].trail if step.stage == "weight"]
    assert ("a weighs 0.5: 50%", "100%", "50%") == (step.sentence, step.amount_in, step.amount_out)


def test_a_weight_of_nothing_is_an_error_and_a_weight_needs_a_rounding():
    """It would make the remedy silent; and half a cent is no money."""
    silent = (target(Binding(remedy="credit", weight=0)),)
    half = (target(Binding(remedy="credit", weight=Decimal("0.5"))),)

    with pytest.raises(LocatedError, match="'resolution' weighs 0: nothing would ever be paid"):
        settled(agreement(flat(), targets=silent))
    with pytest.raises(LocatedError, match="'rounding' is not said"):
        settled(
            agreement(flat("0.01 EUR"), targets=half, interpretation=interpretation(rounding=None))
        )


def test_the_same_points_pay_the_same_in_any_order():
    """And the total is what the sum of the points is worth."""
    whole = two(({"points": 5}, {"points": 10}), pointed())

    assert settled(whole, *BOTH).lines == settled(whole, *reversed(BOTH)).lines
    assert Fraction(2000) == Fraction(settled(whole, *BOTH).total)
