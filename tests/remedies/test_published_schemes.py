"""Published remedy schemes come out as their sources print them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from slaspec.language.model.interpretation import RoundMeasured
from slaspec.language.model.remedy import Base
from slaspec.language.model.target import Binding
from slaspec.language.quantities import Share
from tests.remedies.build import (
    agreement,
    amounts,
    cap,
    flat,
    interpretation,
    ladder,
    measured,
    service,
    settled,
    target,
)


def test_atlassian_premium_worked_example():
    """
    60 of 43,200 minutes down is shown as 99.86%: 10% of 1450.00 USD.

    Source: Atlassian, SLA service credits page.
    """
    whole = agreement(
        ladder(("99.90%", "10%")),
        currency="USD",
        services=(service(charge="1450.00 USD"),),
        interpretation=interpretation(round_measured=RoundMeasured(places=2, mode="half_up")),
    )
    value = 1 - Fraction(60, 43200)

    assert ["145.00"] == amounts(settled(whole, replace(measured(), value=value)))


def test_texas_dir_worked_example():
    """
    Pool 50% x allocation 40% x 10% at risk of 100,000.00 USD is 2,000.00, capped at the risk.

    Source: Texas Department of Information Resources, attachment 3-A.
    """
    at_risk = Base(at_risk=Share("10%"), of=Base(charge="desk"))
    remedy = flat(
        "100%",
        base=replace(at_risk, pool=Share("50%")),
        caps=(replace(cap("100%"), of=at_risk),),
    )
    whole = agreement(
        remedy,
        currency="USD",
        services=(service(charge="100000.00 USD"),),
        targets=(target(Binding(remedy="credit", allocation=Share("40%"))),),
    )

    assert ["2000.00"] == amounts(settled(whole, measured("90")))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("99.70", []),
        ("99.50", []),
        ("99.49", ["3.00"]),
        ("99.20", ["3.00"]),
        ("99.00", ["6.00"]),
        ("98.99", ["9.00"]),
        ("96.00", ["24.00"]),
        ("95.99", ["27.00"]),
        ("0.00", ["27.00"]),
    ],
)
def test_websi_start_table(value, expected):
    """
    Eleven rows whose edges the source prints twice, read as rungs: below is worse.

    Source: websi.cz, SLA table of the plan START.
    """
    rungs = [("99.50%", "3%"), ("99.20%", "6%"), ("99.00%", "9%"), ("98.50%", "12%")]
    rungs += [("98.00%", "15%"), ("97.50%", "18%"), ("97.00%", "21%"), ("96.50%", "24%")]
    rungs += [("96.00%", "27%")]
    whole = agreement(ladder(*rungs), services=(service(charge="100.00 EUR"),))

    assert expected == amounts(settled(whole, measured(value)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("88.00", ["-7500.00"]),
        ("87.995", ["-5000.00"]),
        ("85.00", ["-2500.00"]),
        ("84.50", []),
        ("83.99", ["7500.00"]),
        ("81.00", ["7500.00"]),
        ("80.985", ["10000.00"]),
    ],
)
def test_san_diego_on_time_matrix_repaired_as_two_ladders(value, expected):
    """
    Bonus above, malus below; as rungs, 80.985 and 87.995 are no longer without a row.

    Source: San Diego MTS, TCRP report, table E-1.
    """
    earned = (("85%", "2500.00 USD"), ("86%", "5000.00 USD"), ("88%", "7500.00 USD"))
    lost = (("84%", "7500.00 USD"), ("81%", "10000.00 USD"))
    whole = agreement(
        ladder(*earned, key="at_or_above", id="earned", nature="bonus"),
        ladder(*lost, id="lost", nature="penalty"),
        currency="USD",
    )

    assert expected == amounts(settled(whole, measured(value, "met")))
