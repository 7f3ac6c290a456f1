"""Caps: cut pro rata, allotted by largest remainder, never exceeded."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from slaspec.errors import LocatedError
from slaspec.language.model.governance import Effective
from slaspec.language.model.interpretation import PartialWindow
from slaspec.language.model.remedy import Base
from slaspec.language.quantities import Day, Share
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    LINE,
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
    window,
)

PRIORITIES = ["P1", "P2", "P3"]


def three(remedy, *, rounding=LINE, charge="40000.00 EUR", **sections):
    """The statement of one remedy on three missed objectives of one target."""
    said = {
        "services": (service(charge=charge),),
        "targets": (target(remedy.id, objectives=PRIORITIES),),
        "interpretation": interpretation(rounding=rounding),
        **sections,
    }
    found = [measured(objective=name) for name in PRIORITIES]
    return settled(agreement(remedy, **said), *found)


def test_a_cap_that_is_not_reached_changes_nothing():
    """Exactly the cap is not above it."""
    assert ["2000.00"] * 3 == amounts(three(flat(caps=(cap("15%"),))))


@pytest.mark.parametrize("rounding", [LINE, TOTAL])
def test_a_cap_cuts_pro_rata_and_allots_by_largest_remainder(rounding):
    """10.00 of three equal credits: the odd cent goes to the first line."""
    statement = three(flat(caps=(cap("10.00 EUR"),)), rounding=rounding)

    assert ["3.34", "3.33", "3.33"] == amounts(statement)
    assert Decimal("10.00") == statement.total
    cut = next(step for step in statement.lines[0].trail if step.stage == "caps")
    assert ("3.34 EUR" if rounding is LINE else "10/3 EUR") == cut.amount_out


def test_a_cap_is_cut_in_proportion_to_what_each_line_was_due():
    """Credits of 1200, 400 and 400 under a cap of 1000: 600, 200, 200."""
    remedy = ladder(("90%", "1%"), ("80%", "3%"), caps=(cap("1000.00 EUR"),))
    whole = agreement(remedy, targets=(target("credit", objectives=PRIORITIES),))
    values = [measured(v, objective=p) for v, p in zip(("75", "85", "85"), PRIORITIES, strict=True)]

    assert ["600.00", "200.00", "200.00"] == amounts(settled(whole, *values))


@pytest.mark.parametrize("rounding", [LINE, TOTAL])
def test_a_cap_ends_at_a_whole_minor_unit(rounding):
    """2.5% of 33.33 is 0.83325: three credits of 0.33 share 0.83, never 0.84."""
    remedy = flat("1%", caps=(cap("2.5%"),))

    statement = three(remedy, rounding=rounding, charge="33.33 EUR")

    assert ["0.28", "0.28", "0.27"] == amounts(statement)


def test_lines_are_rounded_before_the_cap_looks_at_them():
    """Three credits of 0.335 are 1.005 before and 1.02 after rounding: a cap of 1.01 cuts."""
    remedy = flat("1%", caps=(cap("1.01 EUR"),))

    assert ["0.34", "0.34", "0.33"] == amounts(three(remedy, charge="33.50 EUR"))
    assert ["0.34", "0.34", "0.33"] == amounts(three(remedy, charge="33.50 EUR", rounding=TOTAL))
    assert "1.02 EUR is cut" in three(remedy, charge="33.50 EUR").lines[0].trail[-1].sentence


def test_several_caps_act_in_the_order_in_which_they_stand():
    """The lower one decides, wherever it stands."""
    caps = (cap("900.00 EUR"), cap("300.00 EUR"), cap("600.00 EUR"))

    statement = three(flat(caps=caps))

    assert ["100.00"] * 3 == amounts(statement)
    cuts = [step for step in statement.lines[0].trail if step.stage == "caps"]
    assert ["300.00 EUR", "100.00 EUR", "100.00 EUR"] == [step.amount_out for step in cuts]


def test_a_remedy_s_cap_binds_its_own_lines_in_each_window_alone():
    """Another remedy and another month have caps of their own, or none."""
    first, second = flat(id="first", caps=(cap("500.00 EUR"),)), flat(id="second")
    found = [measured(), measured(window=month("2026-05"))]

    statement = settled(agreement(first, second), *found)

    assert ["500.00", "2000.00"] * 2 == amounts(statement)


def test_the_agreement_s_cap_binds_all_credits_but_no_bonus():
    """Credits are cut together, after each remedy's own caps."""
    first = flat(id="first", caps=(cap("500.00 EUR"),))
    second = flat(id="second")
    bonus = flat(id="bonus", nature="bonus")
    whole = agreement(
        first,
        second,
        bonus,
        targets=(target("first", "second", id="resolution"), target("bonus", id="response")),
        caps=(cap("1000.00 EUR"),),
    )

    statement = settled(whole, measured(), measured("99", "met", of="response"))

    assert ["200.00", "800.00", "-2000.00"] == amounts(statement)
    assert "all credits in 2026-04: 2500.00 EUR is cut" in statement.lines[0].trail[-1].sentence


def test_a_bonus_has_its_own_cap():
    """It binds what the provider earns."""
    bonus = flat(nature="bonus", caps=(cap("1%"),))

    statement = settled(agreement(bonus, caps=(cap("0%"),)), measured("99", "met"))

    assert ["-400.00"] == amounts(statement)


def test_the_agreement_s_cap_does_not_stand_in_the_way_of_a_quarterly_bonus():
    """It binds credits only, so its month does not have to fit."""
    quarter = measured("99", "met", window=window("2026-Q2", "2026-04-01", "2026-06-30"))
    whole = agreement(
        flat(nature="bonus"),
        caps=(cap("1%"),),
        interpretation=interpretation(window="quarter"),
    )

    assert ["-6000.00"] == amounts(settled(whole, quarter))


@pytest.mark.parametrize("per", ["month", "window"])
def test_a_cap_per_month_and_per_window_are_one_where_the_window_is_a_month(per):
    """Both are settled, nothing else is."""
    assert ["1600.00"] == amounts(settled(agreement(flat(caps=(cap("4%", per=per),)))))


@pytest.mark.parametrize(
    "base",
    [Base(charge="desk"), Base(service="desk"), Base(all_charges="contracted")],
)
def test_a_cap_has_a_base_of_its_own(base):
    """Any base that a remedy may have."""
    own = replace(cap("4%"), of=base)

    assert ["1600.00"] == amounts(settled(agreement(flat(caps=(own,)))))


def test_a_cap_may_be_a_part_of_the_amount_at_risk():
    """100% of 10% of 40000.00, of which a pool takes 30%."""
    base = Base(at_risk=Share("10%"), of=Base(charge="desk"), pool=Share("30%"))
    own = replace(cap("100%"), of=base)

    assert ["1200.00"] == amounts(settled(agreement(flat(caps=(own,)))))


def test_an_empty_list_of_caps_is_no_cap():
    """It says so in the text; a check warns."""
    assert ["2000.00"] == amounts(settled(agreement(flat(caps=()), caps=())))


@pytest.mark.parametrize("where", ["remedy", "agreement"])
def test_the_cap_of_a_partial_window_is_of_the_charge_of_that_part(where):
    """4% of 21/30 of 40000.00; the interpretation answers for an agreement's cap."""
    said = interpretation(
        partial_window=PartialWindow(charge="prorated", counted="active"), prorate="calendar_days"
    )
    caps = (cap("4%"),)
    whole = agreement(
        flat("100%", caps=caps if where == "remedy" else None),
        caps=caps if where == "agreement" else None,
        effective=Effective(from_=Day("2026-04-10")),
        interpretation=said,
    )

    assert ["1120.00"] == amounts(settled(whole))


def test_a_cap_in_a_partial_window_needs_an_answer_for_the_agreement():
    """The remedy's own answer is not the agreement's."""
    own = PartialWindow(charge="full", counted="active")
    sections = {"effective": Effective(from_=Day("2026-04-10")), "caps": (cap("4%"),)}

    with pytest.raises(LocatedError, match="'partial_window' is not said"):
        settled(agreement(flat(partial_window=own), **sections))
    with pytest.raises(Unsettled, match="'partial_window: not_judged' cannot be settled"):
        silent = interpretation(partial_window="not_judged")
        settled(agreement(flat(partial_window=own), interpretation=silent, **sections))


@pytest.mark.parametrize("where", ["remedy", "agreement"])
@pytest.mark.parametrize("per", ["outage", "incident", "record"])
def test_caps_per_event_over_windows_are_refused(where, per):
    """A window is no single event."""
    caps = (cap("4%", per=per),)
    remedy = flat(caps=caps if where == "remedy" else None)
    whose = ", remedy 'credit'" if where == "remedy" else ""

    with pytest.raises(Unsettled, match=f"agreement 'acme'{whose}: 'caps.per: {per}' "):
        settled(agreement(remedy, caps=caps if where == "agreement" else None))


def quarterly(per):
    """An agreement judged by the quarter, its credit of 5 % capped at 4 % of the charge."""
    return agreement(
        flat(caps=(cap("4%", per=per),)), interpretation=interpretation(window="quarter")
    )


def test_a_monthly_cap_over_a_longer_window_is_refused():
    """A quarter is three months: which of them is capped is not said."""
    quarter = measured(window=window("2026-Q2", "2026-04-01", "2026-06-30"))

    with pytest.raises(Unsettled, match="'caps.per: month' over windows of a quarter"):
        settled(quarterly("month"), quarter)


def test_a_cap_per_window_is_of_the_charge_of_that_window():
    """4 % of the three monthly charges of a quarter, whatever the window's length."""
    quarter = measured(window=window("2026-Q2", "2026-04-01", "2026-06-30"))
    month = settled(agreement(flat(caps=(cap("4%", per="window"),))))

    statement = settled(quarterly("window"), quarter)

    assert 3 * month.total == statement.total


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (cap("5.00 USD"), "the cap is in USD, the agreement in EUR"),
        (cap("-1%"), "a cap below zero"),
        (replace(cap("5%"), of=None), "percent of what"),
        (cap("5%", of="network"), "agreement 'acme' has no service 'network'"),
    ],
)
def test_a_cap_that_says_no_sound_amount_is_an_error(wrong, message):
    """For a remedy's cap and for the agreement's."""
    with pytest.raises(LocatedError, match=message):
        settled(agreement(flat(caps=(wrong,))))
    with pytest.raises(LocatedError, match=message):
        settled(agreement(flat(), caps=(wrong,)))


def test_a_cap_in_money_has_no_base():
    """A base that acts on nothing is not passed over."""
    own = replace(cap("5.00 EUR"), of=Base(charge="desk"))

    with pytest.raises(LocatedError, match="a cap in money has none"):
        settled(agreement(flat(caps=(own,))))


def test_a_cap_in_another_unit_is_refused():
    """Days of service are converted by a stage of their own."""
    with pytest.raises(Unsettled, match="'caps.at_most: 3 service days' cannot be settled yet"):
        settled(agreement(flat(caps=(cap("3 service days"),))))
