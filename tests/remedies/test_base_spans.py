"""Bases that stand on other windows: the contract year, the window before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slaspec.errors import UsageError
from slaspec.language.model.governance import Effective
from slaspec.language.model.interpretation import ContractYear, PartialWindow
from slaspec.language.model.remedy import Base
from slaspec.language.quantities import Day, Share
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import agreement, cap, flat, interpretation, measured, service, window
from tests.remedies.earlier_windows import months, paid, settled_over, trail

YEARLY = Base(charge="desk", over="contract_year")
BEFORE = Base(previous_window=Base(charge="desk"))


def test_a_base_over_the_contract_year_is_all_its_windows():
    """1 % of twelve months of 40,000.00."""
    statement = settled_over(agreement(flat("1%", base=YEARLY)), months("85"))

    assert {"2026-01": "4800.00"} == paid(statement)
    assert [
        "1% of the charge of desk over the contract year from 2026-01-01 (12 windows, 480000.00"
        " EUR) is 4800.00 EUR"
    ] == trail(statement, "base")


def test_a_contract_year_that_the_term_cuts_has_only_the_windows_of_the_term():
    """Six months and 15 of the 30 days of November's charge."""
    term = Effective(from_=Day("2026-05-01"), through=Day("2026-11-15"))
    whole = agreement(
        flat("1%", base=YEARLY),
        effective=term,
        interpretation=interpretation(
            prorate="calendar_days",
            partial_window=PartialWindow(charge="prorated", counted="active"),
        ),
    )

    assert {"2026-05": "2600.00"} == paid(settled_over(whole, months("85", first=5)))


def test_the_window_before_pays_for_this_one():
    """The row of March is the base of April."""
    rows = {("2026-03", "desk"): Decimal("1000.00"), ("2026-04", "desk"): Decimal("9000.00")}
    whole = agreement(flat("10%", base=BEFORE), services=(service(charge=None),))

    statement = settled_over(whole, months("85", first=4), charges=rows)

    assert {"2026-04": "100.00"} == paid(statement)


def test_before_the_first_window_there_is_nothing():
    """A term that begins with the window has no window before."""
    statement = settled_over(agreement(flat("10%", base=BEFORE)), months("85"))

    assert {} == paid(statement)
    assert [
        "10% of the window before 2026-01, where there is none is 0.00 EUR"
    ] == trail(statement, "base")  # fmt: skip


def test_the_greater_of_this_window_and_the_one_before():
    """As leases and outsourcings have it; each inside the other."""
    rows = {("2026-03", "desk"): Decimal("7000.00"), ("2026-04", "desk"): Decimal("1000.00")}
    greater = Base(greater_of=(Base(charge="desk"), BEFORE))
    at_risk = Base(at_risk=Share("10%"), of=greater)
    whole = agreement(flat("50%", base=at_risk), services=(service(charge=None),))

    assert {"2026-04": "350.00"} == paid(settled_over(whole, months("85", first=4), charges=rows))


def test_time_of_service_is_paid_by_the_window_alone():
    """An hour of a year's charge is no hour of a window."""
    for base, term in ((YEARLY, "base.over: contract_year"), (BEFORE, "base.previous_window")):
        whole = agreement(
            flat("3 service days", base=base), interpretation=interpretation(prorate="thirtieths")
        )
        with pytest.raises(Unsettled, match=f"'{term}' of time of service cannot be settled"):
            settled_over(whole, months("85"))


def test_a_window_may_be_the_contract_year_itself():
    """A year from April on is charged like any year; April alone is no window of it."""
    term = Effective(from_=Day("2026-04-01"), through=Day("2028-03-31"))
    whole = agreement(
        flat("1%"),
        effective=term,
        interpretation=interpretation(window=ContractYear(contract_year="from 04-01")),
    )
    year = measured(window=window("2026", "2026-04-01", "2027-03-31"))

    assert {"2026": "4800.00"} == paid(settled_over(whole, [year]))
    with pytest.raises(UsageError, match="is no whole contract year from 04-01"):
        settled_over(whole, months("85", first=4))


def test_a_cap_of_a_longer_window_is_the_windows_own():
    """A yearly window under a cap of the contract year."""
    year = interpretation(window=ContractYear(contract_year="from 01-01"))
    whole = agreement(flat("1%", caps=(cap("0.5%", per="contract_year"),)), interpretation=year)
    found = measured(window=window("2026", "2026-01-01", "2026-12-31"))

    assert {"2026": "2400.00"} == paid(settled_over(whole, [found]))


def test_a_contract_year_that_cuts_months_is_no_base():
    """The term begins on the 15th, and so does each of its years."""
    middle = Effective(from_=Day("2026-01-15"), through=Day("2027-12-31"))
    whole = agreement(flat("1%", base=YEARLY), effective=middle)

    with pytest.raises(Unsettled, match="'base.over: contract_year' over 2027-01, only a part of"):
        settled_over(whole, months("85", first=3))
