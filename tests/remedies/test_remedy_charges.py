"""What a service costs in a window."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from slaspec.errors import LocatedError, UsageError
from slaspec.language.model.governance import Charge, Effective, ServiceLine
from slaspec.language.model.interpretation import FixedMonth, PartialWindow
from slaspec.language.model.remedy import Base
from slaspec.language.quantities import Day, Duration
from slaspec.remedies.charges import conversion
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    agreement,
    amounts,
    flat,
    interpretation,
    measured,
    service,
    settled,
    window,
)

QUARTER = window("2026-Q2", "2026-04-01", "2026-06-30")
YEAR = window("2026", "2026-01-01", "2026-12-31")
WEEK = window("2026-W15", "2026-04-06", "2026-04-12")


def paid(per, kind="month", **facts):
    """What 10% of a yearly, monthly … charge of 12000.00 comes to in a window."""
    whole = agreement(
        flat("10%"),
        services=(service(charge="12000.00 EUR", per=per),),
        interpretation=interpretation(window=kind),
    )
    return amounts(settled(whole, measured(**facts)))


def test_a_charge_is_converted_to_the_window_by_its_own_period():
    """A yearly charge in a monthly window is a twelfth, a quarterly a third."""
    assert ["100.00"] == paid("year")
    assert ["400.00"] == paid("quarter")
    assert ["1200.00"] == paid("month")


def test_a_longer_window_bears_several_charges():
    """A quarter three months, a year four quarters or twelve months."""
    assert ["3600.00"] == paid("month", "quarter", window=QUARTER)
    assert ["300.00"] == paid("year", "quarter", window=QUARTER)
    assert ["14400.00"] == paid("month", "year", window=YEAR)
    assert ["4800.00"] == paid("quarter", "year", window=YEAR)


def test_a_weekly_charge_stands_for_a_week():
    """A week is no exact part of a month: nothing is converted to or from it."""
    assert ["1200.00"] == paid("week", "week", window=WEEK)
    with pytest.raises(LocatedError, match="a charge per month has no exact part in a week"):
        paid("month", "week", window=WEEK)
    with pytest.raises(LocatedError, match="'desk' in 2026-04"):
        paid("week")


def test_conversions_there_and_back_cancel():
    """No cent is made or lost by the period in which a charge is written."""
    kinds = ("month", "quarter", "year")

    assert {Fraction(1)} == {conversion(a, b) * conversion(b, a) for a in kinds for b in kinds}


def test_a_twelfth_that_does_not_end_is_rounded_only_at_the_end():
    """1000.00 a year is 83.333… a month; 30% of it is 25.00, not 24.99."""
    whole = agreement(flat("30%"), services=(service(charge="1000.00 EUR", per="year"),))

    statement = settled(whole)

    assert ["25.00"] == amounts(statement)
    assert "1000.00 EUR per year x 1/12 = 83.333333… EUR" in statement.lines[0].trail[4].sentence


def test_a_row_of_the_charges_file_is_final():
    """It stands before the agreement's charge, and is never prorated."""
    partial = interpretation(
        partial_window=PartialWindow(charge="prorated", counted="active"), prorate="calendar_days"
    )
    whole = agreement(
        flat("10%"), effective=Effective(from_=Day("2026-04-16")), interpretation=partial
    )

    assert ["2000.00"] == amounts(settled(whole))
    assert ["123.46"] == amounts(settled(whole, charges={("2026-04", "desk"): Decimal("1234.56")}))


def test_rows_of_other_windows_and_services_do_not_matter():
    """One charges file may serve many agreements and periods."""
    rows = {("2026-03", "desk"): Decimal(1), ("2026-04", "network"): Decimal(2)}

    assert ["2000.00"] == amounts(settled(agreement(flat()), charges=rows))


@pytest.mark.parametrize("amount", [Decimal("-0.01"), Decimal("NaN"), Decimal("Infinity"), 0.1])
def test_a_row_that_is_no_charge_is_refused(amount):
    """A charge is an exact amount that is not negative."""
    with pytest.raises(UsageError, match="the charge of 'desk' in 2026-04"):
        settled(agreement(flat()), charges={("2026-04", "desk"): amount})


@pytest.mark.parametrize(
    "line",
    [
        service(charge=None),
        ServiceLine(service="desk", charge=Charge(source="invoices")),
    ],
)
def test_a_charge_that_nobody_states_is_an_error_with_service_and_window(line):
    """Neither the agreement nor a file says what the service costs."""
    whole = agreement(flat(), services=(line,))

    with pytest.raises(LocatedError, match="no charge is known for service 'desk' in 2026-04"):
        settled(whole)
    assert ["50.00"] == amounts(settled(whole, charges={("2026-04", "desk"): Decimal(1000)}))


def test_currencies_are_never_added():
    """A charge in another currency than the agreement's is an error."""
    whole = agreement(flat(), services=(service(charge="100.00 USD"),))

    with pytest.raises(LocatedError, match="the charge of 'desk' is in USD, the agreement in EUR"):
        settled(whole)


def test_all_charges_are_those_of_every_service():
    """Contracted: what the agreement states; a file stands in where it names invoices."""
    services = (
        service("desk", "100.00 EUR"),
        service("network", "2400.00 EUR", per="year"),
        ServiceLine(service="phone", charge=Charge(source="invoices")),
    )
    whole = agreement(flat("10%", base=Base(all_charges="contracted")), services=services)
    rows = {("2026-04", "phone"): Decimal("50.00"), ("2026-04", "desk"): Decimal(999999)}

    assert ["35.00"] == amounts(settled(whole, charges=rows))


def test_all_charges_need_services():
    """Percent of nothing is no zero."""
    whole = agreement(flat(base=Base(all_charges="contracted")), services=None)

    with pytest.raises(LocatedError, match="the agreement has no services"):
        settled(whole)


def test_a_service_on_two_lines_has_two_charges():
    """`service` takes all of them; `charge` does not say which is meant."""
    services = (service(charge="100.00 EUR"), service(charge="1200.00 EUR", per="year"))

    assert ["20.00"] == amounts(
        settled(agreement(flat("10%", base=Base(service="desk")), services=services))
    )
    with pytest.raises(LocatedError, match="'desk' stands on 2 lines; which charge is meant"):
        settled(agreement(flat(), services=services))


def test_an_unknown_service_is_an_error():
    """A base names a service of the agreement."""
    with pytest.raises(LocatedError, match="agreement 'acme' has no service 'network'"):
        settled(agreement(flat(base=Base(charge="network"))))


def in_april_from_the_10th(**answers):
    """What 10% of 3000.00 a month come to when the term begins on 10 April."""
    whole = agreement(
        flat("10%"),
        services=(service(charge="3000.00 EUR"),),
        effective=Effective(from_=Day("2026-04-10")),
        interpretation=interpretation(**answers),
    )
    return settled(whole)


def test_a_partial_window_is_charged_as_the_contract_says():
    """By calendar days, 21 of 30, or in full."""
    prorated = PartialWindow(charge="prorated", counted="active")
    full = PartialWindow(charge="full", counted="active")
    by_days = in_april_from_the_10th(partial_window=prorated, prorate="calendar_days")

    assert ["210.00"] == amounts(by_days)
    assert "x 21/30 days" in by_days.lines[0].trail[4].sentence
    assert ["300.00"] == amounts(in_april_from_the_10th(partial_window=full))


def test_a_partial_window_that_is_not_judged_pays_nothing():
    """The reason is kept."""
    statement = in_april_from_the_10th(partial_window="not_judged")

    assert [] == amounts(statement)
    assert "2026-04 is only partly inside the term and is not judged" == statement.quiet[0].reason


def test_the_remedy_answers_before_the_target_and_the_interpretation():
    """Nearest wins, also for partial windows."""
    own = PartialWindow(charge="full", counted="active")
    whole = agreement(
        flat("10%", partial_window=own),
        effective=Effective(from_=Day("2026-04-10")),
        interpretation=interpretation(partial_window="merged"),
    )

    assert ["4000.00"] == amounts(settled(whole))


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({}, "'partial_window' is not said: 21 of 30 days of 2026-04"),
        (
            {"partial_window": PartialWindow(charge="prorated", counted="active")},
            "'prorate' is not said: 21 of 30 days",
        ),
    ],
)
def test_silence_about_a_partial_window_is_an_error(answers, message):
    """What its days cost decides the amount."""
    with pytest.raises(LocatedError, match=message):
        in_april_from_the_10th(**answers)


@pytest.mark.parametrize(
    ("answers", "term"),
    [
        ({"partial_window": "merged"}, "partial_window: merged"),
        ({"prorate": "thirtieths"}, "prorate: thirtieths"),
        ({"prorate": FixedMonth(month=Duration("672h"))}, "prorate"),
    ],
)
def test_other_ways_of_prorating_are_refused_where_they_would_act(answers, term):
    """In a whole window they change nothing and nothing is refused."""
    said = {"partial_window": PartialWindow(charge="prorated", counted="active"), **answers}

    with pytest.raises(Unsettled, match=f"'{term}' cannot be settled yet"):
        in_april_from_the_10th(**said)
    assert ["2000.00"] == amounts(settled(agreement(flat(), interpretation=interpretation(**said))))
