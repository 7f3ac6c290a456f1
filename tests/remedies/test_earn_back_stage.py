"""Earn-back: a good year returns a share of its credits, as a line of its last window."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.governance import Effective
from slaspec.language.model.interpretation import Rounding
from slaspec.language.model.metric import ValueMetric
from slaspec.language.model.remedy import EarnBack, EarnBackWhen, QuantityPaid, Rate, Symmetric
from slaspec.language.model.target import Objective, WorkingDays
from slaspec.language.quantities import Amount, Day, Lookback, Share
from slaspec.remedies.earlier.history import History
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import agreement, cap, flat, interpretation, remedy, target
from tests.remedies.earlier_windows import months, paid, settled_over

ONE_MISS = ["85", *["97"] * 11]


def earning(mean="95%", returns="50%", over="contract_year"):
    """Half of the year's credits come back for a mean of 95 %."""
    when = EarnBackWhen(mean=Amount(mean), over=Lookback(over))
    return EarnBack(when=when, returns=Share(returns))


def test_a_year_of_good_service_returns_half_of_its_credits():
    """One miss of 2,000.00; the mean is (85 + 11 x 97) / 12 = 96 %."""
    statement = settled_over(agreement(flat(earn_back=earning())), months(*ONE_MISS))

    assert {"2026-01": "2000.00"} == paid(statement)
    assert {"2026-12": "-1000.00"} == paid(statement, kind="earned_back")
    line = statement.lines[-1]
    assert ("price_reduction", Fraction(1000)) == (line.nature, line.gross)
    assert [
        "the mean of 96% in the contract year from 2026-01-01 reaches 95%: 50% of the credits of"
        " 2000.00 EUR is taken back"
    ] == [step.sentence for step in line.trail]
    assert Decimal("1000.00") == statement.total


@pytest.mark.parametrize(
    ("mean", "values", "returned"),
    [
        ("96%", ONE_MISS, {"2026-12": "-1000.00"}),
        ("96.000001%", ONE_MISS, {}),
        ("95%", ["97"] * 12, {}),
        ("95%", ["85", None, *["97"] * 10], {"2026-12": "-1000.00"}),
        ("95%", [*["97"] * 11, "85"], {"2026-12": "-1000.00"}),
        ("95%", [*["97"] * 10, "85", None], {"2026-12": "-1000.00"}),
        ("95%", ["85", *["97"] * 10], {}),
    ],
)
def test_the_plain_mean_of_the_measured_values_decides(mean, values, returned):
    """At the mean itself it is reached; windows without a value are in no mean."""
    whole = agreement(flat(earn_back=earning(mean)))

    statement = settled_over(whole, months(*values))

    assert returned == paid(statement, kind="earned_back")


def test_nothing_measured_returns_nothing():
    """A year without a value has no mean, whatever was carried into it."""
    found = [replace(one, verdict="missed") for one in months(*[None] * 12)]

    statement = settled_over(agreement(flat(earn_back=earning("1%"))), found)

    assert {} == paid(statement, kind="earned_back")


def test_only_what_was_really_paid_is_returned():
    """A cap of 1,500.00 has cut the credit, so half of that comes back."""
    whole = agreement(flat(caps=(cap("1500.00 EUR"),), earn_back=earning()))

    assert {"2026-12": "-750.00"} == paid(
        settled_over(whole, months(*ONE_MISS)), kind="earned_back"
    )


def test_a_year_that_is_cut_by_the_term_ends_with_the_term():
    """Its last window in the term is that of June."""
    short = Effective(from_=Day("2026-01-01"), through=Day("2026-06-30"))
    whole = agreement(flat(earn_back=earning("90%")), effective=short)

    assert {"2026-06": "-1000.00"} == paid(
        settled_over(whole, months("85", *["97"] * 5)), kind="earned_back"
    )


def test_each_objective_earns_its_own_credits_back():
    """P1 with a mean of 96 %, P2 with one of 85 %."""
    whole = agreement(
        flat(earn_back=earning()), targets=(target("credit", objectives=["P1", "P2"]),)
    )
    found = months(*ONE_MISS, objective="P1") + months(*["85"] * 12, objective="P2")

    back = [line for line in settled_over(whole, found).lines if line.kind == "earned_back"]

    assert [("P1", Decimal("-1000.00"))] == [(line.objective, line.amount) for line in back]


def test_records_earn_their_credits_back_together():
    """Two records of 30.00 in January are one line of -30.00 in December."""
    found = months(*ONE_MISS)
    found[0] = replace(found[0], met=998, missed_ids=("A", "B"))
    found[1:] = [replace(one, met=1000) for one in found[1:]]
    whole = agreement(
        flat("30.00 EUR", for_each="record", earn_back=earning()),
    )

    statement = settled_over(whole, found)

    assert {"2026-12": "-30.00"} == paid(statement, kind="earned_back")


def test_what_is_earned_back_is_rounded_as_the_remedy_is():
    """A third of 100.01 is 33.33666…, up."""
    up = Rounding(mode="up", at_="line")
    whole = agreement(
        flat("100.01 EUR", rounding=up, earn_back=earning(returns="33.333333%")),
    )

    assert {"2026-12": "-33.34"} == paid(settled_over(whole, months(*ONE_MISS)), kind="earned_back")


def test_a_share_needs_a_rounding():
    """Money in whole cents becomes a part of it."""
    silent = interpretation(rounding=None)

    with pytest.raises(LocatedError, match="'rounding' is not said"):
        settled_over(
            agreement(flat("9.00 EUR", earn_back=earning()), interpretation=silent), months("85")
        )


def test_returned_credits_free_no_cap_of_the_next_year():
    """And none of this one: they stay paid."""
    long = Effective(from_=Day("2026-01-01"))
    whole = agreement(
        flat(earn_back=earning(), caps=(cap("2500.00 EUR", per=Lookback("rolling 18 months")),)),
        effective=long,
    )

    statement = settled_over(whole, months(*ONE_MISS, "85"))

    assert {"2026-01": "2000.00", "2027-01": "500.00"} == paid(statement)


def test_the_year_of_the_history_counts():
    """Eleven issued months, and December alone."""
    whole = agreement(flat(earn_back=earning()))
    before = settled_over(whole, months(*ONE_MISS[:11]))

    statement = settled_over(whole, months("97", first=12), History.of([before]))

    assert {"2026-12": "-1000.00"} == paid(statement, kind="earned_back")


def test_a_year_of_which_a_window_is_not_known_is_an_error():
    """The mean cannot be told."""
    whole = agreement(flat(earn_back=earning()))

    with pytest.raises(LocatedError, match=r"'earn_back' needs .* 2026-02 to 2026-11 \(10 wind"):
        found = [*months("85"), *months("97", first=12)]
        settled_over(whole, found)


def test_a_limit_from_above_is_reached_from_below():
    """Twelve hours at most, a mean of ten."""
    hours = replace(target("credit"), objective=Objective(at_most=Amount("12 cases")), metric="m")
    whole = agreement(
        flat(earn_back=earning("11 cases")),
        targets=(hours,),
        metrics=(ValueMetric(id="m", kind="value", source="s", unit="cases"),),
    )
    found = [
        replace(one, value=Fraction(value), unit="cases", verdict=verdict)
        for one, value, verdict in zip(
            months(*["90"] * 12), [21, *[10] * 11], ["missed", *["met"] * 11], strict=True
        )
    ]

    assert {"2026-12": "-1000.00"} == paid(settled_over(whole, found), kind="earned_back")
    slower = [replace(one, value=Fraction(12)) for one in found]
    assert {} == paid(settled_over(whole, slower), kind="earned_back")


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (flat(earn_back=earning(over="rolling 12 months")), "'earn_back.when.over: rolling 12"),
        (flat("5.00 EUR", nature="bonus", earn_back=earning()), "'earn_back' of a bonus"),
        (
            remedy(
                Rate(symmetric=Symmetric(per_step=Amount("1.00 EUR"))),
                quantity=QuantityPaid(step=Amount("1pp"), count="whole"),
                earn_back=earning(),
            ),
            "'earn_back' of a bonus",
        ),
    ],
)
def test_what_no_design_says_is_refused_by_name(made, message):
    """A span that looks back would return the same credits every month."""
    with pytest.raises(Unsettled, match=message):
        settled_over(agreement(made), months("85"))


def test_a_limit_in_working_days_has_no_mean():
    """It is no figure that values are compared with."""
    days = Objective(share=None, within=WorkingDays(working_days=2, due="end_of_day"))
    whole = agreement(
        flat(earn_back=earning()), targets=(replace(target("credit"), objective=days),)
    )

    with pytest.raises(Unsettled, match="'earn_back' of a limit in working days"):
        settled_over(whole, months("85"))


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        (earning("4h"), "a mean of 4h cannot be compared with resolution"),
        (earning(returns="150%"), "150% is more than all credits of the year"),
    ],
)
def test_a_mean_has_the_unit_of_the_value_and_a_share_is_one(terms, message):
    """Nothing is computed."""
    with pytest.raises(LocatedError, match=message):
        settled_over(agreement(flat(earn_back=terms)), months("85"))
