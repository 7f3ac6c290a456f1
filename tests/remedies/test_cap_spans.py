"""Caps over quarters, contract years and months that look back, and what they carry on."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.governance import Effective
from slaspec.language.model.interpretation import ContractYear, PartialWindow
from slaspec.language.model.remedy import Base
from slaspec.language.quantities import Day, Lookback
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    agreement,
    cap,
    flat,
    interpretation,
    ladder,
    measured,
    service,
    target,
    window,
)
from tests.remedies.earlier_windows import months, paid, settled_over, trail

MISSED = ["85"] * 6


def test_a_cap_of_the_quarter_leaves_what_its_earlier_months_have_not_used():
    """Half a month's charge of 40,000.00 a quarter; 12 % a month are 4,800.00."""
    whole = agreement(flat("12%", caps=(cap("12000.00 EUR", per="quarter"),)))

    statement = settled_over(whole, months(*MISSED))

    assert ["4800.00", "4800.00", "2400.00"] * 2 == list(paid(statement).values())
    assert [
        "credit in 2026-03: 4800.00 EUR is cut to the cap of 12000.00 EUR, 12000.00 EUR a quarter;"
        " 9600.00 EUR of it was paid before in 2026-Q1"
    ] == trail(statement, "caps", 2)
    assert Fraction(2400) == statement.lines[2].cap_cut


def test_a_percentage_is_of_the_charges_of_the_caps_own_period():
    """10 % of a contract year of 12 x 40,000.00 are 48,000.00."""
    whole = agreement(flat("30%", caps=(cap("10%", per="contract_year"),)))

    statement = settled_over(whole, months(*MISSED))

    assert ["12000.00"] * 4 == list(paid(statement).values())
    assert [
        "credit in 2026-01: 12000.00 EUR is within the cap of 10% of the charge of desk over the"
        " contract year from 2026-01-01 (12 windows, 480000.00 EUR), 48000.00 EUR a contract year"
    ] == trail(statement, "caps")


def test_windows_of_a_multiple_are_those_of_the_current_window():
    """One month's charges in any three months, whatever they were before."""
    of = Base(windows=1)
    most = cap("100%", per=Lookback("rolling 3 months"), of=None)
    whole = agreement(
        flat("50%", caps=(type(most)(**{**vars(most), "of": of}),)),
    )

    statement = settled_over(whole, months(*MISSED))

    assert {
        "2026-01": "20000.00",
        "2026-02": "20000.00",
        "2026-04": "20000.00",
        "2026-05": "20000.00",
    } == paid(statement)


def test_a_new_contract_year_begins_on_the_day_of_the_term():
    """The cap of 3,000.00 is free again in April 2027, and not in January."""
    spring = Effective(from_=Day("2026-04-01"), through=Day("2028-03-31"))
    whole = agreement(flat("5%", caps=(cap("3000.00 EUR", per="contract_year"),)), effective=spring)

    statement = settled_over(whole, months(*["85"] * 14, first=4))

    assert {
        "2026-04": "2000.00",
        "2026-05": "1000.00",
        "2027-04": "2000.00",
        "2027-05": "1000.00",
    } == paid(statement)


def test_the_interpretation_may_say_where_a_contract_year_begins():
    """A target by the month, the agreement by years from April on."""
    by_month = target("credit", window="month")
    whole = agreement(
        flat("5%", caps=(cap("3000.00 EUR", per="contract_year"),)),
        interpretation=interpretation(window=ContractYear(contract_year="from 04-01")),
        targets=(by_month,),
    )

    statement = settled_over(whole, months(*["85"] * 6))

    assert {
        "2026-01": "2000.00",
        "2026-02": "1000.00",
        "2026-04": "2000.00",
        "2026-05": "1000.00",
    } == paid(statement)


def test_a_cap_of_the_month_binds_its_weeks_together():
    """Two weeks of March; one that lies in two months is refused by name."""
    whole = agreement(
        flat("900.00 EUR", caps=(cap("1000.00 EUR"),)),
        interpretation=interpretation(window="week"),
        effective=Effective(from_=Day("2026-03-02")),
    )
    weeks = [
        measured(window=window(name, first, last, start))
        for start, (name, first, last) in enumerate(
            [("2026-W10", "2026-03-02", "2026-03-08"), ("2026-W11", "2026-03-09", "2026-03-15")]
        )
    ]
    cut = measured(window=window("2026-W14", "2026-03-30", "2026-04-05", 9))

    assert {"2026-W10": "900.00", "2026-W11": "100.00"} == paid(settled_over(whole, weeks))
    with pytest.raises(Unsettled, match="'caps.per: month' over 2026-W14, only a part of which"):
        settled_over(whole, [*weeks, cut])


def test_a_percentage_of_a_month_of_weeks_is_of_the_months_charge():
    """10 % of 4,000.00 a month, while no week has an exact part of it."""
    whole = agreement(
        flat("300.00 EUR", caps=(cap("10%"),)),
        interpretation=interpretation(window="week"),
        effective=Effective(from_=Day("2026-03-02"), through=Day("2026-12-31")),
        services=(service(charge="4000.00 EUR"),),
    )
    march = [
        measured(window=window("2026-W10", "2026-03-02", "2026-03-08", 1)),
        measured(window=window("2026-W11", "2026-03-09", "2026-03-15", 2)),
    ]

    with pytest.raises(LocatedError, match="'partial_window' is not said"):
        settled_over(whole, march)
    said = interpretation(
        window="week", partial_window=PartialWindow(charge="full", counted="active")
    )
    full = agreement(
        flat("300.00 EUR", caps=(cap("10%"),)),
        interpretation=said,
        effective=Effective(from_=Day("2026-03-02"), through=Day("2026-12-31")),
        services=(service(charge="4000.00 EUR"),),
    )
    assert {"2026-W10": "300.00", "2026-W11": "100.00"} == paid(settled_over(full, march))


def test_a_month_that_lies_in_two_contract_years_is_refused_by_name():
    """The term begins on the 15th, and so does each of its years."""
    middle = Effective(from_=Day("2026-01-15"), through=Day("2027-12-31"))
    whole = agreement(
        flat("5.00 EUR", caps=(cap("8.00 EUR", per="contract_year"),)), effective=middle
    )

    with pytest.raises(Unsettled, match="'caps.per: contract_year' over 2027-01, only a part of"):
        settled_over(whole, months("85", first=3))


def test_the_cut_month_at_the_end_of_the_term_belongs_to_its_year():
    """The term ends on the 14th with its contract year, and so does its last month."""
    middle = Effective(from_=Day("2026-01-15"), through=Day("2027-01-14"))
    whole = agreement(
        flat("5.00 EUR", caps=(cap("8.00 EUR", per="contract_year"),)),
        effective=middle,
        interpretation=interpretation(
            partial_window=PartialWindow(charge="full", counted="active")
        ),
    )

    statement = settled_over(whole, months(*["85"] * 13))

    assert {"2026-01": "5.00", "2026-02": "3.00"} == paid(statement)


def test_a_cap_of_the_agreement_counts_all_its_credits_and_no_bonus():
    """Two remedies of 2,000.00 a month under 7,000.00 a year."""
    whole = agreement(
        flat(id="first"),
        flat(id="second"),
        flat("9.00 EUR", id="extra", nature="bonus"),
        caps=(cap("7000.00 EUR", per="contract_year"),),
    )

    statement = settled_over(whole, months("85", "95", "85"))

    assert [
        ("2026-01", "2000.00"),
        ("2026-01", "2000.00"),
        ("2026-02", "-9.00"),
        ("2026-03", "1500.00"),
        ("2026-03", "1500.00"),
    ] == [(line.window.name, str(line.amount)) for line in statement.lines]


def test_a_remedys_cap_binds_its_bonus_over_the_year():
    """A bonus of 5.00 each, 8.00 a year."""
    bonus = flat("5.00 EUR", nature="bonus", caps=(cap("8.00 EUR", per="contract_year"),))

    statement = settled_over(agreement(bonus), months("95", "95", "95"))

    assert {"2026-01": "-5.00", "2026-02": "-3.00"} == paid(statement)


def test_charges_of_a_file_are_those_of_each_window_of_the_span():
    """10 % of the three months of the quarter as they were charged."""
    whole = agreement(
        ladder(("90%", "5%"), caps=(cap("10%", per="quarter"),)),
        services=(service(charge=None),),
    )
    rows = {("2026-01", "desk"): "10000.00", ("2026-02", "desk"): "20000.00"}
    rows = {name: Decimal(amount) for name, amount in rows.items()}

    with pytest.raises(LocatedError, match="no charge is known for service 'desk' in 2026-03"):
        settled_over(whole, months("85"), charges=rows)
    rows["2026-03", "desk"] = Decimal("3000.00")
    statement = settled_over(whole, months("85", "85", "85"), charges=rows)
    assert {"2026-01": "500.00", "2026-02": "1000.00", "2026-03": "150.00"} == paid(statement)
    assert (
        "10% of the charge of desk over 2026-Q1 (3 windows, 33000.00 EUR), 3300.00 EUR a"
        in (trail(statement, "caps")[0])
    )


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        ("rolling 2 windows", ["2000.00", "500.00"] * 3),
        ("rolling 3 months", ["2000.00", "500.00", "0.00", "2000.00", "500.00", "0.00"]),
        ("rolling 1 quarters", ["2000.00", "500.00", "0.00", "2000.00", "500.00", "0.00"]),
        ("rolling 1 years", ["2000.00", "500.00", "0.00", "0.00", "0.00", "0.00"]),
        ("contract_year", ["2000.00", "500.00", "0.00", "0.00", "0.00", "0.00"]),
    ],
)
def test_every_length_of_a_period_that_looks_back(per, expected):
    """2,500.00 in each; the window itself is the last of them."""
    whole = agreement(flat(caps=(cap("2500.00 EUR", per=Lookback(per)),)))

    lines = settled_over(whole, months(*MISSED)).lines

    assert expected == [str(line.amount) for line in lines]


def test_a_period_in_days_that_cuts_a_month_is_refused_by_name():
    """Thirty days to the end of January begin on the 2nd."""
    whole = agreement(flat(caps=(cap("2500.00 EUR", per=Lookback("rolling 30 days")),)))

    with pytest.raises(Unsettled, match="'caps.per: rolling 30 days' over 2026-01, only a part of"):
        settled_over(whole, months("85", "85", "85"))
