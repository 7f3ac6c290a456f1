"""Remedies of one group compete: in money, exactly, for a window or for a service."""

from __future__ import annotations

from dataclasses import replace

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.remedy import Combine, Conversion, Points
from slaspec.language.quantities import Amount
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


def group(take="highest", per="window", name="no-double"):
    """A way of combining the remedies of one group."""
    return Combine(group=name, per=per, take=take)


def small(**terms):
    return flat("5%", id="small", **{"combine": group(), **terms})


def large(**terms):
    return flat("8%", id="large", **{"combine": group(), **terms})


def test_of_one_window_only_the_highest_is_paid():
    """5% and 8% of 40,000.00 are due, 8% is paid; the other is a line of nothing."""
    statement = settled(agreement(small(), large()))

    assert ["0.00", "3200.00"] == amounts(statement)
    assert "3200.00" == str(statement.total)


def test_all_are_paid_where_the_group_says_so():
    """`sum` is the same as no group, with the group in the trail."""
    terms = {"combine": group("sum")}

    assert ["2000.00", "3200.00"] == amounts(settled(agreement(small(**terms), large(**terms))))


def test_every_candidate_is_in_the_trail_of_each_line():
    """With its exact amount, and which of them is paid."""
    lines = settled(agreement(small(), large())).lines
    steps = [next(step for step in line.trail if step.stage == "combine") for line in lines]

    expected = (
        "group no-double: small of resolution 2000.00 EUR, large of resolution 3200.00 EUR;"
        " only large of resolution is paid"
    )
    assert [expected] * 2 == [step.sentence for step in steps]
    assert [("2000.00 EUR", "0.00 EUR"), ("3200.00 EUR", "3200.00 EUR")] == [
        (step.amount_in, step.amount_out) for step in steps
    ]


def test_of_equal_amounts_the_first_in_the_text_is_paid():
    """Nothing depends on the order in which values were measured."""
    same = flat("8%", id="same", combine=group())

    assert ["3200.00", "0.00"] == amounts(settled(agreement(large(), same)))


def test_each_window_has_its_own_contest():
    """What is highest in April takes nothing from May."""
    whole = agreement(small(), ladder(("80%", "10%"), id="steep", combine=group()))
    may = measured("75", window=month("2026-05"))

    assert ["2000.00", "0.00", "4000.00"] == amounts(settled(whole, measured("85"), may))


def test_targets_compete_for_the_window_or_each_service_for_itself():
    """Three targets of two services: one line of all, or one of each service."""
    terms = [target("credit", id=name) for name in ("a", "b", "c")]
    targets = (*terms[:2], replace(terms[2], service="other"))
    found = [measured(of=name) for name in ("a", "b", "c")]

    def paid(per):
        one = flat(combine=group(per=per))
        services = (service(), service("other"))
        return amounts(settled(agreement(one, targets=targets, services=services), *found))

    assert ["2000.00", "0.00", "0.00"] == paid("window")
    assert ["2000.00", "0.00", "2000.00"] == paid("service")


def test_a_bonus_does_not_compete_with_a_credit():
    """A provider who earns more does not owe less."""
    bonus = ladder(("80%", "20%"), key="above", id="bonus", nature="bonus", combine=group())

    assert ["2000.00", "-8000.00"] == amounts(settled(agreement(small(), bonus)))


def test_the_amounts_are_compared_before_caps_and_rounding():
    """The higher one wins, also where its cap leaves less than the other would have paid."""
    capped = large(caps=(cap("2%"),))

    assert ["0.00", "800.00"] == amounts(settled(agreement(small(), capped)))
    total = interpretation(rounding=TOTAL)
    assert ["0.00", "800.00"] == amounts(settled(agreement(small(), capped, interpretation=total)))


@pytest.mark.parametrize("other", [group("sum"), group(per="service")])
def test_one_group_is_combined_in_one_way(other):
    """Which of two ways holds is not guessed."""
    with pytest.raises(LocatedError, match="'small' and 'large' say differently how group"):
        settled(agreement(small(), large(combine=other)))


def test_points_do_not_compete():
    """They are worth something only when their pool is converted."""
    pool = Points(pool="kpi", convert=Conversion(per_point=Amount("5.00 EUR")))
    pointed = flat("1 point", points=pool, base=None, combine=group())

    with pytest.raises(LocatedError, match="points of a pool cannot compete"):
        settled(agreement(pointed))


def test_a_rate_without_a_group_competes_with_none():
    """Two remedies without `combine` are both paid."""
    free = flat("1%", id="free")
    assert ["2000.00", "400.00"] == amounts(settled(agreement(small(), free)))


def test_a_remedy_stands_with_all_its_objectives_of_a_target():
    """Twice 5% of 40,000.00 for two priorities are more than once 8%: both lines are paid."""
    whole = agreement(
        small(),
        large(),
        targets=(
            target("small", objectives=("P1", "P2")),
            target("large", id="other"),
        ),
    )
    found = settled(
        whole,
        measured(objective="P1"),
        measured(objective="P2"),
        measured(of="other"),
    )

    assert [
        ("resolution", "P1", "2000.00"),
        ("resolution", "P2", "2000.00"),
        ("other", "all", "0.00"),
    ] == [(line.target, line.objective, str(line.amount)) for line in found.lines]
    step = next(step for step in found.lines[2].trail if step.stage == "combine")
    assert "only small of resolution (2 lines) is paid" in step.sentence
