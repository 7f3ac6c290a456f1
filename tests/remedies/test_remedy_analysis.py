"""A remedy as a function of what is measured: breakpoints and amounts, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from slaspec.language.model.governance import Effective, Volume
from slaspec.language.model.metric import AvailabilityMetric
from slaspec.language.model.remedy import (
    Base,
    CalendarDays,
    Points,
    Conversion,
    QuantityPaid,
    Rate,
    Repeat,
    Rung,
    Symmetric,
    Trigger,
)
from slaspec.language.model.target import Objective
from slaspec.language.quantities import Amount, Day, Duration, Share
from slaspec.remedies.analysis.analyse import Analysis, NotAnalysed, analyses
from slaspec.remedies.analysis.exposure import maximum_exposure
from tests.remedies.build import (
    agreement,
    cap,
    flat,
    interpretation,
    ladder,
    remedy,
    service,
    target,
)

DESK = Base(charge="desk")  # 40,000.00 EUR a month


def only(whole, **options):
    """The one analysis of an agreement."""
    [found] = analyses(whole, **options)
    assert isinstance(found, Analysis), found
    return found


def pieces(curve):
    """Ends with whether they belong to the piece, and what is paid at both ends."""
    return [
        (
            str(piece.low.value),
            not piece.low.after,
            str(piece.high.value),
            piece.high.after,
            str(piece.near_low),
            str(piece.near_high),
        )
        for piece in curve.pieces
    ]


def shortfall(count, per_step="2%", **terms):
    """A rate for each point below 90 %."""
    quantity = QuantityPaid(of="shortfall", step=Amount("1pp"), count=count, **terms)
    return {"quantity": quantity, "rate": Rate(per_step=Amount(per_step)), "base": DESK}


def paid(**terms):
    rate = terms.pop("rate")
    return agreement(remedy(rate, **terms))


def test_a_ladder_is_constant_between_its_rungs():
    """Below 90 % 5 % of 40,000 EUR, below 80 % 10 %; exactly 80 % pays 5 %, 90 % nothing."""
    curve = only(agreement(ladder(("90%", "5%"), ("80%", "10%")))).curve

    assert pieces(curve) == [
        ("0", True, "80", False, "4000", "4000"),
        ("80", True, "90", False, "2000", "2000"),
        ("90", True, "100", True, "0", "0"),
    ]
    assert [(90, 2000), (80, 2000)] == list(curve.jumps())
    assert [] == list(curve.falls())


def test_an_edge_that_belongs_to_the_rung_lies_below_the_cut():
    """At or below 90 % pays: 90 % itself does."""
    curve = only(agreement(ladder(("90%", "5%"), key="at_or_below"))).curve

    assert (2000, 0) == (curve.at(Fraction(90)), curve.at(Fraction(90) + Fraction(1, 10**9)))


def test_a_flat_rate_turns_at_the_objective():
    """Missed below 90 %: 5 % of 40,000 EUR."""
    curve = only(agreement(flat())).curve

    assert pieces(curve) == [
        ("0", True, "90", False, "2000", "2000"),
        ("90", True, "100", True, "0", "0"),
    ]


def test_prorata_is_a_straight_line_up_to_its_cap():
    """800 EUR a point: the cap of 10 % (4,000 EUR) is reached 5 points below 90 %."""
    curve = only(paid(**shortfall("prorata"), caps=(cap("10%"),))).curve

    assert pieces(curve) == [
        ("0", True, "85", True, "4000", "4000"),
        ("85", False, "90", True, "4000", "0"),
        ("90", False, "100", True, "0", "0"),
    ]
    assert Fraction(2000) == curve.at(Fraction("87.5"))


@pytest.mark.parametrize(
    ("count", "at", "amount"),
    [
        ("whole", "89.01", 0),
        ("whole", "89", 800),
        ("commenced", "89.99", 800),
        ("commenced", "89", 800),
        ("commenced", "88.99", 1600),
        ("whole", "0", 72000),
    ],
)
def test_whole_and_commenced_steps_are_one_staircase(count, at, amount):
    """90 whole points below 90 %, at 800 EUR each: one piece, however many steps."""
    curve = only(paid(**shortfall(count))).curve

    assert amount == curve.at(Fraction(at))
    assert len(curve.pieces) <= 3


def test_a_cap_ends_a_staircase_at_the_step_that_exceeds_it():
    """Whole steps of 800 EUR under 2,000 EUR: two are paid, the third (at 87 %) is cut."""
    curve = only(paid(**shortfall("whole"), caps=(cap("5%"),))).curve

    assert [1600, 2000, 2000] == [curve.at(Fraction(at)) for at in ("87.01", "87", "0")]
    assert (2000, 87) == curve.highest


def test_what_is_free_and_what_counts_at_most_are_breakpoints():
    """From 2 points on, at most 3 of them, 800 EUR each: nothing to 88 %, 2,400 EUR from 85 %."""
    terms = shortfall("prorata", from_=Amount("2pp"), at_most=Amount("3pp"))
    curve = only(paid(**terms)).curve

    assert [("0", "85"), ("85", "88"), ("88", "100")] == [(p[0], p[2]) for p in pieces(curve)]
    assert [2400, 2400, 0] == [curve.at(Fraction(at)) for at in (0, 85, 88)]


def test_grace_pays_nothing_up_to_it_and_everything_beyond():
    """Within 2 points nothing; at 2.5 points 2.5 x 800 EUR: a jump of 1,600 EUR at 88 %."""
    terms = shortfall("prorata")
    curve = only(paid(**terms, trigger=Trigger(grace=Amount("2pp")))).curve

    assert [0, 2000] == [curve.at(Fraction(at)) for at in ("88", "87.5")]
    assert [(88, 1600)] == list(curve.jumps())


def test_a_forfeit_below_what_was_due_is_a_fall():
    """10 % a point reaches 150 % at 15 points; beyond them the whole base (100 %) is lost."""
    terms = shortfall("prorata", "10%")
    terms["rate"] = replace(terms["rate"], forfeits_over=Amount("15pp"))
    curve = only(paid(**terms)).curve

    assert [60000, 40000] == [curve.at(Fraction(at)) for at in ("75", "74.99")]
    assert [(75, -20000)] == list(curve.falls())


def test_both_sides_of_a_symmetric_rate():
    """1,000 EUR a point beyond one point: 3 points below cost 2,000, 3 above earn 2,000."""
    rate = Rate(symmetric=Symmetric(per_step=Amount("1000.00 EUR"), deadband=Amount("1pp")))
    quantity = QuantityPaid(step=Amount("1pp"), count="prorata")
    curve = only(paid(rate=rate, quantity=quantity)).curve

    assert [2000, 0, 0, 0, -2000] == [curve.at(Fraction(at)) for at in (87, 89, 90, 91, 93)]
    assert (89000, 0) == curve.highest


def test_lost_time_is_a_line_over_the_availability():
    """January has 744 h: one per cent down is 7.44 h, paid ten times it is 10 % of the charge."""
    metric = AvailabilityMetric(id="time", kind="availability", hours="24x7")
    promise = replace(target("credit"), objective=Objective(availability=Share("99.9%")))
    credit = remedy(Rate(lost_time=10), base=DESK)
    whole = agreement(
        credit,
        metrics=(metric,),
        targets=(promise,),
        interpretation=interpretation(prorate="calendar_days"),
    )
    curve = only(whole).curve

    assert [4000, 400000, 0] == [curve.at(Fraction(at)) for at in (99, 0, "99.9")]
    assert [(Fraction("99.9"), 400)] == list(curve.jumps())


def test_points_that_reach_a_rung_are_breakpoints():
    """A point for each whole point missed; from 3 points on 500 EUR, from 6 on 900 EUR."""
    rungs = tuple(
        Rung(at_or_above=Amount(f"{edge} points"), pays=Amount(f"{pays}.00 EUR"))
        for edge, pays in ((3, 500), (6, 900))
    )
    points = Points(pool="kpi", convert=Conversion(ladder=rungs))
    terms = shortfall("whole", "1 point")
    curve = only(paid(rate=terms["rate"], quantity=terms["quantity"], points=points)).curve

    assert [0, 500, 500, 900] == [curve.at(Fraction(at)) for at in ("87.01", "87", "84.01", "84")]


def test_records_need_an_agreed_volume():
    """400 records, 90 % promised: 360 must be good; each further miss costs 200 EUR."""
    quantity = QuantityPaid(of="excess_records", step=Amount("1 record"), count="whole")
    credit = remedy(Rate(per_step=Amount("200.00 EUR")), quantity=quantity)
    volume = Volume(per="month", expect=400)

    [unknown] = analyses(agreement(credit))
    found = only(agreement(credit, services=(replace(service(), volume=volume),)))

    assert isinstance(unknown, NotAnalysed)
    assert "no volume is agreed" in unknown.why
    assert "records" == found.axis.unit
    assert [0, 200, 72000] == [found.curve.at(Fraction(missed)) for missed in (40, 41, 400)]


def test_one_record_by_the_time_that_it_takes():
    """Great Britain: 95 GBP beyond 12 h, and 45 GBP for each further whole 12 h."""
    quantity = QuantityPaid(of="duration", from_=Amount("12h"), step=Amount("12h"), count="whole")
    rate = Rate(first=Amount("95.00 EUR"), then=Amount("45.00 EUR"))
    credit = remedy(rate, quantity=quantity, for_each="record")
    promise = Objective(share=Share("100%"), within=Duration("12h"))
    found = only(agreement(credit, targets=(replace(target("credit"), objective=promise),)))
    hours = {hour: found.curve.at(Fraction(hour) * 3600) for hour in (12, 13, 23, 24, 36)}

    assert {12: 0, 13: 95, 23: 95, 24: 140, 36: 185} == hours
    assert [(43200, 95), (86400, 45)] == list(found.curve.jumps())
    assert found.curve.highest is None


def test_one_outage_under_its_cap():
    """Rackspace: 5 % of 40,000 EUR for each commenced half hour, at most the whole charge."""
    quantity = QuantityPaid(of="duration", step=Amount("30min"), count="commenced")
    terms = {"quantity": quantity, "base": DESK, "caps": (cap("100%"),), "for_each": "outage"}
    metric = AvailabilityMetric(id="time", kind="availability", hours="24x7")
    whole = agreement(remedy(Rate(per_step=Amount("5%")), **terms), metrics=(metric,))
    curve = only(whole).curve

    assert [0, 2000, 2000, 4000] == [curve.at(Fraction(at)) for at in (0, 1, 1800, 1801)]
    assert (40000, 36000) == curve.highest


def test_dates_have_no_curve():
    """How many dates a delay touches depends on when it begins."""
    quantity = QuantityPaid(of="shortfall", step=CalendarDays(calendar_days=1), count="commenced")
    credit = remedy(Rate(per_step=Amount("10.00 EUR")), quantity=quantity, for_each="record")
    [found] = analyses(agreement(credit))

    assert "it counts dates" in found.why


def test_what_is_left_aside():
    """The minimum payable, claims, groups and repeats do not change what a first miss comes to."""
    plain = only(agreement(flat())).curve
    repeat = Repeat(when="consecutive", factor=2, reset="first met window")
    other = only(agreement(flat(repeat=repeat))).curve

    assert plain == other


def test_the_first_whole_window_in_which_credits_are_paid():
    """A term from 15 March with credits from 1 June is looked at in June."""
    term = Effective(from_=Day("2026-03-15"), credits_from=Day("2026-06-01"))

    assert "2026-06" == only(agreement(flat(), effective=term)).window.name


def test_a_part_of_the_window_before_is_looked_at_where_there_is_one():
    """10 % of the charge of the month before: in January there is none, in February 4,000 EUR."""
    found = only(agreement(flat("10%", base=Base(previous_window=DESK))))

    assert ("2026-02", 4000) == (found.window.name, found.curve.at(Fraction(0)))


def test_a_term_without_a_whole_window_is_named():
    """Ten days hold no month."""
    term = Effective(from_=Day("2026-03-15"), through=Day("2026-03-24"))
    [found] = analyses(agreement(flat(), effective=term))

    assert "no whole window lies in the term" == found.why


def test_a_fault_of_the_text_is_the_reason():
    """Percent of what? is what settling says as well."""
    [found] = analyses(agreement(flat(base=None)))

    assert "percent of what? 'base' is not said" in found.why


def test_the_most_of_a_year_is_settled_by_all_terms():
    """4,000 EUR a month, doubled from the second on, under a cap of 5 % of the year (24,000 EUR)."""
    repeat = Repeat(when="consecutive", factor=2, reset="first met window")
    capped = flat("10%", repeat=repeat, caps=(cap("5%", per="contract_year"),))
    free = flat("10%", repeat=repeat)

    assert (8000, 4000 + 11 * 8000) == _most(agreement(free))
    assert (8000, 24000) == _most(agreement(capped))


def test_a_window_may_find_the_cap_of_the_year_untouched():
    """4,000 EUR in January, all lapsed; the second miss in a row may take the 5,000 EUR alone."""
    repeat = Repeat(when="consecutive", factor=2, reset="first met window")
    credit = flat("10%", repeat=repeat, caps=(cap("5000.00 EUR", per="contract_year"),))

    assert (5000, 5000) == _most(agreement(credit))


def test_the_most_of_an_agreement_is_under_its_own_caps():
    """Two objectives at 4,000 EUR each, under 15 % of all charges."""
    both = target("credit", objectives=("P1", "P2"))
    whole = agreement(flat("10%"), targets=(both,))

    assert (8000, 96000) == _most(whole)
    assert (6000, 72000) == _most(replace(whole, caps=(cap("15%"),)))


def test_events_cost_at_most_the_cap_of_their_window():
    """50.00 EUR for each late record, at most 1,000.00 EUR a month; without a cap no most."""
    credit = flat("50.00 EUR", for_each="record", caps=(cap("1000.00 EUR"),))
    promise = Objective(share=Share("90%"), within=Duration("4h"))
    whole = agreement(credit, targets=(replace(target("credit"), objective=promise),))
    free = maximum_exposure(replace(whole, remedies=(replace(credit, caps=None),)))

    assert (1000, 12000) == _most(whole)
    assert ("'credit': it pays for each record, however many",) == free.why


def test_without_a_bound_of_their_own_events_stop_at_the_caps_of_the_agreement():
    """50.00 EUR for each late record, however many: 3,000 EUR a month, 20,000 EUR a year."""
    credit = flat("50.00 EUR", for_each="record")
    promise = Objective(share=Share("90%"), within=Duration("4h"))
    whole = agreement(credit, targets=(replace(target("credit"), objective=promise),))
    month, year = cap("3000.00 EUR"), cap("20000.00 EUR", per="contract_year")

    assert (3000, 12 * 3000) == _most(replace(whole, caps=(month,)))
    assert (3000, 20000) == _most(replace(whole, caps=(month, year)))


def test_a_rate_without_a_bound_has_no_most():
    """Hours beyond a limit have no end, and no cap stops them."""
    promise = Objective(percentile=Share("95%"), within=None, at_most=Amount("10 cases"))
    quantity = QuantityPaid(of="shortfall", step=Amount("1 case"), count="whole")
    credit = remedy(Rate(per_step=Amount("10.00 EUR")), quantity=quantity)
    judged = replace(target("credit"), objective=replace(promise, percentile=None))
    found = maximum_exposure(agreement(credit, targets=(judged,)))

    assert (None, None) == (found.window, found.contract_year)
    assert "the more it pays" in found.why[0]


def _most(whole):
    found = maximum_exposure(whole)
    assert () == found.why
    return found.window, found.contract_year
